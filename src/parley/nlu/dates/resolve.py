"""Finds the date of a day that was said without its month, its year or its week."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from parley.nlu.dates.day import PartialDate, date_or_none

_DAYS_PER_WEEK, _MONTHS_PER_YEAR = 7, 12
# A 29 February is at most eight years away, a 31st two months; a year has every day number.
_MAX_YEARS_AHEAD, _MAX_MONTHS_AHEAD = 8, 12


@dataclass(frozen=True, slots=True)
class DayRange:
    """A day, or several in a row, with the tokens it was said with."""

    #: index of the first token, and of the one behind the last
    start: int
    end: int
    first_day: date
    #: None for one day
    last_day: date | None = None
    #: where the distance was said in hours or minutes: "через час"
    moment: datetime | None = None
    #: the two wait for each other: "в пятницу" (0 is Monday), "на следующей неделе" (1)
    weekday: int | None = None
    weeks_ahead: int | None = None


def resolve_date(partial: PartialDate, today: date) -> date | None:
    """Returns the next such day, today included; None when there is none. A year that was said counts."""
    if partial.days_ahead is not None:
        return today + timedelta(days=partial.days_ahead)
    if partial.weekday is not None:
        return _resolve_weekday(partial.weekday, partial.modifier, today)
    if partial.year:
        return date_or_none(partial.year, partial.month, partial.day)
    days = (date_or_none(year, month, partial.day) for year, month in _months_ahead(partial.month, today))
    return next((day for day in days if day and day >= today), None)


def _months_ahead(month: int, today: date) -> Iterable[tuple[int, int]]:
    """Yields (year, month) pairs from today on: those of one month of the year, or of every month when it is 0."""
    if month:
        return ((today.year + years, month) for years in range(_MAX_YEARS_AHEAD + 1))
    months = (today.month - 1 + ahead for ahead in range(_MAX_MONTHS_AHEAD + 1))
    return ((today.year + month // _MONTHS_PER_YEAR, month % _MONTHS_PER_YEAR + 1) for month in months)


def resolve_range(first: PartialDate, last: PartialDate, today: date) -> tuple[date, date] | None:
    """Returns the two ends of a range, or None when they are not in order. They lend each other month and year."""
    if first.day and last.day:
        first = replace(first, month=first.month or last.month, year=first.year or last.year)
        last = replace(last, month=last.month or first.month)
    start = resolve_date(first, today)
    if start is None:
        return None
    end = resolve_date(last, today if last.days_ahead is not None else start)
    return (start, end) if end and end > start else None


def _resolve_weekday(weekday: int, modifier: str, today: date) -> date:
    """Said on its own day, a weekday is a week away: who means today says so; "this" Monday may be today."""
    days_ahead = (weekday - today.weekday()) % _DAYS_PER_WEEK
    if modifier == "next":
        return weekday_in_week(weekday, 1, today)
    if modifier == "last":
        return today + timedelta(days=days_ahead - _DAYS_PER_WEEK)
    if modifier != "this" and days_ahead == 0:
        days_ahead = _DAYS_PER_WEEK
    return today + timedelta(days=days_ahead)


def weekday_in_week(weekday: int, weeks_ahead: int, today: date) -> date:
    """Returns the weekday (0 is Monday) of the week that is so many weeks ahead."""
    return today + timedelta(days=weeks_ahead * _DAYS_PER_WEEK + weekday - today.weekday())
