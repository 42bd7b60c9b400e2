"""Tables of companies, their private settings, their staff's keys and their widgets."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from parley.infra.secrets import EncryptedJson
from parley.models.base import BigId, Json, ModelBase, TenantOwned, tenant_key, unique_in_company


class Company(ModelBase):
    """A tenant, also called a brand: what anybody may know of it."""

    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: its slug, which is also its brand id
    subdomain: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    widget_enabled: Mapped[bool] = mapped_column(server_default=text("true"))
    default_language: Mapped[str] = mapped_column(server_default="ru")
    country: Mapped[str] = mapped_column(server_default="KZ")
    timezone: Mapped[str] = mapped_column(server_default="Asia/Almaty")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime | None]

    # A look-up treats case, `_` and `-` alike: test_brand finds test-brand.
    __table_args__ = (Index("uq_companies_slug", text("replace(lower(subdomain), '_', '-')"), unique=True),)


class Profile(TenantOwned, ModelBase):
    """A company's private settings: addresses, prompts, texts, credentials. One row each."""

    __tablename__ = "profiles"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str] = mapped_column(server_default="")
    whatsapp: Mapped[str] = mapped_column(server_default="")
    bin_iin: Mapped[str] = mapped_column(server_default="")
    logo_url: Mapped[str] = mapped_column(server_default="")
    currency: Mapped[str] = mapped_column(server_default="KZT")
    admin_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    webhook_url: Mapped[str] = mapped_column(server_default="")
    flow: Mapped[str] = mapped_column(server_default="lead_capture")
    #: a flow of the company's own, as YAML; it wins over `flow`
    flow_text: Mapped[str] = mapped_column(server_default="")
    #: "openai/gpt-…", "builtin", empty = the installation's; an address of its own in ai_endpoint
    model: Mapped[str] = mapped_column(server_default="")
    ai_endpoint: Mapped[str] = mapped_column(server_default="")
    #: whose vectors help search: "openai/text-embedding-…", "builtin" = none, empty = the installation's
    embedding_model: Mapped[str] = mapped_column(server_default="")
    system_prompt: Mapped[str] = mapped_column(server_default="")
    persona_prompt: Mapped[str | None]
    welcome_message: Mapped[str] = mapped_column(server_default="")
    #: what providers' models may take in a day, in US dollars and in tokens; null for as much as it takes
    daily_budget: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    daily_token_budget: Mapped[int | None] = mapped_column(BigInteger)
    #: the last day on which the staff was told that it was spent
    budget_told_on: Mapped[date | None]
    descriptions: Mapped[Json] = mapped_column(server_default="{}")
    company_info: Mapped[Json] = mapped_column(server_default="{}")
    appearance_settings: Mapped[Json] = mapped_column(server_default="{}")
    product_parameters: Mapped[Json] = mapped_column(server_default="{}")
    supported_languages: Mapped[list[str]] = mapped_column(server_default="[]")
    #: groups of words that mean one thing to this company's customers: [["bosch", "бош"], …]
    synonyms: Mapped[list[Any]] = mapped_column(server_default="[]")
    #: by day, {"mon": [["09:00", "18:00"]], …}; empty where nobody said
    working_hours: Mapped[Json] = mapped_column(server_default="{}")
    #: [{"date": "2026-12-16", "name": "День независимости"}, …]
    holidays: Mapped[list[Any]] = mapped_column(server_default="[]")
    #: what is promised of hand-overs (domain/handover.py)
    handover: Mapped[Json] = mapped_column(server_default="{}")
    #: whatever else the wizard sends (crm_type, integration_type, …), kept as it came
    integrations: Mapped[Json] = mapped_column(server_default="{}")
    #: bot_token, ai_api_key, webhook_secret, … : names are columns of the contract, values are encrypted
    credentials: Mapped[Json] = mapped_column(EncryptedJson)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now())


class StaffKey(ModelBase):
    """A staff key."""

    __tablename__ = "keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: null for the installation's (SUP, SVC)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"))
    role: Mapped[str]
    label: Mapped[str] = mapped_column(server_default="")
    #: a hash of the key
    digest: Mapped[str] = mapped_column(unique=True)
    #: its last four characters
    hint: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]


class AuditEntry(TenantOwned, ModelBase):
    """A change that staff made. `details` holds no secrets (tenants/audit_log.py)."""

    __tablename__ = "changes"

    id: Mapped[BigId]
    at: Mapped[datetime]
    #: "manager …4f2a", "super administrator", "service", "parley"
    by: Mapped[str]
    #: "product deleted", "config changed"
    action: Mapped[str]
    details: Mapped[Json] = mapped_column(server_default="{}")

    __table_args__ = (Index(None, "company_id", "id"),)


class Widget(TenantOwned, ModelBase):
    """A place where customers meet the company: a page, a channel's link, a site."""

    __tablename__ = "widgets"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel_name: Mapped[str]
    #: channel, or website: then `domain` is its site
    widget_type: Mapped[str] = mapped_column(server_default="channel")
    domain: Mapped[str] = mapped_column(server_default="")
    #: other sites that may carry it; none named = all (widgets/domains.py)
    domains: Mapped[list[str]] = mapped_column(server_default="[]")
    #: in Russian
    greeting: Mapped[str | None]
    #: by ISO code, without Russian
    greetings: Mapped[Json] = mapped_column(server_default="{}")
    #: how it appears (widgets/fields.py)
    look: Mapped[Json] = mapped_column(server_default="{}")
    #: switched on
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    #: the variants of one experiment share visitors by weight
    experiment: Mapped[str] = mapped_column(server_default="")
    weight: Mapped[int] = mapped_column(server_default="1")
    #: since when by these weights
    weighed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    #: a deleted one stays, since leads name it as their source
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        unique_in_company("widgets"),
        Index("ix_widgets_domain", "domain", postgresql_where=text("domain <> ''")),
    )

    @property
    def allowed_domains(self) -> list[str]:
        """Returns every domain that may carry the widget; none for all."""
        return list(dict.fromkeys([self.domain] * bool(self.domain) + self.domains))


class WidgetEvent(TenantOwned, ModelBase):
    """A visitor saw or opened a widget: each counts once a day."""

    __tablename__ = "widget_events"

    id: Mapped[BigId]
    widget_id: Mapped[int]
    #: shown, opened
    kind: Mapped[str]
    #: a digest, no id that anybody else knows
    visitor: Mapped[str]
    day: Mapped[date]
    at: Mapped[datetime]

    __table_args__ = (
        tenant_key("widget_id", "widgets"),
        UniqueConstraint("widget_id", "visitor", "kind", "day"),
        Index(None, "company_id", "at"),
    )
