"""What the statements of a turn write into the log of events (events/record.py): none of them costs a statement."""

from parley.domain.conversation_event import BOT_ACTOR, CUSTOMER, EventName
from parley.events.record import event_sql

MESSAGE_IN = event_sql(
    EventName.MESSAGE_IN, CUSTOMER, "conversation", "%(company)s, id", "jsonb_build_object('message', heard_id)"
)
LEAD_MADE = event_sql(
    EventName.LEAD_MADE, CUSTOMER, "lead", "company_id, conversation_id", "jsonb_build_object('lead', id)"
)
_MESSAGE_OUT = event_sql(
    EventName.MESSAGE_OUT, BOT_ACTOR, "reply", "company_id, conversation_id", "jsonb_build_object('message', id)"
)
# Behind `ours`, the conversation whose claim is ours: stores what is said to it.
STORE_REPLY = f"""reply AS (
    INSERT INTO messages (company_id, conversation_id, role, text, meta, created_at)
    SELECT company_id, id, 'assistant', %(text)s, %(meta)s, %(at)s FROM ours
    RETURNING company_id, conversation_id, id
), told AS ({_MESSAGE_OUT})"""
