"""Checks what staff type into a company's settings. Each raises Invalid that names the field and the remedy."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from parley.errors import Invalid
from parley.languages.registry import require_language_code

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_MAX_BUDGET = 10_000_000
_CHAT_ID = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def require_text(field: str, value: Any) -> str:
    """Returns a scalar as text without blanks around it; a list or an object is refused."""
    if isinstance(value, dict | list):
        raise Invalid(f"{field}: must be text")
    return str(value).strip()


def require_slug(subdomain: str) -> str:
    """Returns the subdomain in small letters."""
    slug = subdomain.strip().lower()
    if not _SLUG.fullmatch(slug):
        raise Invalid("subdomain: use small Latin letters, digits and hyphens, for example my-shop")
    return slug


def require_email(address: str) -> str:
    """Returns an e-mail address as it was typed."""
    import email_validator  # half a megabyte, for a check that is made when staff save a company

    # Names such as .local are reserved, and in use inside an office: here only the syntax counts.
    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    try:
        email_validator.validate_email(address, check_deliverability=False)
    except email_validator.EmailNotValidError:
        raise Invalid("email: this is not an e-mail address") from None
    return address


def require_web_address(field: str, url: str) -> str:
    """Returns an address that begins with http:// or https:// and names a host."""
    if not _is_web_address(url):
        raise Invalid(f"{field}: must be an address that begins with https:// (http:// on one's own machine)")
    return url


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)


def require_chat_id(value: Any) -> int:
    """Returns a Telegram chat's number."""
    if isinstance(value, bool) or not _CHAT_ID.fullmatch(str(value).strip()):
        raise Invalid("manager_chat_id: must be a whole number, as /id in the bot shows it")
    return int(value)


def require_country(code: str) -> str:
    """Returns a country's two letters (ISO 3166) as capitals."""
    from phonenumbers import SUPPORTED_REGIONS

    if code.upper() not in SUPPORTED_REGIONS:
        raise Invalid(f"country: {code[:20]!r} is not an ISO 3166 code of two letters, for example KZ")
    return code.upper()


def require_timezone(name: str) -> str:
    """Returns the name of a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Invalid(f"timezone: {name[:40]!r} is not known, use for example Asia/Almaty") from None
    return name


def check_budget(field: str, value: Any) -> Decimal | None:
    """Returns what models may take in a day; None, for no limit, of empty text."""
    text = require_text(field, value)
    if not text:
        return None
    try:
        limit = Decimal(text)
    except InvalidOperation:
        limit = Decimal("NaN")
    is_whole = field != "daily_token_budget" or limit == limit.to_integral_value()
    if isinstance(value, bool) or not limit.is_finite() or not 0 <= limit <= _MAX_BUDGET or not is_whole:
        raise Invalid(f"{field}: must be a number from 0 on, or empty for no limit")
    return limit.quantize(Decimal("0.0001")) if field == "daily_budget" else limit


_FIELD_CHECKS: Mapping[str, Callable[[str], str]] = {
    "country": require_country,
    "timezone": require_timezone,
    "default_language": require_language_code,
    "email": require_email,
    "webhook_url": partial(require_web_address, "webhook_url"),
    "ai_endpoint": partial(require_web_address, "ai_endpoint"),
}


def check_field(field: str, value: Any) -> str:
    """Returns a field of a company as the text that is stored."""
    text = require_text(field, value)
    return _FIELD_CHECKS[field](text) if field in _FIELD_CHECKS else text
