"""Shows a customer's further words to the person of the staff who holds the conversation, where they read."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, Origin
from parley.domain.channel import OutboundMessage
from parley.domain.company import CompanyConfig
from parley.domain.handover import PERSON
from parley.models import ChannelAccount, Contact, Conversation, Lead
from parley.runtime import Runtime

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
    if row is None or row.owner != PERSON or company.admin_chat_id is None:
        return False
    account_id = await _find_staff_account(session)
    if account_id is None:
        return False
    info = row.contact_info or {}
    name = info.get("name") or row.name or row.username or f"№{conversation_id}"
    key = ChatKey(company.id, account_id, str(company.admin_chat_id))
    words = OutboundMessage(f"💬 {name}: {text}"[:_MAX_CHARS])
    await plan_message(rt, session, key, words, at, Origin(conversation_id))
    return True


async def _find_staff_account(session: AsyncSession) -> int | None:
    """Returns the account of the company's own bot, which its staff reads too."""
    account_id: int | None = await session.scalar(
        select(ChannelAccount.id)
        .where(ChannelAccount.deleted_at.is_(None), ChannelAccount.settings["of_field"].astext == "bot_token")
        .limit(1)
    )
    return account_id
