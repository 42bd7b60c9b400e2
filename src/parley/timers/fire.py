"""Does what is due. A kind of timer belongs to the package that knows what is to happen; worker/timer_kinds.py
lists them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import Unavailable
from parley.runtime import Runtime
from parley.timers import store
from parley.timers.store import DueTimer

log = structlog.get_logger()

# What failed is tried again after so long, then it is given up, to be seen in the table.
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
# In one look, of all companies together.
_MAX_FIRED = 500

Fire = Callable[[Runtime, AsyncSession, DueTimer, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TimerKind:
    """One kind of what happens later."""

    name: str
    #: does it, in the transaction that takes the timer away: both happen or neither. It may set the timer anew, and
    #: calls nobody outside: what is to be sent goes into the outbox
    fire: Fire
    #: so many of one company in one look, every ten seconds: after a long stop what is late comes in turn
    most_at_once: int = 20


async def fire_due(rt: Runtime, at: datetime, kinds: Mapping[str, TimerKind]) -> int:
    """Does what is due at a time, for all companies; returns how much. Safe to run twice, and in two processes:
    what one is at the other passes over."""
    if not kinds:
        return 0
    most = {kind.name: kind.most_at_once for kind in kinds.values()}
    async with rt.db.across() as session:
        due = await store.find_due(session, at, most, _MAX_FIRED)
    fired = 0
    for timer in due:
        fired += await _fire_one(rt, kinds[timer.kind], timer, at)
    return fired


async def _fire_one(rt: Runtime, kind: TimerKind, due: DueTimer, at: datetime) -> bool:
    try:
        async with rt.db.scoped(due.company_id) as session:
            timer = await store.take_timer(session, due, at)
            if timer is None:
                return False
            await kind.fire(rt, session, timer, at)
    except Unavailable:
        raise
    except Exception as error:  # a fault of one timer holds up no other
        log.exception("a timer failed", kind=due.kind, timer=due.id, company=due.company_id)
        await _postpone(rt, due, error, at)
        return False
    return True


async def _postpone(rt: Runtime, due: DueTimer, error: Exception, at: datetime) -> None:
    is_last = due.attempts >= len(_PAUSES)
    due_at = at if is_last else at + _PAUSES[due.attempts]
    async with rt.db.scoped(due.company_id) as session:
        name = type(error).__name__
        await store.postpone_failed(session, due, name, due_at, failed_at=at if is_last else None)
