"""Creates and changes companies (contract §1.4)."""

import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from parley.companies.checks import require_country, require_slug, require_text, require_timezone
from parley.companies.fields import (
    INTEGRATION_FIELDS,
    PROFILE_FIELDS,
    SECRET_FIELDS,
    InstallationRules,
    apply_company_fields,
    apply_fields,
)
from parley.errors import Invalid, NotFound
from parley.infra.redaction import mask_secret
from parley.infra.secrets import generate_staff_key, generate_webhook_secret, hash_staff_key
from parley.languages.registry import require_language_code
from parley.models import Company, Profile, StaffKey, Widget
from parley.runtime import Runtime
from parley.search.index.embeddings import schedule_embedding
from parley.tenants.audit_log import SYSTEM_ACTOR, pending_changes, record_change
from parley.tenants.config import find_company_id, normalize_slug
from parley.widgets.store import to_ascii_name

# not in CompanyFull
_HIDDEN_FIELDS = frozenset({"system_prompt", "flow", "model", "embedding_model"})
# What decides whose vectors a company has, and whether they can be had.
_EMBEDDING_FIELDS = frozenset({"embedding_model", "ai_endpoint", "ai_api_key", "model"})
_MAX_SLUG_CHARS, _MAX_SLUG_NUMBER = 60, 49


async def add_company(
    rt: Runtime,
    *,
    name: str,
    subdomain: str,
    default_language: str = "ru",
    country: str = "KZ",
    timezone: str = "Asia/Almaty",
) -> dict[str, Any]:
    """Creates a company with its profile, one widget and a manager's key, which cannot be shown again.

    Returns {"id", "name", "subdomain", "api_key"}. Raises Invalid for a taken or unusable subdomain.
    """
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
    """Creates a company in a session across companies. Returns its rows and its manager's key. Raises Invalid."""
    slug, name = require_slug(subdomain), name.strip()
    if not name:
        raise Invalid("name: must not be empty")
    if await find_company_id(session, normalize_slug(slug)) is not None:
        raise Invalid("Subdomain already exists")
    company = Company(
        name=name,
        subdomain=slug,
        default_language=require_language_code(default_language),
        country=require_country(country),
        timezone=require_timezone(timezone),
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
        credentials={"webhook_secret": generate_webhook_secret()},
    )
    key = generate_staff_key("MGR")
    key_row = StaffKey(
        company_id=company.id, role="MGR", digest=hash_staff_key(key), hint=key[-4:], label="made with the company"
    )
    session.add_all([profile, Widget(company_id=company.id, channel_name="web"), key_row])
    await session.flush()
    return company, profile, key


async def find_free_slug(session: AsyncSession, name: str) -> str:
    """Returns a slug made of the name, with a number where others have it already (⚑C8)."""
    latin = re.sub(r"[^a-z0-9]+", "-", to_ascii_name(name)).strip("-")
    base = latin[:_MAX_SLUG_CHARS].strip("-") or "company"
    for slug in (base, *(f"{base}-{number}" for number in range(1, _MAX_SLUG_NUMBER + 1))):
        if await find_company_id(session, slug) is None:
            return slug
    return f"{base}-{secrets.token_hex(4)}"


async def find_company(session: AsyncSession, company_id: int) -> tuple[Company, Profile]:
    """Returns a company's two rows, in its own scope. Raises NotFound."""
    company, profile = await session.get(Company, company_id), await session.get(Profile, company_id)
    if company is None or profile is None:
        raise NotFound("Company not found")
    return company, profile


class CompanyEdit:
    """A company that is being changed in place, and who changes it."""

    def __init__(
        self, session: AsyncSession, company: Company, profile: Profile, action: str, at: datetime, by: str
    ) -> None:
        self.session, self.company, self.profile = session, company, profile
        self._action, self._at, self._by = action, at, by

    async def save(self) -> None:
        """Writes what was changed, and puts it on record where something was."""
        if changes := pending_changes(self.company, self.profile):
            record_change(self.session, self.company.id, self._by, self._action, self._at, changes)
        await self.session.flush()


@asynccontextmanager
async def edit_company(
    rt: Runtime, company_id: int, action: str, at: datetime, by: str
) -> AsyncIterator[CompanyEdit]:
    """Opens a company to be changed in place; the changes are saved when the block ends well.

    `action` and `by` are what the log of changes says. Raises NotFound for an unknown company.
    """
    async with rt.db.scoped(company_id) as session:
        company, profile = await find_company(session, company_id)
        edit = CompanyEdit(session, company, profile, action, at, by)
        yield edit
        await edit.save()


def parse_company_id(fields: Mapping[str, Any]) -> int | None:
    """Returns the `id` of an upsert: None asks for a new company, 0 is nobody's. Raises Invalid for no number."""
    raw_id = fields.get("id")
    if raw_id in (None, "", 0):
        return None
    if isinstance(raw_id, bool) or not str(raw_id).isascii() or not str(raw_id).isdigit():
        raise Invalid("id: must be the company's number, or absent for a new company")
    return int(raw_id) if len(str(raw_id)) < 10 else 0


async def save_company(
    rt: Runtime, fields: Mapping[str, Any], *, with_secrets: bool, at: datetime, by: str = SYSTEM_ACTOR
) -> dict[str, Any]:
    """Creates a company (no `id`) or changes one, by whatever fields are there, all or nothing.

    A masked secret that is sent back means "unchanged". Returns {"id", "status", "name"}, for a new company its
    manager's `api_key`, which cannot be shown again, and, where there are any, the fields that were `ignored`,
    `not_permitted` or `forgotten` (companies/fields.py). Raises Invalid that names the field, and NotFound.
    """
    company_id = parse_company_id(fields)
    if company_id is None:
        return await _create_company(rt, fields, with_secrets=with_secrets, at=at, by=by)
    async with edit_company(rt, company_id, "company changed", at, by) as edit:
        applied = apply_fields(
            _installation_rules(rt), edit.company, edit.profile, fields, with_secrets=with_secrets, at=at
        )
        if not _EMBEDDING_FIELDS.isdisjoint(fields):
            await edit.save()
            await schedule_embedding(rt, edit.session, company_id)
    return {**_saved(edit.company), **applied.as_json()}


async def _create_company(
    rt: Runtime, fields: Mapping[str, Any], *, with_secrets: bool, at: datetime, by: str
) -> dict[str, Any]:
    async with rt.db.across() as session:
        name = require_text("name", fields.get("name") or "")
        slug = require_text("subdomain", fields.get("subdomain") or "") or await find_free_slug(session, name)
        company, profile, key = await insert_company(session, name, slug)
        applied = apply_fields(_installation_rules(rt), company, profile, fields, with_secrets=with_secrets, at=at)
        record_change(session, company.id, by, "company changed", at, pending_changes(company, profile))
        await session.flush()
        return {**_saved(company), **applied.as_json(), "api_key": key}


def _installation_rules(rt: Runtime) -> InstallationRules:
    return InstallationRules(rt.http.guard, rt.settings.model, _secret_fields(rt))


def _secret_fields(rt: Runtime) -> tuple[str, ...]:
    """Returns the names of a company's secrets: those of the contract, and those of plug-ins."""
    targets = (*rt.notifiers.values(), *rt.crms.values())
    return (*SECRET_FIELDS, *(field for target in targets for field in target.secret_fields))


def _saved(company: Company) -> dict[str, Any]:
    return {"id": company.id, "status": "ok", "name": company.name}


async def company_records(rt: Runtime, *, with_secrets: bool) -> list[dict[str, Any]]:
    """Returns CompanyFull of every company, ordered by id."""
    async with rt.db.across() as session:
        rows = await session.execute(
            select(Company, Profile).join(Profile, Profile.company_id == Company.id).order_by(Company.id)
        )
        return [company_json(rt, company, profile, with_secrets=with_secrets) for company, profile in rows]


def company_json(rt: Runtime, company: Company, profile: Profile, *, with_secrets: bool) -> dict[str, Any]:
    """Returns CompanyFull of the contract; secrets are masked for those without the right."""
    secret_values = {field: str(profile.credentials.get(field) or "") for field in _secret_fields(rt)}
    integrations = profile.integrations or {}
    return {
        "id": company.id,
        "name": company.name,
        "subdomain": company.subdomain,
        "description": company.description,
        **{field: getattr(profile, field) for field in PROFILE_FIELDS if field not in _HIDDEN_FIELDS},
        "admin_chat_id": profile.admin_chat_id,
        "manager_chat_id": profile.admin_chat_id,
        **{field: integrations.get(field) for field in INTEGRATION_FIELDS},
        **{
            field: (value if with_secrets else mask_secret(value)) or None for field, value in secret_values.items()
        },
    }


async def configure_company(
    rt: Runtime, company_id: int, fields: Mapping[str, Any], at: datetime, by: str = SYSTEM_ACTOR
) -> None:
    """Changes prompt, product parameters, languages, country and timezone, from the next message on."""
    async with edit_company(rt, company_id, "company configured", at, by) as edit:
        profile = edit.profile
        if fields.get("ai_prompt") is not None:
            profile.system_prompt = str(fields["ai_prompt"])
        if fields.get("product_parameters") is not None:
            profile.product_parameters = fields["product_parameters"]
        if fields.get("supported_languages") is not None:
            profile.supported_languages = [
                require_language_code(str(code)) for code in fields["supported_languages"]
            ]
        profile.updated_at = at
        apply_company_fields(edit.company, {field: fields.get(field) for field in ("country", "timezone")}, at)


async def set_default_language(rt: Runtime, company_id: int, language: str, by: str = SYSTEM_ACTOR) -> None:
    """Changes the language a company speaks where nothing else is known. Raises Invalid and NotFound."""
    async with edit_company(rt, company_id, "language changed", rt.clock(), by) as edit:
        edit.company.default_language = require_language_code(language)


async def set_widget_enabled(rt: Runtime, company_id: int, enabled: bool, by: str = SYSTEM_ACTOR) -> None:
    """Switches all of a company's widgets on or off. Raises NotFound."""
    async with edit_company(rt, company_id, "widget switched", rt.clock(), by) as edit:
        edit.company.widget_enabled = enabled
