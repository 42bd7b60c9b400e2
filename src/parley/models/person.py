"""Persons: contacts that are the same somebody, and what tells it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import ModelBase, TenantOwned, tenant_key


class JoinedPerson(TenantOwned, ModelBase):
    """Somebody who is known by more than one contact. A contact that is joined to no other has none."""

    __tablename__ = "persons"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ContactAlias(TenantOwned, ModelBase):
    """What a contact is known by beside the channel's own id, once the customer confirmed it."""

    __tablename__ = "contact_aliases"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    contact_id: Mapped[int] = mapped_column(BigInteger)
    #: phone, email; of messengers later: lid, …
    kind: Mapped[str]
    #: E.164; lower case
    value: Mapped[str]
    confirmed_at: Mapped[datetime]

    __table_args__ = (
        tenant_key("contact_id", "contacts"),
        UniqueConstraint("company_id", "contact_id", "kind", "value"),
        Index("ix_contact_aliases_value", "company_id", "kind", "value"),
    )
