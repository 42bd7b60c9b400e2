"""Leaves durable work behind: jobs enqueued in the caller's own transaction, run by any worker (worker/run.py)."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, AppNotOpen, ConnectorException
from sqlalchemy import ColumnElement, Text, cast, column, exists, or_, table, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from parley.infra.database import RECONNECT_SECONDS, Database, driver_connection_of
from parley.infra.database_url import app_role_url, libpq_conninfo

_TAKE_WAITING_SQL = text(
    "DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs"
    " WHERE task_name = :task AND lock = :key AND status = 'todo' AND coalesce(scheduled_at, now()) <= now()"
    " ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING args"
)

# As the queue's own trigger tells of a new job; there is none of this number.
_WAKE_SQL = """SELECT pg_notify('procrastinate_any_queue_v1', '{"type": "job_inserted", "job_id": 0}')"""
_LONGEST_WAKE_SECONDS, _WAKE_MARGIN_SECONDS = 60.0, 0.01

_JOBS = table("procrastinate_jobs", column("lock"), column("queueing_lock"), column("status"))


def is_enqueued(*, lock: ColumnElement[str], queueing_lock: ColumnElement[str]) -> ColumnElement[bool]:
    """Returns the SQL condition that a job with this lock, or with this queueing lock, waits or runs.

    Both are expressions over the columns of the statement it is used in.
    """
    return exists().where(
        or_(_JOBS.c.lock == lock, _JOBS.c.queueing_lock == queueing_lock),
        cast(_JOBS.c.status, Text).in_(("todo", "doing")),
    )


class JobQueue:
    """The queue. `app` is procrastinate's own; tasks are registered on it by worker/tasks.py."""

    def __init__(self, url: URL, ahead: Callable[[], timedelta] = timedelta) -> None:
        """`ahead`: how far a simulation's clock, which `at` is told by, stands before the database's own."""
        self._ahead = ahead
        self._wakes: set[asyncio.Task[None]] = set()
        self.app = App(
            connector=PsycopgConnector(
                conninfo=libpq_conninfo(app_role_url(url)),
                min_size=1,
                max_size=4,
                timeout=RECONNECT_SECONDS,
                reconnect_timeout=RECONNECT_SECONDS,
            )
        )

    async def open(self) -> None:
        """Opens the queue's own connections."""
        await self.app.open_async()

    async def close(self) -> None:
        """Closes them."""
        for task in self._wakes:
            task.cancel()
        await self.app.close_async()

    async def enqueue(
        self,
        session: AsyncSession,
        task: str,
        *,
        lock: str | None = None,
        queueing_lock: str | None = None,
        at: datetime | None = None,
        **arguments: Any,
    ) -> None:
        """Leave work behind, if and when the transaction commits.

        `key`: jobs of one key run one after the other, in order. `merge`: only one job of this name waits; a
        second is dropped. `at`: not before then.
        """
        deferrer = self.app.configure_task(
            task,
            allow_unknown=True,
            connection=await driver_connection_of(session),
            lock=lock,
            queueing_lock=queueing_lock,
            schedule_at=at - self._ahead() if at else None,
        )
        if queueing_lock is None:
            await deferrer.defer_async(**arguments)
            return
        try:
            async with session.begin_nested():
                await session.connection()  # only now is there a savepoint
                await deferrer.defer_async(**arguments)
        except AlreadyEnqueued:
            pass

    async def enqueue_alone(
        self, db: Database, company_id: int, task: str, /, *, queueing_lock: str, **arguments: Any
    ) -> None:
        """Leaves work behind by one statement that is a transaction of its own, unless such work waits already."""
        with suppress(AlreadyEnqueued):
            async with db.direct(company_id) as connection:
                deferrer = self.app.configure_task(
                    task, allow_unknown=True, connection=connection, queueing_lock=queueing_lock
                )
                await deferrer.defer_async(**arguments)

    def wake_workers_later(self, seconds: float) -> None:
        """Has workers look for jobs after so many seconds: by themselves they look for those of a later time only
        every few seconds. Lost with the process, and then they do that."""
        if seconds <= _LONGEST_WAKE_SECONDS:
            task = asyncio.create_task(self._wake_workers(seconds + _WAKE_MARGIN_SECONDS))
            self._wakes.add(task)
            task.add_done_callback(self._wakes.discard)

    async def _wake_workers(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        with suppress(ConnectorException, AppNotOpen):
            await self.app.connector.execute_query_async(_WAKE_SQL)

    async def take_waiting(self, session: AsyncSession, task: str, lock: str | None) -> dict[str, Any] | None:
        """Take over the first waiting job of a key, and do it in the job that holds the key; its arguments.

        A worker is not woken when a key becomes free: it looks again every few seconds, a long time for a queue.
        """
        arguments: dict[str, Any] | None = await session.scalar(_TAKE_WAITING_SQL, {"task": task, "key": lock})
        return arguments
