"""Deliveries whose job is lost get a new one."""

from datetime import UTC, datetime

from fakes.desk import Desk
from parley.deliveries.rescue import RECOVERY_GRACE, recover_deliveries


async def test_a_delivery_without_a_job_gets_a_new_one(desk: Desk) -> None:
    await desk.plan()
    await desk.forget_jobs()
    later = datetime.now(UTC) + RECOVERY_GRACE * 2
    assert await recover_deliveries(desk.rt, later) == 2
    assert await desk.jobs("telegram") == [None]
    assert await recover_deliveries(desk.rt, later) == 0


async def test_a_delivery_that_is_on_its_way_is_left_alone(desk: Desk) -> None:
    await desk.plan()
    await desk.forget_jobs()
    assert await recover_deliveries(desk.rt, datetime.now(UTC)) == 0
    await desk.send("telegram")
    await desk.send("webhook")
    assert await recover_deliveries(desk.rt, datetime.now(UTC) + RECOVERY_GRACE * 2) == 0
