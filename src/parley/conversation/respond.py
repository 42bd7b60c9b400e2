"""Answers a message, top to bottom: claim, load, understand, compose, save. Read this file first.

`answer_message` is what a door calls after `receive_message`: it waits for its turn, answers, or finds that another
answer covered the message. The work runs in a task of its own: a client that hangs up does not stop it.
"""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from parley.conversation import turn_store
from parley.conversation.agent import EmitText
from parley.conversation.answer import compose_answer
from parley.conversation.answer_stream import AnswerStream
from parley.conversation.attachments import attachment_answer
from parley.conversation.availability import closed_message
from parley.conversation.chat_answer import plan_chat_answer
from parley.conversation.claim import ClaimLease, acquire_claim, is_out_of_attempts, keep_claim_alive
from parley.conversation.failed_turn import abandon_attempt, give_up, record_failure
from parley.conversation.held_by_person import answer_of_person
from parley.conversation.receive import ReceivedMessage
from parley.conversation.summary import schedule_summary
from parley.conversation.unanswered import note_unanswered
from parley.conversation.understand_turn import understand_turn
from parley.dialogue.model import DialogueState
from parley.domain.company import CompanyConfig
from parley.domain.turn import Answer, Turn
from parley.errors import Unavailable
from parley.handover.ask import ask_for_human
from parley.handover.reason import find_handover_reason
from parley.infra.database import driver_connection_of
from parley.leads import capture
from parley.leads.deletion import delete_contact
from parley.metrics import ANSWERED_TURNS
from parley.runtime import Runtime

log = structlog.get_logger()

# Between two looks whether it is our turn, or whether another answer covered the message.
_POLL_SECONDS = 0.05
# Before the second attempt at a turn; before the third it is twice as long.
_RETRY_PAUSE_SECONDS = 0.3
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
    deadline = asyncio.get_running_loop().time() + _max_turn_seconds(rt)
    stream, turn = AnswerStream(emit), received.turn
    while True:
        turn = turn or await _claim_turn(rt, company, received.conversation_id)
        if turn is not None:
            # After a failure the messages before ours are answered first, each alone; nobody listens to that here.
            covers_ours = received.message_id in {message.id for message in turn.pending}
            answer = await _run_turn(rt, turn, stream if covers_ours else AnswerStream(_say_nothing))
            if answer is not None and covers_ours:
                return answer
        answer = await _load_answer(rt, company, received.message_id)
        if answer is None and turn is None:
            answer = await answer_of_person(rt, company, received)
        if answer is not None:
            stream.complete(answer.text)
            return answer
        if asyncio.get_running_loop().time() > deadline:
            raise Unavailable("The conversation is busy", retry_after=5)
        await rt.sleep(_POLL_SECONDS)
        turn = None


async def answer_pending(
    rt: Runtime, company: CompanyConfig, conversation_id: int, emit: EmitText, *, alone: bool = False
) -> Answer | None:
    """Answers what the customer wrote since the last answer, all of it together or, after a failure, the oldest
    message; what cannot be answered is given up. Returns None when another is at it, or nothing waits. `alone`: see
    claim.py."""
    stream = AnswerStream(emit)
    while turn := await _claim_turn(rt, company, conversation_id, alone=alone):
        if answer := await _run_turn(rt, turn, stream):
            return answer
    return None


async def _claim_turn(
    rt: Runtime, company: CompanyConfig, conversation_id: int, *, alone: bool = False
) -> Turn | None:
    async with rt.db.direct(company.id) as connection:
        return await acquire_claim(rt, connection, company, conversation_id, alone=alone)


async def _run_turn(rt: Runtime, turn: Turn, stream: AnswerStream) -> Answer | None:
    """Answers a turn and saves the answer; returns None where the claim was lost meanwhile, where the attempt
    failed and another may begin, and where the turn was given up: what is said then is stored like any answer."""
    try:
        if is_out_of_attempts(turn):
            await give_up(rt, turn)
            return None
        answer = await _make_answer(rt, turn, stream)
    except Unavailable:
        await abandon_attempt(rt, turn)
        raise
    except Exception:
        log.exception("a turn failed", conversation=turn.conversation_id, attempt=turn.failed_attempts + 1)
        stream.fail()
        if is_out_of_attempts(turn):
            await abandon_attempt(rt, turn)
            raise
        await record_failure(rt, turn)
        await rt.sleep(_RETRY_PAUSE_SECONDS * (turn.failed_attempts + 1))
        return None
    if answer is not None:
        stream.complete(answer.text)
        await schedule_summary(rt, turn)
    return answer


async def _make_answer(rt: Runtime, turn: Turn, stream: AnswerStream) -> Answer | None:
    """Returns the saved answer; None where the claim was lost. Nothing is understood for a company that is not
    open. Raises TimeoutError for a turn that has no end."""
    if closed := closed_message(turn.company):
        return await _save_answer(rt, turn, Answer(closed, turn.language), None)
    if noted := attachment_answer(rt, turn):
        return await _save_answer(rt, turn, noted, None)
    lease = ClaimLease(rt, turn)
    with keep_claim_alive(lease.renew, rt.settings.claim_lease):
        async with asyncio.timeout(_max_turn_seconds(rt)):
            state = await understand_turn(rt, turn)
            answer, state = await compose_answer(rt, state, stream.begin(lease.is_certain))
        stream.end()
        return await _save_answer(rt, turn, answer, state)


def _max_turn_seconds(rt: Runtime) -> float:
    return rt.settings.claim_lease + rt.settings.answer_timeout


def _say_nothing(_: str) -> None: ...


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
            else:
                await note_unanswered(rt, turn, saved, state.draft if state else turn.draft)
            return saved


async def _try_to_save(rt: Runtime, turn: Turn, answer: Answer, state: DialogueState | None) -> Answer | None:
    """Stores the answer, the lead, a hand-over and the notices in one transaction; one statement where the lead
    stays as it is and nobody is asked for."""
    at, draft, status = rt.clock(), state.draft if state else turn.draft, turn.lead_status
    is_lead_changed = state is not None and (
        state.understanding.deletes_data or capture.has_lead_changed(turn.draft, draft)
    )
    reason, words = find_handover_reason(state) if state else None, turn.text
    if not (is_lead_changed or reason or turn.account_id):
        async with rt.db.direct(turn.company.id) as connection:
            if not await turn_store.save_answer(connection, turn, draft, answer, at):
                return None
    else:
        async with rt.db.scoped(turn.company.id) as session:
            connection = await driver_connection_of(session)
            if not await turn_store.save_answer(connection, turn, draft, answer, at):
                return None
            await plan_chat_answer(rt, session, turn, answer, at)
            if state is not None and is_lead_changed:
                words = await _delete_where_wanted(session, state, at)
                status = await capture.store_lead(
                    rt, session, state, language=answer.language, text=answer.text, at=at
                )
            if reason:
                number = turn.conversation_id
                await ask_for_human(rt, session, turn.company, number, reason, at=at, words=words)
    ANSWERED_TURNS.labels(turn.channel).inc()
    return replace(answer, lead_status=status)


async def _delete_where_wanted(session: AsyncSession, state: DialogueState, at: datetime) -> str:
    """Deletes the customer's contact where they want it; returns their words without it."""
    if not state.understanding.deletes_data:
        return state.turn.text
    draft = state.draft
    numbers = (draft.phone.raw, draft.phone.e164 or "") if draft.phone else ()
    deleted = await delete_contact(session, state.turn, at, kept=(*numbers, *draft.addresses))
    return deleted.blot(state.turn.text)


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
