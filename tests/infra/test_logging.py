"""Logs: readable, one JSON object a line in the file, never a secret."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from parley.infra.logging import LOG_FILE, configure_logging
from parley.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Logging set up for a fresh home, and everything as it was afterwards."""
    root = logging.getLogger()
    before, level, config = root.handlers[:], root.level, structlog.get_config()
    home = tmp_path / "not" / "there" / "yet"
    # The handlers of the test runner are not ours to close.
    root.handlers = []
    configure_logging(Settings.from_environment(home=home))
    yield home
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = before, level
    structlog.configure(**config)


def written(home: Path) -> dict[str, object]:
    line: dict[str, object] = json.loads((home / LOG_FILE).read_text(encoding="utf-8").splitlines()[-1])
    return line


def test_a_line_of_the_file_is_json_with_the_letters_as_they_are(home: Path) -> None:
    structlog.get_logger().info("лид подтверждён", company=1)
    assert (written(home)["event"], written(home)["company"]) == ("лид подтверждён", 1)


def test_secrets_inside_a_value_are_blotted_out_too(home: Path) -> None:
    structlog.get_logger().info("given", fields={"bot_token": "verysecret", "list": ["api_key=verysecret"]})
    assert "verysecret" not in (home / LOG_FILE).read_text(encoding="utf-8")


def test_other_libraries_lines_end_up_there_masked(home: Path) -> None:
    logging.getLogger("some.library").warning("calling %s", "https://x.example/?api_key=verysecret")
    assert written(home)["event"] == "calling https://x.example/?api_key=***"


def test_a_failures_story_is_masked(home: Path) -> None:
    try:
        raise ValueError("Bearer abcdefghijklmnop")
    except ValueError:
        structlog.get_logger().exception("failed")
    assert "ValueError" in str(written(home)["exception"])
    assert "abcdefgh" not in str(written(home))
