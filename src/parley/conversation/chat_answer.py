"""Leaves an answer to be sent to the chat that it belongs to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, Origin
from parley.domain.channel import OutboundMessage
from parley.domain.turn import Answer, Turn
from parley.models import Conversation
from parley.runtime import Runtime


async def plan_chat_answer(rt: Runtime, session: AsyncSession, turn: Turn, answer: Answer, at: datetime) -> None:
    """Leaves the answer in the outbox, in the transaction that stores it; nothing where it goes back inside the
    request that asked."""
    if not turn.account_id:
        return
    session_id = None
    if answer.products:
        query = select(Conversation.session_id).where(Conversation.id == turn.conversation_id)
        session_id = await session.scalar(query)
    message = OutboundMessage(
        answer.text,
        answer.language,
        answer.suggestions,
        asks_phone=answer.expected_reply == "phone",
        recommends=session_id or "",
    )
    key = ChatKey(turn.company.id, turn.account_id, turn.chat_id)
    origin = Origin(turn.conversation_id, turn.owner_epoch)
    await plan_message(rt, session, key, message, at, origin)
