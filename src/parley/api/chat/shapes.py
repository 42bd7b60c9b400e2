"""The web: widgets, pages and programs that ask and wait for the answer (contract §1.1, §2)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from parley.channels.base import Channel
from parley.domain.messages import Attribution, InboundMessage
from parley.languages.registry import normalize_language_code

# What deployed clients send as session_id for every visitor alike (⚑C5): no identity.
_SHARED_SESSION_IDS = frozenset({"", "web-session", "web", "new", "voice_session", "manager_voice"})
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_URL = re.compile(r"https?://[^\s<>\"«»]{1,2000}")
_CONTROL_CHARS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def sanitize_message(text: str) -> str:
    """The text without characters no database or screen wants (NUL and its like) and lone surrogates."""
    return _CONTROL_CHARS.sub("", text).encode("utf-8", "replace").decode("utf-8")


class WebChannel(Channel):
    name: ClassVar[str] = "web"

    def parse(self, request: Mapping[str, Any]) -> Sequence[InboundMessage]:
        return [parse_sales_message(request)]


def parse_sales_message(body: Mapping[str, Any]) -> InboundMessage:
    """Surface S: who speaks is `user_id`; all digits are a Telegram user. Without one: a session of their own. What
    a page knows of an advert may come with the fingerprint."""
    session_id = sanitize_message(body.get("session_id") or "")
    sender = sanitize_message(body.get("user_id") or "") or _anonymous_sender(session_id)
    fingerprint = body.get("fingerprint")
    is_telegram = sender.isdigit() and sender.isascii()
    source = sanitize_message(body.get("source") or "") or sanitize_message(body.get("channel_id") or "")
    return InboundMessage(
        channel="telegram" if is_telegram else "web",
        sender_id=sender,
        text=sanitize_message(body.get("message") or "").strip(),
        username=sanitize_message(body.get("username") or ""),
        phone=sanitize_message(body.get("phone") or ""),
        language=normalize_language_code(body.get("language") or "") or "",
        new_session=bool(body.get("new_session")),
        external_id=_message_id(body),
        attribution=Attribution(
            source=source,
            utm=extract_utm({**(fingerprint or {}), **body}, str(body.get("message") or "")),
            fingerprint=fingerprint,
        ),
    )


def _anonymous_sender(session_id: str) -> str:
    """A visitor without user_id: known by their own session, or (contract's default) by the constant of old pages.
    With neither they are somebody new: two strangers must not share a talk."""
    if session_id not in _SHARED_SESSION_IDS:
        return session_id
    return "web_user" if session_id else f"web_{uuid4().hex}"


def parse_assistant_message(body: Mapping[str, Any]) -> InboundMessage:
    """Surface A: the session is the person (⚑C5)."""
    session_id = sanitize_message(str(body.get("session_id") or "")) or str(uuid4())
    text = sanitize_message(body.get("message") or "").strip()
    return InboundMessage(
        channel="web",
        sender_id=session_id,
        public_conversation_id=session_id,
        text=text,
        external_id=_message_id(body),
        attribution=Attribution(source="web", utm=extract_utm(body, text)),
    )


def extract_utm(body: Mapping[str, Any], text: str) -> dict[str, str]:
    """The marks of an advert (contract §5.5): in the request, or in an address inside the message. Empty ones say
    nothing."""
    url_values = {key: value for link in _URL.findall(text) for key, value in parse_qsl(urlsplit(link).query)}
    marks = {key: sanitize_message(str(body.get(key) or url_values.get(key) or "")).strip()[:255] for key in _UTM}
    return {key: value for key, value in marks.items() if value}


def parse_brand_message(body: Mapping[str, Any]) -> InboundMessage:
    """Surface B: the conversation id is given, or ours and then a capability."""
    given_id = sanitize_message(str(body.get("conversation_id") or ""))[:200]
    conversation = given_id or str(uuid4())
    return InboundMessage(
        channel="web",
        sender_id=sanitize_message(str(body.get("user_id") or "")) or conversation,
        public_conversation_id=conversation,
        is_issued=not given_id,
        text=sanitize_message(body.get("message") or "").strip(),
        is_voice=bool(body.get("voice")),
        attribution=Attribution(source="web"),
    )


def _message_id(body: Mapping[str, Any]) -> str:
    """The widget's own id of a message: one sent again after a lost line is answered, not stored, again."""
    return sanitize_message(str(body.get("message_id") or ""))[:100]


def is_uuid4(text: str) -> bool:
    try:
        return UUID(text).version == 4
    except ValueError:
        return False
