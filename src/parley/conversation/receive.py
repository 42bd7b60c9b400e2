"""Stores an inbound message once: contact, conversation, message.

The web answers inside the request, so nothing is queued here for it; should the process die before the answer,
`waiting_since` tells the clockwork (worker/schedule.py) to answer later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from parley.conversation import turn_store
from parley.conversation.claim import load_turn_persistently, message_limit, new_claim_token
from parley.conversation.turn_rows import (
    ClaimedRow,
    ConversationKey,
    ConversationRow,
    JsonObject,
    MessageRow,
    NewConversation,
    NewMessage,
)
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Turn
from parley.infra.database import DriverConnection
from parley.runtime import Runtime
from parley.tenants.config import config_at_version


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """Where a message went."""

    contact_id: int
    conversation_id: int
    message_id: int = 0
    #: whether it was stored before
    is_repeated: bool = False
    #: set where the conversation was opened just now and we made the id. Not for a repeated message: it opens the
    #: history, and whoever repeats a message's id need not be who sent it
    session_id: str = ""
    #: what to answer, when it was to be claimed and is ours
    turn: Turn | None = None


class Burst(NamedTuple):
    """How long more is waited for before messages of a chat are answered together."""

    #: after the last message
    window: timedelta
    #: after the first one
    longest: timedelta


async def receive_message(
    rt: Runtime,
    connection: DriverConnection,
    company: CompanyConfig,
    inbound: InboundMessage,
    *,
    claim_turn: bool = False,
    burst: Burst | None = None,
) -> ReceivedMessage:
    """Stores one message. A message whose external id is known is not stored again.

    `claim_turn`: the caller answers at once; the conversation is claimed with it unless somebody else is at it.
    `burst`: how long more is waited for instead. The turn has the company as it is now; `company` may be what was
    read for an earlier message. The one statement that stores is whole by itself; only a first message needs a
    transaction.
    """
    at = rt.clock()
    key = ConversationKey.of_message(company.id, inbound)
    message = NewMessage(
        text=inbound.text,
        external_id=inbound.external_id,
        is_voice=inbound.is_voice,
        attachment=inbound.attachment,
        at=at,
        claims=claim_turn,
        token=new_claim_token(rt),
        until=at + rt.settings.claim_lease_time,
        max_messages=message_limit(rt),
        answer_due_at=at + burst.window if burst else None,
        max_wait=burst.longest if burst else timedelta(0),
    )
    row, session_id = None, ""
    if not _starts_new_session(inbound):
        row = await turn_store.store_message(connection, key, message)
    if row is None:
        async with connection.transaction():
            if duplicate := await turn_store.find_duplicate(connection, key, inbound.external_id):
                return ReceivedMessage(
                    duplicate.contact_id,
                    duplicate.conversation_id,
                    duplicate.id,
                    is_repeated=True,
                )
            row, session_id = await _open_and_store(connection, company, inbound, message)
    row = row._replace(language=await _update_origin(connection, row, inbound))
    company = await config_at_version(rt, company.id, row.company_version) or company
    turn = None
    if row.is_claimed:
        received = MessageRow(
            row.heard_id, "user", inbound.text, True, is_voice=inbound.is_voice, attachment=inbound.attachment
        )
        messages = [received, *(MessageRow(*values) for values in row.messages or ())]
        turn = await load_turn_persistently(rt, connection, company, row, message.token, messages)
    return ReceivedMessage(row.contact_id, row.id, row.heard_id, session_id=session_id, turn=turn)


async def _open_and_store(
    connection: DriverConnection, company: CompanyConfig, inbound: InboundMessage, message: NewMessage
) -> tuple[ClaimedRow, str]:
    """Stores a message inside a transaction, opening a conversation where there is none; returns the conversation's
    row and the id of a new session."""
    key, session_id = ConversationKey.of_message(company.id, inbound), ""
    if _starts_new_session(inbound) or await turn_store.find_conversation(connection, key, lock=True) is None:
        session_id = (await open_conversation(connection, company, inbound, message.at)).session_id
        await turn_store.find_conversation(connection, key, lock=True)
    row = await turn_store.store_message(connection, key, message)
    assert row is not None, "the conversation is there and locked"
    return row, session_id


async def open_conversation(
    connection: DriverConnection, company: CompanyConfig, inbound: InboundMessage, at: datetime
) -> ReceivedMessage:
    """Returns the person's conversation, made with its lead when there is none. `new_session` closes the one
    before. The connection is to be inside a transaction."""
    key = ConversationKey.of_message(company.id, inbound)
    contact = await turn_store.upsert_contact(connection, key, inbound)
    if _starts_new_session(inbound):
        await turn_store.close_conversation(connection, key, at)
    existing = await turn_store.find_conversation(connection, key)
    if existing is not None:
        await _update_origin(connection, existing, inbound)
        return ReceivedMessage(contact.id, existing.id)
    source = inbound.attribution.source or inbound.channel
    new = NewConversation(
        contact_id=contact.id,
        is_issued=inbound.is_issued,
        session_id="" if inbound.public_conversation_id else str(uuid4()),
        language=inbound.language or contact.language or company.language,
        origin={
            "source": source,
            "utm": dict(inbound.attribution.utm),
            "page_language": inbound.language,
            **_client_marks(inbound),
        },
        contact_info=_contact_info(inbound),
        at=at,
        chat_id=inbound.chat_id,
    )
    created_id = await turn_store.insert_conversation(connection, key, new)
    if created_id is not None:
        return ReceivedMessage(contact.id, created_id, session_id=new.session_id)
    existing = await turn_store.find_conversation(connection, key)
    assert existing is not None, "another request opened the same public conversation a moment ago"
    return ReceivedMessage(contact.id, existing.id)


def _starts_new_session(inbound: InboundMessage) -> bool:
    return inbound.new_session and not inbound.public_conversation_id


async def _update_origin(
    connection: DriverConnection, conversation: ConversationRow | ClaimedRow, inbound: InboundMessage
) -> str:
    """Notes where a message comes from, where that is new; returns the language that holds now.

    The page's language counts when the person changes it, not because the page repeats it with each message."""
    language = conversation.language
    changes: dict[str, object] = {}
    if inbound.language and inbound.language != conversation.origin.get("page_language"):
        changes["page_language"] = language = inbound.language
    if inbound.attribution.source and inbound.attribution.source != conversation.origin.get("source"):
        changes["source"] = inbound.attribution.source
    changes |= {mark: True for mark in _client_marks(inbound) if not conversation.origin.get(mark)}
    stored_utm = conversation.origin.get("utm")
    known_utm = stored_utm if isinstance(stored_utm, dict) else {}
    if any(known_utm.get(name) != value for name, value in inbound.attribution.utm.items()):
        changes["utm"] = {**known_utm, **inbound.attribution.utm}
    if changes:
        await turn_store.update_origin(connection, conversation.id, language, changes)
    return language


def _client_marks(inbound: InboundMessage) -> JsonObject:
    """Returns what the customer's client does itself, where it does: it greeted, it shows cards."""
    marks = {"greeted": inbound.is_greeted, "cards": inbound.shows_cards}
    return {name: True for name, is_set in marks.items() if is_set}


def _contact_info(inbound: InboundMessage) -> JsonObject:
    """Returns what the lead says of a contact who has said nothing yet."""
    info = {"username": inbound.username} if inbound.username else {}
    return info if inbound.channel == "telegram" else {**info, "visitor_id": inbound.sender_id}
