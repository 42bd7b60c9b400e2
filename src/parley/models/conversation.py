"""Tables of the people who write to a company, and of what was said."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import BigId, Json, ModelBase, TenantOwned, tenant_key, unique_in_company


class Contact(TenantOwned, ModelBase):
    """A person as one channel knows them. (channel, external_id) is the identity; the phone is optional."""

    __tablename__ = "contacts"

    id: Mapped[BigId]
    channel: Mapped[str]
    #: the channel's own id of the person
    external_id: Mapped[str]
    username: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str] = mapped_column(server_default="")
    #: E.164
    phone: Mapped[str | None]
    email: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="")
    fingerprint: Mapped[Json | None]
    opted_out_at: Mapped[datetime | None]
    #: the contact that this one turned out to be: a visitor of the web who went on in a messenger
    joined_id: Mapped[int | None] = mapped_column(BigInteger)
    #: since when the channel lets us write nothing to them
    blocked_at: Mapped[datetime | None]
    #: set where other contacts are the same person (people/joining.py), and what told it: confirmed, link, staff
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    joined_by: Mapped[str] = mapped_column(server_default="")
    #: when the staff said that it is somebody else: it is not joined by itself again
    parted_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        UniqueConstraint("company_id", "channel", "external_id"),
        unique_in_company("contacts"),
        tenant_key("joined_id", "contacts"),
        tenant_key("person_id", "persons"),
        Index("ix_contacts_person", "company_id", "person_id", postgresql_where=sql("person_id IS NOT NULL")),
    )


class Conversation(TenantOwned, ModelBase):
    """A conversation with one contact."""

    __tablename__ = "conversations"

    id: Mapped[BigId]
    contact_id: Mapped[int] = mapped_column(BigInteger)
    channel: Mapped[str]
    #: the id clients know it by, where the channel has one
    public_id: Mapped[str] = mapped_column(server_default="")
    #: we made that id
    issued: Mapped[bool] = mapped_column(server_default=sql("false"))
    #: one we made for whoever opened the conversation; knowing it allows to read the history
    session_id: Mapped[str | None]
    language: Mapped[str] = mapped_column(server_default="")
    origin: Mapped[Json] = mapped_column(server_default="{}")
    #: what the flow remembers between turns
    state: Mapped[Json] = mapped_column(server_default="{}")
    #: what was said before the messages that a model is given, and the newest message it covers
    summary: Mapped[str] = mapped_column(server_default="")
    summarized_id: Mapped[int] = mapped_column(BigInteger, server_default="0")
    handed_over_at: Mapped[datetime | None]
    #: since when a message has been without an answer; null when all are answered
    waiting_since: Mapped[datetime | None]
    #: the customer's newest message; whoever saves an answer sees by it whether more has come
    heard_id: Mapped[int] = mapped_column(BigInteger, server_default="0")
    #: who holds it: bot, or person
    owner: Mapped[str] = mapped_column(server_default="bot")
    #: the person's name
    owner_name: Mapped[str] = mapped_column(server_default="")
    #: the staff's chat that the person took it in; empty where it was not in a chat
    owner_chat: Mapped[str] = mapped_column(server_default="")
    #: how often it changed hands: what the bot wrote before a change is not sent after it
    owner_epoch: Mapped[int] = mapped_column(server_default="0")
    #: when the bot takes over again where the person wrote nothing more
    owner_until: Mapped[datetime | None]
    #: the account that it is held at, and the channel's own id of the chat there; null and empty on the web
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    chat_id: Mapped[str] = mapped_column(server_default="")
    #: since when a talk of the web is held at an account too: both sides see it
    joined_at: Mapped[datetime | None]
    #: when the messages that wait are answered together; null for at once
    answer_due_at: Mapped[datetime | None]
    #: who is answering now
    claim: Mapped[str | None]
    #: until when that is believed without a renewal
    claimed_until: Mapped[datetime | None]
    #: how often the turn that waits ended in an error
    failed_attempts: Mapped[int] = mapped_column(server_default="0")
    #: how often its claim lapsed: the process that had it died or hung
    lost_claims: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_message_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        tenant_key("contact_id", "contacts"),
        tenant_key("account_id", "channel_accounts"),
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
            sql("coalesce(account_id, 0)"),
            unique=True,
            postgresql_where=sql("public_id = '' AND closed_at IS NULL"),
        ),
        Index("ix_conversations_waiting", "waiting_since", postgresql_where=sql("waiting_since IS NOT NULL")),
    )


class Message(TenantOwned, ModelBase):
    """A message of a conversation."""

    __tablename__ = "messages"

    id: Mapped[BigId]
    conversation_id: Mapped[int] = mapped_column(BigInteger)
    #: user, assistant, or note (kept, never shown to a model)
    role: Mapped[str]
    text: Mapped[str]
    #: of an answer: empty for the bot, or the name of the person of the staff who wrote it
    author: Mapped[str] = mapped_column(server_default="")
    external_id: Mapped[str | None]
    #: the message of the assistant that answers this one
    answered_by: Mapped[int | None] = mapped_column(BigInteger)
    #: of an answer: which model wrote it, whether the built-in one stood in, what was suggested and asked; of a
    #: message: whether it was spoken; of both: whether the message could not be answered ("failed")
    meta: Mapped[Json] = mapped_column(server_default="{}")
    created_at: Mapped[datetime]

    __table_args__ = (
        tenant_key("conversation_id", "conversations"),
        Index("ix_messages_conversation_id", "conversation_id", "id"),
        Index(
            "uq_messages_external",
            "conversation_id",
            "external_id",
            unique=True,
            postgresql_where=sql("external_id IS NOT NULL"),
        ),
    )


class TalkLink(TenantOwned, ModelBase):
    """A link by which a visitor carries a talk of the web into a messenger, once (conversation/talk_link.py)."""

    __tablename__ = "talk_links"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger)
    #: SHA-256 of what stands in the link: whoever reads the table can open nothing
    digest: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (
        tenant_key("conversation_id", "conversations"),
        UniqueConstraint("company_id", "digest"),
        Index("ix_talk_links_expires_at", "expires_at"),
    )
