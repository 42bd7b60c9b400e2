"""Where a talk stands in its company's flow, for staff and their programs."""

from typing import Any

import msgspec
from sqlalchemy import select

from parley.dialogue import policy as engine
from parley.domain.company import CompanyConfig
from parley.domain.lead import Draft
from parley.infra.database import one
from parley.models import Conversation
from parley.runtime import Runtime, flow_of
from parley.tenants.config import active, brand

_TALK = """
SELECT id, public_id, state, language FROM conversations
WHERE company_id = %(company)s AND (id = %(id)s OR (public_id = %(public)s AND public_id <> '')
      OR session_id = %(public)s)
ORDER BY id DESC LIMIT 1
"""
_LARGEST = 2**63 - 1


async def company_of(rt: Runtime, conversation: str, company_id: int | None, brand_id: str) -> CompanyConfig | None:
    """Whose talk is meant: the caller's own company's, the named brand's, or that of the talk's number."""
    if company_id is not None:
        return await active(rt, company_id)
    if brand_id:
        return await brand(rt, brand_id)
    if not (conversation.isdecimal() and conversation.isascii()):
        return None
    async with rt.db.across() as session:
        found = await session.scalar(
            select(Conversation.company_id).where(Conversation.id == min(int(conversation), _LARGEST))
        )
    return await active(rt, found) if found else None


async def of(rt: Runtime, company: CompanyConfig, conversation: str) -> dict[str, Any] | None:
    """`conversation`: parley's number of it, or the id its client knows. None when there is none."""
    number = int(conversation) if conversation.isdecimal() and conversation.isascii() else 0
    async with rt.db.direct(company.id) as connection:
        values = {"company": company.id, "id": min(number, _LARGEST), "public": conversation}
        talk = await one(connection, _TALK, values)
    if talk is None:
        return None
    flow, draft = flow_of(rt, company), msgspec.convert(talk.state.get("draft", {}), Draft)
    facts = await flow.facts(rt, company) if flow.facts else {}
    open_ = engine.open_step(flow, draft, facts)
    known: dict[str, Any] = dict(draft.known)
    known |= {"name": draft.name} if draft.name else {}
    known |= {"phone": draft.phone.e164 or draft.phone.raw} if draft.phone else {}
    known |= {"email": draft.email} if draft.email else {}
    step = open_.name if open_ else "done" if draft.confirmed else "confirm"
    return {
        "conversation_id": talk.id,
        "flow": flow.name,
        "step": step,
        "asked": draft.step or draft.asked,
        "known": known,
        "missing": engine.missing(flow, draft, facts),
        "confirmed": draft.confirmed,
        "resting": draft.resting,
    }
