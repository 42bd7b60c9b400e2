"""Tables of the files that customers send through messengers."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import ModelBase, TenantOwned, tenant_key


class MediaFile(TenantOwned, ModelBase):
    """A file that came with a message: where it lies with the channel, and what it is once it was fetched."""

    __tablename__ = "media_files"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(BigInteger)
    #: of the message it came with
    message_id: Mapped[int] = mapped_column(BigInteger)
    account_id: Mapped[int] = mapped_column(BigInteger)
    #: photo, document, video, …
    kind: Mapped[str]
    #: the channel's own id of it
    remote_id: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="")
    #: bytes, where the channel says so
    size: Mapped[int] = mapped_column(BigInteger, server_default="0")
    #: of its content, once it was fetched
    digest: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime]

    __table_args__ = (
        tenant_key("conversation_id", "conversations"),
        tenant_key("account_id", "channel_accounts"),
        Index("ix_media_files_conversation", "company_id", "conversation_id", "id"),
        Index("ix_media_files_digest", "company_id", "digest"),
    )


class MediaContent(TenantOwned, ModelBase):
    """The bytes of files, each once for a company (infra/media_store.py)."""

    __tablename__ = "media_contents"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    #: SHA-256 of the content
    digest: Mapped[str]
    content: Mapped[bytes]

    __table_args__ = (UniqueConstraint("company_id", "digest"),)
