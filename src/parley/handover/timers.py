"""What is due in hand-overs: that somebody takes it, that somebody answers, that a silent person's time ends."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.renew import renew_notices
from parley.domain.conversation_event import CLOCKWORK
from parley.handover.escalate import check_acknowledged, check_answered
from parley.handover.ownership import RETURN_TIMER, give_back
from parley.handover.promise import ACKNOWLEDGE_TIMER, ANSWER_TIMER
from parley.models import Conversation
from parley.runtime import Runtime
from parley.timers.fire import TimerKind
from parley.timers.store import DueTimer


async def _return(rt: Runtime, session: AsyncSession, timer: DueTimer, at: datetime) -> None:
    """Gives a conversation back whose person wrote nothing for too long."""
    number = timer.conversation_id
    until = await session.scalar(select(Conversation.owner_until).where(Conversation.id == number))
    if number is None or until is None or until > at:
        return
    await give_back(session, number, CLOCKWORK, at)
    await renew_notices(rt, session, timer.company_id, number, at)


async def _acknowledge(rt: Runtime, session: AsyncSession, timer: DueTimer, at: datetime) -> None:
    await check_acknowledged(rt, session, timer.company_id, int(timer.key), at)


async def _answer(rt: Runtime, session: AsyncSession, timer: DueTimer, at: datetime) -> None:
    await check_answered(rt, session, timer.company_id, int(timer.key), at)


RETURN = TimerKind(RETURN_TIMER, _return)
ACKNOWLEDGE = TimerKind(ACKNOWLEDGE_TIMER, _acknowledge)
ANSWER = TimerKind(ANSWER_TIMER, _answer)
