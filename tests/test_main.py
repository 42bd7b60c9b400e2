"""The command line, as an operator uses it."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy.engine import URL


def parley(server: URL, home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    return subprocess.run(
        [sys.executable, "-m", "parley", *arguments],
        env={"DATABASE_URL": address, "PARLEY_HOME": str(home), "PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_key_is_shown_once_listed_by_its_end_and_revoked(server: URL, tmp_path: Path) -> None:
    made = parley(server, tmp_path, "keys", "create", "SUP", "--label", "for the test")
    key = made.stdout.strip()
    assert made.returncode == 0
    assert key.startswith("sup_")
    listed = parley(server, tmp_path, "keys", "list").stdout
    (row,) = [line for line in listed.splitlines() if f"…{key[-4:]}" in line]
    assert key not in listed
    assert "valid" in row
    number = row.split()[0]
    assert parley(server, tmp_path, "keys", "revoke", number).returncode == 0
    assert parley(server, tmp_path, "keys", "revoke", number).returncode == 1


def test_a_managers_key_needs_a_company(server: URL, tmp_path: Path) -> None:
    got = parley(server, tmp_path, "keys", "create", "MGR", "--company", "there-is-none")
    assert got.returncode == 2
    assert "--company" in got.stderr
    assert "Traceback" not in got.stderr


def test_a_setting_that_cannot_be_is_told_in_words(server: URL, tmp_path: Path) -> None:
    got = parley(server, tmp_path, "migrate", PARLEY_ENV="production", PARLEY_AUTH="off")
    assert got.returncode == 2
    assert "PARLEY_AUTH=off" in got.stderr
    assert "Traceback" not in got.stderr


def test_a_taken_port_is_told_with_the_remedy(server: URL, tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        got = parley(server, tmp_path, "serve", PORT=str(taken.getsockname()[1]))
    assert got.returncode == 2
    assert "PORT=8001" in got.stderr
