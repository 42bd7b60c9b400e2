"""Tables of where a company's service can be had, and of what an external table answered about it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import BigId, ModelBase, TenantOwned


class CoverageEntry(TenantOwned, ModelBase):
    """Houses of one street, and whether the service is there."""

    __tablename__ = "served"

    id: Mapped[BigId]
    city: Mapped[str] = mapped_column(server_default="")
    #: as it is shown, with its kind: "ул. Ленина"
    street: Mapped[str]
    #: as nlu/addresses/house_ranges.py reads it, "*" for all
    houses: Mapped[str] = mapped_column(server_default="*")
    technology: Mapped[str] = mapped_column(server_default="")
    note: Mapped[str] = mapped_column(server_default="")
    #: whether the service is there; a street may have a row of each
    available: Mapped[bool] = mapped_column(server_default=text("true"))

    __table_args__ = (Index(None, "company_id"),)


class ExternalTableCache(TenantOwned, ModelBase):
    """The last answer of an external table, by the question. It is used on while the table does not answer."""

    __tablename__ = "outside_cache"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    #: the question
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSONB)
    fetched_at: Mapped[datetime]
