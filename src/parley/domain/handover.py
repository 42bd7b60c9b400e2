"""Names why a conversation is handed over to a person, and how grave that is."""

from enum import StrEnum

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
