"""The clock is moved when nothing is in flight, and stops wherever something is due."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select, text, update

from fakes.company import a_company
from fakes.desk import a_lead
from parley.bootstrap import build_runtime
from parley.handover.ownership import take_over
from parley.models import Conversation
from parley.runtime import Runtime
from parley.simulator.time_travel import ClockIsBusy, TimeTravel
from parley.worker.run import run_worker

HOUR = timedelta(hours=1)


@pytest_asyncio.fixture(loop_scope="session")
async def rt(live: Runtime) -> AsyncIterator[Runtime]:
    """A parley that goes by the simulated clock, its worker running."""
    settings = live.settings.model_copy(update={"simulated_clock": True})
    async with build_runtime(settings, db=live.db, url=live.db.url, http=live.http, check_key=False) as rt:
        worker = asyncio.create_task(run_worker(rt))
        yield rt
        worker.cancel()
        await asyncio.wait([worker])


async def _a_conversation(rt: Runtime) -> tuple[int, int]:
    company = await a_company(rt)
    await a_lead(rt, company)
    async with rt.db.scoped(company.id) as session:
        return company.id, (await session.execute(select(Conversation.id))).scalar_one()


async def _owner(rt: Runtime, company_id: int) -> str:
    async with rt.db.scoped(company_id) as session:
        return str(await session.scalar(select(Conversation.owner)))


async def test_a_month_passes_at_once_where_nothing_is_due(rt: Runtime) -> None:
    before = rt.clock()
    journey = await TimeTravel(rt).advance(timedelta(days=30))
    assert timedelta(days=30) <= rt.clock() - before < timedelta(days=30, minutes=2)
    assert journey.steps <= 3


async def test_what_is_due_on_the_way_is_done_at_its_time(rt: Runtime) -> None:
    company_id, conversation_id = await _a_conversation(rt)
    async with rt.db.scoped(company_id) as session:
        await take_over(session, conversation_id, "Марат", rt.clock())
    travel = TimeTravel(rt)
    await travel.advance(HOUR)
    assert await _owner(rt, company_id) == "person"
    await travel.advance(23 * HOUR)
    assert await _owner(rt, company_id) == "bot"


async def test_a_job_of_next_week_runs_next_week(rt: Runtime) -> None:
    ran: list[datetime] = []

    @rt.queue.app.task(name="note_the_time")
    async def _note() -> None:
        ran.append(rt.clock())

    due_at = rt.clock() + timedelta(days=7)
    async with rt.db.across() as session:
        await rt.queue.enqueue(session, "note_the_time", at=due_at)
    await TimeTravel(rt).advance(timedelta(days=14))
    assert [timedelta() <= at - due_at < timedelta(minutes=2) for at in ran] == [True]


async def test_the_clock_waits_for_what_is_in_flight_and_says_what_that_is(rt: Runtime) -> None:
    company_id, conversation_id = await _a_conversation(rt)
    claimed_until = rt.clock() + HOUR
    async with rt.db.scoped(company_id) as session:
        claim = {"claim": "1.demo", "claimed_until": claimed_until, "waiting_since": None}
        await session.execute(update(Conversation).where(Conversation.id == conversation_id).values(claim))
    before = rt.clock()
    with pytest.raises(ClockIsBusy, match="turns that are answered"):
        await TimeTravel(rt, patience_seconds=0.1).advance(HOUR)
    assert rt.clock() - before < timedelta(minutes=5)


async def test_the_clock_waits_for_what_is_on_its_way_to_us(rt: Runtime) -> None:
    with pytest.raises(ClockIsBusy, match="on their way to us"):
        await TimeTravel(rt, is_quiet=lambda: False, patience_seconds=0.1).advance(HOUR)


@pytest.mark.parametrize("by", [timedelta(), -HOUR])
async def test_a_clock_is_not_put_back(rt: Runtime, by: timedelta) -> None:
    with pytest.raises(ValueError, match="moved on"):
        await TimeTravel(rt).advance(by)


async def test_the_clock_is_no_companys(rt: Runtime) -> None:
    async with rt.db.across() as session:
        columns = await session.scalars(
            text("SELECT column_name FROM information_schema.columns WHERE table_name = 'simulation_clock'")
        )
    assert sorted(columns) == ["ahead", "id", "moves"]
