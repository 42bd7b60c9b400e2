"""One clock for all processes of a simulation: the real time, and how far a row of the database says it was moved.

Nobody has it who did not ask for it (PARLEY_SIMULATED_CLOCK); production refuses it (settings.py).
"""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import psycopg
import structlog
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from parley.infra.database_url import ACROSS_ROLE, APP_ROLE, app_role_url, libpq_conninfo

log = structlog.get_logger()

# The first of the lock's two keys: any number, the same in every process of ours.
CLOCK_LOCK = 7_275_397
_CHANNEL = "simulation_clock"
# Between two looks at the row when nobody says that it changed.
_LOOK_SECONDS = 2.0

# Made by whoever goes by it first: no other database has the table.
_CREATE_SQL = f"""
    SELECT pg_advisory_xact_lock({CLOCK_LOCK});
    CREATE TABLE IF NOT EXISTS simulation_clock (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        ahead interval NOT NULL DEFAULT '0',
        moves integer NOT NULL DEFAULT 0
    );
    INSERT INTO simulation_clock DEFAULT VALUES ON CONFLICT DO NOTHING;
    GRANT SELECT, UPDATE ON simulation_clock TO {APP_ROLE}, {ACROSS_ROLE};
"""
_READ_SQL = "SELECT ahead, moves FROM simulation_clock"
_MOVE_SQL = text("UPDATE simulation_clock SET ahead = ahead + CAST(:by AS interval), moves = moves + 1")
# Jobs wait by the database's own time: what is due so much earlier now is due so much earlier there.
_PULL_JOBS_SQL = text(
    "UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - CAST(:by AS interval)"
    " WHERE status = 'todo' AND scheduled_at IS NOT NULL"
)
_NOTIFY_SQL = text(f"SELECT pg_notify('{_CHANNEL}', '')")
_COUNT_LATE_SQL = text(
    """
    SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND classid = :lock AND objsubid = 2
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND objid::bigint <> (SELECT moves FROM simulation_clock)
    """
)


class SharedClock:
    """The clock of this process. Use as an async context manager; `clock()` returns an aware datetime.

    Which setting of the row a process goes by is seen by a lock that it holds: who moves the clock waits until
    nobody goes by an older one. `url` is of the login that may make tables, `app_url` of the one that works.
    """

    def __init__(self, url: URL, app_url: URL | None = None) -> None:
        self._owner_conninfo = libpq_conninfo(url)
        self._conninfo = libpq_conninfo(app_role_url(app_url or url))
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._following: asyncio.Task[None] | None = None
        self._moves: int | None = None
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def ahead_of_real_time(self) -> timedelta:
        """Returns how far it stands before the real time."""
        return self._ahead

    async def __aenter__(self) -> Self:
        async with await psycopg.AsyncConnection.connect(self._owner_conninfo, connect_timeout=5) as owner:
            await owner.execute(_CREATE_SQL)
        await self._connect()
        log.warning("the clock is a simulated one", ahead_seconds=self._ahead.total_seconds())
        self._following = asyncio.create_task(self._follow())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following
        if self._connection is not None:
            await self._connection.close()

    async def _connect(self) -> None:
        connection = await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True, connect_timeout=5)
        self._connection, self._moves = connection, None
        await connection.execute(f"LISTEN {_CHANNEL}")
        await self._read(connection)

    async def _read(self, connection: "psycopg.AsyncConnection[Any]") -> None:
        row = await (await connection.execute(_READ_SQL)).fetchone()
        assert row is not None, "it was made with the table"
        ahead, moves = row
        if moves == self._moves:
            return
        # In this order: whoever sees the lock may rely on the time.
        self._ahead = ahead
        await connection.execute("SELECT pg_advisory_lock_shared(%s, %s)", (CLOCK_LOCK, moves))
        if self._moves is not None:
            await connection.execute("SELECT pg_advisory_unlock_shared(%s, %s)", (CLOCK_LOCK, self._moves))
        self._moves = moves

    async def _follow(self) -> None:
        while True:
            connection = self._connection
            try:
                if connection is None or connection.closed:
                    await self._connect()
                    continue
                async for _ in connection.notifies(timeout=_LOOK_SECONDS, stop_after=1):
                    pass
                await self._read(connection)
            except psycopg.Error as error:
                log.warning("the simulated clock cannot be read", error=type(error).__name__)
                if connection is not None:
                    await connection.close()
                await asyncio.sleep(_LOOK_SECONDS)


async def move_clock(session: AsyncSession, by: timedelta) -> None:
    """Moves the clock of all processes on, and what waits in the queue with it, in the caller's transaction."""
    await session.execute(_MOVE_SQL, {"by": by})
    await session.execute(_PULL_JOBS_SQL, {"by": by})
    await session.execute(_NOTIFY_SQL)


async def is_clock_read(session: AsyncSession) -> bool:
    """Tells whether every process that has the clock goes by where it stands now."""
    late: int = await session.scalar(_COUNT_LATE_SQL, {"lock": CLOCK_LOCK}) or 0
    return late == 0
