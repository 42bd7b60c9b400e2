"""What providers' models took, by company, day and model."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, Date, ForeignKey, Identity, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import ModelBase, TenantOwned


class DailyModelUsage(TenantOwned, ModelBase):
    """All calls of one model in one of a company's days."""

    __tablename__ = "model_usage"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    #: by the company's own clock
    day: Mapped[date] = mapped_column(Date)
    #: as prices name it: "openai/gpt-4o-mini"
    model: Mapped[str]
    calls: Mapped[int] = mapped_column(BigInteger, server_default="0")
    prompt_tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")
    cached_tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")
    completion_tokens: Mapped[int] = mapped_column(BigInteger, server_default="0")
    #: in US dollars, of the calls whose cost is known
    cost: Mapped[Decimal] = mapped_column(Numeric(20, 10), server_default="0")
    #: calls whose cost is not known
    unpriced_calls: Mapped[int] = mapped_column(BigInteger, server_default="0")

    __table_args__ = (Index("uq_model_usage_day", "company_id", "day", "model", unique=True),)
