"""Keeps the inbox: finds what nobody reads, deletes what was read long ago."""

from datetime import datetime, timedelta

from sqlalchemy import and_, select

from parley.conversation.inbox import enqueue_reading
from parley.deliveries.chat_store import ChatKey
from parley.models import ChannelAccount, InboxEvent
from parley.runtime import Runtime

# Longer than it takes to store an event and to begin its job.
_READING_GRACE, _MAX_RECOVERED = timedelta(seconds=30), 500
_OF_ACCOUNT = (InboxEvent.company_id == ChannelAccount.company_id, InboxEvent.account_id == ChannelAccount.id)
#: events are kept so long, to be looked at and read again
INBOX_RETENTION = timedelta(days=7)


async def recover_inbox(rt: Runtime, at: datetime) -> int:
    """Gives a new job to the chats of all companies whose events wait for long, those of accounts that rested too;
    returns how many."""
    query = (
        select(InboxEvent.company_id, InboxEvent.account_id, InboxEvent.chat_id)
        .join(ChannelAccount, and_(*_OF_ACCOUNT))
        .where(
            InboxEvent.processed_at.is_(None),
            InboxEvent.received_at < at - _READING_GRACE,
            ChannelAccount.deleted_at.is_(None),
            ~ChannelAccount.settings.has_key("paused"),
        )
        .distinct()
        .limit(_MAX_RECOVERED)
    )
    async with rt.db.across() as session:
        keys = [ChatKey(*row) for row in await session.execute(query)]
        for key in keys:
            await enqueue_reading(rt, session, key)
    return len(keys)


async def purge_inbox(rt: Runtime, at: datetime) -> None:
    """Deletes events that were read a week ago."""
    async with rt.db.across() as session:
        await session.execute(
            InboxEvent.__table__.delete().where(InboxEvent.processed_at < at - INBOX_RETENTION)  # type: ignore[attr-defined]
        )
