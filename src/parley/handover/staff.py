"""Who waits for a person, for the company's staff: the list of them, whose turn it is, and "done"."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from parley.domain.company import CompanyConfig
from parley.domain.conversation_event import EventName
from parley.domain.handover import HandoverState
from parley.events.record import NewEvent, record_event
from parley.handover.ask import tell_staff
from parley.handover.promise import set_acknowledge_timer
from parley.models import Contact, Conversation, Handover, Lead
from parley.runtime import Runtime


async def list_waiting(rt: Runtime, company_id: int, limit: int) -> list[dict[str, Any]]:
    """Returns the company's open hand-overs, who waits longest first, ready for JSON."""
    return await list_handovers(rt, company_id, OPEN_STATES, limit)


async def list_handovers(
    rt: Runtime, company_id: int, states: Collection[HandoverState], limit: int
) -> list[dict[str, Any]]:
    """Returns the company's hand-overs of these states, ready for JSON: the open ones, who waits longest first, and
    then the closed ones, the newest first."""
    query = (
        select(Handover, Conversation.language, Contact, Lead)
        .join(Conversation, Conversation.id == Handover.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Lead, Lead.conversation_id == Handover.conversation_id)
        .where(Handover.company_id == company_id, or_(*(_IS_IN_STATE[state] for state in states)))
        .order_by(Handover.closed_at.desc().nulls_first(), Handover.asked_at, Handover.id)
        .limit(limit)
    )
    async with rt.db.scoped(company_id) as session:
        return [_handover_to_json(*row) for row in await session.execute(query)]


async def assign_handover(rt: Runtime, company: CompanyConfig, handover_id: int, name: str, by: str) -> bool:
    """Names who is to take an open hand-over, and tells the staff; returns False where there is none of this id, or
    it is closed. The bot goes on until they take it."""
    at, conversation_id = rt.clock(), await find_conversation_of(rt, company.id, handover_id)
    async with rt.db.scoped(company.id) as session:
        await session.execute(select(Conversation.id).where(Conversation.id == conversation_id).with_for_update())
        query = select(Handover).where(Handover.id == handover_id, Handover.closed_at.is_(None)).with_for_update()
        handover = await session.scalar(query)
        if handover is None:
            return False
        if handover.assigned_to == name:
            return True
        handover.assigned_to = name
        await session.flush()
        data = {"handover": handover_id, "assigned_to": name}
        event = NewEvent(company.id, handover.conversation_id, EventName.HANDOVER_ASSIGNED, at, by, data)
        await record_event(session, event)
        await tell_staff(rt, session, company, handover, at)
        await set_acknowledge_timer(rt, session, company, handover, at)
    return True


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


OPEN_STATES = frozenset(HandoverState) - {HandoverState.CLOSED}
_IS_OPEN = Handover.closed_at.is_(None)
_IS_IN_STATE: Mapping[HandoverState, ColumnElement[bool]] = {
    HandoverState.ASKED: and_(_IS_OPEN, Handover.answered_at.is_(None), Handover.acknowledged_at.is_(None)),
    HandoverState.ACKNOWLEDGED: and_(
        _IS_OPEN, Handover.answered_at.is_(None), Handover.acknowledged_at.is_not(None)
    ),
    HandoverState.ANSWERED: and_(_IS_OPEN, Handover.answered_at.is_not(None)),
    HandoverState.CLOSED: Handover.closed_at.is_not(None),
}


def _state(handover: Handover) -> HandoverState:
    if handover.closed_at:
        return HandoverState.CLOSED
    if handover.answered_at:
        return HandoverState.ANSWERED
    return HandoverState.ACKNOWLEDGED if handover.acknowledged_at else HandoverState.ASKED


def _handover_to_json(handover: Handover, language: str, contact: Contact, lead: Lead | None) -> dict[str, Any]:
    return {
        "id": handover.id,
        "state": _state(handover).value,
        "lead_id": lead.id if lead else None,
        "conversation_id": handover.conversation_id,
        "reason": handover.reason,
        "words": handover.words,
        "asked_at": handover.asked_at.isoformat(),
        "asked_again_at": _iso(handover.asked_again_at),
        "asked_count": handover.asked_count,
        "told_at": _iso(handover.told_at),
        "assigned_to": handover.assigned_to,
        "escalations": handover.escalations,
        "escalated_at": _iso(handover.escalated_at),
        "delay_told_at": _iso(handover.delay_told_at),
        "acknowledged_at": _iso(handover.acknowledged_at),
        "acknowledged_by": handover.acknowledged_by,
        "answered_at": _iso(handover.answered_at),
        "closed_at": _iso(handover.closed_at),
        "closed_by": handover.closed_by,
        "contact_id": contact.id,
        "channel": contact.channel,
        "language": language,
        "contact_info": (lead.contact_info if lead else None) or None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
