"""How often somebody may call, in one process and in several."""

import asyncio
import itertools

import pytest

from fakes.counting import SharedTable
from parley.errors import RateLimited
from parley.infra.rate_limits import RATE_LIMITS, TOLERATED_OVERSHOOT, RateLimiter, SharedCounts, caller_digest


async def calls_let_in(limits: RateLimiter, kind: str, tries: int, client: str = "198.51.100.1") -> int:
    let_in = 0
    for _ in range(tries):
        try:
            await limits.count_call(kind, client)
            let_in += 1
        except RateLimited:
            pass
    return let_in


@pytest.mark.parametrize(
    ("kind", "most"),
    [("chat", 100), ("voice", 10), ("configure", 5), ("create company", 10), ("read company", 30), ("logs", 5),
     ("other", 100), ("ws", 30)],
)  # fmt: skip
@pytest.mark.parametrize("shared", [False, True])
async def test_each_kind_has_the_contracts_limit(kind: str, most: int, shared: bool) -> None:
    limits = SharedTable().process() if shared else RateLimiter()
    for _ in range(most):
        await limits.count_call(kind, "198.51.100.1")
    with pytest.raises(RateLimited, match=f"Rate limit exceeded: {most} per 1 minute") as refused:
        await limits.count_call(kind, "198.51.100.1")
    assert 1 <= refused.value.retry_after <= 61


async def test_one_caller_does_not_use_up_anothers() -> None:
    limits = RateLimiter()
    for _ in range(5):
        await limits.count_call("logs", "198.51.100.1")
    await limits.count_call("logs", "198.51.100.2")


async def test_one_kind_does_not_use_up_another() -> None:
    limits = RateLimiter()
    for _ in range(5):
        await limits.count_call("logs", "198.51.100.1")
    await limits.count_call("configure", "198.51.100.1")


async def test_every_limit_is_by_the_minute() -> None:
    assert {limit.get_expiry() for limit in RATE_LIMITS.values()} == {60}


async def test_monitors_may_look_once_a_second() -> None:
    assert RATE_LIMITS["health"].amount >= 60


async def test_switched_off_nothing_is_counted() -> None:
    limits = RateLimiter(enabled=False)
    assert await calls_let_in(limits, "logs", 200) == 200


async def test_a_refused_caller_is_let_in_when_he_was_told_to_come_back() -> None:
    table = SharedTable()
    limits = table.process()
    for second in range(5):
        table.now += second
        await limits.count_call("logs", "198.51.100.1")
    with pytest.raises(RateLimited) as refused:
        await limits.count_call("logs", "198.51.100.1")
    table.now += refused.value.retry_after
    assert await calls_let_in(limits, "logs", 2) == 1


async def test_no_minute_has_more_calls_than_the_limit_wherever_it_begins() -> None:
    table = SharedTable()
    limits, let_in = table.process(), []
    for _ in range(600):
        table.now += 0.35
        let_in += [table.now] * await calls_let_in(limits, "read company", 1)
    assert max(sum(start <= at < start + 60 for at in let_in) for start in let_in) == 30


async def test_to_check_counts_nothing() -> None:
    limits = RateLimiter()
    for _ in range(10):
        limits.check("logs", "198.51.100.1")
    assert await calls_let_in(limits, "logs", 10) == 5
    with pytest.raises(RateLimited):
        limits.check("logs", "198.51.100.1")
    limits.check("logs", "198.51.100.2")


# ── Several processes


@pytest.mark.parametrize("processes", [2, 4, 8, 20])
@pytest.mark.parametrize("kind", ["chat", "voice", "logs", "keyed chat"])
async def test_a_burst_over_all_processes_overshoots_by_a_fifth_at_most(processes: int, kind: str) -> None:
    table, most = SharedTable(), RATE_LIMITS[kind].amount
    limiters = [table.process() for _ in range(processes)]
    # Each knows how many there are; the rest they learn while the burst goes on.
    await asyncio.gather(*(one.exchange() for one in limiters))
    let_in = await asyncio.gather(*(calls_let_in(one, kind, 2 * most // processes + most) for one in limiters))
    assert most <= sum(let_in) <= most * (1 + TOLERATED_OVERSHOOT)


async def test_who_calls_as_fast_as_people_write_never_waits_for_the_database() -> None:
    table = SharedTable()
    limiters = [table.process() for _ in range(4)]
    for one in limiters:
        await one.exchange()
    before = table.exchanges
    for one in itertools.islice(itertools.cycle(limiters), 20):
        await one.count_call("chat", "198.51.100.1")
    assert table.exchanges == before


async def test_what_another_process_counted_is_known_after_an_exchange() -> None:
    table = SharedTable()
    one, other = table.process(), table.process()
    assert await calls_let_in(one, "chat", 100) == 100
    await one.exchange()
    await other.count_call("chat", "198.51.100.1")
    await other.exchange()
    assert await calls_let_in(other, "chat", 50) == 0


async def test_callers_who_come_at_once_are_counted_one_by_one() -> None:
    table = SharedTable()
    limiters = [table.process() for _ in range(3)]
    await asyncio.gather(*(one.exchange() for one in limiters))
    let_in = await asyncio.gather(*(calls_let_in(one, "logs", 1) for one in limiters * 20))
    assert sum(let_in) == 5


async def test_while_the_database_is_away_each_process_counts_for_itself() -> None:
    table = SharedTable()
    limits = table.process()
    await limits.exchange()
    table.away = True
    assert await calls_let_in(limits, "chat", 150) == 100
    # It is not asked at every call, and what was counted meanwhile is sent when it is back.
    assert table.exchanges <= 3
    table.away, table.now = False, table.now + 2
    other = table.process()
    assert await limits.exchange()
    await other.count_call("chat", "198.51.100.1")
    await other.exchange()
    assert await calls_let_in(other, "chat", 10) == 0


async def test_an_exchange_that_takes_too_long_is_given_up() -> None:
    async def never(counts: object, now: float, oldest_slot: int) -> SharedCounts | None:
        await asyncio.Event().wait()
        return None

    assert await calls_let_in(RateLimiter(exchange=never, patience=0.01), "logs", 10) == 5


async def test_a_caller_who_hangs_up_takes_nobodys_counts_with_him() -> None:
    table = SharedTable()
    limits = table.process()
    call = asyncio.create_task(calls_let_in(limits, "logs", 3))
    await asyncio.sleep(0)
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    assert await calls_let_in(limits, "logs", 10) <= 5
    assert await limits.exchange()


async def test_who_has_not_called_for_a_minute_takes_no_memory() -> None:
    table = SharedTable()
    limits = table.process()
    counting = asyncio.create_task(limits.run())
    for number in range(50):
        await limits.count_call("chat", f"198.51.100.{number}")
    assert limits.callers == 50
    table.now += 62
    await asyncio.sleep(0)
    limits.forget_quiet_callers()
    counting.cancel()
    assert limits.callers == 0


def test_nobodys_address_is_written_down() -> None:
    assert b"198.51.100.1" not in caller_digest("chat", "198.51.100.1")
    assert caller_digest("chat", "198.51.100.1") != caller_digest("voice", "198.51.100.1")
