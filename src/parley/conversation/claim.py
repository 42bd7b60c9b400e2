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
from parley.domain.lead import Draft
from parley.domain.turn import Line, Turn
from parley.errors import Unavailable
from parley.infra.database import Driver, one, rows
from parley.runtime import Runtime

# What a claim sets and gives back; receive.py takes one in the statement that stores the message.
FREE = "(claim IS NULL OR claimed_until < %(at)s)"
TAKEN = "id, contact_id, channel, language, state, origin, handed_over_at, heard_id"

_CLAIM = f"""
WITH talk AS (
    UPDATE conversations SET claim = %(token)s, claimed_until = %(until)s
    WHERE id = %(conversation)s AND {FREE}
    RETURNING {TAKEN}
)
SELECT talk.*, leads.id AS lead_id, leads.status FROM talk LEFT JOIN leads ON leads.conversation_id = talk.id
"""
# Newest first, as many as `wanted` tells.
_LINES = """
SELECT id, role, text, role = 'user' AND answered_by IS NULL AS waits, (meta->>'voice')::boolean AS voice
FROM messages WHERE conversation_id = {conversation} AND role <> 'note'
ORDER BY id DESC LIMIT %(most)s
"""
_READ = _LINES.format(conversation="%(conversation)s")
# The same as a column of another statement, for a conversation that is called `talk` there.
BEFORE = f"""(
    SELECT json_agg(json_build_array(id, role, text, waits, voice))
    FROM ({_LINES.format(conversation="talk.id")}) AS line
)"""
_RELEASE = """
UPDATE conversations SET claim = NULL, claimed_until = NULL,
    waiting_since = CASE WHEN heard_id > %(heard)s THEN waiting_since END
WHERE id = %(conversation)s AND claim = %(token)s
"""
_RENEW = "UPDATE conversations SET claimed_until = %(until)s WHERE id = %(conversation)s AND claim = %(token)s"
# Lines beyond the context that are read in any case: a burst of messages rarely is longer.
_MORE = 5


class Said(NamedTuple):
    """A message as it is read. `waits`: for an answer; `voice`: it was spoken."""

    id: int
    role: str
    text: str
    waits: bool
    voice: bool | None


def new_token() -> str:
    return uuid4().hex


async def claim(rt: Runtime, connection: Driver, company: CompanyConfig, conversation_id: int) -> Turn | None:
    """Take the conversation and load what is to be answered. None when another has it, or nothing waits.

    The claim comes first and the loading after it: nothing that was answered meanwhile is answered again.
    """
    at, token = rt.clock(), new_token()
    values = {"conversation": conversation_id, "token": token, "at": at, "until": at + rt.settings.lease}
    taken = await one(connection, _CLAIM, values)
    if taken is None:
        return None
    turn = await load(rt, connection, company, taken, token)
    if turn is None:
        await connection.execute(_RELEASE, {**values, "heard": taken.heard_id})
    return turn


def wanted(rt: Runtime) -> int:
    """How many lines are read for a turn."""
    return rt.settings.max_context_messages + _MORE


async def load(
    rt: Runtime, connection: Driver, company: CompanyConfig, taken: Any, token: str, lines: Sequence[Said] = ()
) -> Turn | None:
    """The turn of a conversation just claimed (the columns TAKEN, `lead_id`, `status`). None when nothing waits.
    `lines`: the last ones, newest first, where they are read already."""
    most = rt.settings.max_context_messages
    lines = await _whole(connection, taken.id, wanted(rt), lines)
    pending = [row for row in lines if row.waits]
    if not pending:
        return None
    return Turn(
        company=company,
        conversation_id=taken.id,
        contact_id=taken.contact_id,
        lead_id=taken.lead_id or 0,
        lead_status=taken.status or "",
        channel=taken.channel,
        source=str(taken.origin.get("source") or taken.channel),
        language=taken.language or company.language,
        claim=token,
        draft=msgspec.convert(taken.state.get("draft", {}), Draft),
        history=[Line(row.id, row.role, row.text) for row in lines if not row.waits][-most:],
        pending=[Line(row.id, row.role, row.text) for row in pending],
        handed_over=taken.handed_over_at is not None,
        voice=bool(pending[-1].voice),
        utm=taken.origin.get("utm") or {},
    )


async def _whole(connection: Driver, conversation_id: int, most: int, lines: Sequence[Said]) -> Sequence[Said]:
    """The last messages, oldest first; more of them when even the oldest is unanswered."""
    while not lines or (len(lines) >= most and lines[-1].waits):
        most = most * 4 if lines else most
        read = await rows(connection, _READ, {"conversation": conversation_id, "most": most})
        if not read:
            break
        lines = [Said(*row) for row in read]
    return lines[::-1]


@contextmanager
def kept(rt: Runtime, turn: Turn) -> Iterator[None]:
    """Renew the claim for as long as the block runs. An ordinary answer is done long before the first time."""
    loop, every = asyncio.get_running_loop(), rt.settings.claim_lease / 3
    renewing: set[asyncio.Task[None]] = set()

    def begin() -> None:
        renewing.add(loop.create_task(_renew(rt, turn, every)))

    timer = loop.call_later(every, begin)
    try:
        yield
    finally:
        timer.cancel()
        for task in renewing:
            task.cancel()


async def _renew(rt: Runtime, turn: Turn, every: float) -> None:
    while True:
        values = {
            "conversation": turn.conversation_id,
            "token": turn.claim,
            "until": rt.clock() + rt.settings.lease,
        }
        try:
            async with rt.db.direct(turn.company.id) as connection:
                await connection.execute(_RENEW, values)
        except Unavailable:
            pass  # a restarting database: the next round is soon enough
        await asyncio.sleep(every)
