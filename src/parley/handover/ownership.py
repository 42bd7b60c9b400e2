"""Who holds a conversation, the bot or a person of the staff, and what a person says in it.

A change of hands is one statement that raises `owner_epoch`, takes the bot's claim away and cancels what it has not
sent. An answer of the bot that is under way is then neither stored nor sent.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, Origin, cancel_waiting
from parley.domain.channel import OutboundMessage
from parley.domain.conversation_event import EventName
from parley.domain.handover import BOT, PERSON, HandoverPromise, handover_promise
from parley.events.record import NewEvent, record_event
from parley.infra.announcements import announce
from parley.models import Conversation, Handover, Message, Profile
from parley.runtime import Runtime
from parley.timers.store import NewTimer, cancel_timers, set_timer

# The bot takes over again where the person wrote nothing for so long, and the company says nothing else.
RETURN_AFTER = timedelta(minutes=HandoverPromise().return_minutes)
#: the timer that gives it back; its key is the conversation's number
RETURN_TIMER = "handover.return"


#: what is announced where a person wrote: "company:conversation" (infra/announcements.py)
STAFF_ANSWERED = "parley_staff_answered"


class StaffReply(NamedTuple):
    """What a person of the staff writes to a customer."""

    text: str
    #: who writes, for the customer's side of the record
    by: str
    #: the chat's own id of the message it was written in; a repeated one is dropped
    external_id: str = ""


async def take_over(session: AsyncSession, conversation_id: int, by: str, at: datetime) -> bool:
    """Gives a conversation to a person; returns False where there is none. Taken again by the same person it stays
    theirs for longer; by another, it is the other's."""
    before = await _lock(session, conversation_id)
    if before is None:
        return False
    until = at + await _return_after(session, before.company_id)
    await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(
            owner=PERSON,
            owner_name=by,
            owner_chat="",
            owner_epoch=Conversation.owner_epoch + 1,
            owner_until=until,
            claim=None,
            claimed_until=None,
            waiting_since=None,
            answer_due_at=None,
        )
    )
    await cancel_waiting(session, conversation_id)
    timer = NewTimer(before.company_id, RETURN_TIMER, str(conversation_id), until, conversation_id)
    await set_timer(session, timer)
    handover_id = await session.scalar(
        update(Handover)
        .where(*_open_handover(conversation_id), Handover.acknowledged_at.is_(None))
        .values(acknowledged_at=at, acknowledged_by=by)
        .returning(Handover.id)
    )
    here = _Here(session, before.company_id, conversation_id, by, at)
    if (before.owner, before.owner_name) != (PERSON, by):
        await here.record(EventName.OWNER_CHANGED, owner=PERSON, epoch=before.owner_epoch + 1)
    if handover_id is not None:
        await here.record(EventName.HANDOVER_ACKNOWLEDGED, handover=handover_id)
    return True


async def give_back(session: AsyncSession, conversation_id: int, by: str, at: datetime) -> bool:
    """Gives a conversation back to the bot, which answers what the customer wrote since the person's last words;
    closes its hand-over. Returns False where the bot holds it."""
    has_unanswered = exists().where(
        Message.conversation_id == conversation_id, Message.role == "user", Message.answered_by.is_(None)
    )
    waiting = await session.scalar(select(has_unanswered))
    returned = (
        await session.execute(
            update(Conversation)
            .where(Conversation.id == conversation_id, Conversation.owner == PERSON)
            .values(
                owner=BOT,
                owner_name="",
                owner_epoch=Conversation.owner_epoch + 1,
                owner_until=None,
                waiting_since=at if waiting else None,
            )
            .returning(Conversation.company_id, Conversation.owner_epoch)
        )
    ).one_or_none()
    closed = (
        await session.execute(
            update(Handover)
            .where(*_open_handover(conversation_id), Handover.acknowledged_at.is_not(None))
            .values(closed_at=at, closed_by=by)
            .returning(Handover.company_id, Handover.id)
        )
    ).one_or_none()
    if returned is not None:
        await cancel_timers(session, str(conversation_id), RETURN_TIMER)
        here = _Here(session, returned.company_id, conversation_id, by, at)
        await here.record(EventName.OWNER_CHANGED, owner=BOT, epoch=returned.owner_epoch)
    if closed is not None:
        here = _Here(session, closed.company_id, conversation_id, by, at)
        await here.record(EventName.HANDOVER_RETURNED, handover=closed.id)
    return returned is not None


async def answer_as_person(
    rt: Runtime, session: AsyncSession, company_id: int, conversation_id: int, reply: StaffReply, at: datetime
) -> int | None:
    """Says what a person wrote, and gives them the conversation; returns the message's id, None where there is no
    such conversation or the reply was said before.

    It is stored like an answer, covers what the customer wrote until then, and is sent to the chat where the
    conversation has one.
    """
    conversation = await _lock(session, conversation_id)
    if conversation is None or await _was_said(session, conversation_id, reply.external_id):
        return None
    await take_over(session, conversation_id, reply.by, at)
    message = Message(
        company_id=company_id,
        conversation_id=conversation_id,
        role="assistant",
        text=reply.text,
        author=reply.by,
        external_id=reply.external_id or None,
        created_at=at,
    )
    session.add(message)
    await session.flush()
    await announce(session, STAFF_ANSWERED, f"{company_id}:{conversation_id}")
    await session.execute(
        update(Message)
        .where(Message.conversation_id == conversation_id, Message.role == "user", Message.answered_by.is_(None))
        .values(answered_by=message.id)
    )
    await session.execute(update(Conversation).where(Conversation.id == conversation_id).values(last_message_at=at))
    here = _Here(session, company_id, conversation_id, reply.by, at)
    await here.record(EventName.MESSAGE_OUT, message=message.id)
    answered_id = await session.scalar(
        update(Handover)
        .where(*_open_handover(conversation_id), Handover.answered_at.is_(None))
        .values(answered_at=at)
        .returning(Handover.id)
    )
    if answered_id is not None:
        await here.record(EventName.HANDOVER_ANSWERED, handover=answered_id)
    if conversation.account_id is not None:
        key = ChatKey(company_id, conversation.account_id, conversation.chat_id)
        outbound = OutboundMessage(reply.text, conversation.language)
        await plan_message(rt, session, key, outbound, at, Origin(conversation_id))
    return message.id


class _LockedRow(NamedTuple):
    company_id: int
    owner: str
    owner_name: str
    owner_epoch: int
    language: str
    account_id: int | None
    chat_id: str


class _Here(NamedTuple):
    """Where events happen."""

    session: AsyncSession
    company_id: int
    conversation_id: int
    actor: str
    at: datetime

    async def record(self, kind: EventName, **data: object) -> None:
        event = NewEvent(self.company_id, self.conversation_id, kind, self.at, self.actor, data)
        await record_event(self.session, event)


async def _lock(session: AsyncSession, conversation_id: int) -> _LockedRow | None:
    """Returns a conversation that nobody else writes until the transaction ends."""
    query = select(*(getattr(Conversation, name) for name in _LockedRow._fields))
    row = (await session.execute(query.where(Conversation.id == conversation_id).with_for_update())).one_or_none()
    return _LockedRow(*row) if row else None


async def _return_after(session: AsyncSession, company_id: int) -> timedelta:
    settings = await session.scalar(select(Profile.handover).where(Profile.company_id == company_id))
    return timedelta(minutes=handover_promise(settings or {}).return_minutes)


async def _was_said(session: AsyncSession, conversation_id: int, external_id: str) -> bool:
    if not external_id:
        return False
    query = select(Message.id).where(Message.conversation_id == conversation_id, Message.external_id == external_id)
    return await session.scalar(query) is not None


def _open_handover(conversation_id: int) -> tuple[ColumnElement[bool], ...]:
    return Handover.conversation_id == conversation_id, Handover.closed_at.is_(None)
