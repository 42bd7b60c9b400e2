"""Inbound → contact, conversation, message, stored once.

The web answers inside the request, so nothing is queued here for it; should the process die before the answer,
`waiting_since` tells the clockwork (worker/schedule.py) to answer later.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from psycopg.types.json import Jsonb

from parley.conversation import claim as claims
from parley.domain.company import CompanyConfig
from parley.domain.messages import Inbound
from parley.domain.turn import Turn
from parley.infra.database import Driver, one
from parley.runtime import Runtime
from parley.tenants.config import VERSION, as_of

# One statement for a talk that is known: the row of the conversation is locked first, so that ids, claims and
# answers of one conversation come one after the other. It does nothing where the row is not the one it began with
# (`xmin`: somebody wrote it meanwhile, so the lines it sees are old), or where the message is known.
_STORE = f"""
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
        claim = CASE WHEN %(claims)s AND {claims.FREE} THEN %(token)s ELSE claim END,
        claimed_until = CASE WHEN %(claims)s AND {claims.FREE} THEN %(until)s ELSE claimed_until END
    FROM seen WHERE conversations.id = seen_id AND conversations.xmin = version
    RETURNING {claims.TAKEN}, claim = %(token)s AS ours
), said AS (
    INSERT INTO messages (id, company_id, conversation_id, role, text, external_id, meta, created_at)
    SELECT heard_id, %(company)s, id, 'user', %(text)s, %(external_id)s, %(meta)s, %(at)s FROM talk
)
SELECT talk.*, leads.id AS lead_id, leads.status, {VERSION} AS version,
    CASE WHEN ours THEN {claims.BEFORE} END AS lines
FROM talk LEFT JOIN leads ON leads.conversation_id = talk.id
"""
_PUBLIC = "company_id = %(company)s AND channel = %(channel)s AND public_id = %(public)s AND public_id <> ''"
_OPEN = """id = (
        SELECT open.id FROM conversations AS open JOIN contacts ON contacts.id = open.contact_id
        WHERE contacts.company_id = %(company)s AND contacts.channel = %(channel)s
          AND contacts.external_id = %(sender)s AND open.public_id = '' AND open.closed_at IS NULL
    )"""
_STORE_PUBLIC, _STORE_OPEN = _STORE.format(which=_PUBLIC), _STORE.format(which=_OPEN)
_FIND_PUBLIC = f"SELECT id, contact_id, language, origin FROM conversations WHERE {_PUBLIC}"
_FIND_OPEN = f"SELECT id, contact_id, language, origin FROM conversations WHERE {_OPEN}"
_LOCKED = " FOR UPDATE OF conversations"
# The same message in two requests at once: the second waits here, and then finds it.
_ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtextextended(%(external_id)s, %(company)s))"
_KNOWN = """
SELECT messages.id, conversation_id, contact_id, session_id
FROM messages JOIN conversations ON conversations.id = conversation_id
WHERE conversation_id = %(conversation)s AND messages.external_id = %(external_id)s
"""
# The row stays locked until we commit: two first messages of one person cannot open two conversations.
_CONTACT = """
INSERT INTO contacts (company_id, channel, external_id, username, language, fingerprint)
VALUES (%(company)s, %(channel)s, %(sender)s, %(username)s, %(language)s, %(fingerprint)s)
ON CONFLICT (company_id, channel, external_id) DO UPDATE SET
    username = coalesce(nullif(excluded.username, ''), contacts.username)
RETURNING id, language
"""
_BEGIN = """
INSERT INTO conversations (company_id, contact_id, channel, public_id, issued, session_id, language, origin,
                           last_message_at)
VALUES (%(company)s, %(contact)s, %(channel)s, %(public)s, %(issued)s, %(session_id)s, %(language)s, %(origin)s,
        %(at)s)
ON CONFLICT DO NOTHING RETURNING id
"""
_LEAD = """
INSERT INTO leads (company_id, contact_id, conversation_id, source, contact_info, created_at)
VALUES (%(company)s, %(contact)s, %(conversation)s, %(source)s, %(info)s, %(at)s)
"""
_CLOSE = f"""
WITH closed AS (UPDATE conversations SET closed_at = %(at)s WHERE {_OPEN} RETURNING id)
UPDATE leads SET closed_at = %(at)s FROM closed WHERE conversation_id = closed.id
"""
_NOTE = """
UPDATE conversations SET language = %(language)s, origin = origin || %(origin)s WHERE id = %(conversation)s
"""
_SOURCE = "UPDATE leads SET source = %(source)s WHERE conversation_id = %(conversation)s"


@dataclass(frozen=True, slots=True)
class Received:
    """Where a message went. `session_id` is set where the conversation was opened just now and we made the id, and
    for a repeated message: the answer that would have told it may be the one that was lost.
    `turn`: what to answer, when it was to be claimed and is ours."""

    contact_id: int
    conversation_id: int
    message_id: int = 0
    repeated: bool = False
    session_id: str = ""
    turn: Turn | None = None


async def receive(
    rt: Runtime, connection: Driver, company: CompanyConfig, inbound: Inbound, *, answering: bool = False
) -> Received:
    """Store one message. A message whose external id is known is not stored again.

    `answering`: the caller answers at once; the conversation is claimed with it unless somebody else is at it.
    The turn has the company as it is now; `company` may be what was read for an earlier message. The one statement
    that stores is whole by itself; only a first message needs a transaction.
    """
    at, token = rt.clock(), claims.new_token()
    values = {
        **_who(company, inbound),
        "at": at,
        "until": at + rt.settings.lease,
        "token": token,
        "claims": answering,
        "most": claims.wanted(rt),
        "text": inbound.text,
        "external_id": inbound.external_id or None,
        "meta": Jsonb({"voice": True} if inbound.voice else {}),
    }
    stored, session_id = None if _anew(inbound) else await _store(connection, inbound, values), ""
    if stored is None:
        async with connection.transaction():
            if known := await _stored_before(connection, inbound, values):
                return Received(
                    known.contact_id, known.conversation_id, known.id, repeated=True, session_id=known.session_id
                )
            stored, session_id = await _stored(connection, company, inbound, values)
    stored = stored._replace(language=await _note_changes(connection, stored, inbound))
    company = await as_of(rt, company.id, stored.version) or company
    turn = None
    if stored.ours:
        own = claims.Said(stored.heard_id, "user", inbound.text, True, inbound.voice)
        lines = [own, *(claims.Said(*line) for line in stored.lines or ())]
        turn = await claims.load(rt, connection, company, stored, token, lines)
    return Received(stored.contact_id, stored.id, stored.heard_id, session_id=session_id, turn=turn)


async def _stored(
    connection: Driver, company: CompanyConfig, inbound: Inbound, values: dict[str, Any]
) -> tuple[Any, str]:
    """Inside a transaction: the row of the conversation the message went to; the id of a new session."""
    session_id = ""
    if _anew(inbound) or await _find(connection, inbound, values, _LOCKED) is None:
        session_id = (await open_conversation(connection, company, inbound, values["at"])).session_id
        await _find(connection, inbound, values, _LOCKED)
    return await _store(connection, inbound, values), session_id


async def open_conversation(connection: Driver, company: CompanyConfig, inbound: Inbound, at: datetime) -> Received:
    """The person's conversation, made when there is none, with its lead. `new_session` closes the one before.
    Wants to be part of a transaction."""
    values = {**_who(company, inbound), "at": at}
    contact = await one(connection, _CONTACT, values)
    if _anew(inbound):
        await connection.execute(_CLOSE, values)
    found = await _find(connection, inbound, values)
    if found is not None:
        await _note_changes(connection, found, inbound)
        return Received(contact.id, found.id)
    session_id = "" if inbound.conversation else str(uuid4())
    values |= {
        "contact": contact.id,
        "session_id": session_id or None,
        "issued": inbound.issued,
        "language": inbound.language or contact.language or company.language,
        "source": inbound.origin.source or inbound.channel,
        "info": Jsonb(_contact_info(inbound)),
    }
    values["origin"] = Jsonb(
        {"source": values["source"], "utm": dict(inbound.origin.utm), "page_language": inbound.language}
    )
    made = await one(connection, _BEGIN, values)
    if made is None:  # another request opened the same public conversation a moment ago
        found = await _find(connection, inbound, values)
        return Received(contact.id, found.id)
    await connection.execute(_LEAD, {**values, "conversation": made.id})
    return Received(contact.id, made.id, session_id=session_id)


def _anew(inbound: Inbound) -> bool:
    return inbound.new_session and not inbound.conversation


def _who(company: CompanyConfig, inbound: Inbound) -> dict[str, Any]:
    fingerprint = inbound.origin.fingerprint
    return {
        "company": company.id,
        "channel": inbound.channel,
        "sender": inbound.sender,
        "public": inbound.conversation,
        "username": inbound.username,
        "language": inbound.language,
        "fingerprint": Jsonb(dict(fingerprint)) if fingerprint else None,
    }


async def _store(connection: Driver, inbound: Inbound, values: dict[str, Any]) -> Any:
    return await one(connection, _STORE_PUBLIC if inbound.conversation else _STORE_OPEN, values)


async def _find(connection: Driver, inbound: Inbound, values: dict[str, Any], more: str = "") -> Any:
    return await one(connection, (_FIND_PUBLIC if inbound.conversation else _FIND_OPEN) + more, values)


async def _stored_before(connection: Driver, inbound: Inbound, values: dict[str, Any]) -> Any:
    if not inbound.external_id:
        return None
    await connection.execute(_ONE_BY_ONE, values)
    found = await _find(connection, inbound, values)
    return await one(connection, _KNOWN, {**values, "conversation": found.id}) if found else None


async def _note_changes(connection: Driver, talk: Any, inbound: Inbound) -> str:
    """The page's language counts when the person changes it, not because the page repeats it with each message.
    Returns the language that holds now."""
    language = talk.language
    changed: dict[str, Any] = {}
    if inbound.language and inbound.language != talk.origin.get("page_language"):
        changed["page_language"] = language = inbound.language
    if inbound.origin.source and inbound.origin.source != talk.origin.get("source"):
        changed["source"] = inbound.origin.source
        await connection.execute(_SOURCE, {"source": inbound.origin.source, "conversation": talk.id})
    known = talk.origin.get("utm") or {}
    if any(known.get(name) != value for name, value in inbound.origin.utm.items()):
        changed["utm"] = {**known, **inbound.origin.utm}
    if changed:
        values = {"language": language, "origin": Jsonb(changed), "conversation": talk.id}
        await connection.execute(_NOTE, values)
    return str(language)


def _contact_info(inbound: Inbound) -> dict[str, str]:
    info = {"username": inbound.username} if inbound.username else {}
    return info if inbound.channel == "telegram" else {**info, "visitor_id": inbound.sender}
