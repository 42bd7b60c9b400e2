"""Deliveries whose job broke off with its worker or its database get a new one."""

from datetime import datetime, timedelta

import structlog

from parley.deliveries.jobs import enqueue_delivery
from parley.deliveries.store import find_stranded_deliveries
from parley.runtime import Runtime

log = structlog.get_logger()

# Longer than it takes to commit a delivery and to begin its job.
RECOVERY_GRACE = timedelta(minutes=1)


async def recover_deliveries(rt: Runtime, at: datetime) -> int:
    """Gives a new job to the deliveries of all companies that are to be sent and have none; returns how many."""
    async with rt.db.across() as session:
        stranded = await find_stranded_deliveries(session, at - RECOVERY_GRACE)
        for company_id, delivery_id in stranded:
            await enqueue_delivery(rt, session, company_id, delivery_id)
    if stranded:
        log.warning("notices without a job found", deliveries=len(stranded))
    return len(stranded)
