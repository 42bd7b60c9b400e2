"""One answer, top to bottom: claim, load, listen, compose, save. Read this file first.

`answer_to` is what a door calls after `receive`: it waits for its turn, answers, or finds that another answer
covered the message. The work runs in a task of its own: a client that hangs up does not stop it.
"""

import asyncio
from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime

import msgspec
import structlog
from psycopg.types.json import Jsonb

from parley.conversation import answer as compose
from parley.conversation import claim as claims
from parley.conversation.answer import Emit
from parley.conversation.receive import Received
from parley.conversation.understand_turn import listen
from parley.dialogue.model import Stage
from parley.domain.company import CompanyConfig
from parley.domain.lead import Draft
from parley.domain.turn import Answer, Turn
from parley.errors import Unavailable
from parley.infra.database import Driver, driver_of, one
from parley.leads import capture
from parley.metrics import TURNS
from parley.runtime import Runtime

log = structlog.get_logger()

_POLL = 0.05
_SAVE_ATTEMPTS = 6


def start(rt: Runtime, company: CompanyConfig, received: Received, emit: Emit) -> "asyncio.Task[Answer]":
    """Begin to answer, and go on whoever listens. `emit` gets the pieces as the model makes them."""
    task = asyncio.create_task(answer_to(rt, company, received, emit))
    rt.answers.add(task)
    task.add_done_callback(rt.answers.discard)
    return task


async def listen_to(task: "asyncio.Task[Answer]") -> Answer:
    """Wait for an answer; being cancelled ourselves does not cancel it."""
    return await asyncio.shield(task)


async def answer_to(rt: Runtime, company: CompanyConfig, received: Received, emit: Emit) -> Answer:
    """Answer one stored message: by a turn of our own, or by the one that covered it. Waits for its turn at most
    as long as a claim can outlive its process."""
    patience = rt.settings.claim_lease + rt.settings.answer_timeout
    deadline = asyncio.get_running_loop().time() + patience
    answer = await _take_turn(rt, received.turn, emit) if received.turn else None
    while answer is None:
        answer = await respond(rt, company, received.conversation_id, emit)
        if answer is not None:
            break
        answer = await _answer_of(rt, company, received.message_id)
        if answer is not None:
            emit(answer.text)
            break
        if asyncio.get_running_loop().time() > deadline:
            raise Unavailable("The conversation is busy", retry_after=5)
        await asyncio.sleep(_POLL)
    return answer


async def respond(rt: Runtime, company: CompanyConfig, conversation_id: int, emit: Emit) -> Answer | None:
    """Answer everything the customer wrote since the last answer. None when another is at it, or nothing waits."""
    async with rt.db.direct(company.id) as connection:
        turn = await claims.claim(rt, connection, company, conversation_id)
    return await _take_turn(rt, turn, emit) if turn else None


async def _take_turn(rt: Runtime, turn: Turn, emit: Emit) -> Answer | None:
    with claims.kept(rt, turn):
        stage = await listen(rt, turn)
        answer, stage = await compose.answer(rt, stage, emit)
        return await _save(rt, stage, answer)


class _Lost(Exception):
    """Our claim lapsed and another took over: what we made is not said."""


async def _save(rt: Runtime, stage: Stage, answer: Answer) -> Answer | None:
    """Store the answer, the lead and the notices in one transaction. A database that is just restarting is waited
    for: the answer was expensive."""
    for attempt in range(_SAVE_ATTEMPTS):
        try:
            return await _saved(rt, stage, answer)
        except _Lost:
            log.warning("answer dropped, the claim had lapsed", conversation=stage.turn.conversation_id)
            return None
        except Unavailable:
            if attempt == _SAVE_ATTEMPTS - 1:
                raise
            await asyncio.sleep(0.2 * 2**attempt)
    raise AssertionError("unreachable")


async def _saved(rt: Runtime, stage: Stage, answer: Answer) -> Answer:
    at, turn, draft = rt.clock(), stage.turn, stage.draft
    if not capture.changes(turn.draft, draft):
        async with rt.db.direct(turn.company.id) as connection:
            await _write(connection, turn, draft, answer, at)
        status = turn.lead_status
    else:
        async with rt.db.scoped(turn.company.id) as session:
            await _write(await driver_of(session), turn, draft, answer, at)
            language, text = answer.language, answer.text
            status = await capture.store(rt, session, stage, language=language, text=text, at=at)
    TURNS.labels(turn.channel).inc()
    return replace(answer, lead_status=status)


# The update's row is locked, so it sees the newest message even where the statement's snapshot does not.
_WRITE = """
WITH ours AS (
    UPDATE conversations SET
        claim = NULL, claimed_until = NULL, last_message_at = %(at)s, language = %(language)s, state = %(state)s,
        waiting_since = CASE WHEN heard_id > %(last)s THEN %(at)s END,
        handed_over_at = CASE WHEN %(handed_over)s THEN coalesce(handed_over_at, %(at)s) ELSE handed_over_at END
    WHERE id = %(conversation)s AND claim = %(claim)s
    RETURNING id, company_id
), reply AS (
    INSERT INTO messages (company_id, conversation_id, role, text, meta, created_at)
    SELECT company_id, id, 'assistant', %(text)s, %(meta)s, %(at)s FROM ours
    RETURNING id
), answered AS (
    UPDATE messages SET answered_by = reply.id FROM reply WHERE messages.id = ANY(%(pending)s)
)
SELECT id FROM reply
"""


async def _write(connection: Driver, turn: Turn, draft: Draft, answer: Answer, at: datetime) -> None:
    ids = [line.id for line in turn.pending]
    values = {
        "conversation": turn.conversation_id,
        "claim": turn.claim,
        "at": at,
        "language": answer.language,
        "state": Jsonb({"draft": msgspec.to_builtins(draft)}),
        "handed_over": draft.handed_over,
        "last": ids[-1],
        "pending": ids,
        "text": answer.text,
        "meta": Jsonb(_meta(answer)),
    }
    if await one(connection, _WRITE, values) is None:
        raise _Lost


_PLAIN = {field.name: getattr(Answer("", ""), field.name) for field in fields(Answer) if field.name != "text"}


def _meta(answer: Answer) -> dict[str, object]:
    """What is not the default, so that a second listener gets the same answer."""
    return {
        name: msgspec.to_builtins(value)
        for name, plain in _PLAIN.items()
        if (value := getattr(answer, name)) != plain
    }


_ANSWER_OF = """
SELECT reply.text, reply.meta FROM messages AS asked JOIN messages AS reply ON reply.id = asked.answered_by
WHERE asked.id = %(message)s
"""


async def _answer_of(rt: Runtime, company: CompanyConfig, message_id: int) -> Answer | None:
    """The stored answer that covers a message."""
    async with rt.db.direct(company.id) as connection:
        row = await one(connection, _ANSWER_OF, {"message": message_id})
    if row is None:
        return None
    return msgspec.convert({**row.meta, "text": row.text, "language": row.meta.get("language", "")}, Answer)


async def drain(rt: Runtime, seconds: float) -> None:
    """Let the answers in flight end, for as long as that."""
    if rt.answers:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*rt.answers, return_exceptions=True)
