"""The web: widgets, pages and programs that ask and wait for the answer (contract §1.1, §2)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from parley.channels.base import Channel
from parley.domain.messages import Inbound, Origin
from parley.nlu.language.detect import normal

# What deployed clients send as session_id for every visitor alike (⚑C5): no identity.
_SHARED_SESSIONS = frozenset({"", "web-session", "web", "new", "voice_session", "manager_voice"})
_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_ADDRESS = re.compile(r"https?://[^\s<>\"«»]{1,2000}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean(text: str) -> str:
    """The text without characters no database or screen wants (NUL and its like) and lone surrogates."""
    return _CONTROL.sub("", text).encode("utf-8", "replace").decode("utf-8")


class Web(Channel):
    name: ClassVar[str] = "web"

    def parse(self, request: Mapping[str, Any]) -> Sequence[Inbound]:
        return [sales(request)]


def sales(body: Mapping[str, Any]) -> Inbound:
    """Surface S: who speaks is `user_id`; all digits are a Telegram user. Without one: a session of their own. What
    a page knows of an advert may come with the fingerprint."""
    session_id = clean(body.get("session_id") or "")
    sender = clean(body.get("user_id") or "") or _anonymous(session_id)
    fingerprint = body.get("fingerprint")
    telegram = sender.isdigit() and sender.isascii()
    source = clean(body.get("source") or "") or clean(body.get("channel_id") or "")
    return Inbound(
        channel="telegram" if telegram else "web",
        sender=sender,
        text=clean(body.get("message") or "").strip(),
        username=clean(body.get("username") or ""),
        phone=clean(body.get("phone") or ""),
        language=normal(body.get("language") or "") or "",
        new_session=bool(body.get("new_session")),
        external_id=_message_id(body),
        origin=Origin(
            source=source,
            utm=utm({**(fingerprint or {}), **body}, str(body.get("message") or "")),
            fingerprint=fingerprint,
        ),
    )


def _anonymous(session_id: str) -> str:
    """A visitor without user_id: known by their own session, or (contract's default) by the constant of old pages.
    With neither they are somebody new: two strangers must not share a talk."""
    if session_id not in _SHARED_SESSIONS:
        return session_id
    return "web_user" if session_id else f"web_{uuid4().hex}"


def assistant(body: Mapping[str, Any]) -> Inbound:
    """Surface A: the session is the person (⚑C5)."""
    session_id = clean(str(body.get("session_id") or "")) or str(uuid4())
    text = clean(body.get("message") or "").strip()
    return Inbound(
        channel="web",
        sender=session_id,
        conversation=session_id,
        text=text,
        external_id=_message_id(body),
        origin=Origin(source="web", utm=utm(body, text)),
    )


def utm(body: Mapping[str, Any], text: str) -> dict[str, str]:
    """The marks of an advert (contract §5.5): in the request, or in an address inside the message. Empty ones say
    nothing."""
    found = {key: value for address in _ADDRESS.findall(text) for key, value in parse_qsl(urlsplit(address).query)}
    given = {key: clean(str(body.get(key) or found.get(key) or "")).strip()[:255] for key in _UTM}
    return {key: value for key, value in given.items() if value}


def brand(body: Mapping[str, Any]) -> Inbound:
    """Surface B: the conversation id is given, or ours and then a capability."""
    given = clean(str(body.get("conversation_id") or ""))[:200]
    conversation = given or str(uuid4())
    return Inbound(
        channel="web",
        sender=clean(str(body.get("user_id") or "")) or conversation,
        conversation=conversation,
        issued=not given,
        text=clean(body.get("message") or "").strip(),
        voice=bool(body.get("voice")),
        origin=Origin(source="web"),
    )


def _message_id(body: Mapping[str, Any]) -> str:
    """The widget's own id of a message: one sent again after a lost line is answered, not stored, again."""
    return clean(str(body.get("message_id") or ""))[:100]


def is_uuid4(text: str) -> bool:
    try:
        return UUID(text).version == 4
    except ValueError:
        return False
