"""Every statement about timers. Each works in the caller's transaction, in the scope of its company.

Whoever writes a timer of a conversation has the conversation's row locked: the clockwork takes them in this order
too (timers/fire.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, Text, column, delete, func, select, update, values
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import Conversation, Timer

_MAX_ERROR_CHARS = 500


@dataclass(frozen=True, slots=True)
class NewTimer:
    """Something that is to happen. Of one kind and key there is one: set again, it is moved."""

    company_id: int
    kind: str
    key: str
    due_at: datetime
    conversation_id: int | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


class DueTimer(NamedTuple):
    """Something whose hour has come."""

    company_id: int
    id: int
    kind: str
    key: str
    conversation_id: int | None
    payload: dict[str, Any]
    due_at: datetime
    attempts: int


_DUE_COLUMNS = tuple(getattr(Timer, name) for name in DueTimer._fields)


async def set_timer(session: AsyncSession, timer: NewTimer) -> None:
    """Leaves a timer behind, or moves the one that there is."""
    row = {
        "company_id": timer.company_id,
        "kind": timer.kind,
        "key": timer.key,
        "conversation_id": timer.conversation_id,
        "payload": dict(timer.payload),
        "due_at": timer.due_at,
    }
    changes = {**row, "attempts": 0, "last_error": "", "failed_at": None}
    await session.execute(
        insert(Timer).values(row).on_conflict_do_update(index_elements=["company_id", "kind", "key"], set_=changes)
    )


async def cancel_timers(session: AsyncSession, key: str, *kinds: str) -> None:
    """Takes the timers of these kinds back; there need be none."""
    await session.execute(delete(Timer).where(Timer.kind.in_(kinds), Timer.key == key))


async def find_due(session: AsyncSession, at: datetime, most: Mapping[str, int], limit: int) -> list[DueTimer]:
    """Returns what is due, the longest overdue first: of each company and kind no more than `most` says. Across all
    companies."""
    kinds = values(column("kind", Text), column("most", Integer), name="kinds").data(list(most.items()))
    place = func.row_number().over(partition_by=(Timer.company_id, Timer.kind), order_by=(Timer.due_at, Timer.id))
    ranked = (
        select(*_DUE_COLUMNS, place.label("place"), kinds.c.most)
        .join(kinds, kinds.c.kind == Timer.kind)
        .where(Timer.due_at <= at, Timer.failed_at.is_(None))
        .subquery()
    )
    query = select(*(ranked.c[name] for name in DueTimer._fields)).where(ranked.c.place <= ranked.c.most)
    rows = await session.execute(query.order_by(ranked.c.due_at, ranked.c.id).limit(limit))
    return [DueTimer(*row) for row in rows]


async def take_timer(session: AsyncSession, due: DueTimer, at: datetime) -> DueTimer | None:
    """Takes a timer out of the table to do what it says; None where it is not due any more, or somebody else is at
    it or at its conversation."""
    if due.conversation_id is not None:
        conversation = select(Conversation.id).where(Conversation.id == due.conversation_id)
        if await session.scalar(conversation.with_for_update(skip_locked=True)) is None:
            return None
    of_row = (Timer.id == due.id, Timer.due_at <= at, Timer.failed_at.is_(None))
    query = select(*_DUE_COLUMNS).where(*of_row).with_for_update(skip_locked=True)
    row = (await session.execute(query)).one_or_none()
    if row is not None:
        await session.execute(delete(Timer).where(Timer.id == due.id))
    return DueTimer(*row) if row else None


async def postpone_failed(
    session: AsyncSession, due: DueTimer, error: str, due_at: datetime, failed_at: datetime | None
) -> None:
    """Notes that doing what a timer says failed, unless it was moved meanwhile: it is tried again, or given up."""
    await session.execute(
        update(Timer)
        .where(Timer.id == due.id, Timer.due_at == due.due_at)
        .values(attempts=due.attempts + 1, last_error=error[:_MAX_ERROR_CHARS], due_at=due_at, failed_at=failed_at)
    )


async def pending_timers(session: AsyncSession, kinds: Iterable[str]) -> list[DueTimer]:
    """Returns the company's timers of these kinds, due or not, the next one first."""
    query = select(*_DUE_COLUMNS).where(Timer.kind.in_(tuple(kinds)), Timer.failed_at.is_(None))
    return [DueTimer(*row) for row in await session.execute(query.order_by(Timer.due_at, Timer.id))]
