"""Parses what the doors of the web take: a chat body or a frame becomes an `InboundMessage` (contract §1.1, §2)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from parley.conversation.sender import Sender, identify_conversation
from parley.domain.messages import Attribution, InboundMessage
from parley.domain.visitor_ids import is_telegram_user_id
from parley.languages.registry import normalize_language_code
from parley.text.sanitize import sanitize_message

_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_URL = re.compile(r"https?://[^\s<>\"«»]{1,2000}")
_MAX_MESSAGE_ID_CHARS, _MAX_UTM_CHARS = 100, 255


def parse_sales_message(body: Mapping[str, Any], sender: Sender) -> InboundMessage:
    """Returns a message of surface S by `sender`. What a page knows of an advert may come with the fingerprint.

    A bot without our key is a bot still: its customers are nobody known, and their source is Telegram.
    """
    fingerprint = body.get("fingerprint")
    source = message_source(body)
    if not source and is_telegram_user_id(_text(body, "user_id")):
        source = "telegram"
    marks = extract_utm({**(fingerprint or {}), **body}, str(body.get("message") or ""))
    return InboundMessage(
        channel=sender.channel,
        sender_id=sender.sender_id,
        text=_text(body, "message").strip(),
        username=_text(body, "username"),
        phone=_text(body, "phone"),
        language=normalize_language_code(body.get("language") or "") or "",
        new_session=bool(body.get("new_session")),
        external_id=_message_id(body),
        attribution=Attribution(source, marks, fingerprint),
    )


def message_source(body: Mapping[str, Any]) -> str:
    """Returns where a message says it comes from: a channel's name, or a widget's id as digits."""
    return _text(body, "source") or _text(body, "channel_id")


def parse_assistant_message(body: Mapping[str, Any]) -> InboundMessage:
    """Returns a message of surface A: the session is the person (⚑C5)."""
    conversation = identify_conversation(_text(body, "session_id"))
    text = _text(body, "message").strip()
    return InboundMessage(
        channel="web",
        sender_id=conversation.sender_id,
        public_conversation_id=conversation.public_id,
        is_issued=conversation.is_issued,
        text=text,
        external_id=_message_id(body),
        attribution=Attribution(source="web", utm=extract_utm(body, text)),
    )


def parse_brand_message(body: Mapping[str, Any]) -> InboundMessage:
    """Returns a message of surface B. The conversation's id is given, or made here and then a capability."""
    conversation = identify_conversation(_text(body, "conversation_id"), _text(body, "user_id"))
    return InboundMessage(
        channel="web",
        sender_id=conversation.sender_id,
        public_conversation_id=conversation.public_id,
        is_issued=conversation.is_issued,
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
    url_values = {key: value for link in _URL.findall(text) for key, value in _query_values(link)}
    marks = {
        key: sanitize_message(str(body.get(key) or url_values.get(key) or "")).strip()[:_MAX_UTM_CHARS]
        for key in _UTM
    }
    return {key: value for key, value in marks.items() if value}


def _query_values(link: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(link).query)
    except ValueError:  # "http://[::1": it looks like an address and is none
        return []


def _text(body: Mapping[str, Any], name: str) -> str:
    return sanitize_message(str(body.get(name) or ""))


def _message_id(body: Mapping[str, Any]) -> str:
    """Returns the widget's own id of a message: one sent again after a lost line is not stored again."""
    return _text(body, "message_id")[:_MAX_MESSAGE_ID_CHARS]
