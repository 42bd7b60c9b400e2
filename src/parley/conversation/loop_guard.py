"""Ends talks of two programs that would answer each other for ever."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import Conversation, Message

# Two bots once exchanged 132 messages; no person is answered so often.
MAX_ANSWERS, _LOOP_TIME = 30, timedelta(minutes=10)


async def is_in_a_loop(session: AsyncSession, conversation_id: int, at: datetime) -> bool:
    """Tells whether a chat had so many answers lately that it is a program which writes; what it wrote waits no
    more."""
    answers = await session.scalar(
        select(func.count()).where(
            Message.conversation_id == conversation_id,
            Message.role == "assistant",
            Message.author == "",
            Message.created_at > at - _LOOP_TIME,
        )
    )
    if (answers or 0) < MAX_ANSWERS:
        return False
    await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(waiting_since=None, answer_due_at=None)
    )
    return True
