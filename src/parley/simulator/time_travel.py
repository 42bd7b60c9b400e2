"""Moves the clock of a simulation: only when nothing is in flight, from one due time to the next.

A month passes in as many steps as there is something to do in it. After each step the clockwork is asked at once,
and the next step waits until all that it found is done.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import ParleyError
from parley.infra.shared_clock import is_clock_read, move_clock
from parley.models import ModelBase
from parley.runtime import Runtime

_LOOK_SECONDS, _ASK_AGAIN_SECONDS = 0.02, 1.0
# What is due at a time is due only behind it.
_BEHIND = timedelta(milliseconds=10)
_MAX_STEPS = 5_000
#: jobs of the clock that look for what is due, in every version
CLOCKWORK = ("recover",)

# Each counts what is in flight; of the clock's own jobs too, which look for what nobody does yet.
_IN_FLIGHT: dict[str, str] = {
    "jobs that run": "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'",
    "jobs that are due": """
        SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()
    """,
    "turns that are answered": "SELECT count(*) FROM conversations WHERE claimed_until >= :at",
    "turns that wait": """
        SELECT count(*) FROM conversations
        WHERE waiting_since IS NOT NULL AND owner = 'bot' AND coalesce(answer_due_at, waiting_since) <= :at
    """,
    "calls that are read": "SELECT count(*) FROM inbox_events WHERE processed_at IS NULL",
    "messages that leave": """
        SELECT count(*) FROM outbox_messages
        WHERE status = 'sending' OR (status = 'queued' AND due_at <= :at)
    """,
    "timers that are due": "SELECT count(*) FROM timers WHERE failed_at IS NULL AND due_at <= :at",
    "notices that leave": "SELECT count(*) FROM deliveries WHERE status = 'sending'",
}
_COUNTS = ", ".join(f"({query})" for query in _IN_FLIGHT.values())
_COUNT_SQL = text(f"SELECT {_COUNTS}")
# Each finds when something is due next. What is due later stands in a column `due_at`, in whichever table.
_TIMES = ", ".join(
    f"({query})"
    for query in (
        "SELECT min(scheduled_at) - now() + :at FROM procrastinate_jobs"
        " WHERE status = 'todo' AND scheduled_at > now()",
        "SELECT min(owner_until) FROM conversations WHERE owner_until > :at",
        "SELECT min(answer_due_at) FROM conversations WHERE waiting_since IS NOT NULL AND answer_due_at > :at",
        *(
            f"SELECT min(due_at) FROM {table.name} WHERE due_at > :at"
            for table in ModelBase.metadata.tables.values()
            if "due_at" in table.c
        ),
    )
)
_NEXT_DUE_SQL = text(f"SELECT least({_TIMES})")


class ClockIsBusy(ParleyError):
    """The clock cannot be moved: something is still in flight."""

    status = 409


@dataclass(frozen=True, slots=True)
class Journey:
    """How the clock was moved."""

    began_at: datetime
    ended_at: datetime
    steps: int


class TimeTravel:
    """Moves the clock of all processes of one database.

    `is_quiet`: whether nothing is on its way to us outside of the database. `patience_seconds`: how long what is
    in flight is waited for, in real time.
    """

    def __init__(
        self, rt: Runtime, *, is_quiet: Callable[[], bool] = lambda: True, patience_seconds: float = 60.0
    ) -> None:
        self._rt, self._is_quiet, self._patience_seconds = rt, is_quiet, patience_seconds
        self._lock = asyncio.Lock()

    async def advance(self, by: timedelta) -> Journey:
        """Moves the clock on. Raises ClockIsBusy where something stays in flight, ValueError for a way back."""
        return await self.travel_to(self._rt.clock() + by)

    async def travel_to(self, at: datetime) -> Journey:
        """Moves the clock to a time; as `advance`."""
        async with self._lock:
            began_at = self._rt.clock()
            if at <= began_at:
                raise ValueError("a clock is only moved on")
            for step in range(_MAX_STEPS):
                await self.settle()
                left = at - self._rt.clock()
                if left <= timedelta():
                    return Journey(began_at, self._rt.clock(), step)
                await self._move(min(left, await self._until_next_due() or left))
                await self._ask_clockwork()
            raise ClockIsBusy("something is due again and again: the clock stays where it is")

    async def settle(self) -> None:
        """Waits until nothing is in flight. Raises ClockIsBusy, naming what is."""
        began = asked = time.monotonic()
        while in_flight := await self.in_flight():
            if time.monotonic() > began + self._patience_seconds:
                raise ClockIsBusy(f"still in flight: {', '.join(in_flight)}")
            if time.monotonic() > asked + _ASK_AGAIN_SECONDS:  # of many timers some are left for the next look
                await self._ask_clockwork()
                asked = time.monotonic()
            await asyncio.sleep(_LOOK_SECONDS)

    async def in_flight(self) -> list[str]:
        """Returns in words what is in flight; nothing where all is done."""
        # First: what is told to us meanwhile is in the database when that is looked at.
        is_quiet = self._is_quiet()
        async with self._rt.db.across() as session:
            if self._rt.settings.simulated_clock and not await is_clock_read(session):
                return ["processes that go by the time before"]
            found = await self._count(session)
        return found if is_quiet else ["messages on their way to us", *found]

    async def _count(self, session: AsyncSession) -> list[str]:
        row = (await session.execute(_COUNT_SQL, {"at": self._rt.clock()})).one()
        return [f"{count} {name}" for name, count in zip(_IN_FLIGHT, row, strict=True) if count]

    async def _until_next_due(self) -> timedelta | None:
        at = self._rt.clock()
        async with self._rt.db.across() as session:
            due_at: datetime | None = await session.scalar(_NEXT_DUE_SQL, {"at": at})
        return max(due_at - at, timedelta()) + _BEHIND if due_at else None

    async def _move(self, by: timedelta) -> None:
        async with self._rt.db.across() as session:
            await move_clock(session, by)

    async def _ask_clockwork(self) -> None:
        """Has what looks for due work look now, and not within ten real seconds."""
        arguments: dict[str, Any] = {"timestamp": int(self._rt.clock().timestamp())}
        async with self._rt.db.across() as session:
            for task in self._clockwork():
                await self._rt.queue.enqueue(session, task, queueing_lock=task, **arguments)

    def _clockwork(self) -> set[str]:
        """Returns the names of the jobs that the clock starts; of a worker in another process the known ones."""
        registered = self._rt.queue.app.periodic_registry.periodic_tasks.values()
        return {periodic.task.name for periodic in registered} or set(CLOCKWORK)
