"""Waits for a database that is away: being started, moved, or on the other side of a broken line."""

import asyncio

import psycopg
import structlog
from sqlalchemy.engine import URL

from parley.infra.database_url import libpq_conninfo

log = structlog.get_logger()

WAIT_SECONDS = 3.0
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
