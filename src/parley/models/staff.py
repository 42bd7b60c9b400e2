"""Tables of a company's staff in messengers."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import Json, ModelBase, TenantOwned, tenant_key


class StaffDialogue(TenantOwned, ModelBase):
    """What a person of the staff was asked in a chat and has not answered yet. Each has one at a time."""

    __tablename__ = "staff_dialogues"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    chat_id: Mapped[str]
    user_id: Mapped[str]
    #: what is asked
    step: Mapped[str]
    #: what was answered before
    data: Mapped[Json] = mapped_column(server_default="{}")
    #: the message that led here: one that comes twice leads no further
    message_id: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("company_id", "chat_id", "user_id"),)


class StaffMember(TenantOwned, ModelBase):
    """A person or a group of a company's staff, by the chat that they read."""

    __tablename__ = "staff_members"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str]
    chat_id: Mapped[str]
    #: who opened the link
    user_id: Mapped[str]
    is_group: Mapped[bool]
    #: which notices they get: all, handovers, none
    notices: Mapped[str]
    linked_at: Mapped[datetime]
    linked_by: Mapped[str]
    unlinked_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_staff_members_chat",
            "company_id",
            "chat_id",
            unique=True,
            postgresql_where=sql("unlinked_at IS NULL"),
        ),
    )


class StaffLink(TenantOwned, ModelBase):
    """A code that links somebody: it works once, and for a day."""

    __tablename__ = "staff_links"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    #: a hash of the code
    digest: Mapped[str] = mapped_column(unique=True)
    #: empty for what the person calls themselves
    name: Mapped[str]
    notices: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class StaffTopic(TenantOwned, ModelBase):
    """A topic of the staff's forum that is about one conversation, or that the chat let us open none."""

    __tablename__ = "staff_topics"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    chat_id: Mapped[str]
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    #: the channel's own id of the topic; 0 for none
    thread_id: Mapped[int] = mapped_column(BigInteger)
    opened_at: Mapped[datetime]

    __table_args__ = (
        tenant_key("conversation_id", "conversations"),
        Index("ix_staff_topics_conversation", "company_id", "conversation_id"),
        Index("ix_staff_topics_chat", "company_id", "chat_id", "thread_id"),
    )
