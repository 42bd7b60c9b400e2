"""Who talks to a company, and what was said."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import BigId, Json, ModelBase, TenantOwned


class Contact(TenantOwned, ModelBase):
    """A person as one channel knows them: (channel, the channel's own id). The phone is optional, E.164."""

    __tablename__ = "contacts"

    id: Mapped[BigId]
    channel: Mapped[str]
    external_id: Mapped[str]
    username: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str | None]
    email: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="")
    fingerprint: Mapped[Json | None]
    opted_out_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (UniqueConstraint("company_id", "channel", "external_id"),)


class Conversation(TenantOwned, ModelBase):
    """One talk with one contact.

    `public_id`: the id clients know it by, where the channel has one; `issued` tells that we made it.
    `session_id`: one we made for whoever opened the talk; knowing it allows to read the history.
    `waiting_since`: since when a message has been without an answer; null when all are answered.
    `heard_id`: the customer's newest message; whoever saves an answer sees by it whether more has come.
    `claim`, `claimed_until`: who is answering now, and until when that is believed without a renewal.
    `state`: what the flow remembers between turns.
    """

    __tablename__ = "conversations"

    id: Mapped[BigId]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    channel: Mapped[str]
    public_id: Mapped[str] = mapped_column(server_default="")
    issued: Mapped[bool] = mapped_column(server_default=sql("false"))
    session_id: Mapped[str | None]
    language: Mapped[str] = mapped_column(server_default="")
    origin: Mapped[Json] = mapped_column(server_default="{}")
    state: Mapped[Json] = mapped_column(server_default="{}")
    handed_over_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
    heard_id: Mapped[int] = mapped_column(BigInteger, server_default="0")
    claim: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_message_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_conversations_public",
            "company_id",
            "channel",
            "public_id",
            unique=True,
            postgresql_where=sql("public_id <> ''"),
        ),
        Index(None, "company_id", "session_id", unique=True, postgresql_where=sql("session_id IS NOT NULL")),
        Index(
            "uq_conversations_open",
            "contact_id",
            unique=True,
            postgresql_where=sql("public_id = '' AND closed_at IS NULL"),
        ),
        Index("ix_conversations_waiting", "waiting_since", postgresql_where=sql("waiting_since IS NOT NULL")),
    )


class Message(TenantOwned, ModelBase):
    """One message. `role`: user, assistant, or note (kept, never shown to a model).

    `answered_by`: the assistant message that answers this one. `meta` of an answer says which model wrote it,
    whether the built-in one stood in, what was suggested and asked.
    """

    __tablename__ = "messages"

    id: Mapped[BigId]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    role: Mapped[str]
    text: Mapped[str]
    external_id: Mapped[str | None]
    answered_by: Mapped[int | None] = mapped_column(BigInteger)
    meta: Mapped[Json] = mapped_column(server_default="{}")
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_messages_conversation_id", "conversation_id", "id"),
        Index(
            "uq_messages_external",
            "conversation_id",
            "external_id",
            unique=True,
            postgresql_where=sql("external_id IS NOT NULL"),
        ),
    )
