"""Tables of a company's documents, cut into passages that can be found."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import BigId, HalfVector, ModelBase, TenantOwned, tenant_key, unique_in_company


class Document(TenantOwned, ModelBase):
    """A document that answers are taken from."""

    __tablename__ = "documents"

    id: Mapped[BigId]
    name: Mapped[str]
    #: of the content: the same file again changes nothing
    checksum: Mapped[str]
    #: whence: upload, folder, or demo
    source: Mapped[str] = mapped_column(server_default="upload")
    size: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (UniqueConstraint("company_id", "name"), unique_in_company("documents"))


class Passage(TenantOwned, ModelBase):
    """A piece of a document small enough to answer with."""

    __tablename__ = "passages"

    id: Mapped[BigId]
    document_id: Mapped[int] = mapped_column(BigInteger)
    #: the heading it stands under, and its page where the document has pages
    title: Mapped[str] = mapped_column(server_default="")
    page: Mapped[int | None]
    text: Mapped[str]
    #: this and the next two: see search/features.py
    vector: Mapped[Any] = mapped_column(HalfVector(512), nullable=True)
    terms: Mapped[str | None] = mapped_column(TSVECTOR)
    reading: Mapped[str] = mapped_column(server_default="")
    #: search/features.py's VERSION that made them
    represented: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (
        tenant_key("document_id", "documents"),
        unique_in_company("passages"),
        Index(None, "company_id", "document_id"),
        Index(None, "terms", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )


class UnansweredQuestion(TenantOwned, ModelBase):
    """What customers asked and the company's data does not say (documents/unanswered.py)."""

    __tablename__ = "unanswered_questions"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    #: in small letters, without personal data
    question: Mapped[str]
    #: ISO, the customer's
    language: Mapped[str]
    #: in how many conversations' answers it was said that nobody knows
    times: Mapped[int] = mapped_column(server_default="1")
    first_asked_at: Mapped[datetime]
    last_asked_at: Mapped[datetime]

    __table_args__ = (Index("uq_unanswered_questions_question", "company_id", "language", "question", unique=True),)
