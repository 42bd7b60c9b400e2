"""The table of companies' accounts at a CRM."""

from datetime import datetime

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from parley.infra.secrets import EncryptedJson
from parley.models.base import Json, ModelBase, TenantOwned


class CrmAccount(TenantOwned, ModelBase):
    """One account as all processes must agree on it: its tokens, its pace, whether it is left alone."""

    __tablename__ = "crm_accounts"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    #: the host over there: demo.amocrm.ru
    account: Mapped[str] = mapped_column(primary_key=True)
    #: {"access", "refresh", "origin"}: the newest pair, and which configured one it descends from
    tokens: Mapped[Json | None] = mapped_column(EncryptedJson)
    #: how often the pair was renewed: tells one pair from another without reading it
    renewed: Mapped[int] = mapped_column(server_default="0")
    #: whoever renews the pair holds this lease; it lapses by itself
    renewing_until: Mapped[datetime | None]
    #: the next call may leave then
    next_at: Mapped[datetime] = mapped_column(server_default=func.now())
    #: no call at all before then
    resting_until: Mapped[datetime | None]
