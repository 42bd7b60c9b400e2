"""What was written to customers who had not just written."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import ModelBase, TenantOwned, tenant_key


class UnaskedMessage(TenantOwned, ModelBase):
    """Somebody was written to unasked: one a day over all channels, so many a day by an account."""

    __tablename__ = "unasked_messages"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    contact_id: Mapped[int] = mapped_column(BigInteger)
    account_id: Mapped[int] = mapped_column(BigInteger)
    #: touch, reminder, …
    kind: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (
        tenant_key("contact_id", "contacts"),
        tenant_key("account_id", "channel_accounts"),
        Index("ix_unasked_messages_contact", "company_id", "contact_id", "at"),
        Index("ix_unasked_messages_account", "company_id", "account_id", "at"),
    )
