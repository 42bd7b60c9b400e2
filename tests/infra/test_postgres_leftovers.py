"""What a killed PostgreSQL, or a killed user of it, leaves in the folder is not believed."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest

from parley.errors import ConfigurationError
from parley.infra.database_url import libpq_conninfo
from parley.infra.embedded_postgres import EmbeddedPostgres
from parley.infra.postgres_leftovers import PID_FILE, USERS_FILE, discard_leftovers, is_postmaster_alive

LINES = ["{pid}", "/data", "1700000000", "5432", "/data", "", "  1234567     65536", "ready   "]


@pytest.fixture(scope="module")
def dead() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def leave_pid_file(folder: Path, pid: int, lines: int = len(LINES)) -> Path:
    file = folder / PID_FILE
    file.write_text("".join(f"{line.format(pid=pid)}\n" for line in LINES[:lines]), encoding="utf-8")
    return file


def test_a_number_that_another_process_has_by_now_is_no_server(tmp_path: Path) -> None:
    leave_pid_file(tmp_path, os.getpid())
    assert not is_postmaster_alive(tmp_path)


@pytest.mark.parametrize("text", ["", "\n", "no number"])
def test_a_file_that_says_nothing_is_no_server(tmp_path: Path, text: str) -> None:
    (tmp_path / PID_FILE).write_text(text, encoding="utf-8")
    assert not is_postmaster_alive(tmp_path)
    discard_leftovers(tmp_path)
    assert not (tmp_path / PID_FILE).exists()


def test_half_a_file_of_a_dead_server_goes(tmp_path: Path, dead: int) -> None:
    file = leave_pid_file(tmp_path, dead, lines=5)
    discard_leftovers(tmp_path)
    assert not file.exists()


def test_what_a_dead_server_shared_stays_known(tmp_path: Path) -> None:
    file = leave_pid_file(tmp_path, os.getpid())
    discard_leftovers(tmp_path)
    pid, *rest = file.read_text(encoding="utf-8").splitlines()
    assert rest == LINES[1:]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_users_that_died_are_forgotten(tmp_path: Path, dead: int) -> None:
    (tmp_path / USERS_FILE).write_text(json.dumps([dead, os.getpid()]), encoding="utf-8")
    discard_leftovers(tmp_path)
    assert json.loads((tmp_path / USERS_FILE).read_text(encoding="utf-8")) == [os.getpid()]


def test_half_a_list_of_users_is_none(tmp_path: Path) -> None:
    (tmp_path / USERS_FILE).write_text("[12, 3", encoding="utf-8")
    discard_leftovers(tmp_path)
    assert json.loads((tmp_path / USERS_FILE).read_text(encoding="utf-8")) == []


def test_where_nothing_was_left_nothing_is_made(tmp_path: Path) -> None:
    discard_leftovers(tmp_path)
    assert not list(tmp_path.iterdir())


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[EmbeddedPostgres]:
    """A server that takes connections."""
    embedded = EmbeddedPostgres(folder)
    url = await asyncio.to_thread(embedded.start)
    try:
        async with await psycopg.AsyncConnection.connect(libpq_conninfo(url)) as connection:
            assert await (await connection.execute("SELECT 1")).fetchone() == (1,)
        yield embedded
    finally:
        await asyncio.to_thread(embedded.stop)


@pytest.mark.timeout(300)
async def test_a_server_starts_over_whatever_was_left(tmp_path: Path, dead: int) -> None:
    folder = tmp_path / "data"
    async with started(folder) as embedded:
        os.kill(int((folder / PID_FILE).read_text(encoding="utf-8").split()[0]), signal.SIGKILL)
        while embedded.is_running():
            await asyncio.sleep(0.01)
        # As after a restart of the container: its number is ours now. Its own processes may still be ending.
        lines = (folder / PID_FILE).read_text(encoding="utf-8").splitlines()
        (folder / PID_FILE).write_text("\n".join([str(os.getpid()), *lines[1:], ""]), encoding="utf-8")
        (folder / USERS_FILE).write_text(f"[{os.getpid()}, {dead}", encoding="utf-8")
        async with started(folder):
            assert is_postmaster_alive(folder)
    assert not (folder / PID_FILE).exists()


@pytest.mark.timeout(300)
def test_a_server_that_cannot_start_says_where_it_is_told_why(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    embedded = EmbeddedPostgres(folder)
    embedded.start()
    embedded.stop()
    with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write("\nno_such_setting = 1\n")
    with pytest.raises(ConfigurationError, match=re.escape(str(folder / "log"))):
        EmbeddedPostgres(folder, patience_seconds=0).start()


@pytest.mark.timeout(300)
async def test_the_last_user_that_lives_stops_the_server_though_another_was_killed(
    tmp_path: Path, dead: int
) -> None:
    folder = tmp_path / "data"
    async with started(folder):
        (folder / USERS_FILE).write_text(json.dumps([dead, os.getpid()]), encoding="utf-8")
    assert not (folder / PID_FILE).exists(), "it was left running"
