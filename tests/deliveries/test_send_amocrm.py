"""Leads on their way into a CRM that is down, slow, or answers and is not heard."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from fakes.amo_shop import AT, Shop, a_tenant, order_notice, shop
from fakes.amocrm_server import FakeAmo
from fakes.desk import a_lead
from fakes.telegram_server import FakeTelegram
from parley.deliveries.admin import resend_delivery
from parley.deliveries.plan import plan_deliveries, plan_update
from parley.deliveries.rescue import recover_deliveries
from parley.deliveries.send import send_delivery, start_delivery
from parley.models import Delivery, Profile
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.worker.run import run_worker

_JOBS = "FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, :at) <= :at"


async def plan(provider: Shop, leads: Sequence[int]) -> None:
    async with provider.rt.db.scoped(provider.company.id) as session:
        for lead_id in leads:
            await plan_deliveries(provider.rt, session, provider.company, order_notice(lead_id=lead_id), AT)


async def run_what_is_due(provider: Shop) -> None:
    """The queue, by the test's own clock."""
    at = {"at": provider.clock.at}
    async with provider.rt.db.scoped(provider.company.id) as session:
        due = (await session.scalars(text(f"SELECT (args->>'delivery_id')::int {_JOBS} ORDER BY id"), at)).all()
        await session.execute(text(f"DELETE {_JOBS}"), at)
    for delivery_id in due:
        await send_delivery(provider.rt, provider.company.id, delivery_id, provider.clock.at)


async def deliveries(provider: Shop) -> list[Delivery]:
    async with provider.rt.db.scoped(provider.company.id) as session:
        return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


async def pass_time(provider: Shop, by: timedelta) -> None:
    """From one job's hour to the next."""
    until = provider.clock.at + by
    while True:
        await run_what_is_due(provider)
        async with provider.rt.db.scoped(provider.company.id) as session:
            due = await session.scalar(text("SELECT min(scheduled_at) FROM procrastinate_jobs"))
        if due is None or due > until:
            break
        provider.clock.at = due
    provider.clock.at = until


@pytest.mark.parametrize("down", [503, 504, 429, 403])
async def test_an_hour_without_the_crm_costs_no_lead_and_makes_none_twice(provider: Shop, down: int) -> None:
    leads = [await a_lead(provider.rt, provider.company, number) for number in (1, 2, 3)]
    provider.amo.down = down
    await plan(provider, leads)
    await pass_time(provider, timedelta(hours=1))
    assert {row.status for row in await deliveries(provider)} == {"pending"}
    provider.amo.down = 0
    provider.amo.cut(on="POST /api/v4/leads").cut(on="POST /api/v4/contacts").script(
        429, on="POST /api/v4/leads/notes"
    )
    await pass_time(provider, timedelta(hours=12))
    store = provider.amo.store
    assert {row.status for row in await deliveries(provider)} == {"sent"}
    assert (len(store.contacts), len(store.leads), len(store.notes)) == (3, 3, 3)


async def test_a_dead_process_costs_no_lead_and_makes_none_twice(provider: Shop) -> None:
    await plan(provider, [await a_lead(provider.rt, provider.company)])
    row = (await deliveries(provider))[0]
    provider.amo.gate.clear()
    sending = asyncio.create_task(send_delivery(provider.rt, provider.company.id, row.id, provider.clock.at))
    while not provider.amo.held:
        await asyncio.sleep(0.01)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    provider.amo.gate.set()
    await send_delivery(provider.rt, provider.company.id, row.id, provider.clock.at)
    assert [row.status for row in await deliveries(provider)] == ["sent"]
    assert (len(provider.amo.store.contacts), len(provider.amo.store.leads)) == (1, 1)


async def test_a_lead_that_failed_midway_and_is_resent_by_hand_comes_once(provider: Shop) -> None:
    await plan(provider, [await a_lead(provider.rt, provider.company)])
    provider.amo.script(402, on="POST /api/v4/leads/notes")
    await run_what_is_due(provider)
    row = (await deliveries(provider))[0]
    assert row.status == "failed"
    assert await resend_delivery(provider.rt, provider.company.id, row.id, provider.clock.at)
    await run_what_is_due(provider)
    assert (len(provider.amo.store.leads), len(provider.amo.store.notes)) == (1, 1)


async def test_what_changes_later_goes_to_the_same_lead(provider: Shop) -> None:
    lead_id = await a_lead(provider.rt, provider.company)
    await plan(provider, [lead_id])
    await run_what_is_due(provider)
    async with provider.rt.db.scoped(provider.company.id) as session:
        later = order_notice(lead_id=lead_id)
        await plan_update(provider.rt, session, provider.company, later, AT + timedelta(minutes=1))
        await session.execute(
            text("UPDATE leads SET details = :details"), {"details": '{"order":{"referrer":"Реклама"}}'}
        )
    await run_what_is_due(provider)
    (made,) = provider.amo.store.leads
    assert provider.amo.store.value(made, 2564027) == "Реклама"


# ── turns


async def test_a_lead_waiting_for_its_turn_in_the_queue_is_not_recovered(provider: Shop) -> None:
    await plan(provider, [await a_lead(provider.rt, provider.company)])
    row = (await deliveries(provider))[0]
    async with provider.rt.db.scoped(provider.company.id) as session:
        await session.execute(text("DELETE FROM procrastinate_jobs"))
    for _ in range(2):
        await start_delivery(provider.rt, provider.company.id, row.id, AT)
    async with provider.rt.db.scoped(provider.company.id) as session:
        jobs = (await session.execute(text("SELECT task_name, lock FROM procrastinate_jobs"))).all()
        await session.execute(update(Delivery).values(updated_at=AT))
    assert jobs == [("push", f"amocrm:{provider.crm.address(provider.company)}")]
    assert provider.amo.calls == []
    assert await recover_deliveries(provider.rt, AT + timedelta(hours=1)) == 0
    async with provider.rt.db.scoped(provider.company.id) as session:
        await session.execute(text("DELETE FROM procrastinate_jobs"))
    assert await recover_deliveries(provider.rt, AT + timedelta(hours=1)) == 1


async def test_a_crm_that_hangs_holds_one_worker_and_nobody_elses_notices(live: Runtime, amo: FakeAmo) -> None:
    provider = shop(live, await a_tenant(live), amo, amo_rate=7)
    leads = [await a_lead(live, provider.company, number) for number in range(1, 8)]
    async with FakeTelegram() as telegram:
        live.settings = live.settings.model_copy(update={"telegram_api_url": telegram.url})
        live.notifiers = {"telegram": type(live.notifiers["telegram"])(live)}
        async with live.db.scoped(provider.company.id) as session:
            await session.execute(
                update(Profile).values(admin_chat_id=5001, credentials={"bot_token": "1234567:demo-token"})
            )
            fresh = await load_config(session, provider.company.id)
        assert fresh is not None
        provider.company = fresh
        amo.gate.clear()
        await plan(provider, leads[:-1])
        worker = asyncio.create_task(run_worker(live, concurrency=2))
        try:
            while not amo.held or len(telegram.accepted) < len(leads) - 1:
                await asyncio.sleep(0.02)
            await plan(provider, leads[-1:])
            while len(telegram.accepted) < len(leads):
                await asyncio.sleep(0.02)
            assert amo.held == 1
            amo.gate.set()
            while {row.status for row in await deliveries(provider)} != {"sent"}:
                await asyncio.sleep(0.05)
        finally:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)
    assert (len(amo.store.leads), len(amo.store.contacts)) == (7, 7)
    await live.http.close()
