"""Describes what comes in and goes out, the same for every channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where a conversation came from."""

    #: a channel's name, or a widget's id as digits
    source: str = ""
    #: the marks of an advert, those that came
    utm: Mapping[str, str] = field(default_factory=dict)
    #: what the page knows of the browser, as it came
    fingerprint: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a customer, the same whatever channel brought it."""

    channel: str
    #: the channel's own id of the person; (channel, sender_id) is the identity, a phone is not
    sender_id: str
    text: str
    #: the conversation's id where the channel has one (a brand chat); else empty, and the person's open
    #: conversation is meant
    public_conversation_id: str = ""
    #: whether parley itself made that id: then knowing it is the right to read the conversation
    is_issued: bool = False
    #: the channel's own id of this message; a repeated one is dropped
    external_id: str = ""
    username: str = ""
    #: a number that was shared beside the text
    phone: str = ""
    #: what the channel says of the person's language, ISO or empty
    language: str = ""
    #: of a message without words: what it is instead, "photo", "location"; its text is only a sign that it came
    attachment: str = ""
    #: whether the conversation before is to be closed
    new_session: bool = False
    #: whether the message was spoken
    is_voice: bool = False
    #: whether the channel greeted the customer before the first message, as a chat window does
    is_greeted: bool = False
    #: whether the channel shows products as cards beside the text
    shows_cards: bool = False
    attribution: Attribution = field(default_factory=Attribution)
    #: the company's account that it came by, and the channel's own id of the chat; 0 and empty on the web
    account_id: int = 0
    chat_id: str = ""

    def with_text(self, text: str) -> "InboundMessage":
        """Returns the same message with another text."""
        return replace(self, text=text)
