"""Leads for lists and counts, ready for JSON as the contract has it (§1.2)."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.lead import LIST_TEMPERATURE_LABELS
from parley.leads.list_text import STATUS_LABELS
from parley.models import Company, Contact, Lead
from parley.runtime import Runtime
from parley.text.row_ids import BIG_ID_END, parse_id

PERIOD_DAYS = {"day": 1, "week": 7, "month": 30}

_SELECT_LEADS: Select[Lead, str, str, str] = (
    select(Lead, Contact.channel, Contact.external_id, Company.timezone)
    .join(Contact, Contact.id == Lead.contact_id)
    .join(Company, Company.id == Lead.company_id)
    .order_by(Lead.created_at.desc(), Lead.id.desc())
)


def period_length(period: str) -> timedelta:
    """Returns how long a period is. `period`: a key of PERIOD_DAYS."""
    return timedelta(days=PERIOD_DAYS[period])


async def list_leads(
    rt: Runtime, company_id: int, limit: int, since: datetime | None = None
) -> list[dict[str, Any]]:
    """Returns the company's newest leads first. `since`: none from before then."""
    query = _SELECT_LEADS.where(Lead.company_id == company_id).limit(limit)
    if since is not None:
        query = query.where(Lead.created_at >= since)
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(query)
        return [_lead_to_json(*row) for row in rows]


async def find_lead(session: AsyncSession, lead_id: int) -> dict[str, Any] | None:
    """Returns one lead of the session's company; None where there is none of this id."""
    row = (await session.execute(_SELECT_LEADS.where(Lead.id == lead_id))).one_or_none()
    return _lead_to_json(*row) if row else None


async def list_all_leads(rt: Runtime, limit: int) -> list[dict[str, Any]]:
    """Returns the newest leads of every company, each with its company, for the super administrator."""
    async with rt.db.across() as session:
        rows = (await session.execute(_SELECT_LEADS.limit(limit))).all()
    leads = []
    for lead, channel, external_id, zone in rows:
        emoji, name = STATUS_LABELS.get(lead.status, ("📌", lead.status))
        leads.append(
            {
                **_lead_to_json(lead, channel, external_id, zone),
                "company_id": lead.company_id,
                "assigned_user_id": None,
                "assigned_user_name": None,
                "status_emoji": emoji,
                "status_name": name,
            }
        )
    return leads


async def count_leads(rt: Runtime, company_id: int, period: str, at: datetime) -> int:
    """Returns how many leads the company got in the last `period`, a key of PERIOD_DAYS."""
    since = at - period_length(period)
    async with rt.db.scoped(company_id) as session:
        lead_count = await session.scalar(
            select(func.count()).where(Lead.company_id == company_id, Lead.created_at >= since)
        )
    return lead_count or 0


async def count_leads_by_source(rt: Runtime, company_id: int, since: datetime | None = None) -> dict[str, int]:
    """Returns how many leads came from where: web, telegram, …; "unknown" for those that do not say. `since`: none
    from before then."""
    source = func.coalesce(func.nullif(Lead.source, ""), "unknown")
    query = select(source, func.count()).where(Lead.company_id == company_id).group_by(source)
    if since is not None:
        query = query.where(Lead.created_at >= since)
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(query)
        return {str(name): lead_count for name, lead_count in rows}


def _lead_to_json(lead: Lead, channel: str, external_id: str, zone: str) -> dict[str, Any]:
    """Returns a lead under the contract's keys.

    `created_at` is in the company's time `zone` and has no offset (⚑C27); the temperature is never null (⚑C19).
    """
    return {
        "id": lead.id,
        "telegram_user_id": (parse_id(external_id, BIG_ID_END) or None) if channel == "telegram" else None,
        "contact_info": lead.contact_info or None,
        "status": lead.status,
        "source": lead.source or "unknown",
        "temperature": LIST_TEMPERATURE_LABELS.get(lead.temperature, LIST_TEMPERATURE_LABELS["warm"]),
        "summary": lead.summary,
        "created_at": lead.created_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M"),
    }
