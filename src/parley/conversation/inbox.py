"""Takes what messengers call us with: stored once before it is acknowledged, then read chat by chat, in order.

`store_update` is all that a door waits for. `read_chat` runs as a job and holds its chat's lock: what a customer
wrote is stored as a message in the transaction that ends the event, and answered when no more comes for a while.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account, Channel
from parley.conversation import turn_store
from parley.conversation.attachments import keep_file, words_of
from parley.conversation.chat_buttons import is_spoken_button, spoken_words
from parley.conversation.loop_guard import is_in_a_loop
from parley.conversation.receive import Burst, open_conversation, receive_message
from parley.conversation.staff_desk import (
    Said,
    find_conversation_of_message,
    handle_staff_event,
    is_answer,
    is_staff_button,
    is_staff_chat,
    link_person,
    refuse_stranger,
)
from parley.conversation.staff_words import staff_words
from parley.conversation.talk_link import continued_words, join_talk
from parley.conversation.turn_rows import ConversationKey
from parley.conversation.visitor_language import find_visitor_language
from parley.conversation.voice import transcribe_recording, unheard_reply
from parley.deliveries.chat_send import plan_message
from parley.deliveries.chat_store import ChatKey, Origin, find_account, is_paused, move_chat
from parley.domain.channel import ChannelEvent, EventKind, OutboundMessage, ParsedUpdate, in_topic, staff_message
from parley.domain.company import CompanyConfig
from parley.domain.messages import Attribution, InboundMessage
from parley.errors import RemoteError, Unavailable
from parley.files.audio import Recording, detect_audio_format
from parley.handover.relay import RelayedWords, relay_to_staff
from parley.infra.database import driver_connection_of
from parley.models import ChannelAccount, Contact, Conversation, InboxEvent, Message
from parley.runtime import Runtime
from parley.tenants.config import load_config

log = structlog.get_logger()

# An event that cannot be read so often is given up, and holds up none behind it.
_MAX_ATTEMPTS = 3
_MAX_TEXT_CHARS = 4000


class _WaitingEvent(NamedTuple):
    id: int
    payload: dict[str, Any]
    attempts: int


async def store_update(rt: Runtime, account: Account, parsed: ParsedUpdate, payload: dict[str, Any]) -> bool:
    """Stores a call of a channel and leaves the job that reads it, in one transaction; returns False, and does
    nothing, for one that was stored before."""
    async with rt.db.scoped(account.company_id) as session:
        values = {
            "company_id": account.company_id,
            "account_id": account.id,
            "event_id": parsed.event_id,
            "chat_id": parsed.chat_id,
            "payload": payload,
            "received_at": rt.clock(),
        }
        stored_id = await session.scalar(
            insert(InboxEvent).values(values).on_conflict_do_nothing().returning(InboxEvent.id)
        )
        if stored_id is None:
            return False
        await enqueue_reading(rt, session, ChatKey(account.company_id, account.id, parsed.chat_id))
    return True


async def enqueue_reading(rt: Runtime, session: AsyncSession, key: ChatKey) -> None:
    """Leaves the job that reads a chat; one that waits already is enough."""
    lock = f"inbox:{key.account_id}:{key.chat_id}"
    await rt.queue.enqueue(session, "read_chat", lock=lock, queueing_lock=lock, **key._asdict())


async def read_chat(rt: Runtime, key: ChatKey) -> None:
    """Reads what waits of a chat, oldest first. An event that fails again and again is left unread."""
    async with rt.db.scoped(key.company_id) as session:
        account, company = await find_account(session, key.account_id), await load_config(session, key.company_id)
    if account is None or company is None or is_paused(account.settings):
        return
    if (channel := rt.channels.get(account.kind)) is None:
        return
    reader = _ChatReader(rt, company, account, channel, key)
    while event := await reader.next_event():
        try:
            await reader.read(event)
        except Unavailable:
            raise
        except Exception:
            log.exception("an event of a channel was not read", account=account.id, event_number=event.id)
            await reader.count_failure(event)


class _ChatReader:
    """Reads the events of one chat."""

    def __init__(
        self, rt: Runtime, company: CompanyConfig, account: Account, channel: Channel, key: ChatKey
    ) -> None:
        self.rt, self.company, self.account, self.channel, self.key = rt, company, account, channel, key

    async def next_event(self) -> _WaitingEvent | None:
        """Returns the oldest event that was not read."""
        async with self.rt.db.scoped(self.key.company_id) as session:
            row = (
                await session.execute(
                    select(InboxEvent.id, InboxEvent.payload, InboxEvent.attempts)
                    .where(
                        InboxEvent.account_id == self.key.account_id,
                        InboxEvent.chat_id == self.key.chat_id,
                        InboxEvent.processed_at.is_(None),
                    )
                    .order_by(InboxEvent.id)
                    .limit(1)
                )
            ).one_or_none()
        return _WaitingEvent(*row) if row else None

    async def read(self, event: _WaitingEvent) -> None:
        """Does what an event asks for, and notes that it was read, in one transaction."""
        at = self.rt.clock()
        happened = [await self._with_words(each) for each in self.channel.parse(event.payload).events]
        served = [await self._serve_words(each) for each in happened]
        async with self.rt.db.scoped(self.key.company_id) as session:
            for each, said in zip(happened, served, strict=True):
                await self._apply(session, each, said, at)
            await self._end(session, event, at)
            await session.execute(
                update(ChannelAccount).where(ChannelAccount.id == self.account.id).values(last_in_at=at)
            )

    async def count_failure(self, event: _WaitingEvent) -> None:
        """Counts a failed reading; the last one ends the event unread."""
        async with self.rt.db.scoped(self.key.company_id) as session:
            values: dict[str, Any] = {"attempts": event.attempts + 1}
            if event.attempts + 1 >= _MAX_ATTEMPTS:
                values["processed_at"] = self.rt.clock()
            await session.execute(update(InboxEvent).where(InboxEvent.id == event.id).values(values))

    async def _end(self, session: AsyncSession, event: _WaitingEvent, at: datetime) -> None:
        await session.execute(update(InboxEvent).where(InboxEvent.id == event.id).values(processed_at=at))

    async def _with_words(self, event: ChannelEvent) -> ChannelEvent:
        """Returns an event with what its recording says; where that is not known, with what is answered instead."""
        if event.kind is not EventKind.MESSAGE or event.voice is None:
            return event
        inbound = self._inbound(event)
        language = await find_visitor_language(self.rt, self.company.id, inbound)
        replies = self.rt.language(language or self.company.language).replies
        try:
            audio = await self.channel.fetch(self.account, event.voice)
        except RemoteError as error:
            log.warning("a recording was not fetched", account=self.account.id, error=error)
            return replace(event, kind=EventKind.COMMAND, text=replies.voice_failed)
        recording = Recording(audio, detect_audio_format(audio) or "ogg")
        heard = await transcribe_recording(self.rt, self.company, recording, language)
        if heard.text:
            return replace(event, text=heard.text, spoken_language=language or self.company.language)
        return replace(event, kind=EventKind.COMMAND, text=unheard_reply(replies, heard.outcome))

    async def _serve_words(self, event: ChannelEvent) -> list[OutboundMessage] | None:
        """Has the channel do what the staff asks it for: it may take a while, and no transaction is open. None for
        what is about a conversation, and for what is not the staff's."""
        if event.staff_code or not is_staff_chat(self.rt, self.company, event) or is_staff_button(event):
            return None
        if is_answer(event):
            async with self.rt.db.scoped(self.key.company_id) as session:
                if await find_conversation_of_message(session, self.account, event) is not None:
                    return None
        return await self.channel.serve_staff(self.account, self.company, event)

    async def _apply(
        self, session: AsyncSession, event: ChannelEvent, told: list[OutboundMessage] | None, at: datetime
    ) -> None:
        if event.kind is EventKind.MOVED:
            await move_chat(session, self.key, event.data)
            return
        if event.staff_code:
            linked = await link_person(session, self.company, event, at)
            await plan_message(self.rt, session, self.key, linked, at)
            self.company = await load_config(session, self.company.id) or self.company
            return
        if is_staff_chat(self.rt, self.company, event):
            for said in await self._serve_staff(session, event, told, at):
                message = in_topic(said.message, event.thread_id)
                await plan_message(self.rt, session, self.key, message, at, Origin(said.conversation_id))
            return
        if is_staff_button(event):
            await plan_message(self.rt, session, self.key, refuse_stranger(self.company, event), at)
            return
        if event.is_group and event.command != "id":
            return
        await self._take(session, event, at)

    async def _take(self, session: AsyncSession, event: ChannelEvent, at: datetime) -> None:
        """Does what a customer's event asks for."""
        reply = self._own_reply(event)
        if is_spoken_button(event):
            spoken = await spoken_words(session, self.key, event, self.company.language)
            event = spoken or event
        match event.kind:
            case EventKind.MESSAGE:
                await self._receive(session, event, at)
            case EventKind.EDITED:
                await self._edit(session, event, at)
            case EventKind.STARTED:
                carried = await join_talk(session, self.account, self._inbound(event), event.carried, at)
                if carried is None:
                    await self._open(session, event, at)
                else:
                    reply = OutboundMessage(continued_words(carried), carried)
            case EventKind.LANGUAGE_CHOSEN:
                await self._choose_language(session, event)
            case EventKind.BLOCKED | EventKind.UNBLOCKED:
                await self._note_blocking(session, event, at)
        if reply is None and event.callback_id:
            # A button of long ago stops waiting, whatever it was.
            reply = OutboundMessage("", extra={"callback": event.callback_id})
        if reply is not None:
            await plan_message(self.rt, session, self.key, reply, at)

    async def _serve_staff(
        self, session: AsyncSession, event: ChannelEvent, told: list[OutboundMessage] | None, at: datetime
    ) -> list[Said]:
        """Returns what the staff is told for what one of them did in their chat. `told`: by the channel itself."""
        if told is not None:
            return [Said(message) for message in told]
        said = await handle_staff_event(self.rt, session, self.company, self.account, event, at)
        if said is None:
            reply = self._own_reply(event)
            if reply is not None:
                return [Said(reply if reply.extra else staff_message(reply.text))]
            is_lost = event.text and not event.is_group
            said = [Said(staff_message(staff_words(self.company.language).how))] if is_lost else []
        return said

    def _own_reply(self, event: ChannelEvent) -> OutboundMessage | None:
        """Returns what is said to an event without a turn: the channel's own words, or why nothing was heard."""
        if event.kind is EventKind.COMMAND and event.text:
            return OutboundMessage(event.text)
        return self.channel.reply_to(event, self.company)

    async def _receive(self, session: AsyncSession, event: ChannelEvent, at: datetime) -> None:
        """Stores a message, and leaves the job that answers it when no more came for a while."""
        connection = await driver_connection_of(session)
        burst = Burst(
            timedelta(seconds=self.rt.settings.burst_window), timedelta(seconds=self.rt.settings.longest_burst)
        )
        inbound = self._inbound(event)
        received = await receive_message(self.rt, connection, self.company, inbound, burst=burst)
        if received.is_repeated:
            return
        keep_file(session, self.account, received, event, at)
        words = RelayedWords(inbound.text, self.account.id, event.attachment, event.file)
        if await relay_to_staff(self.rt, session, self.company, received.conversation_id, words, at):
            return
        if await is_in_a_loop(session, received.conversation_id, at):
            log.warning("a chat is answered no more for a while", account=self.account.id)
            return
        await enqueue_burst_answer(self.rt, session, self.company.id, received.conversation_id, at + burst.window)

    async def _edit(self, session: AsyncSession, event: ChannelEvent, at: datetime) -> None:
        """Writes a changed message down; the answer that waits reads it as it is now, one that was given stays."""
        inbound = self._inbound(event)
        of_chat = (Conversation.account_id == self.account.id, Conversation.chat_id == self.key.chat_id)
        conversation_ids = select(Conversation.id).where(*of_chat)
        row = (
            await session.execute(
                update(Message)
                .where(
                    Message.conversation_id.in_(conversation_ids),
                    Message.external_id == inbound.external_id,
                    Message.role == "user",
                    Message.text != inbound.text,
                )
                .values(text=inbound.text, meta=Message.meta.op("||")({"edited": True}))
                .returning(Message.conversation_id)
            )
        ).one_or_none()
        if row is not None:
            words = RelayedWords(f"✏️ {inbound.text}")
            await relay_to_staff(self.rt, session, self.company, row.conversation_id, words, at)

    async def _open(self, session: AsyncSession, event: ChannelEvent, at: datetime) -> None:
        of_chat = (Contact.channel == self.account.kind, Contact.external_id == self.key.chat_id)
        chosen = await session.scalar(select(Contact.language).where(*of_chat))
        inbound = replace(self._inbound(event), new_session=True, is_greeted=True)
        inbound = replace(inbound, language=chosen or inbound.language)
        await open_conversation(await driver_connection_of(session), self.company, inbound, at)

    async def _choose_language(self, session: AsyncSession, event: ChannelEvent) -> None:
        contact_ids = self._contact_query()
        connection = await driver_connection_of(session)
        inbound = self._inbound(event)
        await turn_store.upsert_contact(connection, ConversationKey.of_message(self.company.id, inbound), inbound)
        await session.execute(update(Contact).where(Contact.id.in_(contact_ids)).values(language=event.language))
        await session.execute(
            update(Conversation)
            .where(Conversation.contact_id.in_(contact_ids), Conversation.closed_at.is_(None))
            .values(
                language=event.language,
                origin=Conversation.origin.op("||")({"page_language": event.language}),
            )
        )

    async def _note_blocking(self, session: AsyncSession, event: ChannelEvent, at: datetime) -> None:
        blocked_at = func.coalesce(Contact.blocked_at, at) if event.kind is EventKind.BLOCKED else None
        await session.execute(
            update(Contact).where(Contact.id.in_(self._contact_query())).values(blocked_at=blocked_at)
        )

    def _contact_query(self) -> Any:
        """Returns the query of the person whose chat this is; of both contacts where they came from the web."""
        of_chat = (Contact.channel == self.account.kind, Contact.external_id == self.key.chat_id)
        joined = select(Contact.joined_id).where(*of_chat, Contact.joined_id.is_not(None))
        return select(Contact.id).where(or_(and_(*of_chat), Contact.id.in_(joined)))

    def _inbound(self, event: ChannelEvent) -> InboundMessage:
        text, attachment = words_of(event)
        return InboundMessage(
            channel=self.account.kind,
            sender_id=event.chat_id,
            text=text[:_MAX_TEXT_CHARS],
            attachment=attachment,
            external_id=f"{self.account.id}:{event.message_id}" if event.message_id else "",
            username=event.username,
            phone=event.phone,
            language=event.language,
            is_voice=event.voice is not None,
            attribution=Attribution(event.payload or self.account.kind),
            account_id=self.account.id,
            chat_id=event.chat_id,
        )


async def enqueue_burst_answer(
    rt: Runtime, session: AsyncSession, company_id: int, conversation_id: int, at: datetime
) -> None:
    """Leaves the job that answers what came until then; one that waits already is enough."""
    await rt.queue.enqueue(
        session,
        "answer_burst",
        queueing_lock=f"burst:{conversation_id}",
        at=at,
        company_id=company_id,
        conversation_id=conversation_id,
    )


async def is_burst_over(rt: Runtime, company_id: int, conversation_id: int) -> bool:
    """Tells whether the messages that wait are answered now; where more came meanwhile, later, which a job is left
    for."""
    async with rt.db.scoped(company_id) as session:
        due_at = await session.scalar(select(Conversation.answer_due_at).where(Conversation.id == conversation_id))
        if due_at is None or due_at <= rt.clock():
            return True
        await enqueue_burst_answer(rt, session, company_id, conversation_id, due_at)
    return False
