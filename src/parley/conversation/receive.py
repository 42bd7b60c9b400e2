"""Inbound → contact, conversation, message, stored once.

The web answers inside the request, so nothing is queued here for it; should the process die before the answer,
`waiting_since` tells the clockwork (worker/schedule.py) to answer later.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from psycopg.types.json import Jsonb

from parley.conversation.claim import (
    CLAIM_IS_FREE_SQL,
    CLAIMED_COLUMNS_SQL,
    RECENT_MESSAGES_SQL,
    MessageRow,
    load_turn,
    message_limit,
    new_claim_token,
)
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Turn
from parley.infra.database import DriverConnection, fetch_one
from parley.runtime import Runtime
from parley.tenants.config import COMPANY_VERSION_SQL, config_at_version

# One statement for a talk that is known: the row of the conversation is locked first, so that ids, claims and
# answers of one conversation come one after the other. It does nothing where the row is not the one it began with
# (`xmin`: somebody wrote it meanwhile, so the lines it sees are old), or where the message is known.
_STORE_MESSAGE = f"""
WITH seen AS (
    SELECT id AS seen_id, xmin AS version FROM conversations WHERE {{which}} AND NOT EXISTS (
        SELECT FROM messages
        WHERE messages.conversation_id = conversations.id AND messages.external_id = %(external_id)s
    )
), talk AS (
    UPDATE conversations SET
        heard_id = nextval('messages_id_seq'),
        waiting_since = coalesce(waiting_since, %(at)s),
        last_message_at = %(at)s,
        claim = CASE WHEN %(claims)s AND {CLAIM_IS_FREE_SQL} THEN %(token)s ELSE claim END,
        claimed_until = CASE WHEN %(claims)s AND {CLAIM_IS_FREE_SQL} THEN %(until)s ELSE claimed_until END
    FROM seen WHERE conversations.id = seen_id AND conversations.xmin = version
    RETURNING {CLAIMED_COLUMNS_SQL}, claim = %(token)s AS ours
), said AS (
    INSERT INTO messages (id, company_id, conversation_id, role, text, external_id, meta, created_at)
    SELECT heard_id, %(company)s, id, 'user', %(text)s, %(external_id)s, %(meta)s, %(at)s FROM talk
)
SELECT talk.*, leads.id AS lead_id, leads.status, {COMPANY_VERSION_SQL} AS version,
    CASE WHEN ours THEN {RECENT_MESSAGES_SQL} END AS lines
FROM talk LEFT JOIN leads ON leads.conversation_id = talk.id
"""
_WHERE_PUBLIC = "company_id = %(company)s AND channel = %(channel)s AND public_id = %(public)s AND public_id <> ''"
_WHERE_OPEN = """id = (
        SELECT open.id FROM conversations AS open JOIN contacts ON contacts.id = open.contact_id
        WHERE contacts.company_id = %(company)s AND contacts.channel = %(channel)s
          AND contacts.external_id = %(sender)s AND open.public_id = '' AND open.closed_at IS NULL
    )"""
_STORE_IN_PUBLIC, _STORE_IN_OPEN = (
    _STORE_MESSAGE.format(which=_WHERE_PUBLIC),
    _STORE_MESSAGE.format(which=_WHERE_OPEN),
)
_FIND_PUBLIC = f"SELECT id, contact_id, language, origin FROM conversations WHERE {_WHERE_PUBLIC}"
_FIND_OPEN = f"SELECT id, contact_id, language, origin FROM conversations WHERE {_WHERE_OPEN}"
_FOR_UPDATE = " FOR UPDATE OF conversations"
# The same message in two requests at once: the second waits here, and then finds it.
_LOCK_EXTERNAL_ID = "SELECT pg_advisory_xact_lock(hashtextextended(%(external_id)s, %(company)s))"
_SELECT_DUPLICATE = """
SELECT messages.id, conversation_id, contact_id, session_id
FROM messages JOIN conversations ON conversations.id = conversation_id
WHERE conversation_id = %(conversation)s AND messages.external_id = %(external_id)s
"""
# The row stays locked until we commit: two first messages of one person cannot open two conversations.
_UPSERT_CONTACT = """
INSERT INTO contacts (company_id, channel, external_id, username, language, fingerprint)
VALUES (%(company)s, %(channel)s, %(sender)s, %(username)s, %(language)s, %(fingerprint)s)
ON CONFLICT (company_id, channel, external_id) DO UPDATE SET
    username = coalesce(nullif(excluded.username, ''), contacts.username)
RETURNING id, language
"""
_INSERT_CONVERSATION = """
INSERT INTO conversations (company_id, contact_id, channel, public_id, issued, session_id, language, origin,
                           last_message_at)
VALUES (%(company)s, %(contact)s, %(channel)s, %(public)s, %(issued)s, %(session_id)s, %(language)s, %(origin)s,
        %(at)s)
ON CONFLICT DO NOTHING RETURNING id
"""
_INSERT_LEAD = """
INSERT INTO leads (company_id, contact_id, conversation_id, source, contact_info, created_at)
VALUES (%(company)s, %(contact)s, %(conversation)s, %(source)s, %(info)s, %(at)s)
"""
_CLOSE_CONVERSATION = f"""
WITH closed AS (UPDATE conversations SET closed_at = %(at)s WHERE {_WHERE_OPEN} RETURNING id)
UPDATE leads SET closed_at = %(at)s FROM closed WHERE conversation_id = closed.id
"""
_UPDATE_ORIGIN = """
UPDATE conversations SET language = %(language)s, origin = origin || %(origin)s WHERE id = %(conversation)s
"""
_UPDATE_LEAD_SOURCE = "UPDATE leads SET source = %(source)s WHERE conversation_id = %(conversation)s"


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """Where a message went. `session_id` is set where the conversation was opened just now and we made the id, and
    for a repeated message: the answer that would have told it may be the one that was lost.
    `turn`: what to answer, when it was to be claimed and is ours."""

    contact_id: int
    conversation_id: int
    message_id: int = 0
    is_repeated: bool = False
    session_id: str = ""
    turn: Turn | None = None


async def receive_message(
    rt: Runtime,
    connection: DriverConnection,
    company: CompanyConfig,
    inbound: InboundMessage,
    *,
    claim_turn: bool = False,
) -> ReceivedMessage:
    """Store one message. A message whose external id is known is not stored again.

    `answering`: the caller answers at once; the conversation is claimed with it unless somebody else is at it.
    The turn has the company as it is now; `company` may be what was read for an earlier message. The one statement
    that stores is whole by itself; only a first message needs a transaction.
    """
    at, token = rt.clock(), new_claim_token()
    values = {
        **_identity_params(company, inbound),
        "at": at,
        "until": at + rt.settings.claim_lease_time,
        "token": token,
        "claims": claim_turn,
        "most": message_limit(rt),
        "text": inbound.text,
        "external_id": inbound.external_id or None,
        "meta": Jsonb({"voice": True} if inbound.is_voice else {}),
    }
    row, session_id = (
        None if _starts_new_session(inbound) else await _store_message(connection, inbound, values),
        "",
    )
    if row is None:
        async with connection.transaction():
            if duplicate := await _find_duplicate(connection, inbound, values):
                return ReceivedMessage(
                    duplicate.contact_id,
                    duplicate.conversation_id,
                    duplicate.id,
                    is_repeated=True,
                    session_id=duplicate.session_id,
                )
            row, session_id = await _open_and_store(connection, company, inbound, values)
    row = row._replace(language=await _update_origin(connection, row, inbound))
    company = await config_at_version(rt, company.id, row.version) or company
    turn = None
    if row.ours:
        received = MessageRow(row.heard_id, "user", inbound.text, True, inbound.is_voice)
        messages = [received, *(MessageRow(*message) for message in row.lines or ())]
        turn = await load_turn(rt, connection, company, row, token, messages)
    return ReceivedMessage(row.contact_id, row.id, row.heard_id, session_id=session_id, turn=turn)


async def _open_and_store(
    connection: DriverConnection, company: CompanyConfig, inbound: InboundMessage, values: dict[str, Any]
) -> tuple[Any, str]:
    """Inside a transaction: the row of the conversation the message went to; the id of a new session."""
    session_id = ""
    if _starts_new_session(inbound) or await _find_conversation(connection, inbound, values, _FOR_UPDATE) is None:
        session_id = (await open_conversation(connection, company, inbound, values["at"])).session_id
        await _find_conversation(connection, inbound, values, _FOR_UPDATE)
    return await _store_message(connection, inbound, values), session_id


async def open_conversation(
    connection: DriverConnection, company: CompanyConfig, inbound: InboundMessage, at: datetime
) -> ReceivedMessage:
    """The person's conversation, made when there is none, with its lead. `new_session` closes the one before.
    Wants to be part of a transaction."""
    values = {**_identity_params(company, inbound), "at": at}
    contact = await fetch_one(connection, _UPSERT_CONTACT, values)
    if _starts_new_session(inbound):
        await connection.execute(_CLOSE_CONVERSATION, values)
    existing = await _find_conversation(connection, inbound, values)
    if existing is not None:
        await _update_origin(connection, existing, inbound)
        return ReceivedMessage(contact.id, existing.id)
    session_id = "" if inbound.public_conversation_id else str(uuid4())
    values |= {
        "contact": contact.id,
        "session_id": session_id or None,
        "issued": inbound.is_issued,
        "language": inbound.language or contact.language or company.language,
        "source": inbound.attribution.source or inbound.channel,
        "info": Jsonb(_contact_info(inbound)),
    }
    values["origin"] = Jsonb(
        {"source": values["source"], "utm": dict(inbound.attribution.utm), "page_language": inbound.language}
    )
    created = await fetch_one(connection, _INSERT_CONVERSATION, values)
    if created is None:  # another request opened the same public conversation a moment ago
        existing = await _find_conversation(connection, inbound, values)
        return ReceivedMessage(contact.id, existing.id)
    await connection.execute(_INSERT_LEAD, {**values, "conversation": created.id})
    return ReceivedMessage(contact.id, created.id, session_id=session_id)


def _starts_new_session(inbound: InboundMessage) -> bool:
    return inbound.new_session and not inbound.public_conversation_id


def _identity_params(company: CompanyConfig, inbound: InboundMessage) -> dict[str, Any]:
    fingerprint = inbound.attribution.fingerprint
    return {
        "company": company.id,
        "channel": inbound.channel,
        "sender": inbound.sender_id,
        "public": inbound.public_conversation_id,
        "username": inbound.username,
        "language": inbound.language,
        "fingerprint": Jsonb(dict(fingerprint)) if fingerprint else None,
    }


async def _store_message(connection: DriverConnection, inbound: InboundMessage, values: dict[str, Any]) -> Any:
    return await fetch_one(
        connection, _STORE_IN_PUBLIC if inbound.public_conversation_id else _STORE_IN_OPEN, values
    )


async def _find_conversation(
    connection: DriverConnection, inbound: InboundMessage, values: dict[str, Any], suffix: str = ""
) -> Any:
    return await fetch_one(
        connection, (_FIND_PUBLIC if inbound.public_conversation_id else _FIND_OPEN) + suffix, values
    )


async def _find_duplicate(connection: DriverConnection, inbound: InboundMessage, values: dict[str, Any]) -> Any:
    if not inbound.external_id:
        return None
    await connection.execute(_LOCK_EXTERNAL_ID, values)
    conversation = await _find_conversation(connection, inbound, values)
    return (
        await fetch_one(connection, _SELECT_DUPLICATE, {**values, "conversation": conversation.id})
        if conversation
        else None
    )


async def _update_origin(connection: DriverConnection, conversation: Any, inbound: InboundMessage) -> str:
    """The page's language counts when the person changes it, not because the page repeats it with each message.
    Returns the language that holds now."""
    language = conversation.language
    changed: dict[str, Any] = {}
    if inbound.language and inbound.language != conversation.origin.get("page_language"):
        changed["page_language"] = language = inbound.language
    if inbound.attribution.source and inbound.attribution.source != conversation.origin.get("source"):
        changed["source"] = inbound.attribution.source
        await connection.execute(
            _UPDATE_LEAD_SOURCE, {"source": inbound.attribution.source, "conversation": conversation.id}
        )
    known_utm = conversation.origin.get("utm") or {}
    if any(known_utm.get(name) != value for name, value in inbound.attribution.utm.items()):
        changed["utm"] = {**known_utm, **inbound.attribution.utm}
    if changed:
        values = {"language": language, "origin": Jsonb(changed), "conversation": conversation.id}
        await connection.execute(_UPDATE_ORIGIN, values)
    return str(language)


def _contact_info(inbound: InboundMessage) -> dict[str, str]:
    info = {"username": inbound.username} if inbound.username else {}
    return info if inbound.channel == "telegram" else {**info, "visitor_id": inbound.sender_id}
