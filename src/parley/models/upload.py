"""The table of files that were uploaded, and of what became of them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import Json, ModelBase, TenantOwned


class Upload(TenantOwned, ModelBase):
    """An uploaded file."""

    __tablename__ = "uploads"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    #: products or documents
    kind: Mapped[str]
    filename: Mapped[str]
    size: Mapped[int]
    #: kept until the file is read, so that any process may do it and a killed one loses nothing
    content: Mapped[bytes | None] = mapped_column(deferred=True)
    by: Mapped[str] = mapped_column(server_default="")
    #: waiting, running, success or failed
    status: Mapped[str] = mapped_column(server_default="waiting")
    percent: Mapped[int] = mapped_column(server_default="0")
    added: Mapped[int] = mapped_column(server_default="0")
    #: the reason of a failure
    why: Mapped[str] = mapped_column(server_default="")
    #: {"skipped": [{"place", "why"}], "skipped_count": n}
    report: Mapped[Json] = mapped_column(server_default="{}")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "company_id", "created_at"),)
