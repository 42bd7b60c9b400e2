"""When a company works, for its staff to read and to write."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from parley.domain.company import CompanyConfig
from parley.domain.working_hours import next_working_instant, parse_week_hours
from parley.errors import Invalid, NotFound
from parley.models import Profile
from parley.runtime import Runtime
from parley.tenants.audit_log import record_change
from parley.tenants.config import load_config
from parley.tenants.working_calendar import working_calendar

_MAX_HOLIDAYS = 400
_MAX_NAME_CHARS = 100


async def read_working_hours(rt: Runtime, company_id: int) -> dict[str, Any]:
    """Returns hours, holidays and zone, and whether somebody works now, ready for JSON. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        company = await load_config(session, company_id)
    if company is None:
        raise NotFound("Company not found")
    return _to_json(rt, company)


async def write_working_hours(rt: Runtime, company_id: int, changes: Mapping[str, Any], by: str) -> dict[str, Any]:
    """Replaces `hours` or `holidays`, whichever are given, and returns both as they are now. Raises NotFound and
    Invalid."""
    values: dict[str, Any] = {}
    if "hours" in changes:
        values["working_hours"] = _require_hours(changes["hours"] or {})
    if "holidays" in changes:
        values["holidays"] = _require_holidays(changes["holidays"] or ())
    if values:
        async with rt.db.scoped(company_id) as session:
            await session.execute(update(Profile).where(Profile.company_id == company_id).values(values))
            record_change(session, company_id, by, "working hours changed", rt.clock(), values)
    return await read_working_hours(rt, company_id)


def _require_hours(days: Mapping[str, Any]) -> dict[str, Any]:
    try:
        parse_week_hours(days)
    except ValueError as error:
        raise Invalid(f"hours: {error}") from None
    return {name: intervals for name, intervals in days.items() if intervals}


def _require_holidays(holidays: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if len(holidays) > _MAX_HOLIDAYS:
        raise Invalid(f"holidays: at most {_MAX_HOLIDAYS}")
    named: dict[str, str] = {}
    for holiday in holidays:
        try:
            day = date.fromisoformat(holiday["date"])
        except ValueError:
            raise Invalid(f"holidays: {holiday['date'][:20]!r} is no date, use for example 2026-12-16") from None
        named[day.isoformat()] = holiday.get("name", "")[:_MAX_NAME_CHARS]
    return [{"date": day, "name": name} for day, name in sorted(named.items())]


def _to_json(rt: Runtime, company: CompanyConfig) -> dict[str, Any]:
    now = rt.clock()
    opening = next_working_instant(working_calendar(company, rt.settings), now)
    return {
        "timezone": company.timezone,
        "hours": company.working_hours or None,
        "holidays": list(company.holidays),
        "is_working": opening == now,
        "next_opening": _local(company, opening) if opening else None,
    }


def _local(company: CompanyConfig, instant: datetime) -> str:
    return instant.astimezone(company.tzinfo).isoformat(timespec="minutes")
