"""Reads the frames of a socket: their shape, who speaks by them, and in which conversation (contract §2.2)."""

from dataclasses import replace
from typing import Any, NamedTuple, Protocol

import orjson
from starlette.websockets import WebSocket

from parley.api.chat.identity import identify_sender
from parley.api.chat.post import MAX_MESSAGE_CHARS
from parley.api.chat.shapes import continue_conversation, parse_brand_message, parse_sales_message
from parley.api.limits import count_conversation, count_visitor
from parley.api.values import MAX_CLIENT_ID_CHARS, require_storable_json
from parley.domain.messages import InboundMessage
from parley.runtime import Runtime
from parley.text.sanitize import sanitize_message

Json = dict[str, Any]
_TEXT_FIELDS = (
    *("conversation_id", "user_id", "session_id", "source", "channel_id"),
    *("username", "phone", "language", "message_id"),
)
# As in the bodies of POST chat.
_ID_FIELDS = ("conversation_id", "user_id", "session_id")


class ChatFrame(NamedTuple):
    """A `chat` frame whose sender and conversation are known."""

    inbound: InboundMessage
    #: as the client calls it, repeated in the frames of the answer; empty where the answer has to tell it
    conversation_id: str


class LastExchange(NamedTuple):
    """Who spoke last over a connection, and what they were told their conversation is called."""

    #: the `user_id` of the frame
    user_id: str = ""
    conversation_id: str = ""


class FrameParser(Protocol):
    """Makes a `chat` frame of one surface of what a client sent."""

    async def __call__(
        self, rt: Runtime, socket: WebSocket, company_id: int, data: Json, last: LastExchange
    ) -> ChatFrame: ...


class FrameRefused(Exception):
    """A frame that cannot be used; `code` is the contract's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def decode_frame(frame: str | bytes) -> tuple[Any, Json]:
    """Returns a frame's type and data. Raises FrameRefused."""
    try:
        content = orjson.loads(frame)
    except orjson.JSONDecodeError:
        raise FrameRefused("bad_json", "Invalid JSON") from None
    if not isinstance(content, dict) or not isinstance(content.get("data") or {}, dict):
        raise FrameRefused("bad_request", 'A frame is an object: {"type", "data"}')
    return content.get("type"), content.get("data") or {}


def validate_chat_frame(data: Json) -> None:
    """Checks a `chat` frame's data and makes texts of numbers. Raises FrameRefused."""
    message = data.get("message")
    if not isinstance(message, str) or not sanitize_message(message).strip():
        raise FrameRefused("bad_request", "message: a non-empty text is required")
    if len(message) > MAX_MESSAGE_CHARS:
        raise FrameRefused("bad_request", f"message: at most {MAX_MESSAGE_CHARS} characters")
    for name in _TEXT_FIELDS:
        if not isinstance(data.get(name), str | int | None):
            raise FrameRefused("bad_request", f"{name}: a text is required")
        if isinstance(data.get(name), int):
            data[name] = str(data[name])
        if name in _ID_FIELDS and len(data.get(name) or "") > MAX_CLIENT_ID_CHARS:
            raise FrameRefused("bad_request", f"{name}: at most {MAX_CLIENT_ID_CHARS} characters")
    if not isinstance(data.get("fingerprint"), dict | None):
        raise FrameRefused("bad_request", "fingerprint: an object is required")
    data["fingerprint"] = require_storable_json(data.get("fingerprint"))


async def parse_brand_frame(
    rt: Runtime, socket: WebSocket, company_id: int, data: Json, last: LastExchange
) -> ChatFrame:
    """Who names no conversation goes on with the connection's, as long as it is the same user."""
    inbound = _as_of_socket(parse_brand_message(data))
    await count_conversation(socket, company_id, inbound)
    if not inbound.is_issued:
        return ChatFrame(inbound, inbound.public_conversation_id)
    if last.conversation_id and last.user_id == (data.get("user_id") or ""):
        inbound = continue_conversation(inbound, last.conversation_id)
    return ChatFrame(inbound, inbound.public_conversation_id)


async def parse_voice_frame(
    rt: Runtime, socket: WebSocket, company_id: int, data: Json, last: LastExchange
) -> ChatFrame:
    """The same for somebody who listens."""
    return await parse_brand_frame(rt, socket, company_id, {**data, "voice": True}, last)


async def parse_sales_frame(
    rt: Runtime, socket: WebSocket, company_id: int, data: Json, last: LastExchange
) -> ChatFrame:
    """Who says nothing of themselves goes on with the connection's conversation. A constant says something: that
    several people may speak through this connection."""
    user_id, session_id = data.get("user_id") or "", data.get("session_id") or ""
    if not user_id and not session_id and not last.user_id:
        session_id = last.conversation_id
    sender = await identify_sender(rt, socket, company_id, {**data, "session_id": session_id})
    await count_visitor(socket, "chat", company_id, sender)
    if sender.is_recognised and not session_id and user_id == last.user_id:
        session_id = last.conversation_id
    return ChatFrame(_as_of_socket(parse_sales_message(data, sender)), session_id if sender.is_recognised else "")


def _as_of_socket(inbound: InboundMessage) -> InboundMessage:
    """Returns a message as one of a client that was greeted by the first frame and shows products as cards."""
    return replace(inbound, is_greeted=True, shows_cards=True)
