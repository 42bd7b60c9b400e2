"""The command line, as an operator uses it."""

from inspect import iscoroutinefunction
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from fakes.command_line import parley
from parley.cli.main import build_parser, load_command


@pytest.mark.parametrize(
    "line",
    [
        "serve",
        "serve --demo --no-work",
        "work --concurrency 2",
        "simulate --port 8031 --model",
        "migrate",
        "demo",
        "keys create SUP",
        "keys list",
        "keys revoke 1",
        "keys forget-credentials",
        "eval",
        "amocrm check",
    ],
)
def test_every_command_has_a_function_that_runs_it(line: str) -> None:
    options = build_parser().parse_args(line.split())
    assert iscoroutinefunction(load_command(options.command))


def test_a_key_is_shown_once_listed_by_its_end_and_revoked(scratch: URL, tmp_path: Path) -> None:
    made = parley(scratch, tmp_path, "keys", "create", "SUP", "--label", "for the test")
    key = made.stdout.strip()
    assert made.returncode == 0
    assert key.startswith("sup_")
    listed = parley(scratch, tmp_path, "keys", "list").stdout
    (row,) = [line for line in listed.splitlines() if f"…{key[-4:]}" in line]
    assert key not in listed
    assert "valid" in row
    number = row.split()[0]
    assert parley(scratch, tmp_path, "keys", "revoke", number).returncode == 0
    assert parley(scratch, tmp_path, "keys", "revoke", number).returncode == 1


def test_a_managers_key_needs_a_company(scratch: URL, tmp_path: Path) -> None:
    got = parley(scratch, tmp_path, "keys", "create", "MGR", "--company", "there-is-none")
    assert got.returncode == 2
    assert "--company" in got.stderr
    assert "Traceback" not in got.stderr


def test_a_setting_that_cannot_be_is_told_in_words(scratch: URL, tmp_path: Path) -> None:
    got = parley(scratch, tmp_path, "migrate", PARLEY_ENV="production", PARLEY_AUTH="off")
    assert got.returncode == 2
    assert "PARLEY_AUTH=off" in got.stderr
    assert "Traceback" not in got.stderr


def test_a_database_of_another_secret_key_stops_the_start_and_says_what_to_do(scratch: URL, tmp_path: Path) -> None:
    assert parley(scratch, tmp_path / "one", "demo").returncode == 0
    got = parley(scratch, tmp_path / "other", "serve", PORT="0")
    assert got.returncode == 2
    assert "Set PARLEY_SECRET_KEY" in got.stderr
    assert "forget-credentials" in got.stderr
    assert "Traceback" not in got.stderr
    text = (tmp_path / "one" / "secret.key").read_text()
    assert parley(scratch, tmp_path / "other", "keys", "list", PARLEY_SECRET_KEY=text).returncode == 0
    forgotten = parley(scratch, tmp_path / "other", "keys", "forget-credentials").stdout
    assert forgotten.startswith("Forgotten: those of companies ")


def test_a_taken_port_is_told_with_the_remedy(scratch: URL, tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        got = parley(scratch, tmp_path, "serve", PORT=str(taken.getsockname()[1]))
    assert got.returncode == 2
    assert "PORT=8001" in got.stderr
