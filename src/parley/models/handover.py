"""Hand-overs: conversations that a person has to look at."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import ModelBase, TenantOwned, tenant_key


class Handover(TenantOwned, ModelBase):
    """A conversation handed over to people: why, since when, until when. A conversation has one that is open."""

    __tablename__ = "handovers"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger)
    #: the gravest so far (domain/handover.py)
    reason: Mapped[str]
    #: the customer's words that it was asked in last
    words: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[datetime]
    asked_again_at: Mapped[datetime | None]
    #: how often it was asked, the first time included
    asked_count: Mapped[int] = mapped_column(server_default="1")
    #: when notices to the staff were last planned; null where that failed
    told_at: Mapped[datetime | None]
    #: when a person of the staff took it, and who; when they first wrote to the customer
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str] = mapped_column(server_default="")
    answered_at: Mapped[datetime | None]
    #: when the conversation went back to the bot; null as long as a person has to look at it
    closed_at: Mapped[datetime | None]
    #: who of the staff is to take it; empty for whoever comes first
    assigned_to: Mapped[str] = mapped_column(server_default="")
    #: how often, and when last, the staff was told again because nobody came
    escalations: Mapped[int] = mapped_column(server_default="0")
    escalated_at: Mapped[datetime | None]
    #: when the customer was told that it takes longer
    delay_told_at: Mapped[datetime | None]
    #: who of the staff closed it
    closed_by: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (
        tenant_key("conversation_id", "conversations"),
        Index("ix_handovers_conversation", "company_id", "conversation_id"),
        Index("ix_handovers_asked_at", "company_id", "asked_at"),
        Index(
            "uq_handovers_open",
            "company_id",
            "conversation_id",
            unique=True,
            postgresql_where=sql("closed_at IS NULL"),
        ),
    )
