"""The log of what happened in conversations."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import Json, ModelBase, TenantOwned, tenant_key


class ConversationEvent(TenantOwned, ModelBase):
    """Something that happened in a conversation, written with what it tells of. It holds no words of anybody."""

    __tablename__ = "conversation_events"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    #: grows over all companies
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    #: the transaction that wrote it: readers stay behind the oldest that still runs (events/read.py)
    txid: Mapped[int] = mapped_column(BigInteger, server_default=sql("pg_current_xact_id()::text::bigint"))
    conversation_id: Mapped[int] = mapped_column(BigInteger)
    #: domain/conversation_event.py
    kind: Mapped[str]
    #: customer, bot, parley, or the name of a person of the staff
    actor: Mapped[str] = mapped_column(server_default="")
    #: ids and states: message, lead, handover, …
    data: Mapped[Json] = mapped_column(server_default="{}")
    at: Mapped[datetime]

    __table_args__ = (
        tenant_key("conversation_id", "conversations"),
        Index("ix_conversation_events_reading", "company_id", "txid", "id"),
        Index("ix_conversation_events_conversation", "company_id", "conversation_id", "id"),
        # Rows come in the order of their times, nearly: enough to find the old ones by.
        Index("ix_conversation_events_at", "at", postgresql_using="brin"),
    )
