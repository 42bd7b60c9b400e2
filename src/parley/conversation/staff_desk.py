"""What the staff does about a conversation in a messenger: takes it, answers in it by answering a notice, gives it
back, looks at the lead.

Buttons carry a lead's number, and count in the company's own chats of its staff only. Other words of theirs are the
channel's own matter (channels/base.py).
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account
from parley.conversation.staff_words import StaffWords, link_words, refusal, staff_words
from parley.deliveries.renew import renew_notices
from parley.deliveries.topics import find_topic_conversation
from parley.domain.channel import ChannelEvent, OutboundMessage, staff_message
from parley.domain.company import CompanyConfig
from parley.domain.handover import PERSON
from parley.domain.notice_buttons import ACTIONS, NEW_LEAD, NUMBER, RETURN
from parley.handover.ownership import StaffReply, answer_as_person, give_back, take_over
from parley.leads.list_text import lead_lines
from parley.leads.read import find_lead
from parley.models import Conversation, Delivery, Lead, OutboxMessage
from parley.runtime import Runtime
from parley.staff.members import use_link
from parley.tenants.staff_chat import company_staff_chat
from parley.text.row_ids import parse_id

_DEFAULT_NAME = "менеджер"
_HTML = {"parse_mode": "HTML"}


class Said(NamedTuple):
    """What the staff is told, and the conversation that it is about: who answers it answers the customer."""

    message: OutboundMessage
    conversation_id: int | None = None


def is_staff_chat(rt: Runtime, company: CompanyConfig, event: ChannelEvent) -> bool:
    """Tells whether something happened in the chat that the company named as its staff's, or is the super
    administrator's."""
    if event.chat_id and event.chat_id in (company_staff_chat(rt.settings, company), *company.staff_chats):
        return True
    return not event.is_group and event.sender_id in rt.settings.super_admin_ids


def is_staff_button(event: ChannelEvent) -> bool:
    """Tells whether a pressed button is one under a notice."""
    return event.data.partition(":")[0] in ACTIONS


def refuse_stranger(company: CompanyConfig, event: ChannelEvent) -> OutboundMessage:
    """Returns what somebody who is not of the staff is told for pressing a button of theirs."""
    return OutboundMessage("", extra={"callback": event.callback_id, "popup": refusal(company.language)})


async def link_person(
    session: AsyncSession, company: CompanyConfig, event: ChannelEvent, at: datetime
) -> OutboundMessage:
    """Links who opened a link for the staff, and returns what they are told."""
    newcomer = {"chat_id": event.chat_id, "user_id": event.sender_id, "is_group": event.is_group}
    newcomer |= {"name": _name(event)}
    is_linked = await use_link(session, company.id, event.staff_code, newcomer, at)
    words = link_words(company.language)
    return staff_message(words.linked.format(company=company.name) if is_linked else words.refused)


def is_answer(event: ChannelEvent) -> bool:
    """Tells whether somebody may have answered a customer: by answering a message, or in a topic, where only
    commands are none."""
    return bool(event.reply_to or event.thread_id) and not event.text.startswith("/")


async def handle_staff_event(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, account: Account, event: ChannelEvent, at: datetime
) -> list[Said] | None:
    """Does what a person of the staff asks for about a conversation; returns what they are told. None where it is
    about no conversation."""
    if is_staff_button(event):
        return await _Press(rt, session, company, event, at).answer()
    if not event.text or not is_answer(event):
        return None
    conversation_id = await find_conversation_of_message(session, account, event)
    if conversation_id is None:
        return None
    reply = StaffReply(event.text, _name(event), f"{account.id}:{event.chat_id}:{event.message_id}")
    await answer_as_person(rt, session, company.id, conversation_id, reply, at)
    await _note_chat(session, conversation_id, event)
    await renew_notices(rt, session, company.id, conversation_id, at)
    return []


async def _note_chat(session: AsyncSession, conversation_id: int, event: ChannelEvent) -> None:
    """Notes in which chat a conversation is held: what the customer writes is shown there."""
    await session.execute(
        update(Conversation).where(Conversation.id == conversation_id).values(owner_chat=event.chat_id)
    )


def _name(event: ChannelEvent) -> str:
    return event.sender_name or _DEFAULT_NAME


class _Press:
    """A pressed button under a notice. Pressed twice it does no harm."""

    def __init__(
        self, rt: Runtime, session: AsyncSession, company: CompanyConfig, event: ChannelEvent, at: datetime
    ) -> None:
        self.rt, self.session, self.company, self.event, self.at = rt, session, company, event, at
        self.words: StaffWords = staff_words(company.language)

    async def answer(self) -> list[Said]:
        """Does what the button says; every button is answered."""
        action, _, number = self.event.data.partition(":")
        lead_id = parse_id(number)
        conversation = await self.session.scalar(
            select(Conversation)
            .join(Lead, Lead.conversation_id == Conversation.id)
            .where(Lead.id == lead_id)
            .with_for_update(of=Conversation)
        )
        if conversation is None:
            return [self._popup(self.words.gone)]
        if action == NEW_LEAD:
            return await self._show_lead(lead_id, conversation.id)
        if action == NUMBER:
            return await self._send_number(lead_id, conversation.id)
        if action == RETURN:
            return await self._give_back(conversation.id)
        return await self._take(conversation)

    async def _take(self, conversation: Conversation) -> list[Said]:
        name = _name(self.event)
        if conversation.owner == PERSON and conversation.owner_name != name:
            return [self._popup(self.words.taken_by.format(name=conversation.owner_name))]
        is_taken_already = conversation.owner == PERSON
        await take_over(self.session, conversation.id, name, self.at)
        await _note_chat(self.session, conversation.id, self.event)
        await renew_notices(self.rt, self.session, self.company.id, conversation.id, self.at)
        words = self.words.taken.format(name=name)
        return [self._popup(words)] if is_taken_already else [self._say(words, conversation.id)]

    async def _give_back(self, conversation_id: int) -> list[Said]:
        if not await give_back(self.session, conversation_id, _name(self.event), self.at):
            return [self._popup(self.words.was_bots)]
        await renew_notices(self.rt, self.session, self.company.id, conversation_id, self.at)
        return [self._say(self.words.returned, conversation_id)]

    async def _show_lead(self, lead_id: int, conversation_id: int) -> list[Said]:
        lead = await find_lead(self.session, lead_id)
        if lead is None:
            return [self._popup(self.words.gone)]
        shown = staff_message(lead_lines(lead), params=_HTML, callback=self.event.callback_id)
        return [Said(shown, conversation_id)]

    async def _send_number(self, lead_id: int, conversation_id: int) -> list[Said]:
        """Sends the number as a card: a button cannot dial."""
        lead = await find_lead(self.session, lead_id)
        info = (lead and lead["contact_info"]) or {}
        phone = info.get("phone_e164") or info.get("phone")
        if not phone:
            return [self._popup(self.words.no_phone)]
        card = {"phone_number": str(phone), "first_name": str(info.get("name") or phone)[:64]}
        extra = {"method": "sendContact", "params": card, "callback": self.event.callback_id}
        return [Said(OutboundMessage("", extra=extra), conversation_id)]

    def _say(self, words: str, conversation_id: int) -> Said:
        return Said(staff_message(words, callback=self.event.callback_id), conversation_id)

    def _popup(self, words: str) -> Said:
        return Said(OutboundMessage("", extra={"callback": self.event.callback_id, "popup": words}))


async def find_conversation_of_message(session: AsyncSession, account: Account, event: ChannelEvent) -> int | None:
    """Returns the conversation that a message in the staff's chat is about: it answers a notice or a customer's
    words, or stands in the conversation's topic."""
    conversation_id = await _answered_conversation(session, account, event) if event.reply_to else None
    if conversation_id is None and event.thread_id:
        conversation_id = await find_topic_conversation(session, event.chat_id, event.thread_id)
    return conversation_id


async def _answered_conversation(session: AsyncSession, account: Account, event: ChannelEvent) -> int | None:
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
            .where(
                Delivery.way == account.kind,
                Delivery.target == event.chat_id,
                Delivery.payload["external_id"].astext == event.reply_to,
            )
            .order_by(Delivery.id.desc())
            .limit(1)
        )
    return conversation_id
