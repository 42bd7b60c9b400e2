"""Tables of what a company sells, and of how it is searched."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import (
    BigId,
    HalfVector,
    Json,
    ModelBase,
    TenantOwned,
    Vector,
    tenant_key,
    unique_in_company,
)


class Product(TenantOwned, ModelBase):
    """A product or tariff."""

    __tablename__ = "products"

    id: Mapped[BigId]
    #: the company's own id, the key of a repeated upload
    external_id: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    category: Mapped[str] = mapped_column(server_default="")
    price: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    currency: Mapped[str] = mapped_column(server_default="")
    features: Mapped[list[str]] = mapped_column(server_default="[]")
    specifications: Mapped[Json] = mapped_column(server_default="{}")
    #: what only staff may know: purchase price, margin, supplier (domain/staff_columns.py)
    staff_only: Mapped[Json] = mapped_column(server_default="{}")
    available: Mapped[bool] = mapped_column(server_default=text("true"))
    #: how many there are, where the company tells
    stock: Mapped[int | None]
    #: this and the next two: see search/features.py
    vector: Mapped[Any] = mapped_column(HalfVector(512), nullable=True)
    terms: Mapped[str | None] = mapped_column(TSVECTOR)
    reading: Mapped[str] = mapped_column(server_default="")
    #: search/features.py's VERSION that made them
    represented: Mapped[int] = mapped_column(server_default="0")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        UniqueConstraint("company_id", "external_id"),
        unique_in_company("products"),
        Index(None, "company_id", "category"),
        Index(None, "terms", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )


class SearchIndexState(TenantOwned, ModelBase):
    """The state of a company's search index (search/index/maintain.py). One row each."""

    __tablename__ = "catalogues"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    rows: Mapped[int] = mapped_column(server_default="0")
    #: in how many rows the common words are
    words: Mapped[Json] = mapped_column(server_default="{}")
    #: an index of its own over the products' vectors
    indexed: Mapped[bool] = mapped_column(server_default=text("false"))
    represented: Mapped[int] = mapped_column(server_default="0")
    #: the model whose vectors search compares, empty for none
    embedded: Mapped[str] = mapped_column(server_default="")
    #: the length of those vectors
    dimension: Mapped[int] = mapped_column(server_default="0")
    #: the model that search/index/embeddings.py made vectors of last, null for never
    embedding: Mapped[str | None]


class Embedding(TenantOwned, ModelBase):
    """A provider's vector of a product or of a passage (search/index/embeddings.py).

    While the model changes, a row has one of each.
    """

    __tablename__ = "embeddings"

    id: Mapped[BigId]
    product_id: Mapped[int | None] = mapped_column(BigInteger)
    passage_id: Mapped[int | None] = mapped_column(BigInteger)
    model: Mapped[str]
    dimension: Mapped[int]
    vector: Mapped[Any] = mapped_column(Vector())
    #: of the text it was made from
    checksum: Mapped[str]

    __table_args__ = (
        tenant_key("product_id", "products"),
        tenant_key("passage_id", "passages"),
        UniqueConstraint("product_id", "model"),
        UniqueConstraint("passage_id", "model"),
        CheckConstraint("num_nonnulls(product_id, passage_id) = 1", name="ck_embeddings_of_one"),
        Index(None, "company_id", "model"),
    )
