"""Reads the log of a company in order, without skipping what becomes visible late.

Ids are given out before the commit, so that a smaller one may appear after a greater one was read. Events are
therefore read in the order of (transaction, id), and only those whose transaction is older than every one that
still runs: whatever commits later stands behind them (docs/adr/0022).
"""

import re
from typing import Any, NamedTuple

from sqlalchemy import text

from parley.domain.conversation_event import EventName
from parley.errors import Invalid
from parley.runtime import Runtime
from parley.text.row_ids import BIG_ID_END

#: instead of a cursor: what happens from now on
LATEST = "latest"
_CURSOR = re.compile(r"(\d{1,19})-(\d{1,19})", re.ASCII)
# Older than every transaction of ours: the first two are the server's own.
_OLDEST_TXID = 3

# A number that no transaction here has had yet came with a copy of another server's database: those events are
# done, and stand before all of ours; so does a cursor of there.
_READ_SQL = text(
    """
    WITH running AS (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
            pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next
    ), start AS (
        SELECT CASE WHEN :txid >= next THEN :oldest_txid ELSE :txid END AS txid, oldest FROM running
    )
    SELECT events.txid, events.id, events.conversation_id, events.kind, events.actor, events.data, events.at
    FROM start, conversation_events AS events
    WHERE events.company_id = :company AND (events.txid, events.id) > (start.txid, :id)
      AND events.txid < start.oldest
      AND (CAST(:conversation AS bigint) IS NULL OR events.conversation_id = :conversation)
      AND (:kind = '' OR events.kind = :kind)
    ORDER BY events.txid, events.id LIMIT :limit
    """
)
_HORIZON_SQL = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
_SETTLE_SQL = text(
    """
    UPDATE conversation_events AS events SET txid = :oldest_txid
    FROM companies
    WHERE events.company_id = companies.id
      AND events.txid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    """
)


class Cursor(NamedTuple):
    """Up to where a reader has read."""

    txid: int
    id: int

    def __str__(self) -> str:
        return f"{self.txid}-{self.id}"

    @classmethod
    def parse(cls, cursor: str) -> "Cursor":
        """Raises Invalid."""
        found = _CURSOR.fullmatch(cursor)
        numbers = tuple(map(int, found.groups())) if found else ()
        if not numbers or max(numbers) >= BIG_ID_END:
            raise Invalid("after: a cursor that an answer gave as `next`, or latest")
        return cls(*numbers)


START = Cursor(0, 0)


class EventFilter(NamedTuple):
    """Which events are wanted."""

    conversation_id: int | None = None
    kind: EventName | None = None


EVERYTHING = EventFilter()


async def read_events(
    rt: Runtime, company_id: int, after: str, limit: int, wanted: EventFilter = EVERYTHING
) -> dict[str, Any]:
    """Returns the company's events behind a cursor, and the cursor behind them, ready for JSON; from the first one
    where `after` is empty. Raises Invalid for what is no cursor."""
    async with rt.db.scoped(company_id) as session:
        if after == LATEST:
            horizon = await session.scalar(_HORIZON_SQL)
            return {"events": [], "next": str(Cursor(horizon, 0)), "more": False}
        cursor = Cursor.parse(after) if after else START
        values = {
            "company": company_id,
            "txid": cursor.txid,
            "id": cursor.id,
            "oldest_txid": _OLDEST_TXID,
            "conversation": wanted.conversation_id,
            "kind": wanted.kind.value if wanted.kind else "",
            "limit": limit + 1,
        }
        rows = (await session.execute(_READ_SQL, values)).all()
    page = rows[:limit]
    end = Cursor(page[-1].txid, page[-1].id) if page else cursor
    return {"events": [_event_to_json(row) for row in page], "next": str(end), "more": len(rows) > limit}


async def settle_copied_events(rt: Runtime) -> int:
    """Puts the events of a database that was copied from another server before all that happen here; returns how
    many there were."""
    async with rt.db.across() as session:
        settled = await session.execute(_SETTLE_SQL, {"oldest_txid": _OLDEST_TXID})
        return settled.rowcount  # type: ignore[attr-defined,no-any-return]


def _event_to_json(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "conversation_id": row.conversation_id,
        "actor": row.actor,
        "data": row.data,
        "at": row.at.isoformat(),
    }
