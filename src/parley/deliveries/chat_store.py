"""Every statement about messages to chats (models/channel.py). Each works in the caller's transaction, in the scope
of its company."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account
from parley.domain.channel import OutboundMessage
from parley.domain.conversation_event import EventName
from parley.domain.handover import BOT
from parley.events.record import record_outbound
from parley.models import ChannelAccount, Contact, Conversation, Delivery, Lead, OutboxMessage, Profile

#: marks a message as the copy of a delivery's notice
COPY_OF = "copy_of"
_MAX_ERROR_CHARS = 500
_MAX_STRANDED = 500
_WAITING = ("queued", "sending")


_is_of_account = and_(
    OutboxMessage.company_id == ChannelAccount.company_id, OutboxMessage.account_id == ChannelAccount.id
)


class ChatKey(NamedTuple):
    """A chat: messages to it leave one after the other."""

    company_id: int
    account_id: int
    chat_id: str


class Origin(NamedTuple):
    """What a message to a chat belongs to."""

    conversation_id: int | None = None
    #: of what the bot says: how often the conversation had changed hands; None for what a person says, and for what
    #: is said outside of a turn
    owner_epoch: int | None = None


NO_ORIGIN = Origin()


class WaitingMessage(NamedTuple):
    """The oldest message of a chat that has not left yet."""

    id: int
    origin: Origin
    status: str
    attempts: int
    due_at: datetime
    message: OutboundMessage
    place_at: datetime | None = None


async def insert_message(
    session: AsyncSession, key: ChatKey, message: OutboundMessage, at: datetime, origin: Origin
) -> int:
    """Writes a message down to be sent; returns its id."""
    values = {
        "company_id": key.company_id,
        "account_id": key.account_id,
        "chat_id": key.chat_id,
        **origin._asdict(),
        "payload": _message_to_json(message),
        "created_at": at,
        "due_at": at,
    }
    return (await session.execute(insert(OutboxMessage).values(values).returning(OutboxMessage.id))).scalar_one()


async def find_waiting(session: AsyncSession, key: ChatKey) -> WaitingMessage | None:
    """Returns the oldest message of a chat that has not left yet, locked."""
    row = (
        await session.execute(
            select(OutboxMessage)
            .where(
                OutboxMessage.account_id == key.account_id,
                OutboxMessage.chat_id == key.chat_id,
                OutboxMessage.status.in_(_WAITING),
            )
            .order_by(OutboxMessage.id)
            .limit(1)
            .with_for_update()
        )
    ).scalar_one_or_none()
    if row is None:
        return None
    origin = Origin(row.conversation_id, row.owner_epoch)
    message = _message_from_json(row.payload)
    return WaitingMessage(row.id, origin, row.status, row.attempts, row.due_at, message, row.place_at)


async def may_still_be_said(session: AsyncSession, origin: Origin) -> bool:
    """Tells whether the bot still holds the conversation that it wrote a message in."""
    if origin.owner_epoch is None:
        return True
    row = (
        await session.execute(
            select(Conversation.owner, Conversation.owner_epoch).where(Conversation.id == origin.conversation_id)
        )
    ).one_or_none()
    return row is not None and (row.owner, row.owner_epoch) == (BOT, origin.owner_epoch)


async def cancel_waiting(session: AsyncSession, conversation_id: int) -> None:
    """Takes back what the bot wrote and did not send yet."""
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.conversation_id == conversation_id,
            OutboxMessage.status == "queued",
            OutboxMessage.owner_epoch.is_not(None),
        )
        .values(status="cancelled")
    )


async def record_sending(session: AsyncSession, message_id: int, at: datetime) -> None:
    """Notes that a message is about to be sent."""
    await _update(session, message_id, status="sending", attempts=OutboxMessage.attempts + 1, due_at=at)


async def record_turn(session: AsyncSession, message_id: int, due_at: datetime, place_at: datetime | None) -> None:
    """Notes when a message may leave, and its place in the account's queue where it has one."""
    await _update(session, message_id, due_at=due_at, place_at=place_at)


async def record_sent(session: AsyncSession, key: ChatKey, message_id: int, provider_id: str, at: datetime) -> None:
    """Notes that a message was sent, and the id that the channel gave it."""
    await _update(session, message_id, status="sent", provider_id=provider_id, sent_at=at, last_error="")
    await session.execute(
        update(ChannelAccount).where(ChannelAccount.id == key.account_id).values(last_out_at=at, last_error="")
    )
    await record_outbound(session, message_id, EventName.MESSAGE_SENT, at, "sent")


async def record_waiting(session: AsyncSession, message_id: int, error: str, due_at: datetime) -> None:
    """Notes that a message is to be sent again, and why."""
    await _update(session, message_id, status="queued", last_error=error[:_MAX_ERROR_CHARS], due_at=due_at)


async def record_end(
    session: AsyncSession, key: ChatKey, message_id: int, status: str, error: str, at: datetime
) -> None:
    """Notes that a message is not sent again: it `failed`, or nobody knows (`unknown`), or it was `cancelled`."""
    error = error[:_MAX_ERROR_CHARS]
    await _update(session, message_id, status=status, last_error=error)
    await session.execute(
        update(ChannelAccount).where(ChannelAccount.id == key.account_id).values(last_error=error)
    )
    await record_outbound(session, message_id, EventName.MESSAGE_FAILED, at, status)


async def record_blocked(session: AsyncSession, key: ChatKey, at: datetime) -> None:
    """Notes that the customer of a chat lets us write nothing any more."""
    of_chat = (Conversation.account_id == key.account_id, Conversation.chat_id == key.chat_id)
    contacts = select(Conversation.contact_id).where(*of_chat)
    await session.execute(
        update(Contact).where(Contact.id.in_(contacts)).values(blocked_at=func.coalesce(Contact.blocked_at, at))
    )


async def move_chat(session: AsyncSession, key: ChatKey, new_id: str) -> None:
    """Gives a chat another id: a group that became a supergroup. What waits is sent there, and where it was the
    staff's chat, it is so still."""
    for table in (OutboxMessage, Conversation):
        await session.execute(
            update(table)
            .where(table.account_id == key.account_id, table.chat_id == key.chat_id)
            .values(chat_id=new_id)
        )
    if key.chat_id.lstrip("-").isdecimal() and new_id.lstrip("-").isdecimal():
        await session.execute(
            update(Profile)
            .where(Profile.company_id == key.company_id, Profile.admin_chat_id == int(key.chat_id))
            .values(admin_chat_id=int(new_id))
        )


async def find_account(session: AsyncSession, account_id: int) -> Account | None:
    """Returns an account that is not disconnected."""
    row = await session.scalar(
        select(ChannelAccount).where(ChannelAccount.id == account_id, ChannelAccount.deleted_at.is_(None))
    )
    return to_account(row) if row else None


class Copy(NamedTuple):
    """Where a notice stands that others of the staff were told too."""

    chat_id: str
    #: empty where it has not left yet
    external_id: str


async def find_copies(session: AsyncSession, delivery_id: int) -> list[Copy]:
    """Returns where the copies of a delivery's notice are."""
    rows = await session.execute(
        select(OutboxMessage.chat_id, OutboxMessage.provider_id)
        .join(Lead, Lead.conversation_id == OutboxMessage.conversation_id)
        .join(Delivery, Delivery.lead_id == Lead.id)
        .where(Delivery.id == delivery_id, OutboxMessage.payload["extra"][COPY_OF].as_integer() == delivery_id)
    )
    return [Copy(*row) for row in rows]


async def find_own_bot(session: AsyncSession) -> int | None:
    """Returns the account of the company's own bot, which its staff reads too."""
    account_id: int | None = await session.scalar(
        select(ChannelAccount.id)
        .where(ChannelAccount.deleted_at.is_(None), ChannelAccount.settings["of_field"].astext == "bot_token")
        .limit(1)
    )
    return account_id


def is_paused(settings: Mapping[str, Any]) -> bool:
    """Tells whether an account rests: what comes is kept and what is to be sent waits."""
    return bool(settings.get("paused"))


def to_account(row: ChannelAccount) -> Account:
    """Returns what channels need of an account's row."""
    return Account(
        id=row.id,
        company_id=row.company_id,
        kind=row.kind,
        public_id=row.public_id,
        credentials=row.credentials,
        settings=row.settings,
        poll_offset=row.poll_offset,
    )


async def find_stranded_chats(session: AsyncSession, before: datetime) -> list[ChatKey]:
    """Returns the chats of all companies with messages that should have left before then."""
    rows = await session.execute(
        select(OutboxMessage.company_id, OutboxMessage.account_id, OutboxMessage.chat_id)
        .join(ChannelAccount, _is_of_account)
        .where(
            OutboxMessage.status.in_(_WAITING),
            OutboxMessage.due_at < before,
            ~ChannelAccount.settings.has_key("paused"),
        )
        .distinct()
        .limit(_MAX_STRANDED)
    )
    return [ChatKey(*row) for row in rows]


async def _update(session: AsyncSession, message_id: int, **values: Any) -> None:
    await session.execute(update(OutboxMessage).where(OutboxMessage.id == message_id).values(values))


def _message_to_json(message: OutboundMessage) -> dict[str, Any]:
    return {name: value for name, value in asdict(message).items() if value}


def _message_from_json(payload: dict[str, Any]) -> OutboundMessage:
    return OutboundMessage(**{"text": "", **payload})
