"""Shows a customer's further words to the person of the staff who holds the conversation, where they read."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, Origin, find_own_bot
from parley.deliveries.topics import find_topic
from parley.domain.channel import OutboundMessage, RemoteFile, in_topic, staff_message
from parley.domain.company import CompanyConfig
from parley.domain.handover import PERSON
from parley.models import Contact, Conversation, Lead
from parley.runtime import Runtime
from parley.tenants.staff_chat import company_staff_chat

_MAX_CHARS = 3_500


class RelayedWords(NamedTuple):
    """What a customer wrote or sent."""

    text: str
    #: the account it came by; 0 for the web
    account_id: int = 0
    #: what came beside the text, "photo", and its file where it is one
    attachment: str = ""
    file: RemoteFile | None = None


async def relay_to_staff(
    rt: Runtime,
    session: AsyncSession,
    company: CompanyConfig,
    conversation_id: int,
    words: RelayedWords,
    at: datetime,
) -> bool:
    """Sends a customer's words to the staff's chat where a person holds the conversation; answering that message
    answers the customer. Returns False where the bot holds it, or no such chat is known."""
    row = (
        await session.execute(
            select(Conversation.owner, Conversation.owner_chat, Contact.name, Contact.username, Lead.contact_info)
            .join(Contact, Contact.id == Conversation.contact_id)
            .outerjoin(Lead, Lead.conversation_id == Conversation.id)
            .where(Conversation.id == conversation_id)
        )
    ).one_or_none()
    if row is None or row.owner != PERSON:
        return False
    is_linked = row.owner_chat in company.staff_chats
    staff_chat = row.owner_chat if is_linked else company_staff_chat(rt.settings, company)
    if not staff_chat:
        return False
    account_id = await find_own_bot(session)
    if account_id is None:
        return False
    info = row.contact_info or {}
    name = info.get("name") or row.name or row.username or f"№{conversation_id}"
    key = ChatKey(company.id, account_id, staff_chat)
    message = _relayed_message(f"💬 {name}: {words.text}"[:_MAX_CHARS], words, account_id)
    message = in_topic(message, await find_topic(session, staff_chat, conversation_id))
    await plan_message(rt, session, key, message, at, Origin(conversation_id))
    return True


def _relayed_message(text: str, words: RelayedWords, account_id: int) -> OutboundMessage:
    """Returns the message to the staff, with its file by the account that has it: what lies with one bot no other
    can send on."""
    if words.file is None or words.account_id != account_id:
        return staff_message(text)
    return OutboundMessage(text, extra={"file": {"kind": words.attachment, "id": words.file.id}})
