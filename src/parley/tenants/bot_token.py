"""Whose bot a company speaks through."""

from collections.abc import Mapping
from typing import Any

from parley.settings import Settings

_FIRST_COMPANY = 1


def company_bot_token(settings: Settings, company_id: int, credentials: Mapping[str, Any]) -> str:
    """Returns the token of a company's bot; empty where it has none. The environment's bot is the first company's:
    never another tenant's."""
    own = str(credentials.get("bot_token") or "")
    return own or (settings.bot_token.get_secret_value() if company_id == _FIRST_COMPANY else "")
