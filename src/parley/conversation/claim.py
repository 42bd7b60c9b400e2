"""Whose turn it is: at most one answer at a time per conversation, whatever dies.

A claim is a conditional update. It lapses by itself after the lease, so that a killed process blocks nobody;
a living one renews it. Saving an answer needs the claim still to be ours: who comes late is not heard.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import uuid4

import msgspec

from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.domain.turn import StoredMessage, Turn
from parley.errors import Unavailable
from parley.infra.database import DriverConnection, fetch_all, fetch_one
from parley.runtime import Runtime

# What a claim sets and gives back; receive.py takes one in the statement that stores the message.
CLAIM_IS_FREE_SQL = "(claim IS NULL OR claimed_until < %(at)s)"
CLAIMED_COLUMNS_SQL = "id, contact_id, channel, language, state, origin, handed_over_at, heard_id"

_ACQUIRE_CLAIM = f"""
WITH talk AS (
    UPDATE conversations SET claim = %(token)s, claimed_until = %(until)s
    WHERE id = %(conversation)s AND {CLAIM_IS_FREE_SQL}
    RETURNING {CLAIMED_COLUMNS_SQL}
)
SELECT talk.*, leads.id AS lead_id, leads.status FROM talk LEFT JOIN leads ON leads.conversation_id = talk.id
"""
# Newest first, as many as `wanted` tells.
_RECENT_MESSAGES = """
SELECT id, role, text, role = 'user' AND answered_by IS NULL AS waits, (meta->>'voice')::boolean AS voice
FROM messages WHERE conversation_id = {conversation} AND role <> 'note'
ORDER BY id DESC LIMIT %(most)s
"""
_SELECT_RECENT_MESSAGES = _RECENT_MESSAGES.format(conversation="%(conversation)s")
# The same as a column of another statement, for a conversation that is called `talk` there.
RECENT_MESSAGES_SQL = f"""(
    SELECT json_agg(json_build_array(id, role, text, waits, voice))
    FROM ({_RECENT_MESSAGES.format(conversation="talk.id")}) AS line
)"""
_RELEASE_CLAIM = """
UPDATE conversations SET claim = NULL, claimed_until = NULL,
    waiting_since = CASE WHEN heard_id > %(heard)s THEN waiting_since END
WHERE id = %(conversation)s AND claim = %(token)s
"""
_RENEW_CLAIM = (
    "UPDATE conversations SET claimed_until = %(until)s WHERE id = %(conversation)s AND claim = %(token)s"
)
# Lines beyond the context that are read in any case: a burst of messages rarely is longer.
_EXTRA_MESSAGES = 5


class MessageRow(NamedTuple):
    """A message as it is read. `waits`: for an answer; `voice`: it was spoken."""

    id: int
    role: str
    text: str
    is_pending: bool
    is_voice: bool | None


def new_claim_token() -> str:
    return uuid4().hex


async def acquire_claim(
    rt: Runtime, connection: DriverConnection, company: CompanyConfig, conversation_id: int
) -> Turn | None:
    """Take the conversation and load what is to be answered. None when another has it, or nothing waits.

    The claim comes first and the loading after it: nothing that was answered meanwhile is answered again.
    """
    at, token = rt.clock(), new_claim_token()
    values = {"conversation": conversation_id, "token": token, "at": at, "until": at + rt.settings.claim_lease_time}
    row = await fetch_one(connection, _ACQUIRE_CLAIM, values)
    if row is None:
        return None
    turn = await load_turn(rt, connection, company, row, token)
    if turn is None:
        await connection.execute(_RELEASE_CLAIM, {**values, "heard": row.heard_id})
    return turn


def message_limit(rt: Runtime) -> int:
    """How many lines are read for a turn."""
    return rt.settings.max_context_messages + _EXTRA_MESSAGES


async def load_turn(
    rt: Runtime,
    connection: DriverConnection,
    company: CompanyConfig,
    row: Any,
    token: str,
    messages: Sequence[MessageRow] = (),
) -> Turn | None:
    """The turn of a conversation just claimed (the columns TAKEN, `lead_id`, `status`). None when nothing waits.
    `lines`: the last ones, newest first, where they are read already."""
    max_history = rt.settings.max_context_messages
    messages = await _load_messages(connection, row.id, message_limit(rt), messages)
    pending = [message for message in messages if message.is_pending]
    if not pending:
        return None
    return Turn(
        company=company,
        conversation_id=row.id,
        contact_id=row.contact_id,
        lead_id=row.lead_id or 0,
        lead_status=row.status or "",
        channel=row.channel,
        source=str(row.origin.get("source") or row.channel),
        language=row.language or company.language,
        claim_token=token,
        draft=msgspec.convert(row.state.get("draft", {}), LeadDraft),
        history=[
            StoredMessage(message.id, message.role, message.text) for message in messages if not message.is_pending
        ][-max_history:],
        pending=[StoredMessage(message.id, message.role, message.text) for message in pending],
        handed_over=row.handed_over_at is not None,
        is_voice=bool(pending[-1].is_voice),
        utm=row.origin.get("utm") or {},
    )


async def _load_messages(
    connection: DriverConnection, conversation_id: int, limit: int, messages: Sequence[MessageRow]
) -> Sequence[MessageRow]:
    """The last messages, oldest first; more of them when even the oldest is unanswered."""
    while not messages or (len(messages) >= limit and messages[-1].is_pending):
        limit = limit * 4 if messages else limit
        fetched = await fetch_all(
            connection, _SELECT_RECENT_MESSAGES, {"conversation": conversation_id, "most": limit}
        )
        if not fetched:
            break
        messages = [MessageRow(*row) for row in fetched]
    return messages[::-1]


@contextmanager
def keep_claim_alive(rt: Runtime, turn: Turn) -> Iterator[None]:
    """Renew the claim for as long as the block runs. An ordinary answer is done long before the first time."""
    loop, interval = asyncio.get_running_loop(), rt.settings.claim_lease / 3
    tasks: set[asyncio.Task[None]] = set()

    def begin() -> None:
        tasks.add(loop.create_task(_renew_claim(rt, turn, interval)))

    timer = loop.call_later(interval, begin)
    try:
        yield
    finally:
        timer.cancel()
        for task in tasks:
            task.cancel()


async def _renew_claim(rt: Runtime, turn: Turn, interval: float) -> None:
    while True:
        values = {
            "conversation": turn.conversation_id,
            "token": turn.claim_token,
            "until": rt.clock() + rt.settings.claim_lease_time,
        }
        try:
            async with rt.db.direct(turn.company.id) as connection:
                await connection.execute(_RENEW_CLAIM, values)
        except Unavailable:
            pass  # a restarting database: the next round is soon enough
        await asyncio.sleep(interval)
