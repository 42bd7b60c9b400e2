"""Asks a person to look at a conversation: one open record for each, and the staff is told of it.

What is promised with it is looked at when its minutes are over (promise.py, escalate.py).
"""

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import insert, select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.notice import load_handover_notice
from parley.deliveries.plan import plan_handover
from parley.domain.company import CompanyConfig
from parley.domain.conversation_event import CUSTOMER, EventName
from parley.domain.handover import HandoverReason, is_graver
from parley.events.record import NewEvent, record_event
from parley.handover.promise import set_handover_timers
from parley.metrics import HANDOVERS
from parley.models import Conversation, Handover, Lead
from parley.runtime import Runtime

log = structlog.get_logger()

# Within so long the staff is not told of the same wish twice.
_QUIET = timedelta(hours=1)
_MAX_WORDS = 2_000


async def ask_for_human(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    conversation_id: int,
    reason: HandoverReason,
    *,
    at: datetime,
    words: str = "",
) -> None:
    """Hands a conversation over: opens its record or finds the one that is open, and plans a notice by every way
    that people read, all in the caller's transaction.

    `words`: what the customer said. A repeated wish is counted and told again only after an hour, for a graver
    reason, or where it is another message left for the manager. Where the notices cannot be planned the record
    stands all the same: a fault of theirs costs no answer.
    """
    conversation = await _lock_conversation(session, conversation_id)
    if conversation is None:
        return
    handover, kind = await _find_open(session, conversation_id), EventName.HANDOVER_ASKED_AGAIN
    if handover is None:
        kind = EventName.HANDOVER_ASKED
        handover = _open(company.id, conversation_id, reason, words, at)
        session.add(handover)
        is_due = True
        HANDOVERS.labels(reason.value).inc()
    else:
        is_due = _is_due_again(handover, reason, words, at)
        _note_repetition(handover, reason, words, at)
    await session.flush()
    data = {"handover": handover.id, "reason": reason.value}
    await record_event(session, NewEvent(company.id, conversation_id, kind, at, CUSTOMER, data))
    if is_due:
        await tell_staff(rt, session, company, handover, at)
        await set_handover_timers(rt, session, company, handover, at)


async def _lock_conversation(session: AsyncSession, conversation_id: int) -> Conversation | None:
    """Returns the conversation, which nobody else hands over until the transaction ends."""
    query = select(Conversation).where(Conversation.id == conversation_id).with_for_update(key_share=True)
    return (await session.scalars(query)).one_or_none()


async def _find_open(session: AsyncSession, conversation_id: int) -> Handover | None:
    query = select(Handover).where(Handover.conversation_id == conversation_id, Handover.closed_at.is_(None))
    return (await session.scalars(query.with_for_update())).one_or_none()


def _open(company_id: int, conversation_id: int, reason: HandoverReason, words: str, at: datetime) -> Handover:
    return Handover(
        company_id=company_id,
        conversation_id=conversation_id,
        reason=reason.value,
        words=words[:_MAX_WORDS],
        asked_at=at,
        asked_count=1,
    )


def _is_due_again(handover: Handover, reason: HandoverReason, words: str, at: datetime) -> bool:
    is_another_message = reason is HandoverReason.MESSAGE_LEFT and words[:_MAX_WORDS] != handover.words
    return (
        handover.told_at is None
        or at - handover.told_at >= _QUIET
        or is_graver(reason, HandoverReason(handover.reason))
        or is_another_message
    )


def _note_repetition(handover: Handover, reason: HandoverReason, words: str, at: datetime) -> None:
    if is_graver(reason, HandoverReason(handover.reason)):
        handover.reason = reason.value
    handover.words = words[:_MAX_WORDS] or handover.words
    handover.asked_count += 1
    handover.asked_again_at = at


async def tell_staff(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, handover: Handover, at: datetime
) -> None:
    """Plans a notice of a hand-over by every way that people read: the first, or another where there was one. Wants
    the conversation's row locked."""
    query = select(Conversation).where(Conversation.id == handover.conversation_id)
    conversation = (await session.execute(query)).scalar_one()
    try:
        async with session.begin_nested():
            lead_id = await _find_or_add_lead(session, company.id, conversation, at)
            language, is_told = conversation.language, handover.told_at is not None
            notice = await load_handover_notice(session, lead_id, handover.id, key="", language=language)
            await plan_handover(rt, session, company, replace(notice, corrected=is_told), at)
            handover.told_at = at
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("the staff could not be told of a hand-over", handover=handover.id)


async def _find_or_add_lead(
    session: AsyncSession, company_id: int, conversation: Conversation, at: datetime
) -> int:
    """Returns the conversation's lead; where it was deleted, another: who asks for a person is one again."""
    lead_id = await session.scalar(select(Lead.id).where(Lead.conversation_id == conversation.id))
    if lead_id is not None:
        return lead_id
    values = {
        "company_id": company_id,
        "contact_id": conversation.contact_id,
        "conversation_id": conversation.id,
        "source": conversation.origin.get("source") or conversation.channel,
        "created_at": at,
    }
    made_id: int = (await session.execute(insert(Lead).values(values).returning(Lead.id))).scalar_one()
    event = NewEvent(company_id, conversation.id, EventName.LEAD_MADE, at, CUSTOMER, {"lead": made_id})
    await record_event(session, event)
    return made_id
