"""Reads one day as it is said: "25 ноября 2025", "the 5th", "next Friday", "12-р сарын 25", 25/11."""

import re
from dataclasses import dataclass, replace
from datetime import date

from parley.nlu.dates.tokens import DAY_NUMBER_KINDS, DateTokens, Number

_YEAR_LIMIT, _FIRST_YEAR, _CENTURY_START = 2100, 1900, 2000
_MONTHS_PER_YEAR, _LAST_DAY = 12, 31
# It has a 29 February.
_LEAP_YEAR = 2024
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})([./])(\d\d)")
# From so many characters on "05/05" is a date, not a fraction.
_MIN_SURE_SLASHED = 5
# A dotted time goes up to 23.59.
_LAST_HOUR, _LAST_MINUTE = 23, 59
_MODIFIERS = ("next", "nearest", "this", "last")
_ORDINAL_ENDING_KINDS = ("ending_day", "ending_on", "ending_ordinal", "ending_from", "ending_number")
# Beside these no fraction stands, and a word that may be a weekday is one.
_DATE_CONTEXT_KINDS = ("day_parts", "ambiguous_day_parts", "at", "relative_days", "weekdays")
_WEEKDAY_PREFIX_KINDS = ("on", "at", "until", "relative_days", "day_parts")
_WEEKDAY_SUFFIX_KINDS = ("at", "day_parts", "ambiguous_day_parts", "clock_prefixes", "months")
# Beside these a dotted figure is a time: "завтра в 10.10", "10.10 утра".
_TIME_PREFIX_KINDS = ("at", "clock_prefixes", "relative_days", "weekdays", "day_nouns")
_TIME_SUFFIX_KINDS = ("clock_suffixes_at", "am", "pm", "hour_day_parts")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day as it was said, before it is known in which month, year or week."""

    #: index of the token behind it
    end: int
    #: from today: 1 is tomorrow
    days_ahead: int | None = None
    #: 1 to 31; 0 when none was said. So are the month and the year
    day: int = 0
    month: int = 0
    year: int = 0
    #: 0 is Monday
    weekday: int | None = None
    #: "next", "this" or "last" weekday; empty for the nearest one
    modifier: str = ""
    #: whether it can stand alone; otherwise it only opens a range ("5-тен")
    is_complete: bool = True


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Returns the date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_numeric_date(numeral: str) -> bool:
    """Tells whether a figure is written like a date: 25/12, 25.11, 25.11.2025."""
    return any(pattern.fullmatch(numeral) for pattern in (_DAY_MONTH, _DAY_MONTH_YEAR, _YEAR_MONTH_DAY))


def parse_day(tokens: DateTokens, index: int, *, has_preposition: bool) -> PartialDate | None:
    """Reads the day said at this token. `has_preposition`: whether one stands before it."""
    if tokens[index].numeral:
        partial = _parse_numeric_date(tokens, index) or _parse_year_first(tokens, index)
    elif tokens[index].kinds:
        partial = _parse_relative_day(tokens, index) or parse_weekday(tokens, index)
    else:
        return None
    return partial or _parse_day_by_number(tokens, index, has_preposition=has_preposition)


def _parse_relative_day(tokens: DateTokens, index: int) -> PartialDate | None:
    days_ahead = tokens[index].value_of("relative_days")
    return None if days_ahead is None else PartialDate(index + 1, days_ahead=days_ahead)


def _parse_day_by_number(tokens: DateTokens, index: int, *, has_preposition: bool) -> PartialDate | None:
    number = tokens.parse_number(index, DAY_NUMBER_KINDS)
    return (
        (number and _parse_day_of_month(tokens, number))
        or _parse_month_first(tokens, index)
        or (number and _parse_numbered_month(tokens, number))
        or _parse_day_of_this_month(tokens, index)
        or (number and _parse_bare_day(tokens, index, number, has_preposition=has_preposition))
    )


def _exists(month: int, day: int) -> bool:
    """Tells whether some year has this day."""
    return date_or_none(_LEAP_YEAR, month, day) is not None


# ── Friday


def parse_weekday(tokens: DateTokens, index: int) -> PartialDate | None:
    """Reads "в пятницу", "next Friday", "sat" beside a time."""
    kinds = tokens[index].kinds
    said_modifier = next((kind for kind in _MODIFIERS if kind in kinds), "")
    modifier = "" if said_modifier == "nearest" else said_modifier
    index += bool(said_modifier)
    if (tokens[index].glued and tokens[index - 1].numeral) or (modifier and not tokens.continues_clause(index)):
        return None
    weekday = _weekday_at(tokens, index, has_modifier=bool(said_modifier))
    end = index + 1
    # "жұма сайын" is every Friday
    if weekday is None or tokens.has(end, "date_blockers"):
        return None
    return PartialDate(tokens.skip(end, "day_nouns"), weekday=weekday, modifier=modifier)


def _weekday_at(tokens: DateTokens, index: int, *, has_modifier: bool) -> int | None:
    weekday = tokens[index].value_of("weekdays")
    if weekday is not None:
        return None if tokens.is_surname(index) else weekday
    weekday = tokens[index].value_of("ambiguous_weekdays")
    if weekday is None or has_modifier or tokens.has(index + 1, "day_nouns") or _is_beside_time(tokens, index):
        return weekday
    return None


def _is_beside_time(tokens: DateTokens, index: int) -> bool:
    """Tells whether a word that is a weekday among other things stands beside a preposition or a time: "on sat"."""
    if tokens.continues_clause(index) and tokens.has(index - 1, *_WEEKDAY_PREFIX_KINDS):
        return True
    has_time = bool(tokens[index + 1].numeral) or tokens.has(index + 1, *_WEEKDAY_SUFFIX_KINDS)
    return has_time and tokens.continues_clause(index + 1)


# ── 25.11.2025


def _parse_numeric_date(tokens: DateTokens, index: int) -> PartialDate | None:
    """Reads 25.11.2025, 2025.11.25, 25/11, 12/25, and 2025-11-25, which is three tokens."""
    numeral = tokens[index].numeral
    if numeral.isdecimal():
        return _parse_date_in_groups(tokens, index)
    if matched := _DAY_MONTH_YEAR.fullmatch(numeral):
        day, month, year = int(matched[1]), int(matched[3]), int(matched[4])
        if matched[2] == "/" and day <= _MONTHS_PER_YEAR < month:
            day, month = month, day
        return _make_full_date(index + 1, year, month, day)
    if matched := _YEAR_MONTH_DAY.fullmatch(numeral):
        return _make_full_date(index + 1, int(matched[1]), int(matched[3]), int(matched[4]))
    if matched := _DAY_MONTH.fullmatch(numeral):
        parse = _parse_dotted_day if matched[2] == "." else _parse_slashed_day
        return parse(tokens, index, int(matched[1]), int(matched[3]))
    return None


def _parse_date_in_groups(tokens: DateTokens, index: int) -> PartialDate | None:
    """Reads "25 11 2025", "25-11-2025", "2025-11-25"."""
    numerals = [tokens[position].numeral for position in range(index, index + 3)]
    if not all(numeral.isdecimal() for numeral in numerals):
        return None
    first, middle, last = numerals
    if len(last) == 4 and max(len(first), len(middle)) <= 2:
        return _make_full_date(index + 3, int(last), int(middle), int(first))
    if len(first) == 4 and max(len(middle), len(last)) <= 2:
        return _make_full_date(index + 3, int(first), int(middle), int(last))
    return None


def _make_full_date(end: int, year: int, month: int, day: int) -> PartialDate | None:
    year += _CENTURY_START if year < 100 else 0
    if not _FIRST_YEAR <= year < _YEAR_LIMIT or date_or_none(year, month, day) is None:
        return None
    return PartialDate(end, day=day, month=month, year=year)


def _parse_dotted_day(tokens: DateTokens, index: int, day: int, month: int) -> PartialDate | None:
    """Reads 25.11; but "завтра в 10.11" and "10.11 утра" are times."""
    may_be_time = day <= _LAST_HOUR and month <= _LAST_MINUTE
    if may_be_time and (tokens.has(index - 1, *_TIME_PREFIX_KINDS) or tokens.has(index + 1, *_TIME_SUFFIX_KINDS)):
        return None
    return PartialDate(index + 1, day=day, month=month) if _exists(month, day) else None


def _parse_slashed_day(tokens: DateTokens, index: int, day: int, month: int) -> PartialDate | None:
    """Reads 25/11 and 12/25; but 1/2 and 50/50 are fractions: "5/12 вечером" is none."""
    if day <= _MONTHS_PER_YEAR < month:
        day, month = month, day
    elif (day == month or len(tokens[index].numeral) < _MIN_SURE_SLASHED) and not tokens.has(
        index + 1, *_DATE_CONTEXT_KINDS
    ):
        return None
    return PartialDate(index + 1, day=day, month=month) if _exists(month, day) else None


# ── 25 November


def _skip_day_endings(tokens: DateTokens, index: int) -> int:
    """Returns the index behind the endings of a day's number; one may stand apart: "noyabrning 25 sida"."""
    end = tokens.skip_endings(index, *_ORDINAL_ENDING_KINDS)
    return tokens.skip(end, "ending_on") if end == index and tokens.continues_clause(end) else end


def _parse_day_of_month(tokens: DateTokens, number: Number) -> PartialDate | None:
    """Reads "25 ноября 2025 года", "the 25th of November", "двадцать пятого ноября"."""
    end = tokens.skip_endings(number.end, *_ORDINAL_ENDING_KINDS)
    end = tokens.skip(end, "month_connectors")
    month = tokens[end].value_of("months")
    if month is None or not tokens.continues_clause(end) or not _exists(month, number.value):
        return None
    return _parse_year_behind(tokens, end + 1, number.value, month)


def _parse_month_first(tokens: DateTokens, index: int) -> PartialDate | None:
    """Reads "November 25th", "қарашаның 25-і", "декабрнинг 10-куни"."""
    month = tokens[index].value_of("months")
    if month is None:
        return None
    index = tokens.skip(index + 1, "month_connectors")
    number = tokens.parse_number(index, DAY_NUMBER_KINDS)
    if number is None or not tokens.continues_clause(index):
        return None
    end = _skip_day_endings(tokens, number.end)
    if tokens.has(end, "months") or not (_is_closed(tokens, number, end) or tokens.is_boundary(end)):
        return None
    return _parse_year_behind(tokens, end, number.value, month)


def _is_closed(tokens: DateTokens, number: Number, end: int) -> bool:
    """Tells whether a number has the ending of a day, or the word for one: "25-і", "25 күні"."""
    return end > number.end or tokens.has(end, "day_nouns") or tokens.has(end - 1, "number_on")


def _parse_year_behind(tokens: DateTokens, index: int, day: int, month: int) -> PartialDate | None:
    """Returns the day with the year that stands at `index`, if one does; None when there is no such day."""
    end = tokens.skip(index, "day_nouns")
    year = _year_at(tokens, end)
    if not year:
        return PartialDate(end, day=day, month=month) if _exists(month, day) else None
    end = tokens.skip(end + 1, "year_nouns")
    end = tokens.skip(end, "day_nouns")
    return PartialDate(end, day=day, month=month, year=year) if date_or_none(year, month, day) else None


def _year_at(tokens: DateTokens, index: int) -> int:
    """Returns a year of four digits, or 0."""
    numeral = tokens[index].numeral
    is_year = len(numeral) == 4 and numeral.isdecimal() and _FIRST_YEAR <= int(numeral) < _YEAR_LIMIT
    return int(numeral) if is_year else 0


def _parse_year_first(tokens: DateTokens, index: int) -> PartialDate | None:
    """Reads "2025 оны 12-р сарын 1", "2025 жылғы 25 қараша"."""
    year = _year_at(tokens, index)
    if not year or not tokens.has(index + 1, "year_nouns"):
        return None
    index += 2
    number = tokens.parse_number(index, DAY_NUMBER_KINDS)
    partial = (
        (number and _parse_day_of_month(tokens, number))
        or _parse_month_first(tokens, index)
        or (number and _parse_numbered_month(tokens, number))
    )
    if partial is None or partial.year or not date_or_none(year, partial.month, partial.day):
        return None
    return replace(partial, year=year)


def _parse_numbered_month(tokens: DateTokens, month: Number) -> PartialDate | None:
    """Reads "12-р сарын 25"."""
    end = tokens.skip_endings(month.end, *_ORDINAL_ENDING_KINDS)
    if not tokens.has(end, "month_nouns") or not 1 <= month.value <= _MONTHS_PER_YEAR:
        return None
    day = tokens.parse_number(end + 1)
    if day is None or not tokens.continues_clause(end + 1) or not _exists(month.value, day.value):
        return None
    return PartialDate(tokens.skip_endings(day.end, *_ORDINAL_ENDING_KINDS), day=day.value, month=month.value)


# ── the 5th


def _parse_day_of_this_month(tokens: DateTokens, index: int) -> PartialDate | None:
    """Reads "айдың 25-і", "oyning 25 kuni"."""
    if not tokens.has(index, "month_connectors", "month_nouns"):
        return None
    number = tokens.parse_number(index + 1, DAY_NUMBER_KINDS)
    if number is None or not tokens.continues_clause(index + 1) or not 1 <= number.value <= _LAST_DAY:
        return None
    end = _skip_day_endings(tokens, number.end)
    return PartialDate(tokens.skip(end, "day_nouns"), day=number.value) if _is_closed(tokens, number, end) else None


def _parse_bare_day(tokens: DateTokens, index: int, number: Number, *, has_preposition: bool) -> PartialDate | None:
    """Reads "5-го", "5 числа", "25-нд", "к двадцать пятому"; "5-тен" only opens a range."""
    if not 1 <= number.value <= _LAST_DAY:
        return None
    after_ending = tokens.skip_endings(number.end, "ending_day", "ending_on")
    has_ending = after_ending > number.end
    end = _skip_day_noun(tokens, after_ending, has_ending=has_ending)
    if (
        end > after_ending
        or _has_sure_ending(tokens, index, number)
        or (has_ending and tokens.is_boundary(after_ending))
        or (_is_sure_ordinal(tokens, index, number, has_preposition) and tokens.is_boundary(after_ending))
    ):
        return PartialDate(end, day=number.value)
    if tokens.has_ending(number.end, "ending_from"):
        return PartialDate(number.end + 1, day=number.value, is_complete=False)
    return PartialDate(end, day=number.value, is_complete=False) if has_ending else None


def _skip_day_noun(tokens: DateTokens, index: int, *, has_ending: bool) -> int:
    """Returns the index behind "числа"; behind an ending the word for the day will do: "25-і күн"."""
    if not tokens.continues_clause(index):
        return index
    return tokens.skip(index, "day_nouns", *(("ambiguous_day_parts",) if has_ending else ()))


def _has_sure_ending(tokens: DateTokens, index: int, number: Number) -> bool:
    """ "25-нд", "жиырма бесінде": no other word can have this ending."""
    in_words = not tokens[index].numeral
    return tokens.has_ending(number.end, "ending_on") or (
        in_words and number.end > index + 1 and tokens.has(number.end - 1, "number_on")
    )


def _is_sure_ordinal(tokens: DateTokens, index: int, number: Number, has_preposition: bool) -> bool:
    """ "к пятому", "двадцать пятого"; "пятого" alone may be anything."""
    last = number.end - 1
    is_ordinal = not tokens[index].numeral and tokens.has(last, "ordinals") and not tokens.has(last, "numbers")
    return is_ordinal and (has_preposition or last > index)
