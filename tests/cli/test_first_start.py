"""What `serve` finds missing is made by another process, and told as if it had made it itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from fakes.postgres import administer
from parley.cli.first_start import SetupProcess
from parley.infra.migrate import is_schema_current
from parley.settings import Settings

# Each starts whole processes, which takes its time on a busy machine.
pytestmark = pytest.mark.timeout(600)


def environment(home: Path, url: URL | None) -> dict[str, str]:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False) if url else ""
    given = {"DATABASE_URL": address, "PARLEY_HOME": str(home), "PORT": "0", "PYTHONUNBUFFERED": "1"}
    return {**os.environ, "SERVER_HOST": "127.0.0.1", **given}


def served(home: Path, url: URL | None) -> list[str]:
    """What `serve --demo` prints until it listens; then it is stopped."""
    said = []
    with subprocess.Popen(
        [sys.executable, "-m", "parley", "serve", "--demo"],
        env=environment(home, url),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                said.append(line)
                if "is listening" in line:
                    break
        finally:
            process.terminate()
            process.communicate()
    assert process.returncode == 0
    return said


@contextmanager
def empty_database(server: URL, name: str, owner: str = "") -> Iterator[URL]:
    administer(server, f'CREATE DATABASE "{name}"')
    if owner:
        administer(server, f'CREATE ROLE "{owner}" LOGIN')
    try:
        own = server.set(database=name)
        yield own.set(username=owner) if owner else own
    finally:
        administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')
        if owner:
            administer(server, f'DROP ROLE "{owner}"')


def manager_keys(said: list[str]) -> list[str]:
    return [line for line in said if "manager of" in line]


def test_on_the_very_first_start_keys_are_shown_once(tmp_path: Path) -> None:
    first, later = served(tmp_path / "new", None), served(tmp_path / "new", None)
    assert len(manager_keys(first)) == 4
    assert "is listening" in first[-1]
    assert manager_keys(later) == []


def test_a_given_database_is_brought_up_to_date(server: URL, tmp_path: Path) -> None:
    with empty_database(server, "first_given") as url:
        assert len(manager_keys(served(tmp_path, url))) == 4
        assert is_schema_current(url)


def test_missing_rights_are_told_once_and_in_words(server: URL, tmp_path: Path) -> None:
    with empty_database(server, "first_refused", owner="nobody_at_all") as url:
        got = subprocess.run(
            [sys.executable, "-m", "parley", "serve"],
            env=environment(tmp_path, url),
            capture_output=True,
            text=True,
            check=False,
        )
    assert got.returncode == 2
    assert got.stderr.count("parley cannot start.") == 1
    assert "CREATE EXTENSION" in got.stderr or "ALTER ROLE" in got.stderr
    assert "Traceback" not in got.stderr


async def test_a_database_up_to_date_needs_nobody(server: URL, settings: Settings) -> None:
    given = settings.model_copy(update={"database_url": "postgresql://somewhere"})
    async with SetupProcess(given, demo=True) as first:
        await first.migrate(server)
        assert first.process is None


async def test_who_is_left_without_an_address_makes_nothing(settings: Settings, tmp_path: Path) -> None:
    home = tmp_path / "never"
    async with SetupProcess(settings.model_copy(update={"database_url": "", "home": home}), demo=True) as first:
        process = first.process
        assert process is not None
    assert process.returncode
    assert not home.exists()


@pytest.mark.parametrize("command", ["demo", "migrate"])
def test_the_other_process_goes_when_nobody_names_a_database(command: str, tmp_path: Path) -> None:
    home = tmp_path / "never"
    process = subprocess.run(
        [sys.executable, "-m", "parley", command, "--waiting"],
        env=environment(home, None),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert process.returncode == 1
    assert not home.exists()
