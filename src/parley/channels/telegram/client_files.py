"""Sends a file on that lies with Telegram already, by its id: a customer's picture, shown to the staff."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

Call = Callable[..., Awaitable[dict[str, Any]]]

_MAX_CAPTION_UNITS = 1024


class _Method(NamedTuple):
    name: str
    #: the parameter that the file stands in
    field: str
    takes_caption: bool = True


_METHODS: Mapping[str, _Method] = {
    "photo": _Method("sendPhoto", "photo"),
    "video": _Method("sendVideo", "video"),
    "animation": _Method("sendAnimation", "animation"),
    "audio": _Method("sendAudio", "audio"),
    "sticker": _Method("sendSticker", "sticker", takes_caption=False),
    "video_note": _Method("sendVideoNote", "video_note", takes_caption=False),
}
_DOCUMENT = _Method("sendDocument", "document")


async def send_file(call: Call, chat_id: str, file: Mapping[str, Any], text: str) -> str:
    """Sends a file with its text, as one message where the text fits under it; returns the id of the last. `call`:
    calls a method of the bot. Raises RemoteError."""
    method = _METHODS.get(str(file.get("kind")), _DOCUMENT)
    params = {"chat_id": chat_id, method.field: file["id"]}
    if method.takes_caption and len(text.encode("utf-16-le")) // 2 <= _MAX_CAPTION_UNITS:
        sent = await call(method.name, **params, caption=text)
    else:
        await call(method.name, **params)
        sent = await call("sendMessage", chat_id=chat_id, text=text)
    return str(sent.get("message_id", ""))
