"""What processes agree on about an account, statement by statement."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fakes.desk import AT
from parley.crm.amocrm.ledger import AccountLedger
from parley.domain.company import CompanyConfig
from parley.models import CrmAccount
from parley.runtime import Runtime

PAIR = {"access": "demo-access", "refresh": "demo-refresh", "origin": "demo"}


@pytest.fixture
async def ledger(runtime: Runtime, company: CompanyConfig) -> AccountLedger:
    ledger = AccountLedger(runtime, company.id, "demo.amocrm.ru")
    await ledger.reserve_slot(1000)
    return ledger


async def test_calls_are_a_gap_apart(runtime: Runtime, company: CompanyConfig) -> None:
    ledger = AccountLedger(runtime, company.id, "demo.amocrm.ru")
    waits = [(await ledger.reserve_slot(0.1)).wait_seconds for _ in range(3)]
    assert [round(wait) for wait in waits] == [0, 10, 20]
    other = await AccountLedger(runtime, company.id, "demo.kommo.com").reserve_slot(0.1)
    assert other.wait_seconds == 0


async def test_a_pair_is_renewed_by_one_at_a_time(ledger: AccountLedger) -> None:
    assert await ledger.acquire_refresh_lease(0)
    assert not await ledger.acquire_refresh_lease(0)
    await ledger.release_refresh_lease(0)
    assert await ledger.acquire_refresh_lease(0)


async def test_the_right_to_renew_lapses_after_half_a_minute(ledger: AccountLedger, runtime: Runtime) -> None:
    await ledger.acquire_refresh_lease(0)
    async with runtime.db.scoped(ledger._company_id) as session:
        remaining = await session.scalar(select(CrmAccount.renewing_until - func.clock_timestamp()))
    assert remaining is not None
    assert timedelta(seconds=20) < remaining <= timedelta(seconds=30)


async def test_a_new_pair_takes_the_place_of_the_one_it_was_made_from(ledger: AccountLedger) -> None:
    assert await ledger.store_tokens(0, PAIR)
    assert not await ledger.store_tokens(0, {**PAIR, "access": "late"})
    assert not await ledger.acquire_refresh_lease(0)
    assert await ledger.token_generation() == 1
    state = await ledger.reserve_slot(1000)
    assert (state.token_generation, state.tokens) == (1, PAIR)
    assert await ledger.acquire_refresh_lease(1)


async def test_an_account_nobody_has_called_has_no_generation(runtime: Runtime, company: CompanyConfig) -> None:
    assert await AccountLedger(runtime, company.id, "new.amocrm.ru").token_generation() == 0


async def test_an_account_is_paused_once(ledger: AccountLedger) -> None:
    until = AT + timedelta(minutes=5)
    assert await ledger.pause(until, AT)
    assert not await ledger.pause(until + timedelta(hours=1), until - timedelta(seconds=1))
    assert (await ledger.reserve_slot(1000)).paused_until == until
    assert await ledger.pause(until + timedelta(hours=1), until)
