"""Shows in a chat that an answer is being made, and its words as they come. It is a courtesy: what fails is not
tried again, and no answer waits for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

import structlog
from sqlalchemy import select

from parley.channels.base import Account, Channel
from parley.conversation.agent import EmitText
from parley.deliveries.chat_store import find_account
from parley.domain.channel import Progress
from parley.domain.handover import BOT
from parley.errors import RemoteError, Unavailable
from parley.models import Conversation, Message
from parley.runtime import Runtime

log = structlog.get_logger()

# Who is answered sooner need not be told.
_PATIENCE_SECONDS, _INTERVAL_SECONDS = 0.7, 1.0
# A sign of typing lasts five seconds.
_REPEAT_SECONDS = 4.0


class _Target(NamedTuple):
    channel: Channel
    account: Account
    chat_id: str
    progress: Progress


@asynccontextmanager
async def showing_progress(rt: Runtime, company_id: int, conversation_id: int) -> AsyncIterator[EmitText]:
    """Gives what an answer's words are passed to, and shows them until the block ends; shows nothing where the
    conversation is in no chat."""
    target = await _find_target(rt, company_id, conversation_id)
    if target is None:
        yield _say_nothing
        return
    pieces: list[str] = []
    task = asyncio.create_task(_show(target, pieces))
    try:
        yield pieces.append
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _say_nothing(_: str) -> None: ...


async def _find_target(rt: Runtime, company_id: int, conversation_id: int) -> _Target | None:
    columns = (
        Conversation.account_id,
        Conversation.chat_id,
        Conversation.language,
        Conversation.heard_id,
        Message.meta["voice"].as_boolean().label("is_voice"),
    )
    query = (
        select(*columns)
        .outerjoin(Message, Message.id == Conversation.heard_id)
        .where(Conversation.id == conversation_id, Conversation.owner == BOT)
    )
    with suppress(Unavailable):
        async with rt.db.scoped(company_id) as session:
            row = (await session.execute(query)).one_or_none()
            account = await find_account(session, row.account_id) if row and row.account_id else None
        if row is not None and account is not None and (channel := rt.channels.get(account.kind)):
            progress = Progress(row.heard_id or 1, "", row.language, bool(row.is_voice))
            return _Target(channel, account, row.chat_id, progress)
    return None


async def _show(target: _Target, pieces: list[str]) -> None:
    await asyncio.sleep(_PATIENCE_SECONDS)
    shown, quiet_seconds = "", _REPEAT_SECONDS
    while True:
        text = "".join(pieces)
        if text != shown or quiet_seconds >= _REPEAT_SECONDS:
            shown, quiet_seconds = text, 0.0
            try:
                progress = target.progress._replace(text=text)
                await target.channel.show_progress(target.account, target.chat_id, progress)
            except RemoteError as error:
                log.info("progress was not shown", account=target.account.id, error=error)
                return
        await asyncio.sleep(_INTERVAL_SECONDS)
        quiet_seconds += _INTERVAL_SECONDS
