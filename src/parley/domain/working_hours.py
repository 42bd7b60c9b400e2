"""Tells when a company works: hours of the week on the clock of its zone, without its holidays.

Local wall time first, UTC last: 9 o'clock is 9 o'clock before and after a change of clocks. An hour that is
repeated in autumn is worked twice; one that spring leaves out is not worked at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MINUTES = 24 * 60
# A company that is closed for longer than this has closed.
_HORIZON_DAYS = 400

#: minutes of the day, from (included) and until
Interval = tuple[int, int]
#: by day of the week, Monday first
WeekHours = tuple[tuple[Interval, ...], ...]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When somebody works."""

    hours: WeekHours
    holidays: frozenset[date]
    zone: ZoneInfo


def parse_week_hours(days: Mapping[str, Any]) -> WeekHours:
    """Returns the hours of a week: {"mon": [["09:00", "13:00"], ["14:00", "18:00"]], …}; a day that is not named is
    free. Raises ValueError that says what is wrong."""
    unknown = sorted(set(days) - set(DAY_NAMES))
    if unknown:
        raise ValueError(f"{unknown[0]!r:.20} is no day: {', '.join(DAY_NAMES)}")
    return tuple(_parse_day(name, days.get(name) or ()) for name in DAY_NAMES)


def _parse_day(name: str, intervals: Any) -> tuple[Interval, ...]:
    if not isinstance(intervals, list | tuple) or not all(
        isinstance(pair, list | tuple) and len(pair) == 2 for pair in intervals
    ):
        raise ValueError(f'{name}: a list of pairs, [["09:00", "18:00"]]')
    parsed = sorted((_parse_time(name, start), _parse_time(name, end)) for start, end in intervals)
    for index, (start, end) in enumerate(parsed):
        if start >= end:
            raise ValueError(f"{name}: ends before it begins; what goes on after midnight belongs to the next day")
        if index and start < parsed[index - 1][1]:
            raise ValueError(f"{name}: hours overlap")
    return tuple(parsed)


def _parse_time(name: str, value: Any) -> int:
    hours, colon, minutes = value.partition(":") if isinstance(value, str) else ("", "", "")
    is_time = colon and all(part.isascii() and part.isdecimal() and len(part) == 2 for part in (hours, minutes))
    total = int(hours) * 60 + int(minutes) if is_time else -1
    if not 0 <= total <= _DAY_MINUTES or (is_time and int(minutes) > 59):
        raise ValueError(f"{name}: a time is written 09:00, up to 24:00")
    return total


def is_working(calendar: WorkingCalendar, instant: datetime) -> bool:
    """Tells whether somebody works at that moment."""
    return next_working_instant(calendar, instant) == instant


def next_working_instant(calendar: WorkingCalendar, instant: datetime) -> datetime | None:
    """Returns the moment itself where somebody works, else when the next hours begin, in UTC; None where that is
    never."""
    for start, _ in _spans(calendar, instant):
        return max(start, instant.astimezone(UTC))
    return None


def end_of_work(calendar: WorkingCalendar, instant: datetime) -> datetime | None:
    """Returns until when somebody works who works at that moment, in UTC; None where nobody does."""
    for start, end in _spans(calendar, instant):
        return end if start <= instant else None
    return None


def add_working_minutes(calendar: WorkingCalendar, instant: datetime, minutes: float) -> datetime | None:
    """Returns when so many minutes will have been worked, in UTC; None where that is never."""
    left = timedelta(minutes=minutes)
    for start, end in _spans(calendar, instant):
        start = max(start, instant.astimezone(UTC))
        if left <= end - start:
            return start + left
        left -= end - start
    return None


def _spans(calendar: WorkingCalendar, instant: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yields the hours that end after a moment, in UTC and in order; what touches is one."""
    pending: tuple[datetime, datetime] | None = None
    first = instant.astimezone(calendar.zone).date() - timedelta(days=1)
    for number in range(_HORIZON_DAYS):
        for start, end in _spans_of_day(calendar, first + timedelta(days=number)):
            if end <= instant:
                continue
            if pending is not None and start <= pending[1]:
                pending = (pending[0], max(end, pending[1]))
            else:
                if pending is not None:
                    yield pending
                pending = (start, end)
    if pending is not None:
        yield pending


def _spans_of_day(calendar: WorkingCalendar, day: date) -> Iterator[tuple[datetime, datetime]]:
    if day in calendar.holidays:
        return
    for start, end in calendar.hours[day.weekday()]:
        span = _instant(day, start, calendar.zone, fold=0), _instant(day, end, calendar.zone, fold=1)
        if span[0] < span[1]:
            yield span


def _instant(day: date, minutes: int, zone: ZoneInfo, fold: int) -> datetime:
    """Returns when the clock shows a time of a day. One that is left out is the moment of the change."""
    days, minutes = divmod(minutes, _DAY_MINUTES)
    wall = datetime.combine(day + timedelta(days=days), time(*divmod(minutes, 60), fold=fold), zone)
    left_out = timedelta(0)
    while not _exists(wall):
        wall, left_out = wall - timedelta(minutes=1), timedelta(minutes=1)
    return wall.astimezone(UTC) + left_out


def _exists(wall: datetime) -> bool:
    return wall.astimezone(UTC).astimezone(wall.tzinfo).replace(tzinfo=None) == wall.replace(tzinfo=None)
