"""Companies as brands (contract §1.7): the same rows as companies/manage.py has, found by slug, in other words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from parley.companies import manage
from parley.errors import Invalid, NotFound
from parley.models import Company, Conversation, Product, Profile
from parley.runtime import Runtime
from parley.search.index.maintain import schedule_rebuild
from parley.tenants.audit_log import SYSTEM_ACTOR, record_change
from parley.tenants.config import has_slug

CONFIG_FIELDS = ("system_prompt", "persona_prompt", "welcome_message", "company_info", "appearance_settings")
_EDITABLE_FIELDS = ("name", "description", "is_active")


async def find_brands(rt: Runtime, *, only_active: bool = False) -> list[Company]:
    """Returns all brands, the oldest first."""
    query = select(Company).order_by(Company.id)
    async with rt.db.begin() as session:
        return list(await session.scalars(query.where(Company.is_active) if only_active else query))


async def get_brand(rt: Runtime, brand_id: str) -> Company:
    """Returns the brand of this id in any spelling, switched off or not. Raises NotFound."""
    async with rt.db.begin() as session:
        company: Company | None = await session.scalar(select(Company).where(has_slug(brand_id)))
    if company is None:
        raise NotFound("Brand not found")
    return company


async def add_brand(
    rt: Runtime, name: str, description: str, brand_id: str = "", by: str = SYSTEM_ACTOR
) -> tuple[Company, str]:
    """Creates a brand. Returns it and its manager's key, which cannot be shown again.

    Its id is made of `brand_id` or the name, with a number where others have it already (⚑C8).
    """
    async with rt.db.across() as session:
        slug = await manage.find_free_slug(session, brand_id.strip() or name)
        company, profile, key = await manage.insert_company(session, name, slug)
        company.description = description
        profile.company_info = {"name": company.name, "description": description}
        record_change(session, company.id, by, "brand made", rt.clock(), {"brand_id": slug, "name": company.name})
        await session.flush()
        return company, key


async def update_brand(rt: Runtime, company_id: int, fields: Mapping[str, Any], by: str) -> Company:
    """Changes name, description and `is_active`, whichever is there. Raises Invalid and NotFound."""
    at = rt.clock()
    async with manage.edit_company(rt, company_id, "brand changed", at, by) as edit:
        company = edit.company
        for field in _EDITABLE_FIELDS:
            if fields.get(field) is not None:
                setattr(company, field, fields[field])
        if not company.name.strip():
            raise Invalid("name: must not be empty")
        company.updated_at = at
    return company


async def remove_brand(rt: Runtime, company_id: int) -> None:
    """Deletes the brand and all its data, for good."""
    async with rt.db.across() as session:
        await session.execute(delete(Company).where(Company.id == company_id))
        await schedule_rebuild(rt, session, company_id)
    rt.caches.company_configs.pop(company_id, None)


async def get_profile(rt: Runtime, company_id: int) -> Profile:
    """Returns what a brand keeps to itself. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        profile = await session.get(Profile, company_id)
    if profile is None:
        raise NotFound("Brand configuration not found")
    return profile


async def update_brand_config(rt: Runtime, company_id: int, fields: Mapping[str, Any], by: str) -> Profile:
    """Changes the CONFIG_FIELDS that are there; they count from the next message on, in every process."""
    at = rt.clock()
    async with manage.edit_company(rt, company_id, "configuration changed", at, by) as edit:
        profile = edit.profile
        for field in CONFIG_FIELDS:
            # Only the persona prompt may be taken away altogether.
            if field in fields and (fields[field] is not None or field == "persona_prompt"):
                setattr(profile, field, fields[field])
        profile.updated_at = at
    return profile


async def collect_brand_stats(rt: Runtime, company: Company) -> dict[str, Any]:
    """Returns BrandStats of the contract. A conversation is active until it is closed."""
    async with rt.db.scoped(company.id) as session:
        product_counts = (
            await session.execute(
                select(
                    func.count(),
                    func.count().filter(Product.available),
                    func.array_agg(Product.category.distinct()).filter(Product.category != ""),
                )
            )
        ).one()
        conversation_count = await session.scalar(
            select(func.count()).select_from(Conversation).where(Conversation.closed_at.is_(None))
        )
    categories = sorted(product_counts[2] or ())
    return {
        "brand_id": company.subdomain,
        "brand_name": company.name,
        "total_products": product_counts[0],
        "available_products": product_counts[1],
        "categories": len(categories),
        "active_conversations": conversation_count or 0,
        "category_list": categories,
    }


def brand_json(company: Company) -> dict[str, Any]:
    """Returns Brand of the contract."""
    return {
        "id": company.subdomain,
        "name": company.name,
        "description": company.description,
        "created_at": company.created_at.isoformat(),
        "updated_at": _iso(company.updated_at),
        "is_active": company.is_active,
    }


def brand_config_json(company: Company, profile: Profile) -> dict[str, Any]:
    """Returns BrandConfig of the contract."""
    return {
        "brand_id": company.subdomain,
        **{field: getattr(profile, field) for field in CONFIG_FIELDS},
        "updated_at": _iso(profile.updated_at),
    }


def brand_prompt_json(company: Company, profile: Profile) -> dict[str, Any]:
    """Returns the system prompt alone, with whose it is."""
    return {
        "brand_id": company.subdomain,
        "brand_name": company.name,
        "system_prompt": profile.system_prompt,
        "updated_at": _iso(profile.updated_at),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
