"""When a company works: as its staff wrote it, else as the installation says for all."""

from datetime import date

from parley.domain.company import CompanyConfig
from parley.domain.working_hours import WorkingCalendar, parse_week_hours
from parley.settings import Settings


def working_calendar(company: CompanyConfig, settings: Settings) -> WorkingCalendar:
    """Returns the company's hours and holidays in its own zone."""
    holidays = frozenset(date.fromisoformat(day["date"]) for day in company.holidays)
    start, end = settings.working_hours_start * 60, settings.working_hours_end * 60
    usual = (((start, end),),) * 5 + ((), ()) if start < end else ((),) * 7
    hours = parse_week_hours(company.working_hours) if company.working_hours else usual
    return WorkingCalendar(hours, holidays, company.tzinfo)
