"""The SQL of turns that fail: counting failures, giving a claim back, and what is stored instead of an answer."""

from datetime import datetime

from psycopg.types.json import Jsonb

from parley.conversation.turn_events import STORE_REPLY
from parley.conversation.turn_json import encode_answer_meta
from parley.conversation.turn_rows import IdRow, PendingRow, SqlParams
from parley.domain.turn import Answer, Turn
from parley.infra.database import DriverConnection, fetch_row

COUNT_FAILURE = """
UPDATE conversations SET failed_attempts = failed_attempts + 1
WHERE id = %(conversation)s AND claim = %(token)s RETURNING failed_attempts AS id
"""


async def count_failure(connection: DriverConnection, conversation_id: int, token: str) -> int | None:
    """Counts an attempt that ended in an error, and returns how many there were; None where the claim was lost."""
    row = await fetch_row(connection, IdRow, COUNT_FAILURE, {"conversation": conversation_id, "token": token})
    return row.id if row else None


# What waits goes on waiting.
GIVE_CLAIM_BACK = """
UPDATE conversations SET claim = NULL, claimed_until = NULL WHERE id = %(conversation)s AND claim = %(token)s
"""


async def give_claim_back(connection: DriverConnection, conversation_id: int, token: str) -> None:
    """Lets the next attempt begin at once; somebody else's claim stays."""
    await connection.execute(GIVE_CLAIM_BACK, {"conversation": conversation_id, "token": token})


FIND_OLDEST_PENDING = """
SELECT messages.id, messages.text, conversations.state
FROM conversations JOIN messages ON messages.conversation_id = conversations.id
WHERE conversations.id = %(conversation)s AND role = 'user' AND answered_by IS NULL
ORDER BY messages.id LIMIT 1
"""


async def find_oldest_pending(connection: DriverConnection, conversation_id: int) -> PendingRow | None:
    """Returns the message that is to be answered first; None where nothing waits."""
    return await fetch_row(connection, PendingRow, FIND_OLDEST_PENDING, {"conversation": conversation_id})


# Like SAVE_ANSWER: only for who has the claim, and what came after the message waits from now on.
SAVE_FAILED_TURN = f"""
WITH ours AS (
    UPDATE conversations SET
        claim = NULL, claimed_until = NULL, failed_attempts = 0, lost_claims = 0, last_message_at = %(at)s,
        state = CASE WHEN %(is_state_readable)s THEN state ELSE '{{}}' END,
        waiting_since = CASE WHEN heard_id > %(message)s THEN %(at)s END
    WHERE id = %(conversation)s AND claim = %(claim)s
    RETURNING id, company_id
), {STORE_REPLY}, answered AS (
    UPDATE messages SET answered_by = reply.id, meta = meta || '{{"failed": true}}'
    FROM reply WHERE messages.id = %(message)s
)
SELECT id FROM reply
"""


async def save_failed_turn(
    connection: DriverConnection,
    turn: Turn,
    message_id: int,
    answer: Answer,
    at: datetime,
    *,
    is_state_readable: bool,
) -> bool:
    """Stores what is said to a message that could not be answered, and marks both; returns False where the claim
    was lost. A state that cannot be read is begun anew."""
    params: SqlParams = {
        "conversation": turn.conversation_id,
        "claim": turn.claim_token,
        "message": message_id,
        "is_state_readable": is_state_readable,
        "text": answer.text,
        "meta": Jsonb(encode_answer_meta(answer)),
        "at": at,
    }
    return await fetch_row(connection, IdRow, SAVE_FAILED_TURN, params) is not None
