"""Keeps what is promised to who asks for a person: where nobody takes it in so many minutes of work, the staff is
told again and then the next of them is named; where nobody answers, the customer hears when somebody will.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, Origin
from parley.domain.channel import OutboundMessage
from parley.domain.company import CompanyConfig
from parley.domain.conversation_event import CLOCKWORK, EventName
from parley.domain.handover import BOT, HandoverPromise, HandoverReason, handover_promise, is_answer_awaited
from parley.domain.working_hours import is_working
from parley.events.record import NewEvent, record_event
from parley.handover.ask import tell_staff
from parley.handover.delay_words import delay_words
from parley.handover.promise import set_acknowledge_timer
from parley.models import Contact, Conversation, Handover, Message
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.tenants.working_calendar import working_calendar


async def check_acknowledged(
    rt: Runtime, session: AsyncSession, company_id: int, handover_id: int, at: datetime
) -> None:
    """Tells the staff again, and names the next of them, where nobody took a hand-over in time. Wants the
    conversation's row locked."""
    company, handover = await _load_open(session, company_id, handover_id)
    if company is None or handover is None or handover.acknowledged_at is not None:
        return
    if not is_working(working_calendar(company, rt.settings), at):  # found late, after a long stop
        await set_acknowledge_timer(rt, session, company, handover, at)
        return
    promise = handover_promise(company.handover)
    if handover.escalations and promise.people:
        handover.assigned_to = _next_person(promise, handover.assigned_to)
    await _escalate(rt, session, company, handover, at, why="not acknowledged")
    if handover.escalations < promise.rounds:
        await set_acknowledge_timer(rt, session, company, handover, at)


async def check_answered(
    rt: Runtime, session: AsyncSession, company_id: int, handover_id: int, at: datetime
) -> None:
    """Tells the customer when somebody will be there, where nobody answered in time. Where a person holds the
    conversation it is theirs alone: the staff is told again instead. Wants the conversation's row locked."""
    company, handover = await _load_open(session, company_id, handover_id)
    if company is None or handover is None or handover.answered_at is not None:
        return
    query = select(Conversation).where(Conversation.id == handover.conversation_id)
    conversation = (await session.execute(query.execution_options(populate_existing=True))).scalar_one()
    if conversation.owner != BOT:
        await _escalate(rt, session, company, handover, at, why="not answered")
    elif conversation.closed_at is None and is_answer_awaited(HandoverReason(handover.reason)):
        await _tell_customer(rt, session, company, conversation, handover, at)


async def _load_open(
    session: AsyncSession, company_id: int, handover_id: int
) -> tuple[CompanyConfig | None, Handover | None]:
    query = select(Handover).where(Handover.id == handover_id, Handover.closed_at.is_(None)).with_for_update()
    return await load_config(session, company_id), await session.scalar(query)


def _next_person(promise: HandoverPromise, current: str) -> str:
    place = promise.people.index(current) + 1 if current in promise.people else 0
    return promise.people[place % len(promise.people)]


async def _escalate(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, handover: Handover, at: datetime, *, why: str
) -> None:
    handover.escalations += 1
    handover.escalated_at = at
    await session.flush()
    data = {"round": handover.escalations, "why": why, "assigned_to": handover.assigned_to}
    await _record(session, handover, EventName.HANDOVER_ESCALATED, at, **data)
    await tell_staff(rt, session, company, handover, at)
    await session.flush()


async def _tell_customer(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    conversation: Conversation,
    handover: Handover,
    at: datetime,
) -> None:
    """Says it as the bot, in the customer's language, fenced like everything that the bot says."""
    contact = (await session.execute(select(Contact).where(Contact.id == conversation.contact_id))).scalar_one()
    language = rt.language(conversation.language or company.language)
    text = delay_words(company, rt.settings, language.replies, at, has_phone=bool(contact.phone))
    said = {"company_id": company.id, "conversation_id": conversation.id, "role": "assistant", "text": text}
    message = Message(**said, created_at=at)
    session.add(message)
    handover.delay_told_at = conversation.last_message_at = at
    await session.flush()
    await _record(session, handover, EventName.MESSAGE_OUT, at, message=message.id)
    await _record(session, handover, EventName.HANDOVER_DELAY_TOLD, at, message=message.id)
    if conversation.account_id is not None:
        key = ChatKey(company.id, conversation.account_id, conversation.chat_id)
        origin = Origin(conversation.id, conversation.owner_epoch)
        await plan_message(rt, session, key, OutboundMessage(text, language.code), at, origin)


async def _record(session: AsyncSession, handover: Handover, kind: EventName, at: datetime, **data: object) -> None:
    facts = {"handover": handover.id, **data}
    event = NewEvent(handover.company_id, handover.conversation_id, kind, at, CLOCKWORK, facts)
    await record_event(session, event)
