"""Make and change companies (contract §1.4)."""

import base64
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import Invalid, NotFound
from parley.infra.redaction import mask_secret
from parley.infra.secrets import generate_staff_key, hash_staff_key
from parley.languages.registry import require_language_code
from parley.models import Company, Profile, StaffKey, Widget
from parley.runtime import Runtime
from parley.search.index.embeddings import schedule_embedding
from parley.tenants.audit_log import SYSTEM_ACTOR, pending_changes, record_change
from parley.tenants.config import find_company_id, normalize_slug
from parley.widgets.store import to_ascii_name

# Fields of CompanyFull that are secrets: stored encrypted, shown masked.
SECRET_FIELDS = (
    "bot_token",
    "ai_api_key",
    "kommo_client_secret",
    "kommo_refresh_token",
    "bitrix24_webhook_url",
    "webhook_secret",
)
_PROFILE_FIELDS = (
    "email", "phone", "whatsapp", "bin_iin", "logo_url", "currency", "ai_endpoint", "webhook_url", "model",
    "embedding_model", "flow", "system_prompt", "welcome_message",
)  # fmt: skip
# not in CompanyFull
_HIDDEN_FIELDS = frozenset({"system_prompt", "flow", "model", "embedding_model"})
# What decides whose vectors a company has, and whether they can be had.
_EMBEDDING_FIELDS = frozenset({"embedding_model", "ai_endpoint", "ai_api_key", "model"})
_INTEGRATION_FIELDS = ("integration_enabled", "integration_type", "crm_type", "kommo_subdomain", "kommo_client_id")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_CHAT_ID = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


async def add_company(
    rt: Runtime,
    *,
    name: str,
    subdomain: str,
    default_language: str = "ru",
    country: str = "KZ",
    timezone: str = "Asia/Almaty",
) -> dict[str, Any]:
    """A company with its profile, one widget and a manager's key: {"id","name","subdomain","api_key"}. The key is
    not seen again. Raises Invalid for a taken or unusable subdomain."""
    async with rt.db.across() as session:
        company, _, key = await insert_company(session, name, subdomain, default_language, country, timezone)
        return {"id": company.id, "name": company.name, "subdomain": company.subdomain, "api_key": key}


async def insert_company(
    session: AsyncSession,
    name: str,
    subdomain: str,
    default_language: str = "ru",
    country: str = "KZ",
    timezone: str = "Asia/Almaty",
) -> tuple[Company, Profile, str]:
    slug, name = subdomain.strip().lower(), name.strip()
    if not _SLUG.fullmatch(slug):
        raise Invalid("subdomain: use small Latin letters, digits and hyphens, for example my-shop")
    if not name:
        raise Invalid("name: must not be empty")
    if await find_company_id(session, normalize_slug(slug)) is not None:
        raise Invalid("Subdomain already exists")
    company = Company(
        name=name,
        subdomain=slug,
        default_language=require_language_code(default_language),
        country=_require_country(country),
        timezone=_require_timezone(timezone),
    )
    session.add(company)
    try:
        await session.flush()
    except IntegrityError:  # somebody was a moment faster
        raise Invalid("Subdomain already exists") from None
    profile = Profile(
        company_id=company.id,
        welcome_message=f"Welcome to {name}! How can I assist you today?",
        company_info={"name": name},
        appearance_settings={"primary_color": "#007bff", "secondary_color": "#6c757d"},
        credentials={"webhook_secret": _generate_webhook_secret()},
    )
    key = generate_staff_key("MGR")
    key_row = StaffKey(
        company_id=company.id, role="MGR", digest=hash_staff_key(key), hint=key[-4:], label="made with the company"
    )
    session.add_all([profile, Widget(company_id=company.id, channel_name="web"), key_row])
    await session.flush()
    return company, profile, key


def parse_company_id(fields: Mapping[str, Any]) -> int | None:
    """The `id` of an upsert: None asks for a new company; 0 is nobody's. Raises Invalid for what is no number."""
    raw_id = fields.get("id")
    if raw_id in (None, "", 0):
        return None
    if isinstance(raw_id, bool) or not str(raw_id).isascii() or not str(raw_id).isdigit():
        raise Invalid("id: must be the company's number, or absent for a new company")
    return int(raw_id) if len(str(raw_id)) < 10 else 0


async def save_company(
    rt: Runtime, fields: Mapping[str, Any], *, with_secrets: bool, at: datetime, by: str = SYSTEM_ACTOR
) -> dict[str, Any]:
    """Create (no `id`) or change a company by whatever fields are there; unknown ones are ignored. Masked secrets
    sent back mean "unchanged". All or nothing. A new company's answer has its manager's `api_key`, shown once."""
    company_id = parse_company_id(fields)
    if company_id is None:
        async with rt.db.across() as session:
            name = _require_text("name", fields.get("name") or "")
            slug = _require_text("subdomain", fields.get("subdomain") or "") or await find_free_slug(session, name)
            company, profile, key = await insert_company(session, name, slug)
            result = await _apply_fields(session, company, profile, fields, with_secrets=with_secrets, at=at, by=by)
            return {**result, "api_key": key}
    async with rt.db.scoped(company_id) as session:
        existing, existing_profile = await session.get(Company, company_id), await session.get(Profile, company_id)
        if existing is None or existing_profile is None:
            raise NotFound("Company not found")
        result = await _apply_fields(
            session, existing, existing_profile, fields, with_secrets=with_secrets, at=at, by=by
        )
        if not _EMBEDDING_FIELDS.isdisjoint(fields):
            await schedule_embedding(rt, session, company_id)
        return result


async def _apply_fields(
    session: AsyncSession,
    company: Company,
    profile: Profile,
    fields: Mapping[str, Any],
    *,
    with_secrets: bool,
    at: datetime,
    by: str,
) -> dict[str, Any]:
    _apply_company_fields(company, fields, at)
    _apply_profile_fields(profile, fields, at)
    if with_secrets:
        _apply_secrets(profile, fields)
    record_change(session, company.id, by, "company changed", at, pending_changes(company, profile))
    await session.flush()
    return {"id": company.id, "status": "ok", "name": company.name}


def _apply_company_fields(company: Company, fields: Mapping[str, Any], at: datetime) -> None:
    checks = {"country": _require_country, "timezone": _require_timezone, "default_language": require_language_code}
    for field in ("name", "description"):
        if fields.get(field):
            setattr(company, field, _require_text(field, fields[field]))
    for field, check in checks.items():
        if fields.get(field):
            setattr(company, field, check(_require_text(field, fields[field])))
    company.updated_at = at


def _apply_profile_fields(profile: Profile, fields: Mapping[str, Any], at: datetime) -> None:
    for field in _PROFILE_FIELDS:
        if fields.get(field) is not None:
            setattr(profile, field, _require_text(field, fields[field]))
    if profile.email and not _EMAIL.fullmatch(profile.email):
        raise Invalid("email: this is not an e-mail address")
    if profile.webhook_url and not _is_web_address(profile.webhook_url):
        raise Invalid("webhook_url: must be an address that begins with https:// (http:// on one's own machine)")
    profile.admin_chat_id = _parse_chat_id(profile.admin_chat_id, fields)
    new_values = {field: fields[field] for field in _INTEGRATION_FIELDS if fields.get(field) is not None}
    profile.integrations = {**(profile.integrations or {}), **new_values}
    profile.updated_at = at


def _parse_chat_id(current_id: int | None, fields: Mapping[str, Any]) -> int | None:
    """⚑C10: one value under two names. A client that sends its whole state changes one of them: that one counts,
    the wizard's name first."""
    values = [fields[name] for name in ("manager_chat_id", "admin_chat_id") if fields.get(name) not in (None, "")]
    for value in values:
        if isinstance(value, bool) or not _CHAT_ID.fullmatch(str(value).strip()):
            raise Invalid("manager_chat_id: must be a whole number, as /id in the bot shows it")
    return next((int(value) for value in values if int(value) != current_id), current_id)


def _apply_secrets(profile: Profile, fields: Mapping[str, Any]) -> None:
    credentials = dict(profile.credentials)
    for field in SECRET_FIELDS:
        value = fields.get(field)
        if isinstance(value, str) and value != mask_secret(str(credentials.get(field, ""))) and "…" not in value:
            credentials[field] = value.strip()
    profile.credentials = credentials


async def company_records(rt: Runtime, *, with_secrets: bool) -> list[dict[str, Any]]:
    """CompanyFull of every company, ordered by id; secrets masked for those without the right."""
    async with rt.db.across() as session:
        rows = await session.execute(
            select(Company, Profile).join(Profile, Profile.company_id == Company.id).order_by(Company.id)
        )
        return [company_json(company, profile, with_secrets=with_secrets) for company, profile in rows]


def company_json(company: Company, profile: Profile, *, with_secrets: bool) -> dict[str, Any]:
    secret_values = {field: str(profile.credentials.get(field) or "") for field in SECRET_FIELDS}
    integrations = profile.integrations or {}
    return {
        "id": company.id,
        "name": company.name,
        "subdomain": company.subdomain,
        "description": company.description,
        **{field: getattr(profile, field) for field in _PROFILE_FIELDS if field not in _HIDDEN_FIELDS},
        "admin_chat_id": profile.admin_chat_id,
        "manager_chat_id": profile.admin_chat_id,
        **{field: integrations.get(field) for field in _INTEGRATION_FIELDS},
        **{
            field: (value if with_secrets else mask_secret(value)) or None for field, value in secret_values.items()
        },
    }


async def configure_company(
    rt: Runtime, company_id: int, fields: Mapping[str, Any], at: datetime, by: str = SYSTEM_ACTOR
) -> None:
    """Prompt, product parameters, languages; country and timezone beside them. Counts from the next message on."""
    async with edit_company(rt, company_id, "company configured", at, by) as (company, profile):
        if fields.get("ai_prompt") is not None:
            profile.system_prompt = str(fields["ai_prompt"])
        if fields.get("product_parameters") is not None:
            profile.product_parameters = fields["product_parameters"]
        if fields.get("supported_languages") is not None:
            profile.supported_languages = [
                require_language_code(str(code)) for code in fields["supported_languages"]
            ]
        profile.updated_at = at
        _apply_company_fields(company, {k: fields.get(k) for k in ("country", "timezone")}, at)


async def set_default_language(rt: Runtime, company_id: int, language: str, by: str = SYSTEM_ACTOR) -> None:
    async with edit_company(rt, company_id, "language changed", rt.clock(), by) as (company, _):
        company.default_language = require_language_code(language)


async def set_widget_enabled(rt: Runtime, company_id: int, enabled: bool, by: str = SYSTEM_ACTOR) -> None:
    async with edit_company(rt, company_id, "widget switched", rt.clock(), by) as (company, _):
        company.widget_enabled = enabled


@asynccontextmanager
async def edit_company(
    rt: Runtime, company_id: int, action: str, at: datetime, by: str
) -> AsyncIterator[tuple[Company, Profile]]:
    """A company to be changed in place: what was, is stored and on record when the block ends well. Raises NotFound
    for an unknown one."""
    async with rt.db.scoped(company_id) as session:
        company, profile = await session.get(Company, company_id), await session.get(Profile, company_id)
        if company is None or profile is None:
            raise NotFound("Company not found")
        yield company, profile
        if changes := pending_changes(company, profile):
            record_change(session, company_id, by, action, at, changes)
        await session.flush()


def _generate_webhook_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


async def find_free_slug(session: AsyncSession, name: str) -> str:
    """A slug made of the name, with a number where others have it already (⚑C8)."""
    base = re.sub(r"[^a-z0-9]+", "-", to_ascii_name(name)).strip("-")[:60].strip("-") or "company"
    for slug in (base, *(f"{base}-{number}" for number in range(1, 50))):
        if await find_company_id(session, slug) is None:
            return slug
    return f"{base}-{secrets.token_hex(4)}"


def _require_text(field: str, value: Any) -> str:
    if isinstance(value, dict | list):
        raise Invalid(f"{field}: must be text")
    return str(value).strip()


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def _require_country(code: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    if code.upper() not in SUPPORTED_REGIONS:
        raise Invalid(f"country: {code[:20]!r} is not an ISO 3166 code of two letters, for example KZ")
    return code.upper()


def _require_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Invalid(f"timezone: {name[:40]!r} is not known, use for example Asia/Almaty") from None
    return name
