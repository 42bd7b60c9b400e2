"""Which day is meant: today, in three days, on Friday, 25 November, 25.11., from the 5th to the 7th."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from parley.nlu.dates.day import DAY_NUMBERS, Said, of_week, read_day, real_date
from parley.nlu.dates.tokens import Line

_WEEK, _SATURDAY, _MONTHS = 7, 5, 12
# A 29 February is at most eight years away.
_YEARS_AHEAD = 9
_LEAD = ("at", "on", "about", "after", "since", "until")


@dataclass(frozen=True, slots=True)
class Days:
    """`start` up to `end`: the items it was said with. `first` up to `last`, when several days are meant.

    `at`: the moment, where the span was said in hours or minutes. `weekday` and `week` wait for each other.
    """

    start: int
    end: int
    first: date
    last: date | None = None
    at: datetime | None = None
    weekday: int | None = None
    week: int | None = None


def find(line: Line, at: int, now: datetime) -> Days | None:
    """The day or days said from this item on."""
    if line.has(at, "undated") and not line.has(at, "since", "at"):
        return None
    return (
        _span(line, at, now)
        or _turned(line, at, now)
        or _weeks(line, at, now.date())
        or _range(line, at, now.date())
    )


# ── in three days


def _span(line: Line, at: int, now: datetime) -> Days | None:
    start, within = at, line.has(at, "within")
    at += within
    at += line.has(at, "about")
    article = line.has(at, "article")
    at += article
    spans = line[at].value("spans")
    number = line.number(at) if spans is None else None
    said = bool(number)
    count, unit = number or (1, at)
    until = None
    if number and (further := line.figure(unit)) is not None and (line.dashed(unit) or line[unit].glued):
        until, unit = further, unit + 1
    step = ("minutes", spans) if spans is not None else _unit(line, unit)
    if step is None:
        return None
    end = unit + 1
    # "жумадан кийин" is after Friday too, "күннен кейін" after something else
    alone = (line.has(end, "ago") and not line.has(unit, "measures")) or (
        line.has(unit, "span_weeks", "span_months") and not line.has(unit, "weekdays")
    )
    if not (within or said or article or spans is not None or alone):
        return None
    sign = 1
    if not within:
        if line.has(end, "ago"):
            sign = -1
        elif step[0] == "weeks" and line.has(end, "since") and (weekday := of_week(line, end + 1)):
            first = _resolved(weekday, now.date())  # "a week from Tuesday"
            return Days(start, weekday.end, _moved(first, "weeks", count)) if first else None
        elif not line.has(end, "later") or not line.beside(end):
            return None
        end += 1
    elif line.has(end, "ago"):
        return None
    name, size = step
    if name in ("minutes", "hours"):
        moment = now + timedelta(minutes=sign * min(count, 99) * size)
        return Days(start, end, moment.date(), at=moment)
    first = _moved(now.date(), name, sign * count)
    last = _moved(now.date(), name, sign * until) if until and until > count and sign > 0 else None
    return Days(start, end, first, last, week=count if name == "weeks" and sign > 0 else None)


def _turned(line: Line, at: int, now: datetime) -> Days | None:
    """ "дня через два", "минут через 20": about so many."""
    step = _unit(line, at)
    number = line.number(at + 2) if step and line.has(at + 1, "within") and line.beside(at + 2) else None
    if step is None or number is None or not number[0] or _unit(line, number[1]):
        return None
    name, size = step
    moment = now + timedelta(minutes=number[0] * size)
    if name in ("minutes", "hours"):
        return Days(at, number[1], moment.date(), at=moment)
    return Days(at, number[1], _moved(now.date(), name, number[0]))


_UNITS = {
    "span_weeks": ("weeks", 0),
    "span_days": ("days", 0),
    "span_months": ("months", 0),
    "span_years": ("years", 0),
    "hours": ("hours", 60),
    "minutes": ("minutes", 1),
}


def _unit(line: Line, at: int) -> tuple[str, int] | None:
    return next((step for kind, step in _UNITS.items() if line.has(at, kind)), None)


def _moved(day: date, unit: str, count: int) -> date:
    if unit in ("days", "weeks"):
        return day + timedelta(days=count * (_WEEK if unit == "weeks" else 1))
    if unit in ("hours", "minutes"):
        return day
    months = day.year * 12 + day.month - 1 + count * (_MONTHS if unit == "years" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


# ── next week, the weekend


def _weeks(line: Line, at: int, today: date) -> Days | None:
    start = at
    if line.has(at, *_LEAD):
        at += 1
    monday = today - timedelta(days=today.weekday())
    if line.has(at, "next_week"):
        first = monday + timedelta(days=_WEEK)
        return Days(start, at + 1, first, first + timedelta(days=_WEEK - 1), week=1)
    coming = line.has(at, "next")
    at += line.has(at, "next", "this", "nearest")
    if line.has(at, "weekend"):
        saturday = monday + timedelta(days=_SATURDAY + (_WEEK if coming else 0))
        return Days(start, at + 1, max(saturday, today), saturday + timedelta(days=1))
    return None


# ── 25 November, Friday, from … to …


def _range(line: Line, at: int, today: date) -> Days | None:
    start = at
    since = line.has(at, "since")
    while line.has(at, *_LEAD) and at - start < 2:
        at += 1
    first = read_day(line, at, led=at > start)
    if first is None:
        return _hyphened(line, start, at, today)
    last = _far_end(line, first, since=since)
    moved = _moved_to(line, first, today) if since and last is None else None
    if moved:
        return replace(moved, start=start)
    ends = _both(first, last, today) if last else None
    if last and ends:
        return Days(start, last.end + line.has(last.end, "until_behind"), *ends)
    if not first.complete:
        return None
    found = _resolved(first, today)
    if found is None:
        return None
    waiting = first.weekday if not first.which else None
    return Days(start, first.end, found, weekday=waiting)


def _moved_to(line: Line, first: Said, today: date) -> Days | None:
    """ "с пятницы на субботу", "с 25.11 на 27.11": the second of the two."""
    if not line.has(first.end, "on") or not line.beside(first.end):
        return None
    last = read_day(line, first.end + 1, led=True)
    if last is None or not last.complete:
        return None
    found = _resolved(last, today)
    return Days(first.end, last.end, found) if found else None


def _far_end(line: Line, first: Said, *, since: bool) -> Said | None:
    """The other end of a range; "and" joins two days only after "between" or before "аралығында"."""
    at = first.end
    joined = line.has(at, "to", "until")
    if not joined and not line.dashed(at):
        last = read_day(line, at, led=True) if line.beside(at) else None
        spans = last and ((last.day and first.day) or line.has(last.end, "until_behind"))
        return last if spans else None
    sure = since or line.has(at, "until") or line.dashed(at)
    at += joined
    at += line.has(at, "on")
    last = read_day(line, at, led=True)
    day = line.figure(at, 31)
    if last is None and first.month and day and line.dashed(at) and line.ends(at + 1):
        last = Said(at + 1, day=day)  # "December 5-7"
    return last if last and (sure or line.has(last.end, "until_behind")) else None


def _hyphened(line: Line, start: int, at: int, today: date) -> Days | None:
    """ "5-7 января", "с 5 по 7 января": the first number has no month of its own."""
    number = line.number(at, last=DAY_NUMBERS)
    if number is None or not number[0]:
        return None
    joined = number[1]
    while line.ending(joined, "ending_from", "ending_day"):
        joined += 1
    moved = line.has(start, "since") and line.has(joined, "on")
    if not (moved or line.dashed(joined) or line[joined].glued or line.has(joined, "to", "until")):
        return None
    joined += moved or line.has(joined, "to", "until")
    last = read_day(line, joined, led=True)
    if last is None or not last.month:
        return None
    if moved:
        found = _resolved(last, today)
        return Days(start, last.end, found) if found else None
    ends = _both(Said(joined, day=number[0]), last, today)
    return Days(start, last.end + line.has(last.end, "until_behind"), *ends) if ends else None


def _both(first: Said, last: Said, today: date) -> tuple[date, date] | None:
    """Two ends of a range, in order; they lend each other what was said once."""
    if first.day and last.day:
        month, year = first.month or last.month, first.year or last.year
        first = replace(first, month=month, year=year)
        last = replace(last, month=last.month or month)
    start = _resolved(first, today)
    if start is None:
        return None
    end = _resolved(last, start if last.ahead is None else today)
    return (start, end) if end and end > start else None


def _resolved(said: Said, today: date) -> date | None:
    if said.ahead is not None:
        return today + timedelta(days=said.ahead)
    if said.weekday is not None:
        return _weekday(said.weekday, said.which, today)
    if said.year:
        return real_date(said.year, said.month, said.day)
    if said.month:
        years = range(today.year, today.year + _YEARS_AHEAD)
        days = (real_date(year, said.month, said.day) for year in years)
    else:
        months = ((today.month - 1 + further) for further in range(13))
        days = (real_date(today.year + month // 12, month % 12 + 1, said.day) for month in months)
    return next((day for day in days if day and day >= today), None)


def _weekday(weekday: int, which: str, today: date) -> date:
    """Said on its own day, a weekday is a week away: who means today says so; "this" Monday may be today."""
    monday = today - timedelta(days=today.weekday())
    if which == "next":
        return monday + timedelta(days=_WEEK + weekday)
    ahead = (weekday - today.weekday()) % _WEEK
    if which == "last":
        return today - timedelta(days=(_WEEK - ahead) % _WEEK or _WEEK)
    return today + timedelta(days=ahead if which == "this" else ahead or _WEEK)


def in_week(weekday: int, week: int, today: date) -> date:
    """The weekday of the week that is so many weeks ahead."""
    return today + timedelta(days=week * _WEEK + weekday - today.weekday())
