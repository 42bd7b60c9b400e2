"""Sends what is more than words: a card, a text with markup and buttons, a change of a message, a picture.

Such a message names the Bot API's method and its parameters: `extra={"method": "sendContact", "params": {…}}`, and
is made by ours alone. One without words and without a method only answers a pressed button.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from parley.domain.channel import OutboundMessage
from parley.errors import RemoteError
from parley.widgets.qr import qr_png

Call = Callable[..., Awaitable[dict[str, Any]]]
Upload = Callable[[str, Mapping[str, Any], str, bytes], Awaitable[Any]]
_BAD_REQUEST, _QR_PIXELS = 400, 250
_METHODS = frozenset({"sendMessage", "sendContact", "editMessageText", "sendPhoto"})


def is_special(message: OutboundMessage) -> bool:
    """Tells whether a message is sent by this module."""
    return bool(message.extra.get("method")) or _only_answers_button(message)


async def send_special(call: Call, upload: Upload, chat_id: str, message: OutboundMessage) -> str:
    """Sends a message and returns its id; empty for one that only answers a button. Raises RemoteError."""
    if _only_answers_button(message):
        return ""
    method, params = str(message.extra["method"]), dict(message.extra.get("params") or {})
    if method not in _METHODS:
        raise RemoteError(f"Nothing is sent by {method[:40]}", permanent=True)
    if message.text:
        params["text"] = message.text
    if method == "editMessageText":
        return await _edit(call, chat_id, params)
    if method == "sendPhoto":
        picture = await asyncio.to_thread(qr_png, str(message.extra["qr"]), _QR_PIXELS)
        shown = await upload(method, {"chat_id": chat_id, **params}, "photo", picture)
        return str(shown.get("message_id", "")) if isinstance(shown, dict) else ""
    sent = await _send_readable(call, method, {"chat_id": chat_id, **params})
    return str(sent.get("message_id", ""))


async def _send_readable(call: Call, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Sends a text; one whose markup is refused is sent as it stands: ugly is better than silent."""
    try:
        return await call(method, **params)
    except RemoteError as error:
        if error.status_code != _BAD_REQUEST or "parse_mode" not in params or "entities" not in str(error):
            raise
    return await call(method, **{name: value for name, value in params.items() if name != "parse_mode"})


def _only_answers_button(message: OutboundMessage) -> bool:
    return bool(message.extra.get("callback")) and not message.text and not message.extra.get("method")


async def _edit(call: Call, chat_id: str, params: Mapping[str, Any]) -> str:
    """Changes a message; one that says it already, or is gone, is as good."""
    try:
        await call("editMessageText", chat_id=chat_id, **params)
    except RemoteError as error:
        if error.status_code != _BAD_REQUEST:
            raise
    # No id: who answers the message finds it by the one that it was sent with.
    return ""
