"""All processes of a database go by one clock, which moves with what waits in the queue."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from parley.bootstrap import build_runtime
from parley.infra.shared_clock import SharedClock, is_clock_read, move_clock
from parley.runtime import Runtime

DAY = timedelta(days=1)


def _ahead(clock: Callable[[], datetime]) -> timedelta:
    return clock() - datetime.now(UTC)


@asynccontextmanager
async def _clock(live: Runtime) -> AsyncIterator[SharedClock]:
    assert live.db.url is not None
    async with SharedClock(live.db.url) as clock:
        yield clock


async def _move(live: Runtime, by: timedelta) -> None:
    """Moves the clock and waits until everybody goes by it."""
    async with live.db.across() as session:
        await move_clock(session, by)
    async with asyncio.timeout(30):
        while True:
            async with live.db.across() as session:
                if await is_clock_read(session):
                    return
            await asyncio.sleep(0.01)


async def test_two_processes_see_a_move_as_soon_as_it_counts(live: Runtime) -> None:
    async with _clock(live) as one, _clock(live) as other:
        assert abs(_ahead(one)) < timedelta(minutes=1)
        await _move(live, DAY)
        await _move(live, DAY)
        for clock in (one, other):
            assert timedelta(minutes=-1) < _ahead(clock) - 2 * DAY < timedelta(minutes=1)


async def test_who_comes_later_goes_by_the_same_time(live: Runtime) -> None:
    async with _clock(live):
        await _move(live, DAY)
    async with _clock(live) as clock:
        assert _ahead(clock) > timedelta(hours=23)


async def test_a_database_that_no_simulation_ran_on_has_no_such_clock(live: Runtime) -> None:
    async with live.db.across() as session:
        assert await session.scalar(text("SELECT to_regclass('simulation_clock')")) is None


async def test_a_clock_that_lost_its_line_reads_the_time_again(live: Runtime) -> None:
    async with _clock(live) as clock:
        async with live.db.owner() as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query ILIKE '%pg_advisory_lock_shared%' AND pid <> pg_backend_pid()"
                " AND datname = current_database()"
            )
        await _move(live, DAY)
        async with asyncio.timeout(30):
            while _ahead(clock) < timedelta(hours=23):
                await asyncio.sleep(0.05)


async def test_what_waits_in_the_queue_moves_with_the_clock(live: Runtime) -> None:
    settings = live.settings.model_copy(update={"simulated_clock": True})
    async with build_runtime(settings, db=live.db, url=live.db.url, http=live.http, check_key=False) as rt:
        await _move(rt, DAY)
        async with rt.db.across() as session:
            await rt.queue.enqueue(session, "recover", at=rt.clock() + timedelta(hours=2))
        await _move(rt, timedelta(hours=1))
        async with rt.db.across() as session:
            left = await session.scalar(text("SELECT scheduled_at - now() FROM procrastinate_jobs"))
        assert timedelta(minutes=58) < left <= timedelta(hours=1)
