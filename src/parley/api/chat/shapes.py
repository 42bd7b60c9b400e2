"""Parses what the doors of the web take: a chat body or a frame becomes an `InboundMessage` (contract §1.1, §2)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from parley.domain.messages import Attribution, InboundMessage
from parley.languages.registry import normalize_language_code
from parley.text.sanitize import sanitize_message

# What deployed clients send as session_id for every visitor alike (⚑C5): no identity.
_SHARED_SESSION_IDS = frozenset({"", "web-session", "web", "new", "voice_session", "manager_voice"})
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_URL = re.compile(r"https?://[^\s<>\"«»]{1,2000}")
_MAX_CONVERSATION_ID_CHARS, _MAX_MESSAGE_ID_CHARS, _MAX_UTM_CHARS = 200, 100, 255


def parse_sales_message(body: Mapping[str, Any]) -> InboundMessage:
    """Returns a message of surface S. Who speaks is `user_id`; all digits are a Telegram user.

    Without one, it is a session of their own. What a page knows of an advert may come with the fingerprint.
    """
    sender = _text(body, "user_id") or _anonymous_sender(_text(body, "session_id"))
    fingerprint = body.get("fingerprint")
    is_telegram = sender.isdigit() and sender.isascii()
    marks = extract_utm({**(fingerprint or {}), **body}, str(body.get("message") or ""))
    return InboundMessage(
        channel="telegram" if is_telegram else "web",
        sender_id=sender,
        text=_text(body, "message").strip(),
        username=_text(body, "username"),
        phone=_text(body, "phone"),
        language=normalize_language_code(body.get("language") or "") or "",
        new_session=bool(body.get("new_session")),
        external_id=_message_id(body),
        attribution=Attribution(_text(body, "source") or _text(body, "channel_id"), marks, fingerprint),
    )


def _anonymous_sender(session_id: str) -> str:
    """Returns an id for a visitor without `user_id`: their own session, or the contract's constant of old pages.

    With neither they are somebody new: two strangers must not share a conversation.
    """
    if session_id not in _SHARED_SESSION_IDS:
        return session_id
    return "web_user" if session_id else f"web_{uuid4().hex}"


def parse_assistant_message(body: Mapping[str, Any]) -> InboundMessage:
    """Returns a message of surface A: the session is the person (⚑C5)."""
    session_id = _text(body, "session_id") or str(uuid4())
    text = _text(body, "message").strip()
    return InboundMessage(
        channel="web",
        sender_id=session_id,
        public_conversation_id=session_id,
        text=text,
        external_id=_message_id(body),
        attribution=Attribution(source="web", utm=extract_utm(body, text)),
    )


def parse_brand_message(body: Mapping[str, Any]) -> InboundMessage:
    """Returns a message of surface B. The conversation's id is given, or made here and then a capability."""
    given_id = _text(body, "conversation_id")[:_MAX_CONVERSATION_ID_CHARS]
    conversation_id = given_id or str(uuid4())
    return InboundMessage(
        channel="web",
        sender_id=_text(body, "user_id") or conversation_id,
        public_conversation_id=conversation_id,
        is_issued=not given_id,
        text=_text(body, "message").strip(),
        is_voice=bool(body.get("voice")),
        attribution=Attribution(source="web"),
    )


def continue_conversation(inbound: InboundMessage, conversation_id: str) -> InboundMessage:
    """Returns a brand's message that named no conversation as one of `conversation_id`.

    Who has no id but the conversation's is known by this one.
    """
    is_anonymous = inbound.sender_id == inbound.public_conversation_id
    return replace(
        inbound,
        public_conversation_id=conversation_id,
        is_issued=False,
        sender_id=conversation_id if is_anonymous else inbound.sender_id,
    )


def extract_utm(body: Mapping[str, Any], text: str) -> dict[str, str]:
    """Returns the marks of an advert (contract §5.5) of the request, else of an address inside the message.

    Empty ones are left out.
    """
    url_values = {key: value for link in _URL.findall(text) for key, value in parse_qsl(urlsplit(link).query)}
    marks = {
        key: sanitize_message(str(body.get(key) or url_values.get(key) or "")).strip()[:_MAX_UTM_CHARS]
        for key in _UTM
    }
    return {key: value for key, value in marks.items() if value}


def is_uuid4(text: str) -> bool:
    """Whether a conversation's id may be one that we made: those are capabilities."""
    try:
        return UUID(text).version == 4
    except ValueError:
        return False


def _text(body: Mapping[str, Any], name: str) -> str:
    return sanitize_message(str(body.get(name) or ""))


def _message_id(body: Mapping[str, Any]) -> str:
    """Returns the widget's own id of a message: one sent again after a lost line is not stored again."""
    return _text(body, "message_id")[:_MAX_MESSAGE_ID_CHARS]
