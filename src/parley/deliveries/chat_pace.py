"""Holds sending to what a channel lets through, over all processes: the times lie in the database.

Each account, and each chat of it, has the time from which it is free again. Who is too early is told when to come
back, and waits without a worker: accounts and companies never wait for each other. Those of a busy account get
places in a queue, each its own time: they come back one by one and not all at once.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_store import ChatKey
from parley.domain.channel import SendingRate
from parley.models import SendingPace
from parley.runtime import Runtime

# Who comes later than this after a stop queues anew.
_PLACE_LASTS = timedelta(seconds=5)
# A row that says nothing any more.
_FORGOTTEN_AFTER = timedelta(hours=1)
# Chats that there are not: the account as a whole, and the end of the queue before it.
_ACCOUNT, _QUEUE = "", " "


class Paces(NamedTuple):
    """What a channel lets through; None for all."""

    account: SendingRate | None = None
    chat: SendingRate | None = None


class SendTime(NamedTuple):
    """When a message may leave."""

    #: None for now
    at: datetime | None
    #: its place in the account's queue, where it has one
    place: datetime | None = None


async def take_turn(
    session: AsyncSession, key: ChatKey, paces: Paces, pieces: int, place: datetime | None, at: datetime
) -> SendTime:
    """Lets a message of so many pieces leave now, or says when to come back. `place`: what it was told before.

    What is taken is taken with the caller's transaction; two of one account take one after the other.
    """
    chat_from = await _free_from(session, key, key.chat_id, paces.chat, at)
    if chat_from > at:
        return SendTime(chat_from)
    is_in_queue = place is not None and place <= at <= place + _PLACE_LASTS
    account_from = await _free_from(session, key, _ACCOUNT, paces.account, at)
    if account_from > at and is_in_queue:
        return SendTime(account_from, place)
    queue_from = await _free_from(session, key, _QUEUE, paces.account, at)
    if not is_in_queue:
        await _take(session, key, _QUEUE, paces.account, pieces, at)
        if max(account_from, queue_from) > at:
            return SendTime(max(account_from, queue_from), max(account_from, queue_from))
    await _take(session, key, _ACCOUNT, paces.account, pieces, at)
    await _take(session, key, key.chat_id, paces.chat, pieces, at)
    return SendTime(None)


async def forget_paces(rt: Runtime, at: datetime) -> None:
    """Deletes the times of chats that were not written to for long."""
    async with rt.db.across() as session:
        await session.execute(delete(SendingPace).where(SendingPace.free_at < at - _FORGOTTEN_AFTER))


async def _free_from(
    session: AsyncSession, key: ChatKey, chat_id: str, pace: SendingRate | None, at: datetime
) -> datetime:
    """Returns from when the next message may leave, the row locked."""
    if pace is None:
        return at
    values = {"company_id": key.company_id, "account_id": key.account_id, "chat_id": chat_id, "free_at": at}
    await session.execute(insert(SendingPace).values(values).on_conflict_do_nothing())
    free_at: datetime | None = await session.scalar(
        select(SendingPace.free_at).where(*_of(key, chat_id)).with_for_update()
    )
    assert free_at is not None, "it was inserted just now"
    return max(at, free_at - (pace.at_once - 1) * pace.interval)


async def _take(
    session: AsyncSession, key: ChatKey, chat_id: str, pace: SendingRate | None, pieces: int, at: datetime
) -> None:
    if pace is None:
        return
    free_at: datetime | None = await session.scalar(select(SendingPace.free_at).where(*_of(key, chat_id)))
    assert free_at is not None, "it was looked at just now"
    later = max(at, free_at) + pieces * pace.interval
    await session.execute(update(SendingPace).where(*_of(key, chat_id)).values(free_at=later))


def _of(key: ChatKey, chat_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        SendingPace.company_id == key.company_id,
        SendingPace.account_id == key.account_id,
        SendingPace.chat_id == chat_id,
    )
