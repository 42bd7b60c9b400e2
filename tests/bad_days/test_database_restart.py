"""PostgreSQL restarted under load: some requests are told to come back, nothing stored is lost."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from fakes.site import serving
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.infra.database import Database
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.infra.http import HttpClient
from parley.infra.migrate import migrate_database
from parley.infra.queue import JobQueue
from parley.settings import Settings
from parley.worker.run import run_worker


async def _until_answered(said: dict[int, list[str]], number: int) -> None:
    while len(said[200]) < number:
        await asyncio.sleep(0.02)


@pytest.mark.timeout(600)
async def test_a_restart_loses_nothing_and_the_service_recovers(
    settings: Settings, http: HttpClient, tmp_path: Path
) -> None:
    embedded = EmbeddedPostgres(tmp_path / "own")
    url = await asyncio.to_thread(embedded.start)
    await asyncio.to_thread(migrate_database, url)
    db, jobs = Database.connect(url, 6), JobQueue(url)
    await jobs.open()
    rt = assemble_runtime(settings, db, jobs, http)
    made = await manage.add_company(rt, name="Shop", subdomain="shop")
    worker = asyncio.create_task(run_worker(rt))
    said: dict[int, list[str]] = {200: [], 503: []}
    try:
        async with serving(rt) as site:
            stop = asyncio.Event()

            async def customer(number: int) -> None:
                turn = 0
                while not stop.is_set():
                    turn += 1
                    message = f"вопрос {number}-{turn}?"
                    got = await site.post(
                        f"/sales/{made['id']}/chat", json={"message": message, "user_id": f"v_4k9x2m7qp{number}"}
                    )
                    assert got.status in said, got.text
                    said[got.status].append(message)
                    if got.status == 503:
                        assert int(got.headers["Retry-After"]) >= 1
                        await asyncio.sleep(0.1)

            customers = [asyncio.create_task(customer(number)) for number in range(6)]
            await _until_answered(said, 10)
            await asyncio.to_thread(embedded.restart)
            await _until_answered(said, len(said[200]) + 20)  # it answers again by itself
            stop.set()
            await asyncio.gather(*customers)
            health: dict[str, Any] = (await site.get("/health")).json()
            assert health["status"] == "healthy"
            async with db.scoped(made["id"]) as session:
                stored = set(await session.scalars(text("SELECT text FROM messages WHERE role = 'user'")))
            assert set(said[200]) <= stored
    finally:
        worker.cancel()
        await asyncio.wait([worker])
        await jobs.close()
        await db.close()
        await asyncio.to_thread(embedded.stop)
