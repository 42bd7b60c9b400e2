"""Who waits for a person, for the company's staff: the list of them, and "done"."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from parley.domain.conversation_event import EventName
from parley.events.record import NewEvent, record_event
from parley.models import Contact, Conversation, Handover, Lead
from parley.runtime import Runtime


async def list_waiting(rt: Runtime, company_id: int, limit: int) -> list[dict[str, Any]]:
    """Returns the company's open hand-overs, who waits longest first, ready for JSON."""
    query = (
        select(Handover, Conversation.language, Contact, Lead)
        .join(Conversation, Conversation.id == Handover.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Lead, Lead.conversation_id == Handover.conversation_id)
        .where(Handover.company_id == company_id, Handover.closed_at.is_(None))
        .order_by(Handover.asked_at, Handover.id)
        .limit(limit)
    )
    async with rt.db.scoped(company_id) as session:
        return [_handover_to_json(*row) for row in await session.execute(query)]


async def find_conversation_of(rt: Runtime, company_id: int, handover_id: int) -> int | None:
    """Returns the conversation of a hand-over; None where there is none of this id."""
    async with rt.db.scoped(company_id) as session:
        return await session.scalar(
            select(Handover.conversation_id).where(Handover.company_id == company_id, Handover.id == handover_id)
        )


async def close_handover(rt: Runtime, company_id: int, handover_id: int, by: str, at: datetime) -> bool:
    """Closes a hand-over: somebody of the staff has seen to it. Closed twice it stays as it was closed first;
    returns False when there is none of this id."""
    of_company = (Handover.company_id == company_id, Handover.id == handover_id)
    async with rt.db.scoped(company_id) as session:
        conversation_id = await session.scalar(
            update(Handover)
            .where(*of_company, Handover.closed_at.is_(None))
            .values(closed_at=at, closed_by=by)
            .returning(Handover.conversation_id)
        )
        if conversation_id is not None:
            data = {"handover": handover_id}
            event = NewEvent(company_id, conversation_id, EventName.HANDOVER_CLOSED, at, by, data)
            await record_event(session, event)
        return await session.scalar(select(Handover.id).where(*of_company)) is not None


def _handover_to_json(handover: Handover, language: str, contact: Contact, lead: Lead | None) -> dict[str, Any]:
    return {
        "id": handover.id,
        "lead_id": lead.id if lead else None,
        "conversation_id": handover.conversation_id,
        "reason": handover.reason,
        "words": handover.words,
        "asked_at": handover.asked_at.isoformat(),
        "asked_again_at": handover.asked_again_at.isoformat() if handover.asked_again_at else None,
        "asked_count": handover.asked_count,
        "told_at": handover.told_at.isoformat() if handover.told_at else None,
        "acknowledged_at": handover.acknowledged_at.isoformat() if handover.acknowledged_at else None,
        "acknowledged_by": handover.acknowledged_by,
        "answered_at": handover.answered_at.isoformat() if handover.answered_at else None,
        "channel": contact.channel,
        "language": language,
        "contact_info": (lead.contact_info if lead else None) or None,
    }
