"""Exchanges counts of calls between processes through the database: one statement for all callers."""

from typing import NamedTuple
from uuid import uuid4

import psycopg
import structlog

from parley.errors import Unavailable
from parley.infra.database import Database, fetch_rows
from parley.infra.rate_limits import SharedCounts

log = structlog.get_logger()

# A process that was not heard of for so long is gone.
_SILENCE_SECONDS = 15
_DELETE_SECONDS = 60

# Rows are written in one order, so that two processes never wait for each other. The row without a caller tells how
# many processes there are.
EXCHANGE_COUNTS = """
WITH here AS (
    INSERT INTO rate_counters (id, seen_at) VALUES (%(id)s, to_timestamp(%(now)s))
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
), sent AS (
    INSERT INTO rate_counts AS known (client, slot, hits)
    SELECT client, slot, hits FROM unnest(%(clients)s::bytea[], %(slots)s::bigint[], %(hits)s::int[])
        AS own (client, slot, hits) ORDER BY client, slot
    ON CONFLICT (client, slot) DO UPDATE SET hits = known.hits + excluded.hits
    RETURNING client, slot, hits
)
SELECT client, slot, hits FROM sent
UNION ALL
SELECT client, slot, hits FROM rate_counts
WHERE client = ANY(%(clients)s::bytea[]) AND slot >= %(oldest)s
  AND NOT EXISTS (SELECT FROM sent WHERE sent.client = rate_counts.client AND sent.slot = rate_counts.slot)
UNION ALL
SELECT ''::bytea, 0, count(*)::int + 1 FROM rate_counters
WHERE id <> %(id)s AND seen_at > to_timestamp(%(now)s - %(silence)s)
"""
DELETE_COUNTS = "DELETE FROM rate_counts WHERE slot < %(oldest)s"
DELETE_COUNTERS = "DELETE FROM rate_counters WHERE seen_at < to_timestamp(%(now)s - %(silence)s)"


class CountRow(NamedTuple):
    client: bytes
    slot: int
    hits: int


class DatabaseExchange:
    """One process's part in the exchange."""

    def __init__(self, db: Database) -> None:
        self._db, self._id = db, uuid4()
        self._delete_at = 0.0

    async def __call__(
        self, counts: dict[tuple[bytes, int], int], now: float, oldest_slot: int
    ) -> SharedCounts | None:
        """Adds the counts and returns everybody's; None while the database is away."""
        params = {
            "id": self._id,
            "now": now,
            "silence": _SILENCE_SECONDS,
            "oldest": oldest_slot,
            "clients": [caller for caller, _ in counts],
            "slots": [slot for _, slot in counts],
            "hits": list(counts.values()),
        }
        try:
            async with self._db.direct(0) as connection:
                rows = await fetch_rows(connection, CountRow, EXCHANGE_COUNTS, params)
                if now >= self._delete_at:
                    self._delete_at = now + _DELETE_SECONDS
                    await connection.execute(DELETE_COUNTS, params)
                    await connection.execute(DELETE_COUNTERS, params)
        except (Unavailable, psycopg.Error) as error:
            log.warning("calls are counted by each process for itself", error=type(error).__name__)
            return None
        hits = {(row.client, row.slot): row.hits for row in rows}
        return SharedCounts(hits, processes=hits.pop((b"", 0)))
