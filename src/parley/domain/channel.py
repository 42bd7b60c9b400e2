"""Describes what happens in a messenger and what is sent to it, the same for every channel that calls us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple


class EventKind(StrEnum):
    """What happened in a chat."""

    #: the customer wrote or spoke
    MESSAGE = "message"
    #: the customer opened the chat or began anew
    STARTED = "started"
    #: the customer chose a language
    LANGUAGE_CHOSEN = "language_chosen"
    #: the customer asked for what the channel answers by itself: the list of languages, the chat's id
    COMMAND = "command"
    #: the customer changed what they wrote before
    EDITED = "edited"
    #: the chat has another id from now on: `data`
    MOVED = "moved"
    #: nothing can be sent to the chat any more, or again
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that lies with the channel, fetched when it is needed."""

    #: the channel's own id of it
    id: str
    #: bytes, where the channel says so
    size: int = 0
    mime_type: str = ""
    #: of a recording
    seconds: float = 0.0
    #: what its sender called it
    name: str = ""


@dataclass(frozen=True, slots=True)
class ChannelEvent:
    """One thing that happened in a chat."""

    kind: EventKind
    #: the channel's own id of the chat
    chat_id: str
    #: the channel's own id of the person
    sender_id: str = ""
    #: the channel's own id of the message, unique in its chat
    message_id: str = ""
    text: str = ""
    username: str = ""
    #: how the person is called there
    sender_name: str = ""
    #: what the channel says of the person's language, or what was chosen; ISO or empty
    language: str = ""
    #: the customer's own number, shared as a contact
    phone: str = ""
    #: of a recording
    voice: RemoteFile | None = None
    #: what a recording was heard in, ISO
    spoken_language: str = ""
    #: what came that is no text and no recording: "photo", "sticker"
    attachment: str = ""
    #: of a place on the map: "43.2567, 76.9286"
    place: str = ""
    #: the attachment itself, where it is a file
    file: RemoteFile | None = None
    #: what the link said that opened the chat
    payload: str = ""
    #: what the link said that opened the chat, where it links a person of the staff
    staff_code: str = ""
    #: what carries a talk of the web here: the secret of its link
    carried: str = ""
    #: of a command: its name
    command: str = ""
    #: what a pressed button is answered by, where the channel waits for that
    callback_id: str = ""
    #: what a pressed button of ours says: "take:17"
    data: str = ""
    #: the channel's own id of the message that this one answers
    reply_to: str = ""
    #: the channel's own id of the topic, in a group that has topics; 0 for none
    thread_id: int = 0
    #: whether several people write in the chat: the staff's, or nobody's of ours
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class ParsedUpdate:
    """What the channel's call tells."""

    #: the channel's own id of the call, unique for the account; a repeated one is dropped
    event_id: str
    events: Sequence[ChannelEvent] = ()

    @property
    def chat_id(self) -> str:
        """The chat all of it happened in; empty where it is about none."""
        return self.events[0].chat_id if self.events else ""


class Progress(NamedTuple):
    """How far an answer is that is being made."""

    #: of the answer, not 0
    number: int
    #: empty before its first words
    text: str
    #: ISO
    language: str
    #: whether it answers a recording
    is_voice: bool = False


class SendingRate(NamedTuple):
    """How often messages may be sent: one an interval in the long run, some at once where it was quiet before."""

    interval: timedelta
    at_once: int = 1


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """What is sent to a chat. Stored as JSON in the outbox (deliveries/chat_store.py)."""

    text: str
    #: ISO
    language: str = ""
    #: texts for buttons that are sent as the customer's words when pressed
    suggestions: Sequence[str] = ()
    #: whether the channel is to offer a button that shares the customer's number
    asks_phone: bool = False
    #: the talk's session, where goods are recommended: details and an order may be asked for by buttons
    recommends: str = ""
    #: what only the channel itself understands: a keyboard of its own, a message to replace
    extra: Mapping[str, Any] = field(default_factory=dict)


def staff_message(text: str, **extra: Any) -> OutboundMessage:
    """Returns a message to the staff's chat: the buttons that a person of the staff has below it stay."""
    return OutboundMessage(text, extra={"method": "sendMessage", **extra})


def in_topic(message: OutboundMessage, thread_id: int) -> OutboundMessage:
    """Returns a message to the staff that goes into a topic of its chat; the same for no topic, and for what
    changes a message or sends a file on."""
    if not thread_id or not str(message.extra.get("method", "")).startswith("send"):
        return message
    params = {**message.extra.get("params", {}), "message_thread_id": thread_id}
    return replace(message, extra={**message.extra, "params": params})
