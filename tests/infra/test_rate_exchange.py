"""Counts of calls exchanged through a real database."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from parley.errors import RateLimited
from parley.infra.database import Database, fetch_one
from parley.infra.rate_exchange import DatabaseExchange
from parley.infra.rate_limits import RATE_LIMITS, TOLERATED_OVERSHOOT, RateLimiter, SharedCounts
from parley.runtime import Runtime

NOW = 1_764_560_000.0
ANN, BOB = b"a" * 16, b"b" * 16


async def shared(
    exchange: DatabaseExchange, counts: dict[tuple[bytes, int], int], now: float = NOW
) -> SharedCounts:
    got = await exchange(counts, now, int(now) - 60)
    assert got is not None
    return got


async def test_processes_learn_what_the_others_counted(live: Runtime) -> None:
    one, other = DatabaseExchange(live.db), DatabaseExchange(live.db)
    slot = int(NOW)
    assert (await shared(one, {(ANN, slot): 3, (ANN, slot - 1): 2, (BOB, slot): 1})).hits == {
        (ANN, slot): 3, (ANN, slot - 1): 2, (BOB, slot): 1,
    }  # fmt: skip
    got = await shared(other, {(ANN, slot): 4})
    assert got.hits == {(ANN, slot): 7, (ANN, slot - 1): 2}
    assert got.processes == 2
    assert (await shared(one, {(ANN, slot): -1})).hits[ANN, slot] == 6


async def test_what_is_old_counts_no_more_and_is_deleted(live: Runtime) -> None:
    exchange = DatabaseExchange(live.db)
    await shared(exchange, {(ANN, int(NOW)): 3})
    assert (await shared(DatabaseExchange(live.db), {}, NOW + 10)).processes == 2
    later = await shared(exchange, {(ANN, int(NOW) + 61): 1}, NOW + 61)
    assert (later.hits, later.processes) == ({(ANN, int(NOW) + 61): 1}, 1)
    async with live.db.direct(0) as connection:
        left = await fetch_one(connection, "SELECT count(*) FROM rate_counts", {})
    assert left.count == 1


async def test_nothing_to_tell_is_told_too(live: Runtime) -> None:
    assert await shared(DatabaseExchange(live.db), {}) == SharedCounts({}, 1)


async def test_many_processes_with_the_same_callers_never_wait_for_each_other(live: Runtime) -> None:
    callers = [bytes([number]) * 16 for number in range(50)]
    exchanges = [DatabaseExchange(live.db) for _ in range(6)]
    for round_number in range(5):
        orders = [callers if number % 2 else callers[::-1] for number in range(6)]
        await asyncio.gather(
            *(
                shared(exchange, {(caller, int(NOW) + round_number): 1 for caller in order})
                for exchange, order in zip(exchanges, orders, strict=True)
            )
        )
    got = await shared(exchanges[0], {(caller, int(NOW)): 0 for caller in callers})
    assert sum(got.hits.values()) == 6 * 5 * 50


async def test_a_burst_over_processes_is_held(live: Runtime) -> None:
    limiters = [RateLimiter(exchange=DatabaseExchange(live.db), clock=lambda: NOW, patience=60) for _ in range(4)]
    await asyncio.gather(*(one.exchange() for one in limiters))
    await asyncio.gather(*(one.exchange() for one in limiters))

    async def burst(limits: RateLimiter) -> int:
        let_in = 0
        for _ in range(120):
            try:
                await limits.count_call("chat", "198.51.100.1")
                let_in += 1
            except RateLimited:
                pass
        return let_in

    most = RATE_LIMITS["chat"].amount
    assert most <= sum(await asyncio.gather(*map(burst, limiters))) <= most * (1 + TOLERATED_OVERSHOOT)


async def test_a_database_that_is_away_is_no_error(server: URL, tmp_path: Path) -> None:
    nowhere = Database.connect(server.set(host=str(tmp_path), query={}))
    exchange = DatabaseExchange(nowhere)
    limits = RateLimiter(exchange=exchange, clock=lambda: NOW)
    for _ in range(RATE_LIMITS["logs"].amount):
        await limits.count_call("logs", "198.51.100.1")
    with pytest.raises(RateLimited):
        await limits.count_call("logs", "198.51.100.1")
    await nowhere.close()
