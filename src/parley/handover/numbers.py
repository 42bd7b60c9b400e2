"""Counts what became of hand-overs: how many were asked for, taken, answered and never answered, and how fast."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from parley.runtime import Runtime

_COUNT_SQL = text(
    """
    SELECT count(*) AS asked,
        count(acknowledged_at) AS acknowledged,
        count(answered_at) AS answered,
        count(*) FILTER (WHERE answered_at IS NULL AND closed_at IS NOT NULL) AS never_answered,
        count(*) FILTER (WHERE answered_at IS NULL AND closed_at IS NULL) AS waiting,
        count(*) FILTER (WHERE escalations > 0) AS escalated,
        count(delay_told_at) AS delay_told,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM acknowledged_at - asked_at))
            AS median_seconds_to_acknowledge,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - asked_at))
            AS median_seconds_to_answer
    FROM handovers WHERE company_id = :company AND asked_at >= :since
    """
)


async def count_handovers(rt: Runtime, company_id: int, days: int, at: datetime) -> dict[str, Any]:
    """Returns what became of the hand-overs that were asked for in the last days, ready for JSON. A median is None
    where nobody took, or answered, any."""
    async with rt.db.scoped(company_id) as session:
        values = {"company": company_id, "since": at - timedelta(days=days)}
        row = (await session.execute(_COUNT_SQL, values)).one()
    return {"days": days, **row._mapping}
