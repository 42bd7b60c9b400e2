"""Tokens that rotate, an account that says stop, and the pace: what processes must agree on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select, text, update
from structlog.testing import capture_logs

from fakes.amo_shop import Shop, a_tenant, at_once, shop
from fakes.amocrm_server import FakeAmo
from fakes.timed_http import TimedHttp
from parley.bootstrap import assemble_runtime
from parley.crm.amocrm.crm import AmoCRM
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.infra.database import Database
from parley.infra.http import RequestOptions
from parley.models import CrmAccount
from parley.runtime import Runtime

RENEWAL = "POST /oauth2/access_token"


async def failed(provider: Shop, **fields: object) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await provider.push(**fields)
    return caught.value


async def mark(provider: Shop, **values: Any) -> None:
    async with provider.rt.db.scoped(provider.company.id) as session:
        await session.execute(update(CrmAccount).values(**values))


@asynccontextmanager
async def another_process(first: Shop) -> AsyncIterator[Shop]:
    """A runtime of its own on the same database."""
    url = first.rt.db.url
    assert url is not None
    db = Database.connect(url)
    rt = assemble_runtime(first.rt.settings, db, first.rt.queue, first.rt.http, clock=first.clock)
    yield Shop(rt, first.company, first.amo, AmoCRM(rt), first.clock)
    await db.close()


@pytest.fixture
async def two_processes(live: Runtime, amo: FakeAmo) -> AsyncIterator[tuple[Shop, Shop]]:
    """Two processes on one database; they sleep as they are told to."""
    first = shop(live, await a_tenant(live), amo, asyncio.sleep)
    async with another_process(first) as second:
        yield first, second
    await first.rt.http.close()


# ── tokens


async def test_an_expired_token_is_renewed_and_the_call_repeated(provider: Shop) -> None:
    provider.amo.expire()
    await provider.push()
    assert len(provider.amo.store.leads) == 1
    assert provider.amo.requests()[:3] == ["GET /api/v4/contacts", RENEWAL, "GET /api/v4/contacts"]


async def test_a_new_token_pair_is_shared_and_encrypted(provider: Shop) -> None:
    provider.amo.expire()
    await provider.push()
    provider.crm = AmoCRM(provider.rt)
    await provider.push(lead_id=42)
    assert provider.amo.renewals == 1
    async with provider.rt.db.scoped(provider.company.id) as session:
        token_pair = await session.scalar(select(CrmAccount.tokens))
        stored_bytes = bytes((await session.execute(text("SELECT tokens FROM crm_accounts"))).scalar_one())
    assert token_pair is not None
    assert token_pair["refresh"] == provider.amo.refresh
    assert provider.amo.refresh.encode() not in stored_bytes


async def test_another_company_cannot_see_the_token_pair(provider: Shop, stranger: CompanyConfig) -> None:
    provider.amo.expire()
    await provider.push()
    async with provider.rt.db.scoped(stranger.id) as session:
        assert await session.scalar(select(func.count()).select_from(CrmAccount)) == 0


async def test_without_an_access_token_one_is_asked_for_first(provider: Shop) -> None:
    provider.settings(amo_access_token=SecretStr(""))
    await provider.push()
    assert provider.amo.requests()[:2] == [RENEWAL, "GET /api/v4/contacts"]


async def test_a_long_lived_token_needs_nothing_else(provider: Shop) -> None:
    provider.settings(
        amo_refresh_token=SecretStr(""), amo_client_id="", amo_client_secret=SecretStr(""), amo_redirect_uri=""
    )
    await provider.push()
    assert len(provider.amo.store.leads) == 1
    provider.amo.expire()
    error = await failed(provider, lead_id=42)
    assert (error.permanent, error.status_code) == (True, 401)
    assert "authorise parley" in str(error)
    assert provider.amo.requests(RENEWAL) == []


async def test_a_refused_refresh_token_is_explained(provider: Shop) -> None:
    provider.settings(amo_refresh_token=SecretStr("demo-refresh-of-last-year"))
    provider.amo.expire()
    error = await failed(provider)
    assert error.permanent
    assert "does not accept the refresh token" in str(error)
    assert "last-year" not in str(error)


async def test_a_token_refused_twice_is_not_renewed_again(provider: Shop) -> None:
    for _ in range(2):
        provider.amo.script(401, on="GET /api/v4/contacts")
    assert (await failed(provider)).permanent
    assert provider.amo.renewals == 1


async def test_a_renewal_whose_answer_was_lost_is_repeated(provider: Shop) -> None:
    provider.amo.expire()
    provider.amo.cut(on=RENEWAL)
    assert not (await failed(provider)).permanent
    await provider.push(repeated=True)
    assert (provider.amo.renewals, len(provider.amo.store.leads)) == (2, 1)


async def test_a_renewal_whose_process_died_is_taken_over(provider: Shop) -> None:
    await provider.push()
    provider.amo.expire()
    await mark(provider, renewing_until=func.now() - timedelta(seconds=1))
    await provider.push(lead_id=42)
    assert provider.amo.renewals == 1


async def test_newly_configured_tokens_replace_the_stored_pair(provider: Shop) -> None:
    provider.amo.expire()
    await provider.push()
    provider.amo.expire()
    provider.amo.access, provider.amo.refresh = provider.amo._issue()
    provider.settings(
        amo_access_token=SecretStr(provider.amo.access), amo_refresh_token=SecretStr(provider.amo.refresh)
    )
    await provider.push(lead_id=42)
    assert provider.amo.renewals == 1


async def test_two_processes_renew_a_pair_once(two_processes: tuple[Shop, Shop]) -> None:
    first = two_processes[0]
    first.amo.expire()
    first.amo.gate.clear()
    pushes = [asyncio.create_task(own.push(lead_id=number)) for number, own in enumerate(two_processes, 50)]
    while first.amo.held < 2:
        await asyncio.sleep(0.01)
    first.amo.gate.set()
    await asyncio.gather(*pushes)
    assert (first.amo.renewals, len(first.amo.store.leads)) == (1, 2)
    first.amo.expire()
    await asyncio.gather(*(own.push(lead_id=number) for number, own in enumerate(two_processes, 60)))
    assert first.amo.renewals == 2


async def test_no_transaction_is_open_while_amocrm_is_waited_for(two_processes: tuple[Shop, Shop]) -> None:
    first, _ = two_processes
    first.amo.expire()
    first.amo.gate.clear()
    push = asyncio.create_task(first.push())
    while first.amo.held < 1:
        await asyncio.sleep(0.01)
    async with first.rt.db.owner() as connection:
        cursor = await connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' "
            "AND datname = current_database()"
        )
        assert await cursor.fetchone() == (0,)
    first.amo.gate.set()
    await push


# ── when it says stop


@pytest.mark.parametrize(
    ("status", "body", "minutes"),
    [(403, b"403 Forbidden", 15), (429, b'{"retry_after":300}', 5), (429, b"slow down", 1)],
)
async def test_an_account_that_limits_or_blocks_us_is_paused(
    provider: Shop, status: int, body: bytes, minutes: int
) -> None:
    provider.amo.script(status, body=body)
    with capture_logs() as logs:
        await failed(provider)
        provider.clock.advance(timedelta(minutes=minutes, seconds=-10))
        error = await failed(provider, lead_id=42)
        await failed(provider, lead_id=43)
    assert (error.permanent, error.retry_after) == (False, 10)
    assert len(provider.amo.calls) == 1
    assert len([entry for entry in logs if entry["log_level"] == "error"]) == 1
    provider.clock.advance(timedelta(seconds=10))
    await provider.push()
    assert len(provider.amo.store.leads) == 1


async def test_all_processes_together_keep_the_rate(two_processes: tuple[Shop, Shop]) -> None:
    first, second = two_processes
    first.amo.limit = 7
    await asyncio.gather(*(own.push(lead_id=number) for number in (71, 72) for own in (first, second)))
    assert len(first.amo.calls) >= 12
    assert first.amo.refusals == 0


async def test_the_rate_is_a_setting(provider: Shop) -> None:
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)
        await at_once(seconds)

    provider.settings(amo_rate=0.01)
    provider.rt.http.sleep = noted
    await provider.push()
    # The first call leaves at once, the others a hundred seconds apart.
    assert [round(wait, -2) for wait in waits] == [100, 200, 300]


async def test_an_account_is_paused_for_a_day_at_most(provider: Shop) -> None:
    provider.amo.script(429, body=b'{"retry_after":1000000}')
    assert (await failed(provider)).retry_after == 86_400


async def test_a_renewal_by_another_process_is_polled_ten_times_a_second(provider: Shop) -> None:
    await provider.push()
    provider.amo.expire()
    await mark(provider, renewing_until=func.now() + timedelta(seconds=20))
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            await mark(provider, renewing_until=None)

    provider.settings(amo_rate=7)
    provider.rt.http.sleep = noted
    await provider.push(lead_id=42)
    assert [wait for wait in waits if wait == 0.1][:1] == [0.1]
    assert provider.amo.renewals == 1


async def test_a_call_times_out_after_twenty_seconds(provider: Shop) -> None:
    http = TimedHttp()
    provider.rt.http = http
    await provider.push()
    await http.close()
    assert set(http.timeouts) == {20}


USUAL = RequestOptions()
