"""What is waited for, and what is no use waiting for."""

import asyncio

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from parley.errors import ConfigurationError
from parley.infra.wait_for_database import ask_persistently, wait_for_database

AWAY = make_url("postgresql+psycopg://parley:verysecret@127.0.0.1:1/parley")


async def test_a_database_that_is_there_is_not_waited_for(server: URL) -> None:
    with capture_logs() as lines:
        await wait_for_database(server)
    assert lines == []


async def test_a_database_that_refuses_us_for_good_is_not_waited_for(server: URL) -> None:
    with capture_logs() as lines:
        await wait_for_database(server.set(database="there_is_none_of_this_name"))
        await wait_for_database(server.set(username="nobody_of_this_name"))
    assert lines == []


async def test_a_database_that_is_away_is_told_again_and_again_without_its_password() -> None:
    with capture_logs() as lines:
        waiting = asyncio.create_task(wait_for_database(AWAY, pause_seconds=0.01))
        while len(lines) < 3:
            await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.wait([waiting])
    assert {line["event"] for line in lines} == {"waiting for the database"}
    assert "refused" in lines[0]["error"]
    assert "verysecret" not in str(lines)


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError("connection refused"),
        OperationalError("SELECT 1", {}, psycopg.OperationalError("the connection is closed")),
        psycopg.errors.AdminShutdown("terminating connection"),
    ],
    ids=["driver", "SQLAlchemy", "shut down"],
)
async def test_what_asks_a_database_that_goes_away_asks_again(server: URL, error: Exception) -> None:
    told_by = ConfigurationError("Cannot reach the database")
    told_by.__cause__ = error
    failures = [error, told_by]

    async def ask() -> str:
        if failures:
            raise failures.pop()
        return "answer"

    assert await ask_persistently(server, ask, pause_seconds=0.01) == "answer"


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (ConfigurationError("the key is another one"), 1),
        (psycopg.errors.InsufficientPrivilege("permission denied"), 1),
        (psycopg.OperationalError("password authentication failed"), 5),
    ],
)
async def test_what_a_database_refuses_for_good_is_told_in_the_end(
    server: URL, error: Exception, attempts: int
) -> None:
    asked = 0

    async def ask() -> None:
        nonlocal asked
        asked += 1
        raise error

    with pytest.raises(type(error)):
        await ask_persistently(server, ask, pause_seconds=0.01)
    assert asked == attempts
