"""What is to happen later in a company's conversations."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import Json, ModelBase, TenantOwned, tenant_key


class Timer(TenantOwned, ModelBase):
    """Something that is due at an hour (timers/). It is gone once it was done."""

    __tablename__ = "timers"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    #: the name of a TimerKind
    kind: Mapped[str]
    #: of what: setting it again moves it
    key: Mapped[str]
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    payload: Mapped[Json] = mapped_column(server_default="{}")
    due_at: Mapped[datetime]
    #: how often doing it failed, and why the last time
    attempts: Mapped[int] = mapped_column(server_default="0")
    last_error: Mapped[str] = mapped_column(server_default="")
    #: when it was given up, to be looked at
    failed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        tenant_key("conversation_id", "conversations"),
        UniqueConstraint("company_id", "kind", "key"),
        Index("ix_timers_conversation", "company_id", "conversation_id"),
        Index("ix_timers_due", "due_at", postgresql_where=sql("failed_at IS NULL")),
    )
