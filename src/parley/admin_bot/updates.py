"""Reads the updates of the super administrator's bot: who, where, what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec


class _User(msgspec.Struct):
    id: int
    is_bot: bool = False


class _Chat(msgspec.Struct):
    id: int
    type: str = "private"


class _File(msgspec.Struct):
    file_id: str
    file_size: int = 0


class _Message(msgspec.Struct):
    chat: _Chat
    sender: _User | None = msgspec.field(default=None, name="from")
    text: str = ""
    photo: tuple[_File, ...] = ()
    document: _File | None = None


class _Callback(msgspec.Struct):
    id: str
    sender: _User = msgspec.field(name="from")
    message: _Message | None = None
    data: str = ""


class _Update(msgspec.Struct):
    update_id: int
    message: _Message | None = None
    callback_query: _Callback | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that somebody did in the bot."""

    update_id: int
    user_id: int
    chat_id: int
    is_private: bool
    text: str = ""
    #: of a photo, the largest, or of a document
    file_id: str = ""
    #: of a pressed button
    callback_id: str = ""
    data: str = ""


def parse_incoming(payload: Mapping[str, Any]) -> Incoming | None:
    """Returns what an update tells; None for one that is not for us, whatever its shape."""
    try:
        update = msgspec.convert(payload, _Update)
    except msgspec.ValidationError:
        return None
    if update.callback_query is not None:
        callback = update.callback_query
        chat = callback.message.chat if callback.message else _Chat(callback.sender.id)
        person = (update.update_id, callback.sender.id, chat.id, chat.type == "private")
        return Incoming(*person, callback_id=callback.id, data=callback.data)
    message = update.message
    if message is None or message.sender is None or message.sender.is_bot:
        return None
    file = message.photo[-1] if message.photo else message.document
    person = (update.update_id, message.sender.id, message.chat.id, message.chat.type == "private")
    return Incoming(*person, text=message.text.strip(), file_id=file.file_id if file else "")
