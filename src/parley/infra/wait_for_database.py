"""Waits for a database that is away: being started, moved, or on the other side of a broken line."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import psycopg
import structlog
from sqlalchemy.engine import URL

from parley.errors import Unavailable
from parley.infra.database_errors import translate_database_error
from parley.infra.database_url import libpq_conninfo

T = TypeVar("T")

log = structlog.get_logger()

WAIT_SECONDS = 3.0
# Between seeing the database go away and looking for it, and how often it may go away.
_RETRY_SECONDS, _MOST_ATTEMPTS = 0.3, 5
# What a server says that will take us in a moment. Any other refusal (password, name, right) stays one.
_PASSING_REFUSALS = (
    "starting up",
    "shutting down",
    "in recovery",
    "not yet accepting",
    "too many",
    "remaining connection",
)


async def wait_for_database(url: URL, pause_seconds: float = WAIT_SECONDS) -> None:
    """Returns when the server takes connections, or refuses us for good; until then the log says why every time."""
    while problem := await _find_problem(url):
        log.warning("waiting for the database", host=url.host or url.query.get("host"), error=problem)
        await asyncio.sleep(pause_seconds)


async def ask_persistently(url: URL, ask: Callable[[], Awaitable[T]], pause_seconds: float = WAIT_SECONDS) -> T:
    """Returns what asking the database brings, and asks again where it went away meanwhile. Raises what asking
    raises: at once where that is anything else, and where it goes on though the database is there."""
    for _ in range(_MOST_ATTEMPTS - 1):
        try:
            return await ask()
        except Exception as error:
            if not _is_database_away(error):
                raise
            log.warning("the database went away while it was asked", error=type(error).__name__)
        await asyncio.sleep(min(pause_seconds, _RETRY_SECONDS))  # one that was just killed may still answer
        await wait_for_database(url, pause_seconds)
    return await ask()


def _is_database_away(error: BaseException | None) -> bool:
    """Whether this, or what it was raised for, is a lost connection."""
    while error is not None:
        if isinstance(translate_database_error(error), Unavailable):
            return True
        error = error.__cause__
    return False


async def _find_problem(url: URL) -> str:
    """Returns why the server cannot be reached now, without credentials; empty where waiting is no use."""
    try:
        connection = await psycopg.AsyncConnection.connect(libpq_conninfo(url), connect_timeout=5)
    except psycopg.OperationalError as error:
        message = " ".join(str(error).split())
        is_refused = "FATAL" in message and not any(passing in message for passing in _PASSING_REFUSALS)
        return "" if is_refused else message
    await connection.close()
    return ""
