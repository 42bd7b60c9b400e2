"""Deletes events that are older than anybody asks for."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_

from parley.models import ConversationEvent
from parley.runtime import Runtime

# In one transaction.
_BATCH = 5_000
_MAX_BATCHES = 200


async def purge_events(rt: Runtime, at: datetime) -> int:
    """Deletes the events of all companies from before `PARLEY_EVENT_DAYS`; returns how many."""
    before, deleted = at - timedelta(days=rt.settings.event_days), 0
    key = tuple_(ConversationEvent.company_id, ConversationEvent.id)
    oldest = (
        select(ConversationEvent.company_id, ConversationEvent.id)
        .where(ConversationEvent.at < before)
        .limit(_BATCH)
    )
    for _ in range(_MAX_BATCHES):
        async with rt.db.across() as session:
            result = await session.execute(
                delete(ConversationEvent).where(key.in_(oldest)).execution_options(synchronize_session=False)
            )
        count = result.rowcount  # type: ignore[attr-defined]
        deleted += count
        if count < _BATCH:
            break
    return deleted
