"""What a company knows: its documents, cut into passages that can be found."""

from datetime import datetime
from typing import Any

from pgvector.sqlalchemy import Vector
from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import BigId, OfCompany, Table


class Document(OfCompany, Table):
    __tablename__ = "documents"

    id: Mapped[BigId]
    name: Mapped[str]
    # of the content: the same file again changes nothing
    checksum: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (UniqueConstraint("company_id", "name"),)


class Passage(OfCompany, Table):
    """A piece of a document small enough to answer with. `vector`: see knowledge/search.py."""

    __tablename__ = "passages"

    id: Mapped[BigId]
    document_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("documents.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(server_default="")
    text: Mapped[str]
    vector: Mapped[Any] = mapped_column(Vector(1024), nullable=True)

    __table_args__ = (Index(None, "company_id", "document_id"),)
