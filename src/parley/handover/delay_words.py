"""Words what a customer hears whom nobody answered yet: when somebody will be there, and an offer to call."""

from datetime import datetime

from parley.domain.company import CompanyConfig
from parley.domain.working_hours import end_of_work, next_working_instant
from parley.languages.base import Replies
from parley.settings import Settings
from parley.tenants.working_calendar import working_calendar


def delay_words(
    company: CompanyConfig, settings: Settings, replies: Replies, at: datetime, *, has_phone: bool
) -> str:
    """Returns what is honest at that moment. No hour is named where the company did not say when it works."""
    offer = replies.call_back_offered if has_phone else replies.call_back_ask_phone
    return f"{_when(company, settings, replies, at)} {offer}"


def _when(company: CompanyConfig, settings: Settings, replies: Replies, at: datetime) -> str:
    calendar = working_calendar(company, settings)
    opening = next_working_instant(calendar, at) if company.working_hours else None
    if opening is None:
        return replies.person_busy
    if closing := end_of_work(calendar, at):
        return replies.person_busy_until.format(time=_clock(closing.astimezone(calendar.zone)))
    opening, today = opening.astimezone(calendar.zone), at.astimezone(calendar.zone).date()
    days = (opening.date() - today).days
    near = (replies.today, replies.tomorrow)
    day = near[days] if days < len(near) else replies.day_of_date.format(day=f"{opening:%d.%m}")
    return replies.person_away_until.format(day=day, time=_clock(opening))


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
