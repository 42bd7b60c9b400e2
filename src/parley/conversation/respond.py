"""One answer, top to bottom: claim, load, listen, compose, save. Read this file first.

`answer_message` is what a door calls after `receive`: it waits for its turn, answers, or finds that another answer
covered the message. The work runs in a task of its own: a client that hangs up does not stop it.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from parley.conversation import turn_store
from parley.conversation.agent import EmitText
from parley.conversation.answer import compose_answer
from parley.conversation.claim import acquire_claim, keep_claim_alive, renew_claim
from parley.conversation.receive import ReceivedMessage
from parley.conversation.understand_turn import understand_turn
from parley.dialogue.model import DialogueState
from parley.domain.company import CompanyConfig
from parley.domain.turn import Answer, Turn
from parley.errors import Unavailable
from parley.infra.database import DriverConnection, driver_connection_of
from parley.leads import capture
from parley.metrics import ANSWERED_TURNS
from parley.runtime import Runtime

log = structlog.get_logger()

_POLL_SECONDS = 0.05
_MAX_SAVE_ATTEMPTS = 6


def start_answer(
    rt: Runtime, company: CompanyConfig, received: ReceivedMessage, emit: EmitText
) -> "asyncio.Task[Answer]":
    """Begin to answer, and go on whoever listens. `emit` gets the pieces as the model makes them."""
    task = asyncio.create_task(answer_message(rt, company, received, emit))
    rt.running_answers.add(task)
    task.add_done_callback(rt.running_answers.discard)
    return task


async def wait_for_answer(task: "asyncio.Task[Answer]") -> Answer:
    """Wait for an answer; being cancelled ourselves does not cancel it."""
    return await asyncio.shield(task)


async def answer_message(rt: Runtime, company: CompanyConfig, received: ReceivedMessage, emit: EmitText) -> Answer:
    """Answer one stored message: by a turn of our own, or by the one that covered it. Waits for its turn at most
    as long as a claim can outlive its process."""
    max_wait = rt.settings.claim_lease + rt.settings.answer_timeout
    deadline = asyncio.get_running_loop().time() + max_wait
    answer = await _run_turn(rt, received.turn, emit) if received.turn else None
    while answer is None:
        answer = await answer_pending(rt, company, received.conversation_id, emit)
        if answer is not None:
            break
        answer = await _load_answer(rt, company, received.message_id)
        if answer is not None:
            emit(answer.text)
            break
        if asyncio.get_running_loop().time() > deadline:
            raise Unavailable("The conversation is busy", retry_after=5)
        await asyncio.sleep(_POLL_SECONDS)
    return answer


async def answer_pending(
    rt: Runtime, company: CompanyConfig, conversation_id: int, emit: EmitText
) -> Answer | None:
    """Answer everything the customer wrote since the last answer. None when another is at it, or nothing waits."""
    async with rt.db.direct(company.id) as connection:
        turn = await acquire_claim(rt, connection, company, conversation_id)
    return await _run_turn(rt, turn, emit) if turn else None


async def _run_turn(rt: Runtime, turn: Turn, emit: EmitText) -> Answer | None:
    with keep_claim_alive(partial(renew_claim, rt, turn), rt.settings.claim_lease):
        state = await understand_turn(rt, turn)
        answer, state = await compose_answer(rt, state, emit)
        return await _save_with_retries(rt, state, answer)


class _ClaimLost(Exception):
    """Our claim lapsed and another took over: what we made is not said."""


async def _save_with_retries(rt: Runtime, state: DialogueState, answer: Answer) -> Answer | None:
    """Store the answer, the lead and the notices in one transaction. A database that is just restarting is waited
    for: the answer was expensive."""
    for attempt in range(_MAX_SAVE_ATTEMPTS):
        try:
            return await _save_once(rt, state, answer)
        except _ClaimLost:
            log.warning("answer dropped, the claim had lapsed", conversation=state.turn.conversation_id)
            return None
        except Unavailable:
            if attempt == _MAX_SAVE_ATTEMPTS - 1:
                raise
            await asyncio.sleep(0.2 * 2**attempt)
    raise AssertionError("unreachable")


async def _save_once(rt: Runtime, state: DialogueState, answer: Answer) -> Answer:
    at, turn, draft = rt.clock(), state.turn, state.draft
    if not capture.has_lead_changed(turn.draft, draft):
        async with rt.db.direct(turn.company.id) as connection:
            await _write_answer(connection, state, answer, at)
        status = turn.lead_status
    else:
        async with rt.db.scoped(turn.company.id) as session:
            await _write_answer(await driver_connection_of(session), state, answer, at)
            language, text = answer.language, answer.text
            status = await capture.store_lead(rt, session, state, language=language, text=text, at=at)
    ANSWERED_TURNS.labels(turn.channel).inc()
    return replace(answer, lead_status=status)


async def _write_answer(connection: DriverConnection, state: DialogueState, answer: Answer, at: datetime) -> None:
    if not await turn_store.save_answer(connection, state.turn, state.draft, answer, at):
        raise _ClaimLost


async def _load_answer(rt: Runtime, company: CompanyConfig, message_id: int) -> Answer | None:
    """Returns the stored answer that covers a message."""
    async with rt.db.direct(company.id) as connection:
        return await turn_store.find_answer(connection, message_id)


async def drain_answers(rt: Runtime, seconds: float) -> None:
    """Let the answers in flight end, for as long as that."""
    if rt.running_answers:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*rt.running_answers, return_exceptions=True)
