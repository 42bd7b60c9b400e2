"""Look companies up: by id for a turn, by slug for a brand."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.core.company import CompanyConfig
from parley.models import Company, Profile

_CONFIG = select(
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
    Profile.model,
    Profile.ai_endpoint,
    Profile.currency,
    Profile.system_prompt,
    func.coalesce(Profile.persona_prompt, "").label("persona_prompt"),
    Profile.welcome_message.label("welcome"),
    Profile.email,
    Profile.admin_chat_id,
    Profile.webhook_url,
    Profile.company_info.label("info"),
    Profile.credentials,
).join(Profile, Profile.company_id == Company.id)


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
    return CompanyConfig(**known)
