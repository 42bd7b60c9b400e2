"""Leads as the contract tells them (§1.2)."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from parley.domain.lead import IN_LIST
from parley.models import Company, Contact, Lead
from parley.runtime import Runtime

PERIODS = {"day": 1, "week": 7, "month": 30}
_STATUS = {"new": ("🆕", "Новый"), "confirmed": ("✅", "Подтверждён")}

_LEADS: Select[Lead, str, str, str] = (
    select(Lead, Contact.channel, Contact.external_id, Company.timezone)
    .join(Contact, Contact.id == Lead.contact_id)
    .join(Company, Company.id == Lead.company_id)
    .order_by(Lead.created_at.desc(), Lead.id.desc())
)


async def newest(rt: Runtime, company_id: int, limit: int) -> list[dict[str, Any]]:
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(_LEADS.where(Lead.company_id == company_id).limit(limit))
        return [_told(*row) for row in rows]


async def newest_of_all(rt: Runtime, limit: int) -> list[dict[str, Any]]:
    """Of every company, for the super administrator."""
    async with rt.db.across() as session:
        rows = (await session.execute(_LEADS.limit(limit))).all()
    told = []
    for lead, channel, external_id, zone in rows:
        emoji, name = _STATUS.get(lead.status, ("📌", lead.status))
        told.append(
            {
                **_told(lead, channel, external_id, zone),
                "company_id": lead.company_id,
                "assigned_user_id": None,
                "assigned_user_name": None,
                "status_emoji": emoji,
                "status_name": name,
            }
        )
    return told


async def count(rt: Runtime, company_id: int, period: str, at: datetime) -> int:
    since = at - timedelta(days=PERIODS[period])
    async with rt.db.scoped(company_id) as session:
        found = await session.scalar(
            select(func.count()).where(Lead.company_id == company_id, Lead.created_at >= since)
        )
    return found or 0


async def by_source(rt: Runtime, company_id: int) -> dict[str, int]:
    async with rt.db.scoped(company_id) as session:
        source = func.coalesce(func.nullif(Lead.source, ""), "unknown")
        rows = await session.execute(
            select(source, func.count()).where(Lead.company_id == company_id).group_by(source)
        )
        return {str(name): number for name, number in rows}


def _told(lead: Lead, channel: str, external_id: str, zone: str) -> dict[str, Any]:
    """`created_at` is naive local time (⚑C27); the temperature is never null (⚑C19)."""
    telegram = channel == "telegram" and external_id.isdigit()
    return {
        "id": lead.id,
        "telegram_user_id": int(external_id) if telegram else None,
        "contact_info": lead.contact_info or None,
        "status": lead.status,
        "source": lead.source or "unknown",
        "temperature": IN_LIST.get(lead.temperature, IN_LIST["warm"]),
        "summary": lead.summary,
        "created_at": lead.created_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M"),
    }
