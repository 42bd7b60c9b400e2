"""Tables of the accounts that companies have at messengers: what comes in by them and what is sent."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from parley.infra.secrets import EncryptedJson
from parley.models.base import Json, ModelBase, TenantOwned, tenant_key


class ChannelAccount(TenantOwned, ModelBase):
    """One bot, number or inbox of a company."""

    __tablename__ = "channel_accounts"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    #: the plug-in's name: telegram
    kind: Mapped[str]
    #: what staff call it
    name: Mapped[str] = mapped_column(server_default="")
    #: stands in the webhook's address: the company's number and random bits
    public_id: Mapped[str] = mapped_column(unique=True)
    #: what the channel knows it by: a bot's number
    external_id: Mapped[str] = mapped_column(server_default="")
    #: the channel's own names, values are encrypted
    credentials: Mapped[Json] = mapped_column(EncryptedJson)
    settings: Mapped[Json] = mapped_column(server_default="{}")
    #: connected, polling, refused, conflict, new, disconnected
    state: Mapped[str] = mapped_column(server_default="new")
    #: the same for staff to read: "connected as @shop_bot"
    state_text: Mapped[str] = mapped_column(server_default="")
    #: up to where a poller has read
    poll_offset: Mapped[int] = mapped_column(BigInteger, server_default="0")
    last_in_at: Mapped[datetime | None]
    last_out_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(server_default="")
    #: how many may be written to in a day who did not write (outreach/)
    daily_cap: Mapped[int] = mapped_column(server_default="50")
    #: since when it writes to nobody first, and why; when the staff let it go on
    breaker_at: Mapped[datetime | None]
    breaker_reason: Mapped[str] = mapped_column(server_default="")
    breaker_reset_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    #: a disconnected one stays: conversations name it
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_channel_accounts_external",
            "kind",
            "external_id",
            unique=True,
            postgresql_where=sql("external_id <> '' AND deleted_at IS NULL"),
        ),
    )


class InboxEvent(TenantOwned, ModelBase):
    """A call of a channel as it came: stored before it is acknowledged, kept for a week."""

    __tablename__ = "inbox_events"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account_id: Mapped[int] = mapped_column(BigInteger)
    #: the channel's own id of the call
    event_id: Mapped[str]
    #: empty where it is about no chat
    chat_id: Mapped[str] = mapped_column(server_default="")
    #: customers' words: encrypted
    payload: Mapped[Json] = mapped_column(EncryptedJson)
    received_at: Mapped[datetime]
    processed_at: Mapped[datetime | None]
    #: how often reading it failed
    attempts: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (
        tenant_key("account_id", "channel_accounts"),
        UniqueConstraint("company_id", "account_id", "event_id"),
        Index(
            "ix_inbox_events_waiting",
            "company_id",
            "account_id",
            "chat_id",
            "id",
            postgresql_where=sql("processed_at IS NULL"),
        ),
    )


class OutboxMessage(TenantOwned, ModelBase):
    """A message to a chat, written before the call that sends it: a row of the outbox (deliveries/chat_send.py)."""

    __tablename__ = "outbox_messages"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[str]
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    #: the fields of an OutboundMessage
    payload: Mapped[Json]
    #: queued → sending → sent; failed; unknown: a process died between the two, it may have been sent; cancelled:
    #: somebody else holds the conversation now
    status: Mapped[str] = mapped_column(server_default="queued")
    #: the ids that the channel gave it, by commas: a long text is several messages there
    provider_id: Mapped[str] = mapped_column(server_default="")
    attempts: Mapped[int] = mapped_column(server_default="0")
    last_error: Mapped[str] = mapped_column(server_default="")
    #: of the bot's own: the conversation's `owner_epoch` that it was written in
    owner_epoch: Mapped[int | None]
    created_at: Mapped[datetime]
    #: not before then
    due_at: Mapped[datetime]
    #: its place in the account's queue, where it was told to wait for one
    place_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    __table_args__ = (
        tenant_key("account_id", "channel_accounts"),
        tenant_key("conversation_id", "conversations"),
        Index("ix_outbox_messages_conversation", "company_id", "conversation_id"),
        Index("ix_outbox_messages_due", "due_at", postgresql_where=sql("status IN ('queued', 'sending')")),
        Index(
            "ix_outbox_messages_waiting",
            "company_id",
            "account_id",
            "chat_id",
            "id",
            postgresql_where=sql("status IN ('queued', 'sending')"),
        ),
    )


class SendingPace(TenantOwned, ModelBase):
    """From when an account, or one chat of it, may be sent to again (deliveries/chat_pace.py)."""

    __tablename__ = "sending_paces"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    account_id: Mapped[int] = mapped_column(BigInteger)
    #: empty for the account as a whole
    chat_id: Mapped[str]
    free_at: Mapped[datetime]

    __table_args__ = (
        tenant_key("account_id", "channel_accounts"),
        UniqueConstraint("company_id", "account_id", "chat_id"),
        Index("ix_sending_paces_free_at", "free_at"),
    )
