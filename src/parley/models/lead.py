"""Leads, and the deliveries by which a company is told of them."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import BigId, Json, ModelBase, TenantOwned, tenant_key, unique_in_company


class Lead(TenantOwned, ModelBase):
    """A possible customer; one for every conversation."""

    __tablename__ = "leads"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(BigInteger)
    conversation_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    #: new, confirmed, or whatever a CRM calls it later
    status: Mapped[str] = mapped_column(server_default="new")
    source: Mapped[str] = mapped_column(server_default="web")
    #: under the contract's keys: name, phone, phone_e164, email, username, visitor_id, temperature
    contact_info: Mapped[Json] = mapped_column(server_default="{}")
    #: hot, warm or cold
    temperature: Mapped[str] = mapped_column(server_default="warm")
    summary: Mapped[str] = mapped_column(server_default="")
    #: what the flow gathered and where the customer came from: "order", "lines", "utm" (domain/notice.py)
    details: Mapped[Json] = mapped_column(server_default="{}")
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        tenant_key("contact_id", "contacts"),
        tenant_key("conversation_id", "conversations"),
        unique_in_company("leads"),
        Index(None, "company_id", text("created_at DESC"), text("id DESC")),
    )


class Delivery(TenantOwned, ModelBase):
    """One notice of a lead or a hand-over by one way, and what became of it: a row of the outbox (deliveries/)."""

    __tablename__ = "deliveries"

    id: Mapped[BigId]
    lead_id: Mapped[int]
    #: the hand-over it tells of; null for a notice of the lead itself
    handover_id: Mapped[int | None] = mapped_column(BigInteger)
    #: the target's name: telegram, amocrm; "notice" for one that is kept
    way: Mapped[str]
    #: 1 for the first notice of the lead or the hand-over by this way, 2 for the first correction, …
    ordinal: Mapped[int]
    #: the address, fit to be shown
    target: Mapped[str]
    #: the idempotency key that the other side sees, the same on every attempt
    key: Mapped[str] = mapped_column(unique=True)
    #: pending → sending → sent; failed: an operator may send it again; kept: there was no way, it is only shown
    status: Mapped[str] = mapped_column(server_default="pending")
    attempts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    last_error: Mapped[str] = mapped_column(server_default="")
    #: an attempt may have arrived though nobody knows: the next one carries a visible remark
    uncertain: Mapped[bool] = mapped_column(server_default=text("false"))
    #: "preview": what is or would be sent, to be read; "external_id": the lead's id over there; "language";
    #: "corrected"
    payload: Mapped[Json] = mapped_column(server_default="{}")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime | None]

    __table_args__ = (
        tenant_key("lead_id", "leads"),
        tenant_key("handover_id", "handovers"),
        Index(
            "uq_deliveries_lead",
            "lead_id",
            "way",
            "ordinal",
            unique=True,
            postgresql_where=text("handover_id IS NULL"),
        ),
        Index(
            "uq_deliveries_handover",
            "company_id",
            "handover_id",
            "way",
            "ordinal",
            unique=True,
            postgresql_where=text("handover_id IS NOT NULL"),
        ),
        # `uq_deliveries_lead` serves the lead's own; this one a lead that is deleted, with all of them.
        Index(None, "lead_id"),
        Index(None, "company_id", "id"),
    )

    @property
    def label(self) -> str:
        """Returns way and ordinal as the API spells them: amocrm, amocrm:2."""
        return self.way if self.ordinal == 1 else f"{self.way}:{self.ordinal}"
