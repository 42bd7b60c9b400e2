"""Sets the timers of what is promised to who asks for a person: that somebody takes it, and that somebody answers.

Whoever comes in time is found in the hand-over's row when the minutes are over: then nothing happens.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import CompanyConfig
from parley.domain.handover import handover_promise
from parley.domain.working_hours import add_working_minutes
from parley.models import Handover
from parley.runtime import Runtime
from parley.tenants.working_calendar import working_calendar
from parley.timers.store import NewTimer, set_timer

#: the key of both is the hand-over's number
ACKNOWLEDGE_TIMER, ANSWER_TIMER = "handover.acknowledge", "handover.answer"


async def set_handover_timers(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, handover: Handover, at: datetime
) -> None:
    """Has the promise looked at when its minutes are over, in the transaction that asks for a person."""
    await set_acknowledge_timer(rt, session, company, handover, at)
    if handover.answered_at is None:
        minutes = handover_promise(company.handover).answer_minutes
        await set_timer(session, _timer(ANSWER_TIMER, handover, at + timedelta(minutes=minutes)))


async def set_acknowledge_timer(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, handover: Handover, at: datetime
) -> None:
    """Has it looked at whether somebody took a hand-over, when so many minutes were worked. A company that never
    works is told once."""
    minutes = handover_promise(company.handover).acknowledge_minutes
    due_at = add_working_minutes(working_calendar(company, rt.settings), at, minutes)
    if due_at is not None and handover.acknowledged_at is None:
        await set_timer(session, _timer(ACKNOWLEDGE_TIMER, handover, due_at))


def _timer(kind: str, handover: Handover, due_at: datetime) -> NewTimer:
    return NewTimer(handover.company_id, kind, str(handover.id), due_at, handover.conversation_id)
