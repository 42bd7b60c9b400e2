"""Lets other processes notice that this one is gone: a lock of the database that lives as long as a connection.

PostgreSQL frees the lock in the moment the process dies, whatever killed it; one that is only frozen keeps it.
"""

import asyncio
import secrets
from contextlib import suppress
from typing import Any, Self

import psycopg
import structlog
from sqlalchemy.engine import URL

from parley.infra.database_url import app_role_url, libpq_conninfo

log = structlog.get_logger()

# The first of the lock's two keys: any number, the same in every process of ours.
PRESENCE_LOCK = 7_275_395
_MAX_ID = 2**31 - 1
# Between two looks whether the connection lives, and two attempts to have one again.
_LOOK_SECONDS = 2.0

_HOLD_SQL = "SELECT pg_try_advisory_lock(%s, %s)"


class ProcessPresence:
    """The presence of this process in its database. Use as an async context manager."""

    def __init__(self, url: URL, look_seconds: float = _LOOK_SECONDS) -> None:
        self._look_seconds = look_seconds
        self._conninfo = libpq_conninfo(app_role_url(url))
        self._number = secrets.randbelow(_MAX_ID) + 1
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._watching: asyncio.Task[None] | None = None

    def name(self) -> str:
        """Returns what this process is called in the database; empty while nobody could notice that it is gone."""
        connection = self._connection
        return str(self._number) if connection is not None and not connection.closed else ""

    async def __aenter__(self) -> Self:
        await self._connect()
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._connection is not None:
            await self._connection.close()

    async def _connect(self) -> None:
        """Takes the lock on a connection of its own; without one the process is only not noticed."""
        with suppress(psycopg.Error):
            connection = await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True, connect_timeout=5)
            row = await (await connection.execute(_HOLD_SQL, (PRESENCE_LOCK, self._number))).fetchone()
            if row and row[0]:
                self._connection = connection
            else:  # the server has not noticed yet that our last connection is gone
                await connection.close()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._look_seconds)
            if self._connection is not None:
                try:
                    await self._connection.execute("SELECT 1")
                    continue
                except psycopg.Error:
                    await self._connection.close()
                    self._connection = None
            await self._connect()
