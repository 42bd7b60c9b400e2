"""`serve` and `work` are started before their database: they wait, say so, and work when it is there."""

import asyncio
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bad_days.test_killed import free_port
from fakes.process import Process
from parley.infra.database_url import libpq_conninfo
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.infra.logging import LOG_FILE


async def until_it_waits(home: Path) -> None:
    """The log has said twice that the process waits."""
    log = home / LOG_FILE
    while not log.exists() or log.read_text(encoding="utf-8").count("waiting for the database") < 2:
        await asyncio.sleep(0.05)


@pytest.mark.timeout(300)
async def test_both_wait_for_the_database_and_then_work(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    embedded = EmbeddedPostgres(folder)
    url = await asyncio.to_thread(embedded.start)
    await asyncio.to_thread(embedded.stop)
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    serve = Process(tmp_path / "serve", free_port(), "serve", "--no-work", DATABASE_URL=address)
    work = await Process(tmp_path / "work", free_port(), "work", DATABASE_URL=address).start()
    serving = asyncio.create_task(serve.start())
    embedded = EmbeddedPostgres(folder)
    try:
        await until_it_waits(tmp_path / "serve")
        await until_it_waits(tmp_path / "work")
        await asyncio.to_thread(embedded.start)
        await serving
        async with await psycopg.AsyncConnection.connect(libpq_conninfo(url), autocommit=True) as connection:
            workers = sql.SQL("SELECT count(*) FROM procrastinate_workers")
            while (await (await connection.execute(workers)).fetchone()) != (1,):
                await asyncio.sleep(0.05)
    finally:
        serving.cancel()
        await work.stop()
        await serve.stop()
        await asyncio.to_thread(embedded.stop)
