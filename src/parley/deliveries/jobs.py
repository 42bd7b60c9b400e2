"""The two jobs of a delivery (worker/tasks.py), and how a delivery that has neither is recognised.

Their names and locks are stored with them: jobs that an older release left behind must still be found.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, Text, func, literal
from sqlalchemy.ext.asyncio import AsyncSession

from parley.infra.queue import is_enqueued
from parley.runtime import Runtime

_DELIVERY_LOCK = "delivery:"
_PUSH_LOCK = "push:"


async def enqueue_delivery(
    rt: Runtime, session: AsyncSession, company_id: int, delivery_id: int, at: datetime | None = None
) -> None:
    """Leaves the job that sends one delivery, not before `at`, in the caller's transaction."""
    await rt.queue.enqueue(
        session,
        "announce",
        lock=f"{_DELIVERY_LOCK}{delivery_id}",
        at=at,
        company_id=company_id,
        delivery_id=delivery_id,
    )


async def enqueue_serial_delivery(
    rt: Runtime, session: AsyncSession, company_id: int, delivery_id: int, serial_key: str
) -> None:
    """Leaves the job that sends one delivery when all before it with the same `serial_key` are done."""
    await rt.queue.enqueue(
        session,
        "push",
        lock=serial_key,
        queueing_lock=f"{_PUSH_LOCK}{delivery_id}",
        company_id=company_id,
        delivery_id=delivery_id,
    )


async def take_job(rt: Runtime, session: AsyncSession, delivery_id: int) -> bool:
    """Takes the job of a delivery that no worker has begun, for a caller who sends it itself after the transaction;
    returns whether there was one."""
    return await rt.queue.take_waiting(session, "announce", f"{_DELIVERY_LOCK}{delivery_id}") is not None


def has_job(delivery_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Returns the SQL condition that a delivery's job, one of the two, waits or runs."""
    return is_enqueued(
        lock=func.concat(literal(_DELIVERY_LOCK, Text), delivery_id),
        queueing_lock=func.concat(literal(_PUSH_LOCK, Text), delivery_id),
    )
