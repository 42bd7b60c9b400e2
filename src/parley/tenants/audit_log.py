"""Keeps the log of what staff changed: who, when, what; never a secret."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.infra.redaction import mask_address, redact_value
from parley.models import AuditEntry, ModelBase

# What parley does by itself (demo data, a watched folder) or an engineer does on the command line.
SYSTEM_ACTOR = "parley"
_MAX_VALUE_CHARS = 2000
_UNLOGGED_COLUMNS = frozenset({"updated_at", "vector", "terms", "reading", "represented"})
_SECRET_COLUMNS = frozenset({"credentials"})
# An address may have a token in its path, its query or before its host.
_ADDRESS_COLUMNS = frozenset({"webhook_url", "ai_endpoint", "logo_url"})


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
                values = {"from": history.deleted, "to": history.added}
                changes[attribute.key] = {
                    side: _logged_value(attribute.key, value[0] if value else None)
                    for side, value in values.items()
                }
    return changes


def _logged_value(column: str, value: Any) -> Any:
    """Returns a value as it may be read by the company's staff: without tokens, and not endless."""
    if isinstance(value, str) and column in _ADDRESS_COLUMNS:
        return mask_address(value)
    if isinstance(value, Decimal | date):
        return str(value)
    value = redact_value(value)
    return f"{value[:_MAX_VALUE_CHARS]}…" if isinstance(value, str) and len(value) > _MAX_VALUE_CHARS else value


def _masked_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """Returns details with their addresses masked, those of older releases too."""
    return {
        name: {side: _logged_value(name, inner) for side, inner in value.items()}
        if name in _ADDRESS_COLUMNS and isinstance(value, dict)
        else value
        for name, value in details.items()
    }


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
            "changes": _masked_details(row.details),
        }
        for row in await session.scalars(query)
    ]
