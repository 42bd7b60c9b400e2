"""What is waited for, and what is no use waiting for."""

import asyncio

from sqlalchemy.engine import URL, make_url
from structlog.testing import capture_logs

from parley.infra.wait_for_database import wait_for_database

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
