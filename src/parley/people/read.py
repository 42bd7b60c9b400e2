"""A person for the staff: by which contacts they write, what they are known by, and all their conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import Contact, ContactAlias, Conversation, Lead
from parley.people.aliases import find_aliases
from parley.people.joining import is_same_person

_MAX_CONVERSATIONS = 200


async def read_person(session: AsyncSession, company_id: int, contact_id: int) -> dict[str, Any] | None:
    """Returns whom a contact belongs to, ready for JSON; None where there is no such contact."""
    of_person = (Contact.company_id == company_id, is_same_person(contact_id))
    contacts = list(await session.scalars(select(Contact).where(*of_person).order_by(Contact.id)))
    if not contacts:
        return None
    ids = [contact.id for contact in contacts]
    talks = (
        select(Conversation, Lead.id, Lead.status)
        .outerjoin(Lead, Lead.conversation_id == Conversation.id)
        .where(Conversation.contact_id.in_(ids))
        .order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
        .limit(_MAX_CONVERSATIONS)
    )
    return {
        "contact_id": contact_id,
        "person_id": contacts[0].person_id if len(contacts) > 1 else None,
        "contacts": [_contact_to_json(contact) for contact in contacts],
        "aliases": [_alias_to_json(alias) for alias in await find_aliases(session, ids)],
        "conversations": [_conversation_to_json(*row) for row in await session.execute(talks)],
    }


def _contact_to_json(contact: Contact) -> dict[str, Any]:
    return {
        "id": contact.id,
        "channel": contact.channel,
        "external_id": contact.external_id,
        "username": contact.username,
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "language": contact.language,
        "joined_by": contact.joined_by,
        "opted_out_at": _iso(contact.opted_out_at),
        "blocked_at": _iso(contact.blocked_at),
    }


def _alias_to_json(alias: ContactAlias) -> dict[str, Any]:
    return {
        "contact_id": alias.contact_id,
        "kind": alias.kind,
        "value": alias.value,
        "confirmed_at": alias.confirmed_at.isoformat(),
    }


def _conversation_to_json(talk: Conversation, lead_id: int | None, status: str | None) -> dict[str, Any]:
    return {
        "id": talk.id,
        "contact_id": talk.contact_id,
        "channel": talk.channel,
        "language": talk.language,
        "owner": talk.owner,
        "owner_name": talk.owner_name,
        "lead_id": lead_id,
        "lead_status": status,
        "created_at": talk.created_at.isoformat(),
        "last_message_at": talk.last_message_at.isoformat(),
        "closed_at": _iso(talk.closed_at),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
