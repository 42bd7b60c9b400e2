"""The lease on a conversation: at most one answer at a time, whatever dies.

A claim is a conditional update. It lapses by itself after the lease, and at once where its process is known to be
dead (worker/schedule.py), so that a killed process blocks nobody; a living one renews it. Saving an answer needs
the claim still to be ours: an answer that comes too late is dropped.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

import structlog

from parley.conversation import failed_turn_store, turn_store
from parley.conversation.turn_json import decode_state
from parley.conversation.turn_rows import ClaimedRow, MessageRow
from parley.domain.company import CompanyConfig
from parley.domain.lead import LeadDraft
from parley.domain.turn import StoredMessage, Turn
from parley.errors import Unavailable
from parley.infra.database import DriverConnection
from parley.runtime import Runtime

log = structlog.get_logger()

# A turn that ended in an error so often, or whose claim lapsed so often, is given up. A claim also lapses where a
# process is killed for reasons of its own, so that counts for less.
MAX_FAILED_ATTEMPTS, MAX_LOST_CLAIMS = 3, 5
# Messages beyond the context that are read in any case: a burst of messages rarely is longer.
_EXTRA_MESSAGES = 5
# A claim is renewed this often before it would lapse: one renewal may fail.
_RENEWALS_PER_LEASE = 3


def new_claim_token(rt: Runtime) -> str:
    """Returns a token that proves whose a claim is; it begins with the name of the process, where that has one."""
    name = rt.process_name()
    return f"{name}.{uuid4().hex}" if name else uuid4().hex


async def acquire_claim(
    rt: Runtime, connection: DriverConnection, company: CompanyConfig, conversation_id: int, *, alone: bool = False
) -> Turn | None:
    """Claims a conversation and loads what is to be answered; None when another has it, or nothing waits.

    The claim comes first and the loading after it: nothing that was answered meanwhile is answered again. `alone`:
    no other conversation whose claims lapsed again and again is being answered beside this one.
    """
    at, token = rt.clock(), new_claim_token(rt)
    row = await turn_store.claim_conversation(
        connection, conversation_id, token, at=at, until=at + rt.settings.claim_lease_time, alone=alone
    )
    if row is None:
        return None
    turn = await load_turn_persistently(rt, connection, company, row, token)
    if turn is None:
        await turn_store.release_claim(connection, conversation_id, token, row.heard_id)
    return turn


def message_limit(rt: Runtime) -> int:
    """Returns how many messages are read for a turn."""
    return rt.settings.max_context_messages + _EXTRA_MESSAGES


async def load_turn_persistently(
    rt: Runtime,
    connection: DriverConnection,
    company: CompanyConfig,
    row: ClaimedRow,
    token: str,
    messages: Sequence[MessageRow] = (),
) -> Turn | None:
    """Returns what `load_turn` does, and a turn that is to be given up where that fails again and again."""
    while True:
        try:
            return await load_turn(rt, connection, company, row, token, messages)
        except Exception:
            # A lost connection fails here again, and nothing is counted then.
            failed_attempts = await failed_turn_store.count_failure(connection, row.id, token)
            log.exception("a turn could not be read", conversation=row.id, attempt=failed_attempts)
            if failed_attempts is None:
                return None
            row, messages = row._replace(failed_attempts=failed_attempts), ()


async def load_turn(
    rt: Runtime,
    connection: DriverConnection,
    company: CompanyConfig,
    row: ClaimedRow,
    token: str,
    messages: Sequence[MessageRow] = (),
) -> Turn | None:
    """Returns the turn of a conversation just claimed; None when nothing waits. `messages`: the last ones, newest
    first, where they were read already.

    After a failure only the oldest message is answered: either it alone cannot be, or it can. A turn that is to be
    given up is not read.
    """
    if is_out_of_attempts(row):
        return _turn(company, row, token, LeadDraft(), (), ())
    messages = await _load_messages(connection, row.id, message_limit(rt), messages)
    pending = [message for message in messages if message.is_pending]
    if not pending:
        return None
    if row.failed_attempts or row.lost_claims >= turn_store.ALONE_FROM_LOST_CLAIMS:
        pending = pending[:1]
    history = [_stored_message(message) for message in messages if not message.is_pending]
    max_history = rt.settings.max_context_messages
    return _turn(company, row, token, decode_state(row.state), history[-max_history:], pending)


def is_out_of_attempts(row_or_turn: ClaimedRow | Turn) -> bool:
    """Tells whether a turn failed so often that its oldest message is given up."""
    return row_or_turn.failed_attempts >= MAX_FAILED_ATTEMPTS or row_or_turn.lost_claims >= MAX_LOST_CLAIMS


def _turn(
    company: CompanyConfig,
    row: ClaimedRow,
    token: str,
    draft: LeadDraft,
    history: Sequence[StoredMessage],
    pending: Sequence[MessageRow],
) -> Turn:
    utm = row.origin.get("utm")
    return Turn(
        company=company,
        conversation_id=row.id,
        contact_id=row.contact_id,
        lead_id=row.lead_id or 0,
        lead_status=row.lead_status or "",
        channel=row.channel,
        language=row.language or company.language,
        claim_token=token,
        draft=draft,
        history=history,
        pending=[_stored_message(message) for message in pending],
        failed_attempts=row.failed_attempts,
        lost_claims=row.lost_claims,
        claimed_until=row.claimed_until,
        is_voice=bool(pending and pending[-1].is_voice),
        summary=row.summary,
        summarized_id=row.summarized_id,
        is_greeted=bool(row.origin.get("greeted")),
        shows_cards=bool(row.origin.get("cards")),
        utm=utm if isinstance(utm, dict) else {},
        account_id=row.account_id or 0,
        chat_id=row.chat_id,
        owner_epoch=row.owner_epoch,
    )


def _stored_message(row: MessageRow) -> StoredMessage:
    return StoredMessage(row.id, row.role, row.text, row.attachment or "")


async def _load_messages(
    connection: DriverConnection, conversation_id: int, limit: int, messages: Sequence[MessageRow]
) -> Sequence[MessageRow]:
    """Returns the last messages, oldest first; more of them when even the oldest is unanswered."""
    messages = messages or await turn_store.recent_messages(connection, conversation_id, limit)
    while len(messages) >= limit and messages[-1].is_pending:
        limit = limit * 4
        messages = await turn_store.recent_messages(connection, conversation_id, limit)
    return messages[::-1]


async def renew_claim(rt: Runtime, turn: Turn) -> bool | None:
    """Prolongs the claim of a turn by a whole lease from now; returns False where it is somebody else's by now,
    None where the database is restarting: the next renewal is soon enough."""
    until = rt.clock() + rt.settings.claim_lease_time
    try:
        async with rt.db.direct(turn.company.id) as connection:
            return await turn_store.extend_claim(connection, turn.conversation_id, turn.claim_token, until)
    except Unavailable:
        return None


class ClaimLease:
    """What is known of a turn's claim without asking the database: a process that was frozen finds out by the clock
    that another may have its conversation by now."""

    def __init__(self, rt: Runtime, turn: Turn) -> None:
        self._rt, self._turn = rt, turn
        self._until, self._is_lost = turn.claimed_until, False
        # Clocks of two machines differ, and words that are on their way cannot be taken back.
        self._margin = rt.settings.claim_lease_time / _RENEWALS_PER_LEASE

    def is_certain(self) -> bool:
        """Tells whether the claim is ours for certain."""
        return not self._is_lost and (self._until is None or self._rt.clock() < self._until - self._margin)

    async def renew(self) -> None:
        """Prolongs the claim, and notes whether it was still ours."""
        until = self._rt.clock() + self._rt.settings.claim_lease_time
        match await renew_claim(self._rt, self._turn):
            case True:
                self._until = until
            case False:
                self._is_lost = True


@contextmanager
def keep_claim_alive(renew: Callable[[], Awaitable[None]], lease_seconds: float) -> Iterator[None]:
    """Renews a claim several times a lease for as long as the block runs. An ordinary answer is done long before
    the first time, so no task is made for it."""
    loop, interval = asyncio.get_running_loop(), lease_seconds / _RENEWALS_PER_LEASE
    tasks: set[asyncio.Task[None]] = set()

    def begin() -> None:
        tasks.add(loop.create_task(_renew_repeatedly(renew, interval)))

    timer = loop.call_later(interval, begin)
    try:
        yield
    finally:
        timer.cancel()
        for task in tasks:
            task.cancel()


async def _renew_repeatedly(renew: Callable[[], Awaitable[None]], interval: float) -> None:
    while True:
        await renew()
        await asyncio.sleep(interval)
