"""All SQL of a turn that ends well: receiving a message, claiming its conversation, saving the answer.

Each statement has a name, a comment that says what it does, and one function that runs it and returns typed rows.
An ordinary turn runs two of them: STORE_IN_… (store, claim and read in one) and SAVE_ANSWER. They take the driver's
own connection in the company's scope (docs/adr/0009), so each is a transaction by itself.
"""

from datetime import datetime

from psycopg.types.json import Jsonb

from parley.conversation.turn_events import LEAD_MADE, MESSAGE_IN, STORE_REPLY
from parley.conversation.turn_json import decode_answer, encode_answer_meta, encode_state
from parley.conversation.turn_rows import (
    AnswerRow,
    ClaimedRow,
    ContactRow,
    ConversationKey,
    ConversationRow,
    DuplicateRow,
    IdRow,
    JsonObject,
    MessageRow,
    NewConversation,
    NewMessage,
    SqlParams,
)
from parley.domain.lead import LeadDraft
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer, Turn
from parley.infra.database import DriverConnection, fetch_row, fetch_rows
from parley.tenants.config import COMPANY_VERSION_SQL

# A conversation whose claims lapsed so often may be what kills its processes: it is answered with no other such
# conversation beside it, so that only the guilty one goes on counting.
ALONE_FROM_LOST_CLAIMS = 2

# ── Where a message goes

_WHERE_PUBLIC = "company_id = %(company)s AND channel = %(channel)s AND public_id = %(public)s AND public_id <> ''"
_WHERE_OPEN = """id = (
        SELECT open.id FROM conversations AS open
        JOIN contacts ON open.contact_id = coalesce(contacts.joined_id, contacts.id)
        WHERE contacts.company_id = %(company)s AND contacts.channel = %(channel)s
          AND contacts.external_id = %(sender)s AND open.public_id = '' AND open.closed_at IS NULL
          AND (coalesce(open.account_id, 0) = %(account)s OR (open.joined_at IS NOT NULL AND %(account)s = 0))
        ORDER BY open.id DESC LIMIT 1
    )"""

# ── Storing a message

# What a person of the staff holds the bot does not answer.
_CLAIM_IS_FREE = "(claim IS NULL OR claimed_until < %(at)s) AND owner = 'bot'"
# Messages that come close together are answered together, the first not too late.
_DUE_AT = """CASE WHEN %(due_at)s::timestamptz IS NOT NULL
            THEN least(%(due_at)s, coalesce(waiting_since, %(at)s) + %(max_wait)s) END"""
# A claim that is taken over was neither used nor given back: its process died or hung.
_COUNT_LOST_CLAIM = "lost_claims + (claim IS NOT NULL)::int"
_CLAIMED_COLUMNS = (
    "id, contact_id, channel, language, state, origin, heard_id, failed_attempts, lost_claims, claimed_until, "
    "summary, summarized_id, account_id, chat_id, owner, owner_epoch"
)
# A message that could not be answered, and what was said to it: no later turn reads them.
_IS_READ_BY_TURNS = "role <> 'note' AND NOT meta ? 'failed'"


def _recent_messages(conversation: str) -> str:
    """Returns a SELECT of the columns of `MessageRow`, newest first, at most `most` of them."""
    return f"""
    SELECT id, role, text, role = 'user' AND answered_by IS NULL AS is_pending,
        (meta->>'voice')::boolean AS is_voice, meta->>'attachment' AS attachment
    FROM messages WHERE conversation_id = {conversation} AND {_IS_READ_BY_TURNS}
    ORDER BY id DESC LIMIT %(most)s"""


def _store_message(where: str) -> str:
    """Returns the statement that stores a message, claims its conversation if that is wanted and nobody else has
    it, and reads what a turn needs. It returns no row, and does nothing, where

    - there is no such conversation, or
    - the message is known by its external id, or
    - somebody wrote the conversation's row since the statement began (`xmin` is not the one it saw): the messages
      it sees are old then.

    The row of the conversation is locked first, so that ids, claims and answers of one conversation come one after
    the other.
    """
    claims = f"%(claims)s AND {_CLAIM_IS_FREE} AND {_COUNT_LOST_CLAIM} < %(alone_from)s"
    return f"""
WITH seen AS (
    SELECT id AS seen_id, xmin AS version FROM conversations WHERE {where} AND NOT EXISTS (
        SELECT FROM messages
        WHERE messages.conversation_id = conversations.id AND messages.external_id = %(external_id)s
    )
), conversation AS (
    UPDATE conversations SET
        heard_id = nextval('messages_id_seq'),
        waiting_since = CASE WHEN owner = 'bot' THEN coalesce(waiting_since, %(at)s) END,
        last_message_at = %(at)s,
        answer_due_at = {_DUE_AT},
        claim = CASE WHEN {claims} THEN %(token)s ELSE claim END,
        claimed_until = CASE WHEN {claims} THEN %(until)s ELSE claimed_until END,
        lost_claims = CASE WHEN {claims} THEN {_COUNT_LOST_CLAIM} ELSE lost_claims END
    FROM seen WHERE conversations.id = seen_id AND conversations.xmin = version
    RETURNING {_CLAIMED_COLUMNS}, claim = %(token)s AS is_claimed
), stored AS (
    INSERT INTO messages (id, company_id, conversation_id, role, text, external_id, meta, created_at)
    SELECT heard_id, %(company)s, id, 'user', %(text)s, %(external_id)s, %(meta)s, %(at)s FROM conversation
), told AS ({MESSAGE_IN})
SELECT conversation.*, leads.id AS lead_id, leads.status AS lead_status, {COMPANY_VERSION_SQL} AS company_version,
    CASE WHEN is_claimed THEN (
        SELECT json_agg(json_build_array(id, role, text, is_pending, is_voice, attachment))
        FROM ({_recent_messages("conversation.id")}) AS message
    ) END AS messages
FROM conversation LEFT JOIN leads ON leads.conversation_id = conversation.id
"""


STORE_IN_PUBLIC = _store_message(_WHERE_PUBLIC)
STORE_IN_OPEN = _store_message(_WHERE_OPEN)


async def store_message(
    connection: DriverConnection, key: ConversationKey, message: NewMessage
) -> ClaimedRow | None:
    """Stores a message by one statement; returns None where that has to be done step by step (`_store_message`)."""
    params: SqlParams = {
        **key.params(),
        "text": message.text,
        "external_id": message.external_id or None,
        "meta": Jsonb(_message_meta(message)),
        "at": message.at,
        "claims": message.claims,
        "token": message.token,
        "until": message.until,
        "alone_from": ALONE_FROM_LOST_CLAIMS,
        "most": message.max_messages,
        "due_at": message.answer_due_at,
        "max_wait": message.max_wait,
    }
    return await fetch_row(connection, ClaimedRow, STORE_IN_PUBLIC if key.public_id else STORE_IN_OPEN, params)


def _message_meta(message: NewMessage) -> JsonObject:
    marks = {"voice": message.is_voice, "attachment": message.attachment}
    return {name: value for name, value in marks.items() if value}


# ── Opening a conversation

FIND_PUBLIC = f"SELECT id, contact_id, language, origin FROM conversations WHERE {_WHERE_PUBLIC}"
FIND_OPEN = f"SELECT id, contact_id, language, origin FROM conversations WHERE {_WHERE_OPEN}"
FIND_PUBLIC_AND_LOCK, FIND_OPEN_AND_LOCK = f"{FIND_PUBLIC} FOR UPDATE", f"{FIND_OPEN} FOR UPDATE"


async def find_conversation(
    connection: DriverConnection, key: ConversationKey, *, lock: bool = False
) -> ConversationRow | None:
    """Returns the conversation a message goes to. `lock`: until the transaction ends nobody writes it."""
    if key.public_id:
        query = FIND_PUBLIC_AND_LOCK if lock else FIND_PUBLIC
    else:
        query = FIND_OPEN_AND_LOCK if lock else FIND_OPEN
    return await fetch_row(connection, ConversationRow, query, key.params())


# The same message in two requests at once: the second waits here, and then finds it.
LOCK_EXTERNAL_ID = "SELECT pg_advisory_xact_lock(hashtextextended(%(external_id)s, %(company)s))"
FIND_DUPLICATE = """
SELECT messages.id, conversation_id, contact_id
FROM messages JOIN conversations ON conversations.id = conversation_id
WHERE conversation_id = %(conversation)s AND messages.external_id = %(external_id)s
"""


async def find_duplicate(
    connection: DriverConnection, key: ConversationKey, external_id: str
) -> DuplicateRow | None:
    """Returns the message already stored under this external id, after waiting for whoever is storing it."""
    if not external_id:
        return None
    await connection.execute(LOCK_EXTERNAL_ID, {"external_id": external_id, "company": key.company_id})
    conversation = await find_conversation(connection, key)
    if conversation is None:
        return None
    params: SqlParams = {"conversation": conversation.id, "external_id": external_id}
    return await fetch_row(connection, DuplicateRow, FIND_DUPLICATE, params)


# The row stays locked until the commit: two first messages of one person cannot open two conversations.
UPSERT_CONTACT = """
INSERT INTO contacts (company_id, channel, external_id, username, language, fingerprint)
VALUES (%(company)s, %(channel)s, %(sender)s, %(username)s, %(language)s, %(fingerprint)s)
ON CONFLICT (company_id, channel, external_id) DO UPDATE SET
    username = coalesce(nullif(excluded.username, ''), contacts.username)
RETURNING coalesce(joined_id, id) AS id, language
"""


async def upsert_contact(connection: DriverConnection, key: ConversationKey, inbound: InboundMessage) -> ContactRow:
    """Returns the person of a message, stored now or known already."""
    fingerprint = inbound.attribution.fingerprint
    params: SqlParams = {
        **key.params(),
        "username": inbound.username,
        "language": inbound.language,
        "fingerprint": Jsonb(dict(fingerprint)) if fingerprint else None,
    }
    contact = await fetch_row(connection, ContactRow, UPSERT_CONTACT, params)
    assert contact is not None, "an upsert returns its row"
    return contact


INSERT_CONVERSATION = """
INSERT INTO conversations (company_id, contact_id, channel, public_id, issued, session_id, language, origin,
                           last_message_at, account_id, chat_id)
VALUES (%(company)s, %(contact)s, %(channel)s, %(public)s, %(issued)s, %(session_id)s, %(language)s, %(origin)s,
        %(at)s, nullif(%(account)s, 0), %(chat)s)
ON CONFLICT DO NOTHING RETURNING id
"""
INSERT_LEAD = f"""
WITH lead AS (
    INSERT INTO leads (company_id, contact_id, conversation_id, source, contact_info, created_at)
    VALUES (%(company)s, %(contact)s, %(conversation)s, %(source)s, %(info)s, %(at)s)
    RETURNING company_id, conversation_id, id
)
{LEAD_MADE}
"""


async def insert_conversation(
    connection: DriverConnection, key: ConversationKey, new: NewConversation
) -> int | None:
    """Makes a conversation and its lead; returns its id, None where another request made it a moment ago."""
    params: SqlParams = {
        **key.params(),
        "contact": new.contact_id,
        "issued": new.is_issued,
        "session_id": new.session_id or None,
        "language": new.language,
        "origin": Jsonb(new.origin),
        "at": new.at,
        "chat": new.chat_id,
    }
    created = await fetch_row(connection, IdRow, INSERT_CONVERSATION, params)
    if created is None:
        return None
    lead = {"conversation": created.id, "source": new.origin["source"], "info": Jsonb(new.contact_info)}
    await connection.execute(INSERT_LEAD, {**params, **lead})
    return created.id


# Closes the person's open conversation, and its lead with it.
CLOSE_CONVERSATION = f"""
WITH closed AS (UPDATE conversations SET closed_at = %(at)s WHERE {_WHERE_OPEN} RETURNING id)
UPDATE leads SET closed_at = %(at)s FROM closed WHERE conversation_id = closed.id
"""


async def close_conversation(connection: DriverConnection, key: ConversationKey, at: datetime) -> None:
    """Closes the person's open conversation and its lead; does nothing where there is none."""
    await connection.execute(CLOSE_CONVERSATION, {**key.params(), "at": at})


UPDATE_ORIGIN = """
UPDATE conversations SET language = %(language)s, origin = origin || %(origin)s WHERE id = %(conversation)s
"""
UPDATE_LEAD_SOURCE = "UPDATE leads SET source = %(source)s WHERE conversation_id = %(conversation)s"


async def update_origin(
    connection: DriverConnection, conversation_id: int, language: str, changes: JsonObject
) -> None:
    """Writes where a conversation comes from now; a changed source is the lead's as well."""
    if "source" in changes:
        lead = {"source": changes["source"], "conversation": conversation_id}
        await connection.execute(UPDATE_LEAD_SOURCE, lead)
    params = {"language": language, "origin": Jsonb(changes), "conversation": conversation_id}
    await connection.execute(UPDATE_ORIGIN, params)


# ── Claiming a conversation

CLAIM_CONVERSATION = f"""
WITH conversation AS (
    UPDATE conversations SET claim = %(token)s, claimed_until = %(until)s, lost_claims = {_COUNT_LOST_CLAIM}
    WHERE id = %(conversation)s AND {_CLAIM_IS_FREE} AND (%(alone)s OR {_COUNT_LOST_CLAIM} < %(alone_from)s)
    RETURNING {_CLAIMED_COLUMNS}
)
SELECT conversation.*, leads.id AS lead_id, leads.status AS lead_status
FROM conversation LEFT JOIN leads ON leads.conversation_id = conversation.id
"""
# A message that came since then goes on waiting.
RELEASE_CLAIM = """
UPDATE conversations SET claim = NULL, claimed_until = NULL, failed_attempts = 0, lost_claims = 0,
    waiting_since = CASE WHEN heard_id > %(heard)s THEN waiting_since END
WHERE id = %(conversation)s AND claim = %(token)s
"""
EXTEND_CLAIM = (
    "UPDATE conversations SET claimed_until = %(until)s WHERE id = %(conversation)s AND claim = %(token)s"
)


async def claim_conversation(
    connection: DriverConnection,
    conversation_id: int,
    token: str,
    *,
    at: datetime,
    until: datetime,
    alone: bool = False,
) -> ClaimedRow | None:
    """Claims a conversation; returns None where somebody else has it, and where its claims lapsed so often that it
    is left to who answers one such conversation after the other (`alone`)."""
    params = {
        "conversation": conversation_id,
        "token": token,
        "at": at,
        "until": until,
        "alone": alone,
        "alone_from": ALONE_FROM_LOST_CLAIMS,
    }
    return await fetch_row(connection, ClaimedRow, CLAIM_CONVERSATION, params)


async def release_claim(connection: DriverConnection, conversation_id: int, token: str, heard_id: int) -> None:
    """Gives a claim back unused; somebody else's stays. `heard_id`: the newest message it was taken for."""
    params = {"conversation": conversation_id, "token": token, "heard": heard_id}
    await connection.execute(RELEASE_CLAIM, params)


async def extend_claim(connection: DriverConnection, conversation_id: int, token: str, until: datetime) -> bool:
    """Keeps a claim for longer; returns False where it is somebody else's by now."""
    params = {"conversation": conversation_id, "token": token, "until": until}
    return (await connection.execute(EXTEND_CLAIM, params)).rowcount == 1


RECENT_MESSAGES = _recent_messages("%(conversation)s")


async def recent_messages(connection: DriverConnection, conversation_id: int, limit: int) -> list[MessageRow]:
    """Returns the last messages of a conversation, newest first; notes of staff are left out."""
    params = {"conversation": conversation_id, "most": limit}
    return await fetch_rows(connection, MessageRow, RECENT_MESSAGES, params)


# ── Saving an answer, and reading what was saved

# It works only for who has the claim. The update's row is locked, so it sees the newest message even where the
# statement's snapshot does not: where more came meanwhile, that waits from now on.
SAVE_ANSWER = f"""
WITH ours AS (
    UPDATE conversations SET
        claim = NULL, claimed_until = NULL, failed_attempts = 0, lost_claims = 0,
        last_message_at = %(at)s, language = %(language)s, state = %(state)s,
        waiting_since = CASE WHEN heard_id > %(last)s THEN %(at)s END,
        answer_due_at = CASE WHEN heard_id > %(last)s THEN answer_due_at END,
        handed_over_at = CASE WHEN %(handed_over)s THEN coalesce(handed_over_at, %(at)s) ELSE handed_over_at END
    WHERE id = %(conversation)s AND claim = %(claim)s
    RETURNING id, company_id
), {STORE_REPLY}, answered AS (
    UPDATE messages SET answered_by = reply.id FROM reply WHERE messages.id = ANY(%(pending)s)
)
SELECT id FROM reply
"""


async def save_answer(
    connection: DriverConnection, turn: Turn, draft: LeadDraft, answer: Answer, at: datetime
) -> bool:
    """Stores the answer to a turn and gives its claim back; returns False where the claim was lost."""
    message_ids = [message.id for message in turn.pending]
    params: SqlParams = {
        "conversation": turn.conversation_id,
        "claim": turn.claim_token,
        "at": at,
        "language": answer.language,
        "state": Jsonb(encode_state(draft)),
        "handed_over": draft.handed_over,
        "last": message_ids[-1],
        "pending": message_ids,
        "text": answer.text,
        "meta": Jsonb(encode_answer_meta(answer)),
    }
    return await fetch_row(connection, IdRow, SAVE_ANSWER, params) is not None


FIND_ANSWER = """
SELECT reply.text, reply.meta FROM messages AS asked JOIN messages AS reply ON reply.id = asked.answered_by
WHERE asked.id = %(message)s
"""


async def find_answer(connection: DriverConnection, message_id: int) -> Answer | None:
    """Returns the stored answer that covers a message."""
    row = await fetch_row(connection, AnswerRow, FIND_ANSWER, {"message": message_id})
    return decode_answer(row) if row else None
