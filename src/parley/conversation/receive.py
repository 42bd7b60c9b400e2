"""Inbound → contact, conversation, message, stored once.

The web answers inside the request, so nothing is queued here for it; should the process die before the answer,
`waiting_since` tells the clockwork (worker/tick.py) to answer later.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.core.company import CompanyConfig
from parley.core.messages import Inbound
from parley.models import Contact, Conversation, Lead, Message


@dataclass(frozen=True, slots=True)
class Received:
    """Where a message went. `session_id` is set where the conversation was opened just now and we made the id."""

    contact_id: int
    conversation_id: int
    message_id: int = 0
    repeated: bool = False
    session_id: str = ""


async def receive(session: AsyncSession, company: CompanyConfig, inbound: Inbound, at: datetime) -> Received:
    """Store one message, in the caller's transaction. A message whose external id is known is not stored again."""
    opened = await open_conversation(session, company, inbound, at)
    stored = await session.scalar(
        insert(Message)
        .values(
            company_id=company.id,
            conversation_id=opened.conversation_id,
            role="user",
            text=inbound.text,
            external_id=inbound.external_id or None,
            meta={"voice": True} if inbound.voice else {},
            created_at=at,
        )
        .on_conflict_do_nothing(
            index_elements=["conversation_id", "external_id"], index_where=Message.external_id.is_not(None)
        )
        .returning(Message.id)
    )
    if stored is None:
        known = await session.scalar(
            select(Message.id).where(
                Message.conversation_id == opened.conversation_id, Message.external_id == inbound.external_id
            )
        )
        return Received(opened.contact_id, opened.conversation_id, known or 0, repeated=True)
    await session.execute(
        update(Conversation)
        .where(Conversation.id == opened.conversation_id)
        .values(waiting_since=func.coalesce(Conversation.waiting_since, at), last_message_at=at)
    )
    return Received(opened.contact_id, opened.conversation_id, stored, session_id=opened.session_id)


async def open_conversation(
    session: AsyncSession, company: CompanyConfig, inbound: Inbound, at: datetime
) -> Received:
    """The person's conversation, made when there is none, with its lead. `new_session` closes the one before."""
    contact_id = await _contact(session, company, inbound, at)
    if inbound.new_session and not inbound.conversation:
        await _close(session, contact_id, at)
    found = (await session.execute(_lookup(inbound, contact_id))).one_or_none()
    if found is not None:
        await _note_changes(session, found.id, found.language, found.origin, inbound)
        return Received(contact_id, found.id)
    return await _begin(session, company, inbound, contact_id, at)


async def _contact(session: AsyncSession, company: CompanyConfig, inbound: Inbound, at: datetime) -> int:
    new = insert(Contact).values(
        company_id=company.id,
        channel=inbound.channel,
        external_id=inbound.sender,
        username=inbound.username,
        language=inbound.language,
        fingerprint=dict(inbound.origin.fingerprint) if inbound.origin.fingerprint else None,
        last_seen_at=at,
    )
    # The row stays locked until we commit: two first messages of one person cannot open two conversations.
    changes: dict[str, Any] = {"last_seen_at": at}
    if inbound.username:
        changes["username"] = new.excluded.username
    return int(
        (
            await session.execute(
                new.on_conflict_do_update(
                    index_elements=["company_id", "channel", "external_id"], set_=changes
                ).returning(Contact.id)
            )
        ).scalar_one()
    )


def _lookup(inbound: Inbound, contact_id: int) -> Select[int, str, dict[str, Any]]:
    wanted = select(Conversation.id, Conversation.language, Conversation.origin)
    if inbound.conversation:
        return wanted.where(Conversation.channel == inbound.channel, Conversation.public_id == inbound.conversation)
    return wanted.where(
        Conversation.contact_id == contact_id, Conversation.public_id == "", Conversation.closed_at.is_(None)
    )


async def _close(session: AsyncSession, contact_id: int, at: datetime) -> None:
    closed = await session.scalar(
        update(Conversation)
        .where(
            Conversation.contact_id == contact_id,
            Conversation.public_id == "",
            Conversation.closed_at.is_(None),
        )
        .values(closed_at=at)
        .returning(Conversation.id)
    )
    if closed is not None:
        await session.execute(update(Lead).where(Lead.conversation_id == closed).values(closed_at=at))


async def _note_changes(
    session: AsyncSession, conversation_id: int, language: str, origin: dict[str, object], inbound: Inbound
) -> None:
    """The page's language counts when the person changes it, not because the page repeats it with each message."""
    if inbound.language and inbound.language != origin.get("page_language"):
        origin = {**origin, "page_language": inbound.language}
        await session.execute(
            update(Conversation)
            .where(Conversation.id == conversation_id)
            .values(language=inbound.language, origin=origin)
        )
    if inbound.origin.source and inbound.origin.source != origin.get("source"):
        await session.execute(
            update(Conversation)
            .where(Conversation.id == conversation_id)
            .values(origin={**origin, "source": inbound.origin.source})
        )
        await session.execute(
            update(Lead).where(Lead.conversation_id == conversation_id).values(source=inbound.origin.source)
        )


async def _begin(
    session: AsyncSession, company: CompanyConfig, inbound: Inbound, contact_id: int, at: datetime
) -> Received:
    known = await session.scalar(select(Contact.language).where(Contact.id == contact_id))
    session_id = "" if inbound.conversation else str(uuid4())
    source = inbound.origin.source or inbound.channel
    made = await session.scalar(
        insert(Conversation)
        .values(
            company_id=company.id,
            contact_id=contact_id,
            channel=inbound.channel,
            public_id=inbound.conversation,
            issued=inbound.issued,
            session_id=session_id or None,
            language=inbound.language or known or company.language,
            origin={"source": source, "utm": dict(inbound.origin.utm), "page_language": inbound.language},
            last_message_at=at,
        )
        .on_conflict_do_nothing()
        .returning(Conversation.id)
    )
    if made is None:  # another request opened the same public conversation a moment ago
        found = (await session.execute(_lookup(inbound, contact_id))).one()
        return Received(contact_id, found.id)
    await session.execute(
        insert(Lead).values(
            company_id=company.id,
            contact_id=contact_id,
            conversation_id=made,
            source=source,
            contact_info=_contact_info(inbound),
            created_at=at,
        )
    )
    return Received(contact_id, made, session_id=session_id)


def _contact_info(inbound: Inbound) -> dict[str, str]:
    info = {"username": inbound.username} if inbound.username else {}
    return info if inbound.channel == "telegram" else {**info, "visitor_id": inbound.sender}
