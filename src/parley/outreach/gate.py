"""The one gate for writing first: every touch, reminder and campaign passes it, before its words are made and again
before they are sent.

A pure decision over what is known (store.py loads it). The gravest reason is named: what never changes by itself
comes before what is over tomorrow.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from parley.domain.handover import BOT
from parley.domain.working_hours import WorkingCalendar, next_working_instant

# Nobody is written to before and after, whatever a company's hours say: minutes of the local day.
FLOOR = (9 * 60, 21 * 60)
#: so many customers who shut an account out within a day of being written to latch its breaker
BREAKER_LIMIT = 5


class Verdict(StrEnum):
    """What may be written."""

    FREE_TEXT = "free_text"
    #: what the channel's owner approved before
    TEMPLATE = "template"
    NO = "no"


class Refusal(StrEnum):
    """Why nothing may be written now, the gravest first."""

    OPTED_OUT = "opted_out"
    BLOCKED = "blocked"
    HELD_BY_PERSON = "held_by_person"
    CHANNEL_ANSWERS_ONLY = "channel_answers_only"
    ACCOUNT_AWAY = "account_away"
    BREAKER = "breaker"
    WINDOW_CLOSED = "window_closed"
    NEVER_OPEN = "never_open"
    WRITTEN_TODAY = "written_today"
    ACCOUNT_CAP = "account_cap"
    OUTSIDE_HOURS = "outside_hours"


class GateDecision(NamedTuple):
    """What the gate says."""

    verdict: Verdict
    reason: Refusal | None = None
    #: when to ask again; None where waiting changes nothing
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """What a channel allows."""

    #: somebody who does not write at this moment can be written to at all
    can_write_first: bool
    #: so long after the customer's last words; None for always
    window: timedelta | None = None
    has_templates: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the decision depends on: of the person over all their contacts, and of the account."""

    calendar: WorkingCalendar
    rules: ChannelRules
    owner: str = BOT
    opted_out: bool = False
    blocked: bool = False
    #: the account is connected
    is_connected: bool = True
    is_breaker_open: bool = False
    #: the customer's newest words at this account
    last_heard_at: datetime | None = None
    #: when the person was last written to unasked, by whatever channel
    last_unasked_at: datetime | None = None
    #: how many were written to unasked by this account today, and how many may be
    sent_today: int = 0
    daily_cap: int = 50


def decide(situation: Situation, at: datetime) -> GateDecision:
    """Returns whether a customer may be written to first at a moment, and if not, why and when to ask again."""
    if refusal := _lasting_refusal(situation):
        return GateDecision(Verdict.NO, refusal)
    verdict = Verdict.FREE_TEXT if _is_window_open(situation, at) else Verdict.TEMPLATE
    if verdict is Verdict.TEMPLATE and not situation.rules.has_templates:
        return GateDecision(Verdict.NO, Refusal.WINDOW_CLOSED)
    calendar = within_floor(situation.calendar)
    opening = next_working_instant(calendar, at)
    if opening is None:
        return GateDecision(Verdict.NO, Refusal.NEVER_OPEN)
    tomorrow = next_working_instant(calendar, _next_day(calendar, at))
    if situation.last_unasked_at and _is_same_day(calendar, situation.last_unasked_at, at):
        return GateDecision(Verdict.NO, Refusal.WRITTEN_TODAY, tomorrow)
    if situation.sent_today >= situation.daily_cap:
        return GateDecision(Verdict.NO, Refusal.ACCOUNT_CAP, tomorrow)
    if opening > at:
        return GateDecision(Verdict.NO, Refusal.OUTSIDE_HOURS, opening)
    return GateDecision(verdict)


def _lasting_refusal(situation: Situation) -> Refusal | None:
    """Returns what no waiting changes."""
    reasons = (
        (situation.opted_out, Refusal.OPTED_OUT),
        (situation.blocked, Refusal.BLOCKED),
        (situation.owner != BOT, Refusal.HELD_BY_PERSON),
        (not situation.rules.can_write_first, Refusal.CHANNEL_ANSWERS_ONLY),
        (not situation.is_connected, Refusal.ACCOUNT_AWAY),
        (situation.is_breaker_open, Refusal.BREAKER),
    )
    return next((reason for applies, reason in reasons if applies), None)


def _is_window_open(situation: Situation, at: datetime) -> bool:
    window, heard_at = situation.rules.window, situation.last_heard_at
    return window is None or (heard_at is not None and at - heard_at < window)


def within_floor(calendar: WorkingCalendar) -> WorkingCalendar:
    """Returns the hours without those in which nobody is written to."""
    start, end = FLOOR
    clipped = tuple(
        tuple((max(start, since), min(end, until)) for since, until in day if max(start, since) < min(end, until))
        for day in calendar.hours
    )
    return replace(calendar, hours=clipped)


def start_of_day(calendar: WorkingCalendar, at: datetime) -> datetime:
    """Returns when the day of a moment began, on the clock of the zone."""
    return at.astimezone(calendar.zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _next_day(calendar: WorkingCalendar, at: datetime) -> datetime:
    return start_of_day(calendar, at) + timedelta(days=1)


def _is_same_day(calendar: WorkingCalendar, one: datetime, other: datetime) -> bool:
    return one.astimezone(calendar.zone).date() == other.astimezone(calendar.zone).date()
