"""Answers a message, top to bottom: claim, load, understand, compose, save. Read this file first.

`answer_message` is what a door calls after `receive_message`: it waits for its turn, answers, or finds that another
answer covered the message. The work runs in a task of its own: a client that hangs up does not stop it.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial

import structlog

from parley.conversation import turn_store
from parley.conversation.agent import EmitText
from parley.conversation.answer import compose_answer
from parley.conversation.availability import closed_message
from parley.conversation.claim import acquire_claim, keep_claim_alive, renew_claim
from parley.conversation.receive import ReceivedMessage
from parley.conversation.understand_turn import understand_turn
from parley.dialogue.model import DialogueState
from parley.domain.company import CompanyConfig
from parley.domain.turn import Answer, Turn
from parley.errors import Unavailable
from parley.infra.database import driver_connection_of
from parley.leads import capture
from parley.metrics import ANSWERED_TURNS
from parley.runtime import Runtime

log = structlog.get_logger()

# Between two looks whether it is our turn, or whether another answer covered the message.
_POLL_SECONDS = 0.05
# Between two attempts to save; after the last one it is given up.
_SAVE_PAUSES_SECONDS = (0.2, 0.4, 0.8, 1.6, 3.2)


def start_answer(
    rt: Runtime, company: CompanyConfig, received: ReceivedMessage, emit: EmitText
) -> "asyncio.Task[Answer]":
    """Begins to answer, and goes on even when nobody waits for it. `emit` gets the pieces as the model makes
    them."""
    task = asyncio.create_task(answer_message(rt, company, received, emit))
    rt.running_answers.add(task)
    task.add_done_callback(rt.running_answers.discard)
    return task


async def wait_for_answer(task: "asyncio.Task[Answer]") -> Answer:
    """Waits for an answer; being cancelled ourselves does not cancel it."""
    return await asyncio.shield(task)


async def answer_message(rt: Runtime, company: CompanyConfig, received: ReceivedMessage, emit: EmitText) -> Answer:
    """Answers one stored message: by a turn of our own, or by the one that covered it. Waits for its turn at most
    as long as a claim can outlive its process; then raises Unavailable."""
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
        await rt.sleep(_POLL_SECONDS)
    return answer


async def answer_pending(
    rt: Runtime, company: CompanyConfig, conversation_id: int, emit: EmitText
) -> Answer | None:
    """Answers everything the customer wrote since the last answer; returns None when another is at it, or nothing
    waits."""
    async with rt.db.direct(company.id) as connection:
        turn = await acquire_claim(rt, connection, company, conversation_id)
    return await _run_turn(rt, turn, emit) if turn else None


async def _run_turn(rt: Runtime, turn: Turn, emit: EmitText) -> Answer | None:
    """Answers a turn and saves the answer; returns None where the claim was lost meanwhile. Nothing is understood
    for a company that is not open."""
    if closed := closed_message(turn.company):
        emit(closed)
        return await _save_answer(rt, turn, Answer(closed, turn.language), None)
    with keep_claim_alive(partial(renew_claim, rt, turn), rt.settings.claim_lease):
        state = await understand_turn(rt, turn)
        answer, state = await compose_answer(rt, state, emit)
        return await _save_answer(rt, turn, answer, state)


async def _save_answer(rt: Runtime, turn: Turn, answer: Answer, state: DialogueState | None) -> Answer | None:
    """Saves an answer; returns None where the claim lapsed and another took over: what we made is not said then.

    `state`: None where nothing was understood. A database that is just restarting is waited for, for the answer was
    expensive; raises Unavailable when it does not come back.
    """
    pauses = iter(_SAVE_PAUSES_SECONDS)
    while True:
        try:
            saved = await _try_to_save(rt, turn, answer, state)
        except Unavailable:
            pause = next(pauses, None)
            if pause is None:
                raise
            await rt.sleep(pause)
        else:
            if saved is None:
                log.warning("answer dropped, the claim had lapsed", conversation=turn.conversation_id)
            return saved


async def _try_to_save(rt: Runtime, turn: Turn, answer: Answer, state: DialogueState | None) -> Answer | None:
    """Stores the answer, the lead and the notices in one transaction; one statement where the lead stays as it
    is."""
    at, draft, status = rt.clock(), state.draft if state else turn.draft, turn.lead_status
    if state is None or not capture.has_lead_changed(turn.draft, draft):
        async with rt.db.direct(turn.company.id) as connection:
            if not await turn_store.save_answer(connection, turn, draft, answer, at):
                return None
    else:
        async with rt.db.scoped(turn.company.id) as session:
            connection = await driver_connection_of(session)
            if not await turn_store.save_answer(connection, turn, draft, answer, at):
                return None
            language, text = answer.language, answer.text
            status = await capture.store_lead(rt, session, state, language=language, text=text, at=at)
    ANSWERED_TURNS.labels(turn.channel).inc()
    return replace(answer, lead_status=status)


async def _load_answer(rt: Runtime, company: CompanyConfig, message_id: int) -> Answer | None:
    """Returns the stored answer that covers a message."""
    async with rt.db.direct(company.id) as connection:
        return await turn_store.find_answer(connection, message_id)


async def drain_answers(rt: Runtime, seconds: float) -> None:
    """Lets the answers in flight end, for so many seconds at most."""
    if rt.running_answers:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*rt.running_answers, return_exceptions=True)
