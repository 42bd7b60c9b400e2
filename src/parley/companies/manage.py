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
from parley.infra.secrets import digest, masked, new_key
from parley.models import Company, Key, Profile, Widget
from parley.nlu.language.detect import normal
from parley.runtime import Runtime
from parley.search.index import embeddings as vectors
from parley.tenants.audit_log import PARLEY, differences, note
from parley.tenants.config import find, slug_of
from parley.widgets.store import latin

# Fields of CompanyFull that are secrets: stored encrypted, shown masked.
SECRETS = (
    "bot_token",
    "ai_api_key",
    "kommo_client_secret",
    "kommo_refresh_token",
    "bitrix24_webhook_url",
    "webhook_secret",
)
_PROFILE = (
    "email", "phone", "whatsapp", "bin_iin", "logo_url", "currency", "ai_endpoint", "webhook_url", "model",
    "embedding_model", "flow", "system_prompt", "welcome_message",
)  # fmt: skip
# not in CompanyFull
_HIDDEN = frozenset({"system_prompt", "flow", "model", "embedding_model"})
# What decides whose vectors a company has, and whether they can be had.
_EMBEDDING = frozenset({"embedding_model", "ai_endpoint", "ai_api_key", "model"})
_INTEGRATIONS = ("integration_enabled", "integration_type", "crm_type", "kommo_subdomain", "kommo_client_id")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_CHAT = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


async def create(
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
        company, _, key = await make(session, name, subdomain, default_language, country, timezone)
        return {"id": company.id, "name": company.name, "subdomain": company.subdomain, "api_key": key}


async def make(
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
    if await find(session, slug_of(slug)) is not None:
        raise Invalid("Subdomain already exists")
    company = Company(
        name=name,
        subdomain=slug,
        default_language=_language(default_language),
        country=_country(country),
        timezone=_timezone(timezone),
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
        credentials={"webhook_secret": _webhook_secret()},
    )
    key = new_key("MGR")
    own = Key(company_id=company.id, role="MGR", digest=digest(key), hint=key[-4:], label="made with the company")
    session.add_all([profile, Widget(company_id=company.id, channel_name="web"), own])
    await session.flush()
    return company, profile, key


def company_id_of(fields: Mapping[str, Any]) -> int | None:
    """The `id` of an upsert: None asks for a new company; 0 is nobody's. Raises Invalid for what is no number."""
    given = fields.get("id")
    if given in (None, "", 0):
        return None
    if isinstance(given, bool) or not str(given).isascii() or not str(given).isdigit():
        raise Invalid("id: must be the company's number, or absent for a new company")
    return int(given) if len(str(given)) < 10 else 0


async def upsert(
    rt: Runtime, fields: Mapping[str, Any], *, with_secrets: bool, at: datetime, by: str = PARLEY
) -> dict[str, Any]:
    """Create (no `id`) or change a company by whatever fields are there; unknown ones are ignored. Masked secrets
    sent back mean "unchanged". All or nothing. A new company's answer has its manager's `api_key`, shown once."""
    company_id = company_id_of(fields)
    if company_id is None:
        async with rt.db.across() as session:
            name = _text("name", fields.get("name") or "")
            slug = _text("subdomain", fields.get("subdomain") or "") or await free_slug(session, name)
            company, profile, key = await make(session, name, slug)
            changed = await _change(session, company, profile, fields, with_secrets=with_secrets, at=at, by=by)
            return {**changed, "api_key": key}
    async with rt.db.scoped(company_id) as session:
        known, own = await session.get(Company, company_id), await session.get(Profile, company_id)
        if known is None or own is None:
            raise NotFound("Company not found")
        changed = await _change(session, known, own, fields, with_secrets=with_secrets, at=at, by=by)
        if not _EMBEDDING.isdisjoint(fields):
            await vectors.due(rt, session, company_id)
        return changed


async def _change(
    session: AsyncSession,
    company: Company,
    profile: Profile,
    fields: Mapping[str, Any],
    *,
    with_secrets: bool,
    at: datetime,
    by: str,
) -> dict[str, Any]:
    _change_company(company, fields, at)
    _change_profile(profile, fields, at)
    if with_secrets:
        _change_secrets(profile, fields)
    note(session, company.id, by, "company changed", at, differences(company, profile))
    await session.flush()
    return {"id": company.id, "status": "ok", "name": company.name}


def _change_company(company: Company, fields: Mapping[str, Any], at: datetime) -> None:
    checks = {"country": _country, "timezone": _timezone, "default_language": _language}
    for field in ("name", "description"):
        if fields.get(field):
            setattr(company, field, _text(field, fields[field]))
    for field, check in checks.items():
        if fields.get(field):
            setattr(company, field, check(_text(field, fields[field])))
    company.updated_at = at


def _change_profile(profile: Profile, fields: Mapping[str, Any], at: datetime) -> None:
    for field in _PROFILE:
        if fields.get(field) is not None:
            setattr(profile, field, _text(field, fields[field]))
    if profile.email and not _EMAIL.fullmatch(profile.email):
        raise Invalid("email: this is not an e-mail address")
    if profile.webhook_url and not _is_web_address(profile.webhook_url):
        raise Invalid("webhook_url: must be an address that begins with https:// (http:// on one's own machine)")
    profile.admin_chat_id = _chat_id(profile.admin_chat_id, fields)
    changed = {field: fields[field] for field in _INTEGRATIONS if fields.get(field) is not None}
    profile.integrations = {**(profile.integrations or {}), **changed}
    profile.updated_at = at


def _chat_id(known: int | None, fields: Mapping[str, Any]) -> int | None:
    """⚑C10: one value under two names. A client that sends its whole state changes one of them: that one counts,
    the wizard's name first."""
    given = [fields[name] for name in ("manager_chat_id", "admin_chat_id") if fields.get(name) not in (None, "")]
    for value in given:
        if isinstance(value, bool) or not _CHAT.fullmatch(str(value).strip()):
            raise Invalid("manager_chat_id: must be a whole number, as /id in the bot shows it")
    return next((int(value) for value in given if int(value) != known), known)


def _change_secrets(profile: Profile, fields: Mapping[str, Any]) -> None:
    known = dict(profile.credentials)
    for field in SECRETS:
        value = fields.get(field)
        if isinstance(value, str) and value != masked(str(known.get(field, ""))) and "…" not in value:
            known[field] = value.strip()
    profile.credentials = known


async def full(rt: Runtime, *, with_secrets: bool) -> list[dict[str, Any]]:
    """CompanyFull of every company, ordered by id; secrets masked for those without the right."""
    async with rt.db.across() as session:
        rows = await session.execute(
            select(Company, Profile).join(Profile, Profile.company_id == Company.id).order_by(Company.id)
        )
        return [as_full(company, profile, with_secrets=with_secrets) for company, profile in rows]


def as_full(company: Company, profile: Profile, *, with_secrets: bool) -> dict[str, Any]:
    own = {field: str(profile.credentials.get(field) or "") for field in SECRETS}
    integrations = profile.integrations or {}
    return {
        "id": company.id,
        "name": company.name,
        "subdomain": company.subdomain,
        "description": company.description,
        **{field: getattr(profile, field) for field in _PROFILE if field not in _HIDDEN},
        "admin_chat_id": profile.admin_chat_id,
        "manager_chat_id": profile.admin_chat_id,
        **{field: integrations.get(field) for field in _INTEGRATIONS},
        **{field: (value if with_secrets else masked(value)) or None for field, value in own.items()},
    }


async def configure(
    rt: Runtime, company_id: int, fields: Mapping[str, Any], at: datetime, by: str = PARLEY
) -> None:
    """Prompt, product parameters, languages; country and timezone beside them. Counts from the next message on."""
    async with changing(rt, company_id, "company configured", at, by) as (company, profile):
        if fields.get("ai_prompt") is not None:
            profile.system_prompt = str(fields["ai_prompt"])
        if fields.get("product_parameters") is not None:
            profile.product_parameters = fields["product_parameters"]
        if fields.get("supported_languages") is not None:
            profile.supported_languages = [_language(str(code)) for code in fields["supported_languages"]]
        profile.updated_at = at
        _change_company(company, {k: fields.get(k) for k in ("country", "timezone")}, at)


async def set_language(rt: Runtime, company_id: int, language: str, by: str = PARLEY) -> None:
    async with changing(rt, company_id, "language changed", rt.clock(), by) as (company, _):
        company.default_language = _language(language)


async def set_widget_enabled(rt: Runtime, company_id: int, enabled: bool, by: str = PARLEY) -> None:
    async with changing(rt, company_id, "widget switched", rt.clock(), by) as (company, _):
        company.widget_enabled = enabled


@asynccontextmanager
async def changing(
    rt: Runtime, company_id: int, action: str, at: datetime, by: str
) -> AsyncIterator[tuple[Company, Profile]]:
    """A company to be changed in place: what was, is stored and on record when the block ends well. Raises NotFound
    for an unknown one."""
    async with rt.db.scoped(company_id) as session:
        company, profile = await session.get(Company, company_id), await session.get(Profile, company_id)
        if company is None or profile is None:
            raise NotFound("Company not found")
        yield company, profile
        if found := differences(company, profile):
            note(session, company_id, by, action, at, found)
        await session.flush()


def _webhook_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


async def free_slug(session: AsyncSession, name: str) -> str:
    """A slug made of the name, with a number where others have it already (⚑C8)."""
    own = re.sub(r"[^a-z0-9]+", "-", latin(name)).strip("-")[:60].strip("-") or "company"
    for slug in (own, *(f"{own}-{number}" for number in range(1, 50))):
        if await find(session, slug) is None:
            return slug
    return f"{own}-{secrets.token_hex(4)}"


def _text(field: str, value: Any) -> str:
    if isinstance(value, dict | list):
        raise Invalid(f"{field}: must be text")
    return str(value).strip()


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def _language(code: str) -> str:
    known = normal(code)
    if known is None:
        raise Invalid(f"language: {code[:20]!r} is not one of ru, en, kk, ky, uz, uk, mn")
    return known


def _country(code: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    if code.upper() not in SUPPORTED_REGIONS:
        raise Invalid(f"country: {code[:20]!r} is not an ISO 3166 code of two letters, for example KZ")
    return code.upper()


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Invalid(f"timezone: {name[:40]!r} is not known, use for example Asia/Almaty") from None
    return name
