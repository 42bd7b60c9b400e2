"""Shows a customer's further words to the person of the staff who holds the conversation, where they read."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, Origin, find_own_bot
from parley.domain.channel import staff_message
from parley.domain.company import CompanyConfig
from parley.domain.handover import PERSON
from parley.models import Contact, Conversation, Lead
from parley.runtime import Runtime
from parley.tenants.staff_chat import company_staff_chat

_MAX_CHARS = 3_500


async def relay_to_staff(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, conversation_id: int, text: str, at: datetime
) -> bool:
    """Sends a customer's words to the staff's chat where a person holds the conversation; answering that message
    answers the customer. Returns False where the bot holds it, or no such chat is known."""
    row = (
        await session.execute(
            select(Conversation.owner, Contact.name, Contact.username, Lead.contact_info)
            .join(Contact, Contact.id == Conversation.contact_id)
            .outerjoin(Lead, Lead.conversation_id == Conversation.id)
            .where(Conversation.id == conversation_id)
        )
    ).one_or_none()
    staff_chat = company_staff_chat(rt.settings, company)
    if row is None or row.owner != PERSON or not staff_chat:
        return False
    account_id = await find_own_bot(session)
    if account_id is None:
        return False
    info = row.contact_info or {}
    name = info.get("name") or row.name or row.username or f"№{conversation_id}"
    key = ChatKey(company.id, account_id, staff_chat)
    words = staff_message(f"💬 {name}: {text}"[:_MAX_CHARS])
    await plan_message(rt, session, key, words, at, Origin(conversation_id))
    return True
