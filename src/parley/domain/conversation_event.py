"""Names what happens in conversations, as the log of events keeps it."""

from enum import StrEnum

#: who did something, where it was no person of the staff
CUSTOMER, BOT_ACTOR, CLOCKWORK = "customer", "bot", "parley"


class EventName(StrEnum):
    """What happened: words for programs, kept in `conversation_events.kind`. New ones may come, none is renamed."""

    MESSAGE_IN = "message.in"
    #: an answer was stored, the bot's or a person's
    MESSAGE_OUT = "message.out"
    #: what a messenger says became of it; `unknown` is a failure too: nobody can say whether it arrived
    MESSAGE_SENT = "message.sent"
    MESSAGE_FAILED = "message.failed"
    OWNER_CHANGED = "owner.changed"
    LEAD_MADE = "lead.made"
    LEAD_CONFIRMED = "lead.confirmed"
    #: what was confirmed is another now
    LEAD_CORRECTED = "lead.corrected"
    #: a confirmed lead's flow learned more
    LEAD_UPDATED = "lead.updated"
    CONTACT_DELETED = "contact.deleted"
    HANDOVER_ASKED = "handover.asked"
    #: the same customer asked for a person again
    HANDOVER_ASKED_AGAIN = "handover.asked_again"
    HANDOVER_ACKNOWLEDGED = "handover.acknowledged"
    HANDOVER_ASSIGNED = "handover.assigned"
    #: nobody took it in time: the staff was told again
    HANDOVER_ESCALATED = "handover.escalated"
    #: nobody answered in time: the customer was told when somebody will
    HANDOVER_DELAY_TOLD = "handover.delay_told"
    HANDOVER_ANSWERED = "handover.answered"
    #: the conversation went back to the bot
    HANDOVER_RETURNED = "handover.returned"
    #: somebody of the staff saw to it, without the conversation
    HANDOVER_CLOSED = "handover.closed"
    #: a notice to systems or staff
    DELIVERY_SENT = "delivery.sent"
    DELIVERY_FAILED = "delivery.failed"
