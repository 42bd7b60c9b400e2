"""What becomes of a turn that fails: it is tried again, its oldest message alone, and after so many attempts given
up. Then the customer is told so, a person is asked to look at it, and the messages behind it are answered."""

from contextlib import suppress

import structlog

from parley.conversation import failed_turn_store
from parley.conversation.chat_answer import plan_chat_answer
from parley.conversation.claim import MAX_FAILED_ATTEMPTS
from parley.conversation.turn_json import decode_state
from parley.conversation.turn_rows import PendingRow
from parley.domain.handover import HandoverReason
from parley.domain.turn import Answer, Turn
from parley.domain.understanding import MessageContext
from parley.errors import Unavailable
from parley.handover.ask import ask_for_human
from parley.infra.database import driver_connection_of
from parley.metrics import FAILED_TURNS
from parley.runtime import Runtime

log = structlog.get_logger()


async def record_failure(rt: Runtime, turn: Turn) -> None:
    """Counts an attempt that ended in an error, and lets the next one begin. Where the database is away nothing is
    counted: the claim lapses, and that is."""
    with suppress(Unavailable):
        async with rt.db.direct(turn.company.id) as connection:
            await failed_turn_store.count_failure(connection, turn.conversation_id, turn.claim_token)
            await failed_turn_store.give_claim_back(connection, turn.conversation_id, turn.claim_token)


async def abandon_attempt(rt: Runtime, turn: Turn) -> None:
    """Lets the next attempt begin at once where this one failed for reasons that are not its own."""
    with suppress(Unavailable):
        async with rt.db.direct(turn.company.id) as connection:
            await failed_turn_store.give_claim_back(connection, turn.conversation_id, turn.claim_token)


async def give_up(rt: Runtime, turn: Turn) -> None:
    """Answers the oldest message of a turn by the plainest words there are, marked, with a hand-over."""
    async with rt.db.direct(turn.company.id) as connection:
        pending = await failed_turn_store.find_oldest_pending(connection, turn.conversation_id)
        if pending is None:
            await failed_turn_store.give_claim_back(connection, turn.conversation_id, turn.claim_token)
            return
        language = rt.language(_language(rt, turn, pending))
        answer = Answer(
            language.replies.model_failed, language.code, action="escalated", handover=True, failed=True
        )
    if await _save(rt, turn, pending, answer):
        FAILED_TURNS.labels(turn.channel).inc()
        log.error(
            "a message could not be answered and was handed over",
            conversation=turn.conversation_id,
            message=pending.id,
            failed_attempts=turn.failed_attempts,
            lost_claims=turn.lost_claims,
        )


async def _save(rt: Runtime, turn: Turn, pending: PendingRow, answer: Answer) -> bool:
    """Stores the answer, the hand-over and its notices in one transaction; returns False where the claim was
    lost."""
    at, is_readable = rt.clock(), _is_state_readable(pending)
    async with rt.db.scoped(turn.company.id) as session:
        connection = await driver_connection_of(session)
        saved = await failed_turn_store.save_failed_turn(
            connection, turn, pending.id, answer, at, is_state_readable=is_readable
        )
        if saved:
            await plan_chat_answer(rt, session, turn, answer, at)
            number, reason = turn.conversation_id, HandoverReason.FAILED_TURN
            await ask_for_human(rt, session, turn.company, number, reason, at=at, words=pending.text)
    return saved


def _language(rt: Runtime, turn: Turn, pending: PendingRow) -> str:
    """Returns the language of a message, where it can be understood that far. One that kills processes is not
    touched: that of the conversation has to do."""
    if turn.failed_attempts < MAX_FAILED_ATTEMPTS:
        return turn.language
    context = MessageContext(language=turn.language, country=turn.company.country)
    try:
        return rt.analyzer.read(pending.text).understand(context).understanding.language
    except Exception:
        return turn.language


def _is_state_readable(pending: PendingRow) -> bool:
    try:
        decode_state(pending.state)
    except Exception:
        return False
    return True
