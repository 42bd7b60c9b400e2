"""Tells staff and their programs where a conversation stands in its company's flow."""

from typing import Any

from sqlalchemy import select

from parley.conversation.turn_json import decode_state
from parley.conversation.turn_rows import ProgressRow
from parley.dialogue.open_slots import missing_slots, next_open_slot
from parley.domain.company import CompanyConfig
from parley.infra.database import DriverConnection, fetch_row
from parley.models import Conversation
from parley.runtime import Runtime, company_flow
from parley.tenants.config import active_config, active_config_of_brand
from parley.text.row_ids import BIG_ID_END, parse_id

# By parley's own number, or by an id its client knows; of several the newest.
FIND_PROGRESS = """
SELECT id, state FROM conversations
WHERE company_id = %(company)s AND (id = %(id)s OR (public_id = %(public)s AND public_id <> '')
      OR session_id = %(public)s)
ORDER BY id DESC LIMIT 1
"""


async def find_conversation_company(
    rt: Runtime, conversation: str, company_id: int | None, brand_id: str
) -> CompanyConfig | None:
    """Returns the company whose conversation is meant: the caller's own, the one of the brand that is named, or the
    one of the conversation's number. None where there is none."""
    if company_id is not None:
        return await active_config(rt, company_id)
    if brand_id:
        return await active_config_of_brand(rt, brand_id)
    conversation_id = parse_id(conversation, BIG_ID_END)
    if not conversation_id:
        return None
    async with rt.db.across() as session:
        found_id = await session.scalar(select(Conversation.company_id).where(Conversation.id == conversation_id))
    return await active_config(rt, found_id) if found_id else None


async def flow_progress(rt: Runtime, company: CompanyConfig, conversation: str) -> dict[str, Any] | None:
    """Returns how far a conversation is, ready for JSON; None where there is no such conversation. `conversation`:
    parley's number of it, or the id its client knows."""
    number = parse_id(conversation, BIG_ID_END)
    async with rt.db.direct(company.id) as connection:
        row = await find_progress(connection, company.id, number, conversation)
    if row is None:
        return None
    flow, draft = company_flow(rt, company), decode_state(row.state)
    facts = await flow.load_facts(rt, company) if flow.load_facts else {}
    open_slot = next_open_slot(flow, draft, facts)
    slot_values: dict[str, Any] = dict(draft.slot_values)
    slot_values |= {"name": draft.name} if draft.name else {}
    slot_values |= {"phone": draft.phone.e164 or draft.phone.raw} if draft.phone else {}
    slot_values |= {"email": draft.email} if draft.email else {}
    slot_values |= {"handle": draft.handle} if draft.handle else {}
    slot_name = open_slot.name if open_slot else "done" if draft.confirmed else "confirm"
    return {
        "conversation_id": row.id,
        "flow": flow.name,
        "step": slot_name,
        "asked": draft.requested_slot or draft.expected_reply,
        "known": slot_values,
        "missing": missing_slots(flow, draft, facts),
        "confirmed": draft.confirmed,
        "resting": draft.is_postponed,
    }


async def find_progress(
    connection: DriverConnection, company_id: int, conversation_id: int, client_id: str
) -> ProgressRow | None:
    """Returns the state of a conversation that is asked for by parley's own number or by an id its client knows."""
    params = {"company": company_id, "id": conversation_id, "public": client_id}
    return await fetch_row(connection, ProgressRow, FIND_PROGRESS, params)
