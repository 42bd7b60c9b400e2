"""Names why a conversation is handed over to a person, and how grave that is."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

#: who holds a conversation
BOT, PERSON = "bot", "person"


class HandoverReason(StrEnum):
    """Why a person has to look at a conversation: words for programs, kept in `handovers.reason`."""

    #: a question of a flow was answered twice by what it could not take
    NOT_UNDERSTOOD = "not_understood"
    #: no answer could be made
    FAILED_TURN = "failed_turn"
    #: the customer wants to speak to a person
    ASKED = "asked"
    #: the customer does not want to speak to a program
    REFUSES_BOT = "refuses_bot"
    #: the customer had their contact deleted: it stands in other systems too
    DATA_DELETED = "data_deleted"
    #: the customer left a message for the manager
    MESSAGE_LEFT = "message_left"
    #: something that was bought does not work
    PROBLEM = "problem"
    COMPLAINT = "complaint"
    #: the service is down
    OUTAGE = "outage"


class HandoverState(StrEnum):
    """How far a hand-over has come."""

    ASKED = "asked"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CLOSED = "closed"


class HandoverPromise(NamedTuple):
    """What a company promises to who asks for a person."""

    #: of work: so long until somebody takes it, then the staff is told again
    acknowledge_minutes: int = 5
    #: so long until somebody answers, then the customer is told when somebody will
    answer_minutes: int = 15
    #: a person who writes nothing for so long gives the conversation back to the bot
    return_minutes: int = 120
    #: who is named when nobody takes it, one after the other
    people: tuple[str, ...] = ()

    @property
    def rounds(self) -> int:
        """Returns how often the staff is told again, at most."""
        return max(2, len(self.people) + 1)


def handover_promise(settings: Mapping[str, Any]) -> HandoverPromise:
    """Returns what a company's settings promise; what they do not say is promised as everywhere."""
    known = {name: value for name, value in settings.items() if name in HandoverPromise._fields}
    return HandoverPromise(**{**known, "people": tuple(known.get("people", ()))})


# Who had their contact deleted waits for nobody; who left a message does not sit in front of the conversation.
_NOT_WAITED_FOR = (HandoverReason.DATA_DELETED, HandoverReason.MESSAGE_LEFT)


def is_answer_awaited(reason: HandoverReason) -> bool:
    """Tells whether the customer sits and waits for a person's words."""
    return reason not in _NOT_WAITED_FOR


_GRAVITY = {
    HandoverReason.NOT_UNDERSTOOD: 1,
    HandoverReason.FAILED_TURN: 1,
    HandoverReason.ASKED: 2,
    HandoverReason.REFUSES_BOT: 2,
    HandoverReason.MESSAGE_LEFT: 2,
    HandoverReason.DATA_DELETED: 2,
    HandoverReason.PROBLEM: 3,
    HandoverReason.COMPLAINT: 3,
    HandoverReason.OUTAGE: 4,
}


def is_graver(reason: HandoverReason, than: HandoverReason) -> bool:
    """Tells whether the staff has to hear of `reason` although it was told of the other one."""
    return _GRAVITY[reason] > _GRAVITY[than]
