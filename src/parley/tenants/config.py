"""Looks companies up: by id for a turn, by slug for a brand."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import CatalogueStats as About
from parley.domain.company import CompanyConfig
from parley.infra.database import DriverConnection, fetch_one
from parley.models import Company, Profile, SearchIndexState, StaffMember
from parley.services import Services

# xmin is the transaction that wrote a row last: it tells a changed row without reading it.
_VERSION_EXPRESSION = "concat_ws('/', companies.xmin, profiles.xmin, catalogues.xmin)"
# Who links or unlinks one writes the profile too: that makes another version.
_STAFF_CHATS = (
    select(func.coalesce(func.jsonb_object_agg(StaffMember.chat_id, StaffMember.notices), text("'{}'::jsonb")))
    .where(StaffMember.company_id == Company.id, StaffMember.unlinked_at.is_(None))
    .scalar_subquery()
)
_CONFIG_QUERY: Any = select(
    literal_column(_VERSION_EXPRESSION).label("version"),
    Company.id,
    Company.subdomain.label("slug"),
    Company.name,
    Company.description,
    Company.is_active,
    Company.widget_enabled,
    Company.default_language.label("language"),
    Company.country,
    Company.timezone,
    Profile.flow,
    Profile.flow_text,
    Profile.model,
    Profile.ai_endpoint,
    Profile.embedding_model,
    Profile.currency,
    Profile.system_prompt,
    func.coalesce(Profile.persona_prompt, "").label("persona_prompt"),
    Profile.welcome_message.label("welcome"),
    Profile.email,
    Profile.phone,
    Profile.whatsapp,
    Profile.admin_chat_id,
    _STAFF_CHATS.label("staff_chats"),
    Profile.webhook_url,
    Profile.company_info.label("info"),
    Profile.credentials,
    Profile.integrations,
    Profile.synonyms,
    Profile.working_hours,
    Profile.holidays,
    Profile.handover,
    Profile.daily_budget,
    Profile.daily_token_budget,
    Profile.budget_told_on,
    SearchIndexState.rows,
    SearchIndexState.words,
    SearchIndexState.indexed,
    SearchIndexState.embedded,
    SearchIndexState.dimension,
)
_CONFIG_QUERY = _CONFIG_QUERY.join(Profile, Profile.company_id == Company.id).outerjoin(
    SearchIndexState, SearchIndexState.company_id == Company.id
)


def normalize_slug(brand_id: str) -> str:
    """Returns the form in which slugs are compared: test_brand, Test-Brand and test-brand are one."""
    return brand_id.strip().lower().replace("_", "-")


def has_slug(brand_id: str) -> ColumnElement[bool]:
    """Returns the condition that a company has this brand id, whatever its spelling."""
    return func.replace(func.lower(Company.subdomain), "_", "-") == normalize_slug(brand_id)


async def find_company_id(session: AsyncSession, brand_id: str) -> int | None:
    """Returns the company of a brand id, whatever its spelling. Any kind of session will do."""
    company_id: int | None = await session.scalar(select(Company.id).where(has_slug(brand_id)))
    return company_id


async def load_config(session: AsyncSession, company_id: int) -> CompanyConfig | None:
    """Returns what a turn needs to know of a company; None when there is none. Wants the company's own scope."""
    row = (await session.execute(_CONFIG_QUERY.where(Company.id == company_id))).one_or_none()
    if row is None:
        return None
    values: dict[str, Any] = dict(row._mapping)
    values["credentials"] = values["credentials"] or {}
    catalog_values = {name: values.pop(name) for name in ("rows", "words", "indexed", "embedded", "dimension")}
    # All of them are null for a company that was never indexed.
    return CompanyConfig(**values, catalogue=About() if catalog_values["rows"] is None else About(**catalog_values))


# Needs %(company)s; NULL when there is no such company.
COMPANY_VERSION_SQL = f"""
    (SELECT {_VERSION_EXPRESSION} FROM companies JOIN profiles ON profiles.company_id = companies.id
     LEFT JOIN catalogues ON catalogues.company_id = companies.id
     WHERE companies.id = %(company)s)
"""
_ID_BY_SLUG_SQL = "SELECT id FROM companies WHERE replace(lower(subdomain), '_', '-') = %(slug)s"


async def current_config(rt: Services, connection: DriverConnection, company_id: int) -> CompanyConfig | None:
    """Returns the company as it is now, read anew only when it changed. The connection is in its scope."""
    row = await fetch_one(connection, f"SELECT {COMPANY_VERSION_SQL} AS version", {"company": company_id})
    return await config_at_version(rt, company_id, row.version) if row.version else None


async def config_at_version(rt: Services, company_id: int, version: str) -> CompanyConfig | None:
    """Returns the company as this version of its rows says; the one that was read last is kept."""
    company = rt.caches.company_configs.get(company_id)
    if company is None or company.version != version:
        async with rt.db.scoped(company_id) as session:
            company = await load_config(session, company_id)
        if company is not None:
            rt.caches.company_configs[company_id] = company
    return company


async def active_config_of_brand(rt: Services, brand_id: str) -> CompanyConfig | None:
    """Returns the company of a brand id, whatever its spelling; None when there is none or it is switched off."""
    async with rt.db.direct(0) as connection:  # the directory is everybody's, company 0 is nobody
        row = await fetch_one(connection, _ID_BY_SLUG_SQL, {"slug": normalize_slug(brand_id)})
    return await active_config(rt, row.id) if row else None


async def active_config(rt: Services, company_id: int) -> CompanyConfig | None:
    """Returns a company; None when there is none of this id or it is switched off."""
    async with rt.db.direct(company_id) as connection:
        company = await current_config(rt, connection, company_id)
    return company if company and company.is_active else None
