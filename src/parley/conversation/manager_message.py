"""Leaves a customer's message for the manager: it is kept with the conversation and handed over (contract §1.1)."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from parley.conversation.receive import open_conversation
from parley.deliveries.jobs import take_job
from parley.deliveries.send import send_delivery
from parley.deliveries.store import find_pending_of_conversation, find_status
from parley.domain.company import CompanyConfig
from parley.domain.handover import HandoverReason
from parley.domain.messages import InboundMessage
from parley.handover.ask import ask_for_human
from parley.infra.database import driver_connection_of
from parley.models import Message
from parley.runtime import Runtime

# The contract has an e-mail sent before the answer; the other ways have their jobs.
_AT_ONCE = "email"


async def leave_message(rt: Runtime, company: CompanyConfig, inbound: InboundMessage, at: datetime) -> str:
    """Keeps a message for the manager and tells the staff by every way; returns what became of the e-mail, a
    delivery's status, and "" where none was to be sent."""
    async with rt.db.scoped(company.id) as session:
        opened = await open_conversation(await driver_connection_of(session), company, inbound, at)
        number = opened.conversation_id
        session.add(
            Message(company_id=company.id, conversation_id=number, role="note", text=inbound.text, created_at=at)
        )
        await session.flush()
        await ask_for_human(rt, session, company, number, HandoverReason.MESSAGE_LEFT, at=at, words=inbound.text)
        delivery_id = await _take_email(rt, session, number)
    if delivery_id is None:
        return ""
    await send_delivery(rt, company.id, delivery_id, at)
    async with rt.db.scoped(company.id) as session:
        return await find_status(session, delivery_id) or ""


async def _take_email(rt: Runtime, session: AsyncSession, conversation_id: int) -> int | None:
    """Returns the e-mail that waits to be sent, its job taken away: who has it sends it after the transaction. A
    process that dies before that leaves it to deliveries/rescue.py."""
    delivery_id = await find_pending_of_conversation(session, conversation_id, _AT_ONCE)
    return delivery_id if delivery_id and await take_job(rt, session, delivery_id) else None
