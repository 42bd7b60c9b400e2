"""Keeps the log of what staff changed: who, when, what; never a secret."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import AuditEntry, ModelBase

# What parley does by itself (demo data, a watched folder) or an engineer does on the command line.
SYSTEM_ACTOR = "parley"
_MAX_VALUE_CHARS = 2000
_UNLOGGED_COLUMNS = frozenset({"updated_at", "vector", "terms", "reading", "represented"})
_SECRET_COLUMNS = frozenset({"credentials"})


def record_change(
    session: AsyncSession,
    company_id: int,
    by: str,
    action: str,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Puts a change on record, if and when the transaction commits. `details` must hold no secret."""
    session.add(AuditEntry(company_id=company_id, by=by, action=action, at=at, details=dict(details or {})))


def pending_changes(*rows: ModelBase) -> dict[str, Any]:
    """Returns what is about to be written to these rows: {"name": {"from": …, "to": …}}. To be asked before the
    flush.

    Of a secret it tells only that it changed.
    """
    changes: dict[str, Any] = {}
    for row in rows:
        for attribute in inspect(row).attrs:
            history = attribute.history
            if attribute.key in _UNLOGGED_COLUMNS or not history.has_changes():
                continue
            if attribute.key in _SECRET_COLUMNS:
                before, after = ((pair or [None])[0] or {} for pair in (history.deleted, history.added))
                names = {name for name in {**before, **after} if before.get(name) != after.get(name)}
                changes |= dict.fromkeys(sorted(names), "changed")
            else:
                changes[attribute.key] = {
                    "from": _truncate_value(history.deleted),
                    "to": _truncate_value(history.added),
                }
    return changes


def _truncate_value(values: Any) -> Any:
    value = values[0] if values else None
    return f"{value[:_MAX_VALUE_CHARS]}…" if isinstance(value, str) and len(value) > _MAX_VALUE_CHARS else value


async def find_changes(session: AsyncSession, limit: int, before: int | None = None) -> list[dict[str, Any]]:
    """Returns the newest changes first. `before`: an id of the page seen already. Wants the company's scope."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    return [
        {
            "id": row.id,
            "who": row.by,
            "when": row.at.isoformat(),
            "what": row.action,
            "changes": row.details,
        }
        for row in await session.scalars(query)
    ]
