"""What a turn needs to know of the company it speaks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class CompanyConfig:
    """Read afresh for every turn, so that a change of prompt acts at once.

    `slug` is the brand id. `language`, `country`: ISO codes. `credentials` are decrypted: never log, never send on.
    """

    id: int
    slug: str
    name: str
    description: str = ""
    is_active: bool = True
    widget_enabled: bool = True
    language: str = "ru"
    country: str = "KZ"
    timezone: str = "Asia/Almaty"
    flow: str = "lead_capture"
    model: str = ""
    ai_endpoint: str = ""
    currency: str = "KZT"
    system_prompt: str = ""
    persona_prompt: str = ""
    welcome: str = ""
    email: str = ""
    admin_chat_id: int | None = None
    webhook_url: str = ""
    info: Mapping[str, Any] = field(default_factory=dict)
    credentials: Mapping[str, Any] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
