"""Look companies up: by id for a turn, by slug for a brand."""

from typing import Any

from sqlalchemy import func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.company import Catalogue as About
from parley.domain.company import CompanyConfig
from parley.infra.database import Driver, one
from parley.models import Catalogue, Company, Profile
from parley.services import Services

# xmin is the transaction that wrote a row last: it tells a changed row without reading it.
_VERSION = "concat_ws('/', companies.xmin, profiles.xmin, catalogues.xmin)"
_CONFIG: Any = select(
    literal_column(_VERSION).label("version"),
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
    Profile.admin_chat_id,
    Profile.webhook_url,
    Profile.company_info.label("info"),
    Profile.credentials,
    Profile.integrations,
    Profile.synonyms,
    Catalogue.rows,
    Catalogue.words,
    Catalogue.indexed,
    Catalogue.embedded,
    Catalogue.dimension,
)
_CONFIG = _CONFIG.join(Profile, Profile.company_id == Company.id).outerjoin(
    Catalogue, Catalogue.company_id == Company.id
)


def slug_of(brand_id: str) -> str:
    """The form in which slugs are compared: test_brand, Test-Brand and test-brand are one."""
    return brand_id.strip().lower().replace("_", "-")


async def find(session: AsyncSession, brand_id: str) -> int | None:
    """The company of a brand id, whatever its spelling. Any door will do."""
    slug = func.replace(func.lower(Company.subdomain), "_", "-")
    found: int | None = await session.scalar(select(Company.id).where(slug == slug_of(brand_id)))
    return found


async def config(session: AsyncSession, company_id: int) -> CompanyConfig | None:
    """Everything a turn needs to know; None when there is no such company. Wants the company's own scope."""
    row = (await session.execute(_CONFIG.where(Company.id == company_id))).one_or_none()
    if row is None:
        return None
    known: dict[str, Any] = dict(row._mapping)
    known["credentials"] = known["credentials"] or {}
    about = {name: known.pop(name) for name in ("rows", "words", "indexed", "embedded", "dimension")}
    # All of them are null for a company that nobody looked after yet.
    return CompanyConfig(**known, catalogue=About() if about["rows"] is None else About(**about))


# Needs %(company)s; NULL when there is no such company.
VERSION = f"""
    (SELECT {_VERSION} FROM companies JOIN profiles ON profiles.company_id = companies.id
     LEFT JOIN catalogues ON catalogues.company_id = companies.id
     WHERE companies.id = %(company)s)
"""
_NAMED = "SELECT id FROM companies WHERE replace(lower(subdomain), '_', '-') = %(slug)s"


async def current(rt: Services, connection: Driver, company_id: int) -> CompanyConfig | None:
    """`config`, read anew only when it changed. The connection is in the company's scope."""
    row = await one(connection, f"SELECT {VERSION} AS version", {"company": company_id})
    return await as_of(rt, company_id, row.version) if row.version else None


async def as_of(rt: Services, company_id: int, version: str) -> CompanyConfig | None:
    """The company as this version of its rows says; what was read last is kept."""
    known = rt.configs.get(company_id)
    if known is None or known.version != version:
        async with rt.db.scoped(company_id) as session:
            known = await config(session, company_id)
        if known is not None:
            rt.configs[company_id] = known
    return known


async def brand(rt: Services, brand_id: str) -> CompanyConfig | None:
    """The company of a brand id, whatever its spelling; None when there is none or it is switched off."""
    async with rt.db.direct(0) as connection:  # the directory is everybody's, company 0 is nobody
        row = await one(connection, _NAMED, {"slug": slug_of(brand_id)})
    return await active(rt, row.id) if row else None


async def active(rt: Services, company_id: int) -> CompanyConfig | None:
    async with rt.db.direct(company_id) as connection:
        company = await current(rt, connection, company_id)
    return company if company and company.is_active else None
