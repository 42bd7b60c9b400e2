"""What is due is done once, in its own transaction, and a fault of one holds up no other."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from fakes.company import a_company
from fakes.talk import write
from parley.domain.company import CompanyConfig
from parley.errors import Unavailable
from parley.models import Conversation, Timer
from parley.runtime import Runtime
from parley.timers.fire import TimerKind, fire_due
from parley.timers.store import DueTimer, NewTimer, cancel_timers, pending_timers, set_timer

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Ringing:
    """A kind of timer that notes what was done, and does what a test wants with it."""

    def __init__(self, name: str = "ring", most_at_once: int = 20, do: Callable[[], object] = lambda: None) -> None:
        self.rung: list[str] = []
        self.do = do
        self.kinds = {name: TimerKind(name, self.fire, most_at_once)}

    async def fire(self, rt: Runtime, session: object, timer: DueTimer, at: datetime) -> None:
        self.rung.append(timer.key)
        self.do()


async def leave(rt: Runtime, company: CompanyConfig, key: str, due_at: datetime, kind: str = "ring") -> None:
    async with rt.db.scoped(company.id) as session:
        await set_timer(session, NewTimer(company.id, kind, key, due_at))


async def left(rt: Runtime, company: CompanyConfig, kind: str = "ring") -> list[tuple[str, datetime]]:
    async with rt.db.scoped(company.id) as session:
        return [(timer.key, timer.due_at) for timer in await pending_timers(session, [kind])]


async def test_what_is_due_is_done_once_and_the_rest_waits(runtime: Runtime, company: CompanyConfig) -> None:
    ring = Ringing()
    await leave(runtime, company, "late", NOW - MINUTE)
    await leave(runtime, company, "now", NOW)
    await leave(runtime, company, "in 30 days", NOW + timedelta(days=30))
    assert await fire_due(runtime, NOW, ring.kinds) == 2
    assert await fire_due(runtime, NOW, ring.kinds) == 0
    assert ring.rung == ["late", "now"]
    assert await fire_due(runtime, NOW + timedelta(days=30), ring.kinds) == 1, "the time is the one handed in"


async def test_set_again_it_is_moved_and_can_be_taken_back(runtime: Runtime, company: CompanyConfig) -> None:
    for minutes in (1, 5):
        await leave(runtime, company, "one", NOW + minutes * MINUTE)
    await leave(runtime, company, "two", NOW + MINUTE)
    async with runtime.db.scoped(company.id) as session:
        await cancel_timers(session, "two", "ring")
    assert await left(runtime, company) == [("one", NOW + 5 * MINUTE)]


async def test_another_company_moves_and_takes_back_nothing(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    await leave(runtime, company, "one", NOW)
    await leave(runtime, stranger, "one", NOW + MINUTE)
    async with runtime.db.scoped(stranger.id) as session:
        await cancel_timers(session, "one", "ring")
    assert await left(runtime, company) == [("one", NOW)]
    assert await left(runtime, stranger) == []


async def test_a_kind_that_this_release_does_not_know_waits(runtime: Runtime, company: CompanyConfig) -> None:
    await leave(runtime, company, "of tomorrow", NOW, kind="later release")
    assert await fire_due(runtime, NOW, Ringing().kinds) == 0
    assert await left(runtime, company, "later release") == [("of tomorrow", NOW)]


async def test_one_may_set_itself_anew(runtime: Runtime, company: CompanyConfig) -> None:
    async def ring(rt: Runtime, session: object, timer: DueTimer, at: datetime) -> None:
        await set_timer(session, NewTimer(timer.company_id, "ring", timer.key, at + MINUTE))  # type: ignore[arg-type]

    kinds = {"ring": TimerKind("ring", ring)}
    await leave(runtime, company, "each minute", NOW)
    for minutes in range(3):
        assert await fire_due(runtime, NOW + minutes * MINUTE, kinds) == 1
    assert await left(runtime, company) == [("each minute", NOW + 3 * MINUTE)]


async def test_what_fails_leaves_nothing_done_and_is_given_up_at_last(live: Runtime) -> None:
    company = await a_company(live)

    async def fail(rt: Runtime, session: object, timer: DueTimer, at: datetime) -> None:
        await set_timer(session, NewTimer(timer.company_id, "trace", timer.key, at))  # type: ignore[arg-type]
        if timer.key == "bad":
            raise RuntimeError("a fault of ours")

    kinds = {"ring": TimerKind("ring", fail)}
    await leave(live, company, "bad", NOW - MINUTE)
    await leave(live, company, "good", NOW)
    at = NOW
    assert await fire_due(live, at, kinds) == 1, "the other one is done"
    assert [key for key, _ in await left(live, company, "trace")] == ["good"]
    assert await fire_due(live, at, kinds) == 0, "it waits before it is tried again"
    for _ in range(4):
        at += timedelta(hours=3)
        await fire_due(live, at, kinds)
    async with live.db.scoped(company.id) as session:
        given_up = (await session.scalars(select(Timer).where(Timer.kind == "ring"))).one()
    assert (given_up.attempts, given_up.last_error) == (5, "RuntimeError")
    assert given_up.failed_at == at
    assert await fire_due(live, at + timedelta(days=9), kinds) == 0


async def test_a_database_that_goes_away_counts_as_no_failure(runtime: Runtime, company: CompanyConfig) -> None:
    def go_away() -> None:
        raise Unavailable("gone")

    await leave(runtime, company, "one", NOW)
    with pytest.raises(Unavailable):
        await fire_due(runtime, NOW, Ringing(do=go_away).kinds)
    assert await left(runtime, company) == [("one", NOW)]


async def test_after_a_long_stop_no_company_is_flooded_and_none_waits_for_another(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    ring = Ringing(most_at_once=3)
    for number in range(8):
        await leave(runtime, company, f"own {number}", NOW - timedelta(hours=9 - number))
    await leave(runtime, stranger, "theirs", NOW)
    assert await fire_due(runtime, NOW, ring.kinds) == 4
    assert ring.rung == ["own 0", "own 1", "own 2", "theirs"]
    assert [await fire_due(runtime, NOW, ring.kinds) for _ in range(3)] == [3, 2, 0]


async def test_two_processes_do_each_once(live: Runtime) -> None:
    company, ring = await a_company(live), Ringing(most_at_once=100)
    for number in range(30):
        await leave(live, company, str(number), NOW)
    counts = await asyncio.gather(*(fire_due(live, NOW, ring.kinds) for _ in range(4)))
    assert sum(counts) == len(ring.rung) == 30
    assert len(set(ring.rung)) == 30


async def test_who_is_at_the_conversation_is_not_waited_for(live: Runtime) -> None:
    """Somebody who writes the conversation may be about to write the timer as well."""
    company, ring = await a_company(live), Ringing()
    number = (await write(live, company, "Здравствуйте")).conversation_id
    async with live.db.scoped(company.id) as session:
        await set_timer(session, NewTimer(company.id, "ring", "one", NOW, number))
    async with live.db.scoped(company.id) as busy:
        await busy.execute(select(Conversation.id).where(Conversation.id == number).with_for_update())
        assert await fire_due(live, NOW, ring.kinds) == 0
    assert await fire_due(live, NOW, ring.kinds) == 1
