"""The PostgreSQL that comes with parley lives as long as it is kept."""

import asyncio
import os
import signal
from pathlib import Path

import psycopg
import pytest

from parley.infra.database_url import libpq_conninfo
from parley.infra.embedded_postgres import EmbeddedPostgres


@pytest.mark.timeout(300)
async def test_a_killed_server_is_started_again_at_the_same_address(tmp_path: Path) -> None:
    embedded = EmbeddedPostgres(tmp_path / "data")
    url = await asyncio.to_thread(embedded.start)
    keeping = asyncio.create_task(embedded.keep_running())
    try:
        assert embedded.is_running()
        first = int((tmp_path / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        os.kill(first, signal.SIGKILL)
        while embedded.is_running():
            await asyncio.sleep(0.01)
        while not embedded.is_running():
            await asyncio.sleep(0.01)
        async with await psycopg.AsyncConnection.connect(libpq_conninfo(url)) as connection:
            assert await (await connection.execute("SELECT 1")).fetchone() == (1,)
    finally:
        keeping.cancel()
        await asyncio.wait([keeping])
        await asyncio.to_thread(embedded.stop)
    assert not (tmp_path / "data" / "postmaster.pid").exists()


async def test_settings_of_the_server_are_written_once(tmp_path: Path) -> None:
    for _ in range(2):
        embedded = EmbeddedPostgres(tmp_path / "data")
        await asyncio.to_thread(embedded.start)
        await asyncio.to_thread(embedded.stop)
    settings = (tmp_path / "data" / "postgresql.conf").read_text(encoding="utf-8")
    assert settings.count("\nrecovery_init_sync_method = syncfs\n") == 1
