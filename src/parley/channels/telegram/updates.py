"""Reads the Bot API's updates (contracts/telegram.md §2): what a customer did, in the words of all channels."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from parley.channels.telegram.client_texts import words_of_button
from parley.domain.channel import ChannelEvent, EventKind, ParsedUpdate, RemoteFile
from parley.languages.registry import normalize_language_code

# An animation comes with a document beside it.
_ATTACHMENTS = (
    *("photo", "video", "video_note", "animation", "document", "audio", "sticker", "location"),
    *("story", "paid_media", "dice", "poll", "game"),
)
_PICTURES, _FILES = ("photo",), ("video", "video_note", "animation", "document", "audio", "sticker")
_LANGUAGE_CALLBACK = "lang_"
_STAFF_CODE = re.compile(r"m_[A-Za-z0-9_-]{22}", re.ASCII)
# A link that carries a talk of the web: `c_<22 letters>`.
_TALK_LINK = "c_"
# Buttons under a recommendation: `details_<session>`, `order_<session>`.
_TALK_BUTTONS = ("details", "order")


class _User(msgspec.Struct):
    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = ""


class _Chat(msgspec.Struct):
    id: int
    type: str = "private"


class _Voice(msgspec.Struct):
    file_id: str
    duration: float = 0
    mime_type: str = ""
    file_size: int = 0


class _Contact(msgspec.Struct):
    phone_number: str
    user_id: int | None = None


class _File(msgspec.Struct):
    file_id: str
    file_size: int = 0
    mime_type: str = ""
    file_name: str = ""
    #: of a sticker
    emoji: str = ""


class _Place(msgspec.Struct):
    latitude: float
    longitude: float


class _Venue(msgspec.Struct):
    title: str = ""
    address: str = ""


class _Answered(msgspec.Struct):
    message_id: int


class _Message(msgspec.Struct):
    message_id: int
    chat: _Chat
    sender: _User | None = msgspec.field(default=None, name="from")
    via_bot: _User | None = None
    text: str = ""
    caption: str = ""
    voice: _Voice | None = None
    contact: _Contact | None = None
    location: _Place | None = None
    venue: _Venue | None = None
    migrate_to_chat_id: int | None = None
    reply_to_message: "_Answered | None" = None
    message_thread_id: int = 0
    is_topic_message: bool = False


class _Callback(msgspec.Struct):
    id: str
    sender: _User = msgspec.field(name="from")
    message: _Message | None = None
    data: str = ""


class _Member(msgspec.Struct):
    status: str = ""


class _Membership(msgspec.Struct):
    chat: _Chat
    sender: _User = msgspec.field(name="from")
    new_chat_member: _Member = msgspec.field(default_factory=_Member)


class _Update(msgspec.Struct):
    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Callback | None = None
    my_chat_member: _Membership | None = None


def parse_update(payload: Mapping[str, Any]) -> ParsedUpdate:
    """Returns what an update tells; no events for one that is not for us. Shapes that are not as documented are
    kept and tell nothing."""
    try:
        update = msgspec.convert(payload, _Update)
    except msgspec.ValidationError:
        return ParsedUpdate(str(payload.get("update_id", ""))[:40] or "unknown")
    event = None
    if update.message is not None:
        event = _read_message(update.message, payload["message"])
    elif update.edited_message is not None:
        event = _as_edited(_read_message(update.edited_message, payload["edited_message"]))
    elif update.callback_query is not None:
        event = _read_callback(update.callback_query)
    elif update.my_chat_member is not None:
        event = _read_membership(update.my_chat_member)
    return ParsedUpdate(str(update.update_id), (event,) if event else ())


def _read_message(message: _Message, raw: Mapping[str, Any]) -> ChannelEvent | None:
    sender = message.sender
    if message.migrate_to_chat_id:
        moved_to = str(message.migrate_to_chat_id)
        return ChannelEvent(EventKind.MOVED, chat_id=str(message.chat.id), data=moved_to, is_group=True)
    if sender is None or _is_nobodys(message, sender):
        return None
    person = _read_person(message, sender)
    text = message.text or message.caption
    if text.startswith("/"):
        return _read_command(text, sender, person)
    if message.contact is not None:
        # Anybody's card can be forwarded: it is the customer's own only where it says so.
        phone = message.contact.phone_number if message.contact.user_id == sender.id else ""
        return ChannelEvent(EventKind.MESSAGE, text=message.contact.phone_number, phone=phone, **person)
    event = ChannelEvent(EventKind.MESSAGE, text=words_of_button(text), voice=_recording(message.voice), **person)
    event = _with_attachment(event, message, raw)
    return event if event.text or event.voice or event.attachment else None


def _as_edited(event: ChannelEvent | None) -> ChannelEvent | None:
    """Returns a changed message as what it is; a changed command asks for nothing again."""
    is_message = event is not None and event.kind is EventKind.MESSAGE
    return replace(event, kind=EventKind.EDITED) if event is not None and is_message else None


def _read_person(message: _Message, sender: _User) -> dict[str, Any]:
    """Returns what every event of a message says of its chat and who wrote it."""
    return {
        "chat_id": str(message.chat.id),
        "sender_id": str(sender.id),
        "message_id": str(message.message_id),
        "username": sender.username or f"user_{sender.id}",
        "sender_name": f"{sender.first_name} {sender.last_name}".strip(),
        "is_group": message.chat.type != "private",
        "thread_id": _topic_of(message),
        "reply_to": str(message.reply_to_message.message_id) if message.reply_to_message else "",
    }


def _with_attachment(event: ChannelEvent, message: _Message, raw: Mapping[str, Any]) -> ChannelEvent:
    """Adds what came beside the text. A venue says in words where it is, a sticker what it means."""
    kind = next((kind for kind in _ATTACHMENTS if raw.get(kind)), "")
    file = _read_file(kind, raw)
    text = event.text or _venue_words(message.venue) or (file.emoji if file else "")
    return replace(
        event,
        text=text,
        attachment=kind,
        file=RemoteFile(file.file_id, file.file_size, file.mime_type, name=file.file_name) if file else None,
        place=f"{message.location.latitude:.5f}, {message.location.longitude:.5f}" if message.location else "",
    )


def _venue_words(venue: _Venue | None) -> str:
    return ", ".join(filter(None, (venue.title, venue.address))) if venue else ""


def _read_file(kind: str, raw: Mapping[str, Any]) -> _File | None:
    """Returns the file of an attachment; of a picture, which comes in several sizes, the largest."""
    value = raw.get(kind)
    if kind in _PICTURES and isinstance(value, list):
        value = value[-1] if value else None
    if kind not in (*_PICTURES, *_FILES):
        return None
    try:
        return msgspec.convert(value, _File)
    except msgspec.ValidationError:
        return None


def _topic_of(message: _Message) -> int:
    """Returns the topic of a forum; 0 outside of one: other groups number their threads of replies too."""
    return message.message_thread_id if message.is_topic_message else 0


def _is_nobodys(message: _Message, sender: _User) -> bool:
    """Tells a post of a channel, and what a bot writes: two bots once exchanged 132 messages."""
    return message.chat.type == "channel" or sender.is_bot or message.via_bot is not None


def _recording(voice: _Voice | None) -> RemoteFile | None:
    return RemoteFile(voice.file_id, voice.file_size, voice.mime_type, voice.duration) if voice else None


def _read_command(text: str, sender: _User, person: dict[str, Any]) -> ChannelEvent:
    command, _, argument = text[1:].partition(" ")
    command = command.partition("@")[0].lower()
    if command == "start":
        language, argument = normalize_language_code(sender.language_code) or "", argument.strip()
        return ChannelEvent(
            EventKind.STARTED,
            language=language,
            payload=_widget_of_link(argument),
            carried=argument.removeprefix(_TALK_LINK) if argument.startswith(_TALK_LINK) else "",
            staff_code=argument if _STAFF_CODE.fullmatch(argument) else "",
            **person,
        )
    if command in ("lang", "id", "stop"):
        return ChannelEvent(EventKind.COMMAND, command=command, **person)
    return ChannelEvent(EventKind.MESSAGE, text=text, **person)


def _widget_of_link(argument: str) -> str:
    """Returns the widget that a deep link names, `w_<widget>` or `<company>_<widget>`; empty for any other."""
    prefix, _, number = argument.partition("_")
    is_widget = number.isdecimal() and (prefix == "w" or prefix.isdecimal())
    return number if is_widget else ""


def _read_callback(callback: _Callback) -> ChannelEvent | None:
    message = callback.message
    if message is None:
        return None
    chosen = callback.data.removeprefix(_LANGUAGE_CALLBACK)
    code = normalize_language_code(chosen) if callback.data.startswith(_LANGUAGE_CALLBACK) else None
    command, _, session_id = callback.data.partition("_")
    return ChannelEvent(
        EventKind.LANGUAGE_CHOSEN if code else EventKind.COMMAND,
        chat_id=str(message.chat.id),
        sender_id=str(callback.sender.id),
        language=code or "",
        command=command if command in _TALK_BUTTONS else "",
        payload=session_id if command in _TALK_BUTTONS else "",
        data=callback.data,
        callback_id=callback.id,
        sender_name=f"{callback.sender.first_name} {callback.sender.last_name}".strip(),
        is_group=message.chat.type != "private",
        thread_id=_topic_of(message),
        # Of the message with the buttons: what is chosen replaces it.
        message_id=str(message.message_id),
    )


def _read_membership(membership: _Membership) -> ChannelEvent | None:
    if membership.chat.type != "private":
        return None
    is_blocked = membership.new_chat_member.status == "kicked"
    kind = EventKind.BLOCKED if is_blocked else EventKind.UNBLOCKED
    return ChannelEvent(kind, chat_id=str(membership.chat.id), sender_id=str(membership.sender.id))
