"""Sends messages to chats: written down first, each chat in order, at most once where nobody can say whether it
arrived.

A message is claimed before the call and recorded after it. Where a process dies between the two nobody knows
whether it was sent: a customer is not written to twice for that, the message is shown as unknown.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account
from parley.deliveries import chat_store
from parley.deliveries.chat_pace import Paces, SendTime, take_turn
from parley.deliveries.chat_store import NO_ORIGIN, ChatKey, Origin, WaitingMessage
from parley.deliveries.retry import RetryPolicy
from parley.domain.channel import OutboundMessage
from parley.errors import ChatMoved, RemoteError
from parley.runtime import Runtime

log = structlog.get_logger()

# A customer waits: eight attempts in some ten minutes. A service may ask for an hour.
CHAT_RETRIES = RetryPolicy(delays_seconds=(1, 2, 5, 15, 60, 180, 300), max_requested_seconds=3_600)
# Longer than it takes to commit a message and to begin its job.
RECOVERY_GRACE = timedelta(minutes=1)
_FORBIDDEN = 403


async def plan_message(
    rt: Runtime,
    session: AsyncSession,
    key: ChatKey,
    message: OutboundMessage,
    at: datetime,
    origin: Origin = NO_ORIGIN,
) -> int:
    """Writes a message to a chat down and leaves the job that sends it, in the caller's transaction; returns its
    id."""
    message_id = await chat_store.insert_message(session, key, message, at, origin)
    await _enqueue(rt, session, key)
    return message_id


async def send_waiting(rt: Runtime, key: ChatKey) -> None:
    """Sends what waits for a chat, oldest first, until nothing is left or the oldest has to wait."""
    while await _send_next(rt, key):
        continue


async def recover_chats(rt: Runtime, at: datetime) -> int:
    """Gives a new job to the chats of all companies whose messages should have left; returns how many."""
    async with rt.db.across() as session:
        stranded = await chat_store.find_stranded_chats(session, at - RECOVERY_GRACE)
        for key in stranded:
            await _enqueue(rt, session, key)
    if stranded:
        log.warning("messages to chats without a job found", chats=len(stranded))
    return len(stranded)


async def _enqueue(rt: Runtime, session: AsyncSession, key: ChatKey, at: datetime | None = None) -> None:
    lock = f"chat:{key.account_id}:{key.chat_id}"
    await rt.queue.enqueue(session, "send_chat", lock=lock, queueing_lock=lock, at=at, **key._asdict())


async def _send_next(rt: Runtime, key: ChatKey) -> bool:
    """Sends the oldest message of a chat; returns whether the next one may follow at once."""
    at = rt.clock()
    async with rt.db.scoped(key.company_id) as session:
        waiting = await chat_store.find_waiting(session, key)
        if waiting is None:
            return False
        if waiting.status == "sending":  # its process died; this job has the chat's lock
            await chat_store.record_end(session, key, waiting.id, "unknown", "it may have been sent", at)
            return True
        if waiting.due_at > at:
            await _enqueue(rt, session, key, waiting.due_at)
            return False
        if not await chat_store.may_still_be_said(session, waiting.origin):
            await chat_store.record_end(session, key, waiting.id, "cancelled", "", at)
            return True
        account = await chat_store.find_account(session, key.account_id)
        if account is None:
            await chat_store.record_end(
                session, key, waiting.id, "failed", "the account is not connected any more", at
            )
            return True
        if chat_store.is_paused(account.settings):
            return False
        turn = await _take_turn(rt, session, key, account, waiting, at)
        if turn.at is None:
            await chat_store.record_sending(session, waiting.id, at)
        else:
            await chat_store.record_turn(session, waiting.id, turn.at, turn.place)
            await _enqueue(rt, session, key, turn.at)
    if turn.at is not None:
        rt.queue.wake_workers_later((turn.at - at).total_seconds())
        return False
    try:
        provider_id = await _send(rt, account, key.chat_id, waiting.message)
    except ChatMoved as moved:
        await _follow_chat(rt, key, waiting, str(moved.chat_id))
        return False
    except RemoteError as error:
        return await _record_failure(rt, key, waiting, error, rt.clock())
    async with rt.db.scoped(key.company_id) as session:
        await chat_store.record_sent(session, key, waiting.id, provider_id, rt.clock())
    return True


async def _take_turn(
    rt: Runtime, session: AsyncSession, key: ChatKey, account: Account, waiting: WaitingMessage, at: datetime
) -> SendTime:
    """Returns when a message may leave by what its channel lets through."""
    channel = rt.channels.get(account.kind)
    if channel is None:
        return SendTime(None)
    paces = Paces(channel.account_pace, channel.chat_pace(key.chat_id))
    return await take_turn(session, key, paces, channel.count_pieces(waiting.message), waiting.place_at, at)


async def _send(rt: Runtime, account: Account, chat_id: str, message: OutboundMessage) -> str:
    """Calls out. Raises RemoteError, for a fault of a plug-in too: it must be seen beside the message."""
    channel = rt.channels.get(account.kind)
    if channel is None:
        raise RemoteError(f"There is no channel {account.kind}", permanent=True)
    try:
        return await channel.send(account, chat_id, message)
    except RemoteError:
        raise
    except Exception as error:
        log.exception("a message was not sent: unexpected", account=account.id)
        raise RemoteError(f"Unexpected: {type(error).__name__}", permanent=True) from error


async def _follow_chat(rt: Runtime, key: ChatKey, waiting: WaitingMessage, new_id: str) -> None:
    """Has what waits for a chat go to its new id."""
    at = rt.clock()
    async with rt.db.scoped(key.company_id) as session:
        await chat_store.record_waiting(session, waiting.id, "the chat has another id", at)
        await chat_store.move_chat(session, key, new_id)
        await _enqueue(rt, session, key._replace(chat_id=new_id))


async def _record_failure(
    rt: Runtime, key: ChatKey, waiting: WaitingMessage, error: RemoteError, at: datetime
) -> bool:
    """Plans the next attempt or ends it; returns whether the next message may follow at once."""
    delay = None if error.outcome_unknown else CHAT_RETRIES.next_delay(waiting.attempts + 1, error)
    async with rt.db.scoped(key.company_id) as session:
        if delay is not None:
            await chat_store.record_waiting(session, waiting.id, str(error), at + delay)
            await _enqueue(rt, session, key, at + delay)
        else:
            status = "unknown" if error.outcome_unknown else "failed"
            await chat_store.record_end(session, key, waiting.id, status, str(error), at)
            if error.status_code == _FORBIDDEN:
                await chat_store.record_blocked(session, key, at)
    if delay is not None:
        rt.queue.wake_workers_later(delay.total_seconds())
    log.warning("a message was not sent", account=key.account_id, ended=delay is None, error=error)
    return delay is None
