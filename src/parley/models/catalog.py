"""What a company sells."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from pgvector.sqlalchemy import Vector
from sqlalchemy import Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import BigId, Json, OfCompany, Table


class Product(OfCompany, Table):
    """A product or tariff. `external_id` is the company's own id, the key of a repeated upload.

    `position` keeps the order in which they were given. `vector`: see knowledge/search.py.
    """

    __tablename__ = "products"

    id: Mapped[BigId]
    external_id: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    category: Mapped[str] = mapped_column(server_default="")
    price: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    currency: Mapped[str] = mapped_column(server_default="")
    features: Mapped[list[str]] = mapped_column(server_default="[]")
    specifications: Mapped[Json] = mapped_column(server_default="{}")
    available: Mapped[bool] = mapped_column(server_default=text("true"))
    vector: Mapped[Any] = mapped_column(Vector(1024), nullable=True)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (UniqueConstraint("company_id", "external_id"), Index(None, "company_id", "category"))
