"""Deletes a customer's contact where the customer asks for it: from every lead of theirs, and from the person."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.conversation_event import CUSTOMER, EventName
from parley.domain.turn import Turn
from parley.events.record import NewEvent, record_event
from parley.leads.blotting import (
    DeletedContact,
    blot_conversation,
    blot_notices,
    customer_texts,
    find_deleted,
)
from parley.models import Contact, Lead
from parley.people.aliases import forget_aliases
from parley.tenants.audit_log import record_change

_CONTACT_KEYS = ("name", "phone", "phone_e164", "phone_extension", "email", "handle")


async def delete_contact(
    session: AsyncSession, turn: Turn, at: datetime, *, kept: Collection[str] = ()
) -> DeletedContact:
    """Deletes name, phone, e-mail and handle of a turn's customer, in the transaction that saves the answer, and
    puts it on record. A confirmed lead is new again: there is nothing left that was confirmed. In the messages of
    the conversation and in notices that are not sent yet the contact is blotted out. Returns what is not to be
    told any more. `kept`: what is given instead of it."""
    of_customer = (Lead.company_id == turn.company.id, Lead.contact_id == turn.contact_id)
    leads = (await session.scalars(select(Lead).where(*of_customer).order_by(Lead.id).with_for_update())).all()
    company_id, conversation_id = turn.company.id, turn.conversation_id
    texts = await customer_texts(session, company_id, conversation_id)
    deleted = find_deleted([lead.contact_info for lead in leads], texts, kept)
    await blot_conversation(session, company_id, conversation_id, deleted)
    await blot_notices(session, company_id, [lead.id for lead in leads], deleted)
    changed = []
    for lead in leads:
        lead.summary = deleted.blot(lead.summary)
        rest = {key: value for key, value in lead.contact_info.items() if key not in _CONTACT_KEYS}
        if rest == lead.contact_info:
            continue
        lead.contact_info = rest
        lead.status = "new" if lead.status == "confirmed" else lead.status
        changed.append(lead.id)
    await session.execute(
        update(Contact)
        .where(Contact.company_id == turn.company.id, Contact.id == turn.contact_id)
        .values(name="", phone=None, email="")
    )
    await forget_aliases(session, turn.company.id, turn.contact_id, at)
    details = {"conversation": turn.conversation_id, "leads": changed}
    record_change(session, turn.company.id, CUSTOMER, "contact deleted", at, details)
    event = NewEvent(
        turn.company.id, turn.conversation_id, EventName.CONTACT_DELETED, at, CUSTOMER, {"leads": changed}
    )
    await record_event(session, event)
    return deleted
