"""kill -9 of the embedded PostgreSQL: `serve` starts it again, and what was answered is still there."""

import asyncio
import os
import signal
from pathlib import Path

import aiohttp
import psycopg
import pytest

from bad_days.test_killed import free_port
from fakes.process import Process
from fakes.site import VISITOR

KEY = {"X-API-Key": "sup-key-of-the-tests"}


def postmaster(home: Path) -> int:
    return int((home / "postgres" / "postmaster.pid").read_text(encoding="utf-8").split()[0])


async def logins(home: Path) -> set[str]:
    """Who is logged in at the embedded server, beside who asks."""
    folder = (home / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[4]
    async with await psycopg.AsyncConnection.connect(host=folder, user="postgres", dbname="postgres") as connection:
        rows = await connection.execute(
            # A connection that is just being made has no name yet.
            "SELECT usename FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            " AND usename IS NOT NULL"
        )
        return {row[0] for row in await rows.fetchall()}


class Customer:
    """Says one thing after the other, over and over, and counts what is answered."""

    def __init__(self, session: aiohttp.ClientSession, base: str, company_id: int, number: int) -> None:
        self._session, self._url = session, f"{base}/sales/{company_id}/chat"
        self.id, self.answered, self.statuses = f"{VISITOR}{number}", list[str](), set[int]()

    async def talk(self) -> None:
        turn = 0
        while True:
            turn += 1
            body = {"message": f"вопрос {turn}?", "user_id": self.id}
            async with self._session.post(self._url, json=body) as got:
                await got.read()
            self.statuses.add(got.status)
            if got.status == 200:
                self.answered.append(body["message"])
            else:
                await asyncio.sleep(0.1)


async def until_answered(customers: list[Customer]) -> None:
    """Every customer hears two more answers."""
    wanted = {customer: len(customer.answered) + 2 for customer in customers}
    while any(len(customer.answered) < count for customer, count in wanted.items()):
        await asyncio.sleep(0.02)


@pytest.mark.timeout(600)
async def test_a_killed_embedded_database_is_started_again_and_nothing_answered_is_lost(tmp_path: Path) -> None:
    parley = await Process(tmp_path, free_port(), DATABASE_URL="").start()
    try:
        async with aiohttp.ClientSession(headers=KEY) as session:
            body = {"name": "Shop", "subdomain": "shop"}
            async with session.post(f"{parley.base}/companies", json=body) as got:
                company_id = (await got.json())["id"]
            customers = [Customer(session, parley.base, company_id, number) for number in range(4)]
            talks = [asyncio.create_task(customer.talk()) for customer in customers]
            killed = set()
            for _ in range(3):
                await until_answered(customers)
                killed.add(postmaster(tmp_path))
                os.kill(postmaster(tmp_path), signal.SIGKILL)
                await until_answered(customers)
            assert len(killed | {postmaster(tmp_path)}) == 4
            for talk in talks:
                talk.cancel()
            await asyncio.wait(talks)
            for customer in customers:
                assert customer.statuses <= {200, 503}
                address = f"{parley.base}/sales/{company_id}/history?user_id={customer.id}"
                async with session.get(address) as got:
                    lines = [line["content"] for line in (await got.json())["messages"]]
                assert set(customer.answered[-50:]) <= set(lines)
            # What goes across may have had no reason to come back yet.
            assert "parley_app" in (seen := await logins(tmp_path))
            assert seen <= {"parley_app", "parley_across"}
            async with session.get(f"{parley.base}/health?strict=1") as got:
                assert (got.status, (await got.json())["status"]) == (200, "healthy")
    finally:
        assert await parley.stop() == 0
    assert not (tmp_path / "postgres" / "postmaster.pid").exists(), "it was left running"
