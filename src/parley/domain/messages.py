"""The words all channels share: what came in, what goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where a conversation came from. `source` is a channel name or a widget id as digits."""

    source: str = ""
    utm: Mapping[str, str] = field(default_factory=dict)
    fingerprint: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message of a customer, the same whatever channel brought it.

    `sender` is the channel's own id of the person; (channel, sender) is the identity, a phone is not.
    `conversation` is the conversation's public id where the channel has one (a brand chat), else empty:
    then the person's open conversation is meant. `external_id` is the channel's own id of this message;
    a repeated one is dropped. `issued` tells that parley itself made the conversation's id, which makes it
    a capability. `language` is what the channel says of the person's language, ISO or empty.
    """

    channel: str
    sender_id: str
    text: str
    public_conversation_id: str = ""
    is_issued: bool = False
    external_id: str = ""
    username: str = ""
    phone: str = ""
    language: str = ""
    new_session: bool = False
    is_voice: bool = False
    attribution: Attribution = field(default_factory=Attribution)

    def with_text(self, text: str) -> "InboundMessage":
        return replace(self, text=text)
