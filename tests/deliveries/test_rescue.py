"""Deliveries whose job is lost get a new one."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from fakes.desk import AT, Desk
from parley.deliveries.jobs import enqueue_serial_delivery
from parley.deliveries.rescue import recover_deliveries
from parley.deliveries.store import find_stranded_deliveries
from parley.models import Delivery

LATER = AT + timedelta(hours=1)


async def lose_job(desk: Desk) -> None:
    """Plans both deliveries as of AT, without their jobs."""
    await desk.plan()
    await desk.forget_jobs()
    async with desk.rt.db.scoped(desk.company.id) as session:
        await session.execute(update(Delivery).values(updated_at=AT))


async def set_job_status(desk: Desk, status: str) -> None:
    async with desk.rt.db.scoped(desk.company.id) as session:
        await session.execute(
            text("UPDATE procrastinate_jobs SET status = cast(:status AS procrastinate_job_status)"),
            {"status": status},
        )


@pytest.mark.parametrize("status", ["pending", "sending"])
async def test_a_delivery_without_a_job_gets_one_and_only_one(desk: Desk, status: str) -> None:
    await lose_job(desk)
    await desk.mark("telegram", status)
    assert await recover_deliveries(desk.rt, LATER) == 2
    assert await desk.jobs("telegram") == [None]
    assert await recover_deliveries(desk.rt, LATER) == 0


@pytest.mark.parametrize("status", ["sent", "failed", "kept"])
async def test_a_delivery_that_is_over_is_left_alone(desk: Desk, status: str) -> None:
    await lose_job(desk)
    for label in ("telegram", "webhook"):
        await desk.mark(label, status)
    assert await recover_deliveries(desk.rt, LATER) == 0


@pytest.mark.parametrize(("seconds", "recovered"), [(60, 0), (61, 2)])
async def test_a_job_is_missed_after_a_minute(desk: Desk, seconds: int, recovered: int) -> None:
    await lose_job(desk)
    assert await recover_deliveries(desk.rt, AT + timedelta(seconds=seconds)) == recovered


async def test_a_delivery_that_was_never_tried_counts_from_its_planning(desk: Desk) -> None:
    await desk.plan()
    await desk.forget_jobs()
    planned_at = (await desk.row("telegram")).created_at
    assert await recover_deliveries(desk.rt, planned_at + timedelta(seconds=60)) == 0
    assert await recover_deliveries(desk.rt, planned_at + timedelta(seconds=61)) == 2


@pytest.mark.parametrize(("status", "recovered"), [("todo", 0), ("doing", 0), ("failed", 2), ("succeeded", 2)])
async def test_a_job_that_waits_or_runs_is_enough(desk: Desk, status: str, recovered: int) -> None:
    await lose_job(desk)
    assert await recover_deliveries(desk.rt, LATER) == 2
    await set_job_status(desk, status)
    assert await recover_deliveries(desk.rt, LATER) == recovered


async def test_a_place_in_the_queue_of_a_slow_account_is_a_job_too(desk: Desk) -> None:
    await lose_job(desk)
    webhook = await desk.row("webhook")
    async with desk.rt.db.scoped(desk.company.id) as session:
        await enqueue_serial_delivery(desk.rt, session, desk.company.id, webhook.id, "amocrm:demo.amocrm.ru")
    assert await recover_deliveries(desk.rt, LATER) == 1
    assert await desk.jobs("webhook") == []


async def test_one_look_recovers_five_hundred_the_oldest_first(desk: Desk) -> None:
    await lose_job(desk)
    async with desk.rt.db.scoped(desk.company.id) as session:
        await session.execute(
            text(
                "INSERT INTO deliveries (company_id, lead_id, way, ordinal, target, key, updated_at)"
                " SELECT company_id, lead_id, 'webhook', number, target, key || number, updated_at"
                " FROM deliveries, generate_series(2, 600) AS number WHERE way = 'webhook'"
            )
        )
    async with desk.rt.db.across() as session:
        stranded = await find_stranded_deliveries(session, LATER)
    assert len(stranded) == 500
    assert stranded == sorted(stranded, key=lambda one: one[1])
