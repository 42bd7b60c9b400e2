"""Hears what other processes announce through PostgreSQL: one connection of each process, whatever it listens for.

An announcement is a hint, sent when its transaction commits. One that is missed while the connection is away is
nobody's loss: who listens is told that something may have been missed, and looks at the rows.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from psycopg import sql
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

from parley.infra.database_url import app_role_url, libpq_conninfo

log = structlog.get_logger()

_RECONNECT_SECONDS = 1.0


async def announce(session: AsyncSession, topic: str, words: str) -> None:
    """Tells every process that listens to a topic, if and when the transaction commits."""
    await session.execute(select(func.pg_notify(topic, words)))


async def hear_announcements(
    url: URL | None, topic: str, hear: Callable[[str], None], hear_again: Callable[[], None]
) -> None:
    """Calls `hear` with the words of each announcement until cancelled; `hear_again` where some may have been
    missed. Nothing is heard in a database that is rolled back: nothing is committed there."""
    if url is None:
        return
    is_first = True
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(
                libpq_conninfo(app_role_url(url)), autocommit=True, connect_timeout=5
            )
            async with connection:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(topic)))
                if not is_first:
                    hear_again()
                is_first = False
                await _pass_on(connection, hear)
        except psycopg.Error as error:
            log.warning("announcements are not heard for a moment", topic=topic, error=type(error).__name__)
        await asyncio.sleep(_RECONNECT_SECONDS)


async def _pass_on(connection: "psycopg.AsyncConnection[Any]", hear: Callable[[str], None]) -> None:
    async for announcement in connection.notifies():
        hear(announcement.payload)
