"""Logs: readable, one JSON object a line in the file, never a secret."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from parley.infra.logging import LOG_FILE, configure_logging, redact_secrets
from parley.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Logging set up for a fresh home, and everything as it was afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    home = tmp_path / "not" / "there" / "yet"
    # The handlers of the test runner are not ours to close.
    root.handlers = []
    configure_logging(Settings.from_environment(home=home))
    yield home
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = before, level
    structlog.reset_defaults()


def written(home: Path) -> dict[str, object]:
    line: dict[str, object] = json.loads((home / LOG_FILE).read_text(encoding="utf-8").splitlines()[-1])
    return line


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("bot 123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr started", "AAbbCC"),
        ("GET /ws/chat/shop?api_key=verysecret&x=1", "verysecret"),
        ("Authorization: Bearer abcdefghijklmnop", "abcdefgh"),
        ("Authorization: Basic YXBpOnZlcnlzZWNyZXQ=", "YXBpOnZl"),
        ("X-API-Key: verysecret", "verysecret"),
        ("{'x-api-key': 'verysecret'}", "verysecret"),
        ('{"api_key": "verysecret"}', "verysecret"),
        ("made mgr_0123456789abcdefghij for the shop", "0123456789"),
        ("secret whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", "MDEyMzQ1"),
        ("postgresql://parley:verysecret@db/parley", "verysecret"),
        ("[SQL: INSERT …]\n[parameters: {'phone': '+77012345678'}]", "+77012345678"),
        ('duplicate key\nDETAIL:  Key (phone)=("+77012345678") already exists.', "+77012345678"),
    ],
)
def test_a_secret_is_blotted_out(text: str, secret: str) -> None:
    assert secret not in redact_secrets(text)
    assert "***" in redact_secrets(text)


@pytest.mark.parametrize(
    "text", ["company 12: 3 leads", "at 10:15:00", "https://shop.example/path", "ключ не подошёл"]
)
def test_ordinary_words_stay(text: str) -> None:
    assert redact_secrets(text) == text


@given(st.text(max_size=400))
def test_any_text_can_be_masked(text: str) -> None:
    assert isinstance(redact_secrets(text), str)


def test_a_long_number_costs_no_time() -> None:
    assert redact_secrets("1" * 200_000)


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
