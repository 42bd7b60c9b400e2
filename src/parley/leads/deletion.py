"""Deletes a customer's contact where the customer asks for it: from every lead of theirs, and from the person."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.conversation_event import CUSTOMER, EventName
from parley.domain.turn import Turn
from parley.events.record import NewEvent, record_event
from parley.models import Contact, Lead
from parley.tenants.audit_log import record_change

_CONTACT_KEYS = ("name", "phone", "phone_e164", "phone_extension", "email", "handle")


async def delete_contact(session: AsyncSession, turn: Turn, at: datetime) -> None:
    """Deletes name, phone, e-mail and handle of a turn's customer, in the transaction that saves the answer, and
    puts it on record. A confirmed lead is new again: there is nothing left that was confirmed."""
    of_customer = (Lead.company_id == turn.company.id, Lead.contact_id == turn.contact_id)
    leads = (await session.scalars(select(Lead).where(*of_customer).order_by(Lead.id).with_for_update())).all()
    changed = []
    for lead in leads:
        kept = {key: value for key, value in lead.contact_info.items() if key not in _CONTACT_KEYS}
        if kept == lead.contact_info:
            continue
        lead.contact_info = kept
        lead.status = "new" if lead.status == "confirmed" else lead.status
        changed.append(lead.id)
    await session.execute(
        update(Contact)
        .where(Contact.company_id == turn.company.id, Contact.id == turn.contact_id)
        .values(name="", phone=None, email="")
    )
    details = {"conversation": turn.conversation_id, "leads": changed}
    record_change(session, turn.company.id, CUSTOMER, "contact deleted", at, details)
    event = NewEvent(
        turn.company.id, turn.conversation_id, EventName.CONTACT_DELETED, at, CUSTOMER, {"leads": changed}
    )
    await record_event(session, event)
