"""Logs: readable, one JSON object a line in the file, never a secret."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy.engine import URL

from fakes.telling_errors import FAILURES, PHONE, WORDS
from parley.infra.logging import LOG_FILE, configure_logging
from parley.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Logging set up for a fresh home, and everything as it was afterwards."""
    root = logging.getLogger()
    before, level, config = root.handlers[:], root.level, structlog.get_config()
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    home = tmp_path / "not" / "there" / "yet"
    # The handlers of the test runner are not ours to close.
    root.handlers = []
    configure_logging(Settings.from_environment(home=home))
    yield home
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = before, level
    structlog.configure(**config)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


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


def _as_ours(error: BaseException) -> None:
    structlog.get_logger().error("failed", exc_info=error, error=error)


def _as_ours_now(error: BaseException) -> None:
    try:
        raise error
    except BaseException:
        structlog.get_logger().exception("failed", causes=[error, {"first": error}])


def _as_uvicorn(error: BaseException) -> None:
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=error)


def _as_a_job(error: BaseException) -> None:
    text = f"Job respond[1](company_id=1) ended with status: Error, {error!r}"
    logging.getLogger("procrastinate.worker").error(text, exc_info=error)


def _as_a_pool(error: BaseException) -> None:
    logging.getLogger("psycopg.pool").warning("error connecting in %r: %s", "pool-1", error)


def _as_a_mapping(error: BaseException) -> None:
    logging.getLogger("some.library").warning("failed: %(error)s", {"error": error})


def _as_a_line(error: BaseException) -> None:
    logging.getLogger("some.library").error(error)


def _as_a_lost_task(error: BaseException) -> None:
    loop = asyncio.new_event_loop()
    try:
        future = loop.create_future()
        context = {"message": "Task exception was never retrieved", "exception": error, "future": future}
        future.set_exception(error)
        loop.call_exception_handler(context)
        future.exception()
    finally:
        loop.close()


def _as_uncaught(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def _as_uncaught_in_a_thread(error: BaseException) -> None:
    def fail() -> None:
        raise error

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


LOGGERS: list[Callable[[BaseException], None]] = [
    _as_ours,
    _as_ours_now,
    _as_uvicorn,
    _as_a_job,
    _as_a_pool,
    _as_a_mapping,
    _as_a_line,
    _as_a_lost_task,
    _as_uncaught,
    _as_uncaught_in_a_thread,
]


def _failure(kind: str, server: URL) -> Exception:
    try:
        FAILURES[kind](server)
    except Exception as error:
        return error
    raise AssertionError("it did not fail")


@pytest.mark.parametrize("kind", FAILURES)
def test_a_customers_words_enter_no_log_by_an_exception_whoever_logs_it(
    home: Path, server: URL, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    error = _failure(kind, server)
    for tell in LOGGERS:
        tell(error)
    logged = (home / LOG_FILE).read_text(encoding="utf-8")
    lines = logged.splitlines()
    assert len(lines) == len(LOGGERS)
    assert all(type(error).__qualname__ in line for line in lines), "its kind is told"
    for told in (logged, *capsys.readouterr()):
        assert WORDS not in told
        assert PHONE not in told


def test_what_a_database_says_without_anybodys_words_is_logged(home: Path, server: URL) -> None:
    structlog.get_logger().error("failed", exc_info=_failure("a unique row", server))
    story = str(written(home)["exception"])
    assert "IntegrityError: UniqueViolation 23505 people people_name_key" in story
    assert "telling_errors.py" in story


def test_what_another_server_says_is_not_logged_and_its_status_is(home: Path, server: URL) -> None:
    structlog.get_logger().warning("failed", error=_failure("an answer", server))
    assert written(home)["error"] == "RemoteError: https://demo.example answered 400: …"


def test_a_chain_is_told_from_its_first_cause_on(home: Path, server: URL) -> None:
    structlog.get_logger().error("failed", exc_info=_failure("a cause", server))
    story = str(written(home)["exception"])
    assert story.index("KeyError") < story.index("was the direct cause of") < story.index("RuntimeError")
