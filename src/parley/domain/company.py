"""What a turn needs to know of the company it speaks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class CatalogueStats:
    """What search must know of a company's data: how many rows there are, in how many of them its common words are,
    whether its vectors have an index of their own; the model whose `embedded` vectors it has, and their length."""

    rows: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    indexed: bool = False
    embedded: str = ""
    dimension: int = 0


@dataclass(frozen=True, slots=True)
class CompanyConfig:
    """Every turn sees the newest, so that a change of prompt acts at once.

    `version` tells one state of its rows from another. `slug` is the brand id.
    `language`, `country`: ISO codes. `credentials` are decrypted: never log, never send on.
    """

    id: int
    slug: str
    name: str
    version: str = ""
    description: str = ""
    is_active: bool = True
    widget_enabled: bool = True
    language: str = "ru"
    country: str = "KZ"
    timezone: str = "Asia/Almaty"
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
    admin_chat_id: int | None = None
    webhook_url: str = ""
    info: Mapping[str, Any] = field(default_factory=dict)
    credentials: Mapping[str, Any] = field(default_factory=dict)
    # crm_type, kommo_subdomain, … : as the company's wizard sent them, no secrets
    integrations: Mapping[str, Any] = field(default_factory=dict)
    # groups of words that mean one thing to this company's customers
    synonyms: Sequence[Sequence[str]] = ()
    catalogue: CatalogueStats = field(default_factory=CatalogueStats)

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
