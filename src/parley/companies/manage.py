"""Make and change companies (contract §1.4)."""

import base64
import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from parley.companies.read import find, slug_of
from parley.core.tongue import normal
from parley.errors import Invalid, NotFound
from parley.models import Company, Key, Profile, Widget
from parley.runtime import Runtime
from parley.secrets import digest, masked, new_key

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
    "email", "phone", "whatsapp", "bin_iin", "logo_url", "currency", "ai_endpoint", "webhook_url", "model", "flow",
    "system_prompt", "welcome_message",
)  # fmt: skip
_INTEGRATIONS = ("integration_enabled", "integration_type", "crm_type", "kommo_subdomain", "kommo_client_id")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
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
    slug = subdomain.strip().lower()
    if not _SLUG.fullmatch(slug):
        raise Invalid("subdomain: use small Latin letters, digits and hyphens, for example my-shop")
    if not name.strip():
        raise Invalid("name: must not be empty")
    key = new_key("MGR")
    async with rt.db.across() as session:
        if await find(session, slug_of(slug)) is not None:
            raise Invalid("Subdomain already exists")
        company = Company(
            name=name.strip(),
            subdomain=slug,
            default_language=_language(default_language),
            country=_country(country),
            timezone=_timezone(timezone),
        )
        session.add(company)
        await session.flush()
        session.add_all(
            [
                Profile(
                    company_id=company.id,
                    welcome_message=f"Welcome to {name.strip()}! How can I assist you today?",
                    company_info={"name": name.strip()},
                    appearance_settings={"primary_color": "#007bff", "secondary_color": "#6c757d"},
                    credentials={"webhook_secret": _webhook_secret()},
                ),
                Widget(company_id=company.id, channel_name="web"),
                Key(
                    company_id=company.id,
                    role="MGR",
                    digest=digest(key),
                    hint=key[-4:],
                    label="made with the company",
                ),
            ]
        )
        await session.flush()
        return {"id": company.id, "name": company.name, "subdomain": company.subdomain, "api_key": key}


async def upsert(rt: Runtime, fields: Mapping[str, Any], *, with_secrets: bool, at: datetime) -> dict[str, Any]:
    """Create (no `id`) or change a company by whatever fields are there; unknown ones are ignored. Masked secrets
    sent back mean "unchanged"."""
    company_id = fields.get("id")
    if not company_id:
        name = str(fields.get("name") or "")
        made = await create(rt, name=name, subdomain=str(fields.get("subdomain") or _slug_from(name)))
        company_id = made["id"]
    async with rt.db.scoped(int(company_id)) as session:
        company, profile = await session.get(Company, int(company_id)), await session.get(Profile, int(company_id))
        if company is None or profile is None:
            raise NotFound("Company not found")
        _change_company(company, fields, at)
        _change_profile(profile, fields, at)
        if with_secrets:
            _change_secrets(profile, fields)
        await session.flush()
        return {"id": company.id, "status": "ok", "name": company.name}


def _change_company(company: Company, fields: Mapping[str, Any], at: datetime) -> None:
    checks = {"country": _country, "timezone": _timezone, "default_language": _language}
    for field in ("name", "description"):
        if fields.get(field):
            setattr(company, field, str(fields[field]))
    for field, check in checks.items():
        if fields.get(field):
            setattr(company, field, check(str(fields[field])))
    company.updated_at = at


def _change_profile(profile: Profile, fields: Mapping[str, Any], at: datetime) -> None:
    for field in _PROFILE:
        if fields.get(field) is not None:
            setattr(profile, field, str(fields[field]).strip())
    if profile.email and not _EMAIL.fullmatch(profile.email):
        raise Invalid("email: this is not an e-mail address")
    if profile.webhook_url and not profile.webhook_url.startswith(("http://", "https://")):
        raise Invalid("webhook_url: must begin with https:// (or http:// on one's own machine)")
    # ⚑C10: the wizard says manager_chat_id, the bot admin_chat_id
    chat = next((fields[f] for f in ("manager_chat_id", "admin_chat_id") if fields.get(f) not in (None, "")), None)
    if chat is not None:
        try:
            profile.admin_chat_id = int(chat)
        except (TypeError, ValueError):
            raise Invalid("manager_chat_id: must be a whole number, as /id in the bot shows it") from None
    changed = {field: fields[field] for field in _INTEGRATIONS if fields.get(field) is not None}
    profile.integrations = {**(profile.integrations or {}), **changed}
    profile.updated_at = at


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
        **{field: getattr(profile, field) for field in _PROFILE if field not in ("system_prompt", "flow", "model")},
        "admin_chat_id": profile.admin_chat_id,
        "manager_chat_id": profile.admin_chat_id,
        **{field: integrations.get(field) for field in _INTEGRATIONS},
        **{field: (value if with_secrets else masked(value)) or None for field, value in own.items()},
    }


async def configure(rt: Runtime, company_id: int, fields: Mapping[str, Any], at: datetime) -> None:
    """Prompt, product parameters, languages; country and timezone beside them. Counts from the next message on."""
    values: dict[str, Any] = {}
    if fields.get("ai_prompt") is not None:
        values["system_prompt"] = str(fields["ai_prompt"])
    if fields.get("product_parameters") is not None:
        values["product_parameters"] = fields["product_parameters"]
    if fields.get("supported_languages") is not None:
        values["supported_languages"] = [_language(str(code)) for code in fields["supported_languages"]]
    async with rt.db.scoped(company_id) as session:
        await session.execute(
            update(Profile).where(Profile.company_id == company_id).values(**values, updated_at=at)
        )
        company = await session.get(Company, company_id)
        if company is None:
            raise NotFound("Company not found")
        _change_company(company, {k: fields.get(k) for k in ("country", "timezone")}, at)
        await session.flush()


async def set_language(rt: Runtime, company_id: int, language: str) -> None:
    async with rt.db.scoped(company_id) as session:
        await session.execute(
            update(Company).where(Company.id == company_id).values(default_language=_language(language))
        )


async def set_widget_enabled(rt: Runtime, company_id: int, enabled: bool) -> None:
    async with rt.db.scoped(company_id) as session:
        await session.execute(update(Company).where(Company.id == company_id).values(widget_enabled=enabled))


def _webhook_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()


def _slug_from(name: str) -> str:
    latin = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return latin or f"company-{secrets.token_hex(3)}"


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
