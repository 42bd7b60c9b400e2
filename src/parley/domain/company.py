"""Describes the company that a turn speaks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class CatalogueStats:
    """What search must know of a company's data."""

    #: how many products and passages there are
    rows: int = 0
    #: in how many of them its common words are, by word
    words: Mapping[str, int] = field(default_factory=dict)
    #: whether its vectors have an index of their own
    indexed: bool = False
    #: the model that made its vectors, and their length
    embedded: str = ""
    dimension: int = 0


@dataclass(frozen=True, slots=True)
class CompanyConfig:
    """A company as a turn sees it. Every turn sees the newest, so that a change of prompt acts at once."""

    id: int
    #: the brand id
    slug: str
    name: str
    #: tells one state of its rows from another
    version: str = ""
    description: str = ""
    is_active: bool = True
    widget_enabled: bool = True
    #: ISO codes
    language: str = "ru"
    country: str = "KZ"
    timezone: str = "Asia/Almaty"
    #: name of the flow that leads its customers; a flow of its own, as YAML, wins
    flow: str = "lead_capture"
    flow_text: str = ""
    model: str = ""
    ai_endpoint: str = ""
    embedding_model: str = ""
    currency: str = "KZT"
    system_prompt: str = ""
    persona_prompt: str = ""
    welcome: str = ""
    email: str = ""
    phone: str = ""
    whatsapp: str = ""
    admin_chat_id: int | None = None
    #: the chats of linked people and groups of the staff, each with which notices it gets: all, handovers, none
    staff_chats: Mapping[str, str] = field(default_factory=dict)
    webhook_url: str = ""
    info: Mapping[str, Any] = field(default_factory=dict)
    #: decrypted: never log, never send on
    credentials: Mapping[str, Any] = field(default_factory=dict)
    #: crm_type, kommo_subdomain, … : as the company's wizard sent them, no secrets
    integrations: Mapping[str, Any] = field(default_factory=dict)
    #: groups of words that mean one thing to this company's customers
    synonyms: Sequence[Sequence[str]] = ()
    #: by day, as its staff wrote them; empty where nobody did (tenants/working_calendar.py)
    working_hours: Mapping[str, Any] = field(default_factory=dict)
    holidays: Sequence[Mapping[str, str]] = ()
    #: what is promised of hand-overs (domain/handover.py)
    handover: Mapping[str, Any] = field(default_factory=dict)
    #: what providers' models may take in a day, in US dollars and in tokens; None for as much as it takes
    daily_budget: Decimal | None = None
    daily_token_budget: int | None = None
    #: the last day on which the staff was told that it was spent
    budget_told_on: date | None = None
    catalogue: CatalogueStats = field(default_factory=CatalogueStats)

    @property
    def tzinfo(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.timezone)
