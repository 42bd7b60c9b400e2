"""One day as it is said: "25 ноября 2025", "the 5th", "next Friday", "12-р сарын 25", 25/11."""

import re
from dataclasses import dataclass, replace
from datetime import date

from parley.nlu.dates.tokens import Line

_LAST_YEAR, _FIRST_YEAR, _THIS_CENTURY = 2100, 1900, 2000
_MONTHS = 12
# What may say a day of the month besides a number.
DAY_NUMBERS = ("ordinals", "number_on")
_BY_CLOCK = ("at", "clock_before")
_FULL = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})([./])(\d\d)")
# no fraction stands before these
_DATED = ("parts", "part_hints", "at", "days", "weekdays")


@dataclass(frozen=True, slots=True)
class Said:
    """A day as it was said, before it is known in which month, year or week. `complete`: it can stand alone."""

    end: int
    ahead: int | None = None
    day: int = 0
    month: int = 0
    year: int = 0
    weekday: int | None = None
    which: str = ""
    complete: bool = True


def real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_written(figure: str) -> bool:
    """25/12, 25.11, 25.11.2025."""
    return any(shape.fullmatch(figure) for shape in (_SHORT, _FULL, _YEAR_FIRST))


def read_day(line: Line, at: int, *, led: bool) -> Said | None:
    """The day said at this item. `led`: a preposition stands before it."""
    item = line[at]
    if item.figure:
        return (
            _written(line, at) or _day_of_month(line, at) or _year_ahead(line, at) or _numbered(line, at)
            or _bare_day(line, at, led=led)
        )  # fmt: skip
    if not item.kinds:
        return None
    days = item.value("days")
    if days is not None:
        return Said(at + 1, ahead=days)
    return (
        of_week(line, at) or _day_of_month(line, at) or _month_first(line, at) or _numbered(line, at)
        or _of_this_month(line, at) or _bare_day(line, at, led=led)
    )  # fmt: skip


def of_week(line: Line, at: int) -> Said | None:
    which = next((kind for kind in ("next", "nearest", "this", "last") if line.has(at, kind)), "")
    start = at
    at += bool(which)
    if line[at].glued and line[at - 1].figure:
        return None
    weekday = None if line.is_surname(at) else line[at].value("weekdays")
    end = at + 1
    if weekday is None:
        weekday = line[at].value("weekday_hints")
        if weekday is None or not (which or line.has(end, "day_words") or _certain(line, start, end)):
            return None
    if line.has(end, "undated") and not line.has(end, "at", "on"):
        return None
    end += line.has(end, "day_words")
    which = "" if which == "nearest" else which
    return Said(end, weekday=weekday, which=which) if line.beside(at) or not which else None


def _certain(line: Line, start: int, end: int) -> bool:
    """A word that is a weekday among other things stands beside a preposition or a time."""
    before = line.beside(start) and line.has(start - 1, "on", "at", "until", "days", "parts")
    time = line[end].figure != "" or line.has(end, "at", "parts", "part_hints", "clock_before", "months")
    return before or (line.beside(end) and time)


def _written(line: Line, at: int) -> Said | None:
    """25.11.2025, 2025-11-25, 25/11, 12/25."""
    text = line[at].figure
    if found := _FULL.fullmatch(text):
        day, month = int(found[1]), int(found[3])
        if found[2] == "/" and day <= _MONTHS < month:
            day, month = month, day
        return _sure(at + 1, int(found[4]), month, day)
    if found := _YEAR_FIRST.fullmatch(text):
        return _sure(at + 1, int(found[1]), int(found[3]), int(found[4]))
    if found := _SHORT.fullmatch(text):
        return _short(line, at, int(found[1]), int(found[3]), found[2])
    figures = [line[further].figure for further in range(at, at + 3)]
    if all(figure.isdecimal() for figure in figures):
        first, month, last = map(int, (figure[:4] for figure in figures))
        sizes = [len(figure) for figure in figures]
        if sizes[2] == 4 and max(sizes[:2]) <= 2:
            return _sure(at + 3, last, month, first)
        if sizes[0] == 4 and max(sizes[1:]) <= 2:
            return _sure(at + 3, first, month, last)
    return None


def _sure(end: int, year: int, month: int, day: int) -> Said | None:
    year += _THIS_CENTURY if year < 100 else 0
    if not _FIRST_YEAR <= year < _LAST_YEAR or real_date(year, month, day) is None:
        return None
    return Said(end, day=day, month=month, year=year)


def _short(line: Line, at: int, day: int, month: int, sign: str) -> Said | None:
    """Day and month; a time where a clock word or a day stands before ("завтра в 10.10")."""
    if sign == "/" and day <= _MONTHS < month:
        day, month = month, day
    elif sign == "/" and (day == month or len(line[at].figure) < 5) and not line.has(at + 1, *_DATED):
        return None
    hour = sign == "." and day <= 23 and month <= 59
    if hour and (line.has(at - 1, *_BY_CLOCK) or line.has(at - 1, "days", "weekdays", "day_words")):
        return None
    if real_date(2024, month, day) is None or (hour and line.has(at + 1, "clock_at", "am", "pm", "part_of")):
        return None
    return Said(at + 1, day=day, month=month)


def _ordinal_end(line: Line, at: int) -> int:
    while line.ending(at, "ending_day", "ending_on", "ending_ordinal", "ending_from", "ending_number"):
        at += 1
    return at


def _day_of_month(line: Line, at: int) -> Said | None:
    """ "25 ноября 2025 года", "the 25th of November", "двадцать пятого ноября"."""
    number = line.number(at, last=DAY_NUMBERS)
    if number is None:
        return None
    day, end = number
    end = _ordinal_end(line, end)
    end += line.has(end, "of_month")
    month = line[end].value("months")
    if month is None or not line.beside(end) or real_date(2024, month, day) is None:
        return None
    return _with_year(line, end + 1, day, month)


def _with_year(line: Line, end: int, day: int, month: int) -> Said | None:
    end += line.has(end, "day_words")
    year = line[end].figure
    if not (year.isdecimal() and len(year) == 4 and _FIRST_YEAR <= int(year) < _LAST_YEAR):
        return Said(end, day=day, month=month) if real_date(2024, month, day) else None
    end += 1 + line.has(end + 1, "year_words")
    end += line.has(end, "day_words")
    return Said(end, day=day, month=month, year=int(year)) if real_date(int(year), month, day) else None


def _month_first(line: Line, at: int) -> Said | None:
    """ "November 25th", "қарашаның 25-і", "декабрнинг 10-куни"."""
    month = line[at].value("months")
    if month is None:
        return None
    at += 1 + line.has(at + 1, "of_month")
    number = line.number(at, last=DAY_NUMBERS)
    if number is None or not line.beside(at):
        return None
    day, end = number
    closed = _ordinal_end(line, end)
    closed += closed == end and line.has(closed, "ending_on") and line.beside(closed)  # "noyabrning 25 sida"
    if line.has(closed, "months"):
        return None
    if not (closed > end or line.ends(closed) or line.has(closed, "day_words") or line.has(end - 1, "number_on")):
        return None
    return _with_year(line, closed, day, month)


def _year_ahead(line: Line, at: int) -> Said | None:
    """ "2025 оны 12-р сарын 1", "2025 жылғы 25 қараша"."""
    year = line[at].figure
    if len(year) != 4 or not year.isdecimal() or not _FIRST_YEAR <= int(year) < _LAST_YEAR:
        return None
    at += 1
    if not line.has(at, "year_words"):
        return None
    said = _day_of_month(line, at + 1) or _month_first(line, at + 1) or _numbered(line, at + 1)
    if said is None or said.year or not real_date(int(year), said.month, said.day):
        return None
    return replace(said, year=int(year))


def _numbered(line: Line, at: int) -> Said | None:
    """ "12-р сарын 25"."""
    number = line.number(at, last=DAY_NUMBERS)
    if number is None:
        return None
    month, end = number
    end = _ordinal_end(line, end)
    if not line.has(end, "numbered_month") or not 1 <= month <= _MONTHS:
        return None
    day = line.number(end + 1)
    if day is None or not line.beside(end + 1) or real_date(2024, month, day[0]) is None:
        return None
    return Said(_ordinal_end(line, day[1]), day=day[0], month=month)


def _of_this_month(line: Line, at: int) -> Said | None:
    if not line.has(at, "of_month", "numbered_month"):
        return None
    number = line.number(at + 1, last=DAY_NUMBERS)
    if number is None or not line.beside(at + 1):
        return None
    end = _ordinal_end(line, number[1])
    end += end == number[1] and line.has(end, "ending_on") and line.beside(end)
    closed = end > number[1] or line.has(end, "day_words") or line.has(end - 1, "number_on")
    if not 1 <= number[0] <= 31 or not closed:
        return None
    return Said(end + line.has(end, "day_words"), day=number[0])


def _bare_day(line: Line, at: int, *, led: bool) -> Said | None:
    """ "5-го", "5 числа", "25-нд", "к двадцать пятому"; "5-тен" only opens a range."""
    number = line.number(at, last=DAY_NUMBERS)
    if number is None or not 1 <= number[0] <= 31:
        return None
    day, end = number
    in_words = not line[at].figure
    closed = end
    while line.ending(closed, "ending_day", "ending_on"):
        closed += 1
    sure = line.ending(end, "ending_on") or (in_words and end - at > 1 and line.has(end - 1, "number_on"))
    named = line.has(closed, "day_words") or (closed > end and line.has(closed, "part_hints"))
    named = named and line.beside(closed)
    ordinal = in_words and line.has(end - 1, "ordinals") and not line.has(end - 1, "numbers")
    said = Said(closed + named, day=day)
    if named or sure or (closed > end and line.ends(closed)):
        return said
    if ordinal and line.ends(closed) and (led or end - at > 1):
        return said
    if line.ending(end, "ending_from") and day > 0:
        return replace(said, end=end + 1, complete=False)
    return replace(said, complete=False) if closed > end else None
