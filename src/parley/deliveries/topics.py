"""Topics of the staff's forum, one for each conversation: what is told of it stands together, and what is written
there goes to the customer. A group that is no forum, or lets us open none, is told as any other."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.delivery_target import DeliveryTarget
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.models import Lead, StaffTopic
from parley.runtime import Runtime

# A group that refused a topic is asked again after so long: it may have become a forum.
_REFUSAL_LIFETIME = timedelta(days=1)
_REFUSED = 0


async def with_topic(
    rt: Runtime, company: CompanyConfig, target: DeliveryTarget, notice: Notice, at: datetime
) -> Notice:
    """Returns a notice with the topic that it belongs into, which is opened where there is none yet; without one
    where the chat has none. No transaction is open while it is opened."""
    chat = target.topic_chat(company)
    if not chat:
        return notice
    async with rt.db.scoped(company.id) as session:
        number = await session.scalar(select(Lead.conversation_id).where(Lead.id == notice.lead_id))
        thread_id = await find_topic(session, chat, number) if number else _REFUSED
        if number is None or thread_id or await _was_refused(session, chat, at):
            return replace(notice, thread_id=thread_id)
    try:
        thread_id = await target.open_topic(company, notice)
    except RemoteError as error:
        if not error.permanent:
            return notice
        thread_id = _REFUSED
    async with rt.db.scoped(company.id) as session:
        values = {"chat_id": chat, "conversation_id": number if thread_id else None, "thread_id": thread_id}
        await session.execute(insert(StaffTopic).values(company_id=company.id, opened_at=at, **values))
    return replace(notice, thread_id=thread_id)


async def find_topic(session: AsyncSession, chat_id: str, conversation_id: int) -> int:
    """Returns the topic of a conversation in a chat; 0 where there is none."""
    query = select(StaffTopic.thread_id).where(
        StaffTopic.chat_id == chat_id, StaffTopic.conversation_id == conversation_id
    )
    return await session.scalar(query.order_by(StaffTopic.id.desc()).limit(1)) or 0


async def find_topic_conversation(session: AsyncSession, chat_id: str, thread_id: int) -> int | None:
    """Returns the conversation that a topic is of; None for a topic that is not ours."""
    query = select(StaffTopic.conversation_id).where(
        StaffTopic.chat_id == chat_id, StaffTopic.thread_id == thread_id, StaffTopic.conversation_id.is_not(None)
    )
    number: int | None = await session.scalar(query.limit(1))
    return number


async def _was_refused(session: AsyncSession, chat_id: str, at: datetime) -> bool:
    query = select(StaffTopic.id).where(
        StaffTopic.chat_id == chat_id,
        StaffTopic.thread_id == _REFUSED,
        StaffTopic.opened_at > at - _REFUSAL_LIFETIME,
    )
    return await session.scalar(query.limit(1)) is not None
