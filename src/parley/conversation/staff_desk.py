"""What the staff does in a messenger: takes a conversation, answers in it by answering a notice, gives it back.

Buttons carry a lead's number, and count in the company's own chat of its staff only.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account
from parley.domain.channel import ChannelEvent, OutboundMessage
from parley.domain.company import CompanyConfig
from parley.domain.handover import PERSON
from parley.handover.ownership import StaffReply, answer_as_person, give_back, take_over
from parley.models import Conversation, Delivery, Lead, OutboxMessage
from parley.runtime import Runtime
from parley.text.row_ids import parse_id

_WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "taken": "Разговор ведёте вы, {name}. Ответьте на это сообщение или на уведомление: клиент получит ответ.",
        "taken_by": "Этот разговор уже ведёт {name}.",
        "returned": "Разговор снова ведёт бот.",
        "was_bots": "Этот разговор и так ведёт бот.",
        "gone": "Этого разговора больше нет.",
        "how": "Чтобы ответить клиенту, ответьте на уведомление о нём.",
    },
    "en": {
        "taken": "You hold this conversation, {name}. Reply to this message or the notice: the customer gets it.",
        "taken_by": "{name} holds this conversation already.",
        "returned": "The bot holds the conversation again.",
        "was_bots": "The bot holds this conversation anyway.",
        "gone": "This conversation is gone.",
        "how": "To answer a customer, reply to the notice about them.",
    },
}


def is_staff_chat(company: CompanyConfig, event: ChannelEvent) -> bool:
    """Tells whether something happened in the chat that the company named as its staff's."""
    return company.admin_chat_id is not None and event.chat_id == str(company.admin_chat_id)


async def handle_staff_event(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, account: Account, event: ChannelEvent, at: datetime
) -> tuple[OutboundMessage | None, int | None]:
    """Does what a person of the staff asks for; returns what they are told, and the conversation it is about."""
    words = _WORDS.get(company.language, _WORDS["ru"])
    name = event.sender_name or "менеджер"
    if event.data:
        said, conversation_id = await _press(session, event, name, words, at)
        return OutboundMessage(said, extra={"callback": event.callback_id}), conversation_id
    if not event.text:
        return None, None
    conversation_id = await _conversation_of_message(session, account, event) if event.reply_to else None
    if conversation_id is None:
        return (None if event.is_group else OutboundMessage(words["how"])), None
    reply = StaffReply(event.text, name, f"{account.id}:{event.chat_id}:{event.message_id}")
    await answer_as_person(rt, session, company.id, conversation_id, reply, at)
    return None, conversation_id


async def _press(
    session: AsyncSession, event: ChannelEvent, name: str, words: Mapping[str, str], at: datetime
) -> tuple[str, int | None]:
    """Returns what a pressed button is answered with. Pressed twice it does no harm."""
    action, _, number = event.data.partition(":")
    conversation = await session.scalar(
        select(Conversation)
        .join(Lead, Lead.conversation_id == Conversation.id)
        .where(Lead.id == parse_id(number))
        .with_for_update(of=Conversation)
    )
    if conversation is None:
        return words["gone"], None
    if action == "return":
        is_returned = await give_back(session, conversation.id, name, at)
        return words["returned" if is_returned else "was_bots"], conversation.id
    if conversation.owner == PERSON and conversation.owner_name != name:
        return words["taken_by"].format(name=conversation.owner_name), conversation.id
    await take_over(session, conversation.id, name, at)
    return words["taken"].format(name=name), conversation.id


async def _conversation_of_message(session: AsyncSession, account: Account, event: ChannelEvent) -> int | None:
    """Returns the conversation that a message in the staff's chat is about: a notice, or a customer's words."""
    of_chat = (OutboxMessage.account_id == account.id, OutboxMessage.chat_id == event.chat_id)
    conversation_id: int | None = await session.scalar(
        select(OutboxMessage.conversation_id)
        .where(*of_chat, OutboxMessage.provider_id == event.reply_to, OutboxMessage.conversation_id.is_not(None))
        .limit(1)
    )
    if conversation_id is None:
        conversation_id = await session.scalar(
            select(Lead.conversation_id)
            .join(Delivery, Delivery.lead_id == Lead.id)
            .where(Delivery.way == "telegram", Delivery.payload["external_id"].astext == event.reply_to)
            .order_by(Delivery.id.desc())
            .limit(1)
        )
    return conversation_id
