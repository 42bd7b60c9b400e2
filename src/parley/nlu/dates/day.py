"""One day as it is said: "25 ноября 2025", "the 5th", "next Friday", "12-р сарын 25", 25/11."""

import re
from dataclasses import dataclass, replace
from datetime import date

from parley.nlu.dates.tokens import DAY_NUMBER_KINDS, DateTokens

_YEAR_LIMIT, _FIRST_YEAR, _CENTURY_START = 2100, 1900, 2000
_MONTHS_PER_YEAR = 12
_CLOCK_PREFIX_KINDS = ("at", "clock_prefixes")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_MONTH_DAY = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})([./])(\d\d)")
# no fraction stands before these
_DATE_CONTEXT_KINDS = ("day_parts", "ambiguous_day_parts", "at", "relative_days", "weekdays")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day as it was said, before it is known in which month, year or week. `complete`: it can stand alone."""

    end: int
    days_ahead: int | None = None
    day: int = 0
    month: int = 0
    year: int = 0
    weekday: int | None = None
    modifier: str = ""
    is_complete: bool = True


def date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_numeric_date(numeral: str) -> bool:
    """25/12, 25.11, 25.11.2025."""
    return any(pattern.fullmatch(numeral) for pattern in (_DAY_MONTH, _DAY_MONTH_YEAR, _YEAR_MONTH_DAY))


def parse_day(tokens: DateTokens, index: int, *, has_preposition: bool) -> PartialDate | None:
    """The day said at this item. `led`: a preposition stands before it."""
    token = tokens[index]
    if token.numeral:
        return (
            _parse_numeric_date(tokens, index)
            or _parse_day_of_month(tokens, index)
            or _parse_year_first(tokens, index)
            or _parse_numbered_month(tokens, index)
            or _parse_bare_day(tokens, index, has_preposition=has_preposition)
        )  # fmt: skip
    if not token.kinds:
        return None
    days_ahead = token.value_of("relative_days")
    if days_ahead is not None:
        return PartialDate(index + 1, days_ahead=days_ahead)
    return (
        parse_weekday(tokens, index)
        or _parse_day_of_month(tokens, index)
        or _parse_month_first(tokens, index)
        or _parse_numbered_month(tokens, index)
        or _parse_day_of_this_month(tokens, index)
        or _parse_bare_day(tokens, index, has_preposition=has_preposition)
    )  # fmt: skip


def parse_weekday(tokens: DateTokens, index: int) -> PartialDate | None:
    modifier = next((kind for kind in ("next", "nearest", "this", "last") if tokens.has(index, kind)), "")
    start = index
    index += bool(modifier)
    if tokens[index].glued and tokens[index - 1].numeral:
        return None
    weekday = None if tokens.is_surname(index) else tokens[index].value_of("weekdays")
    end = index + 1
    if weekday is None:
        weekday = tokens[index].value_of("ambiguous_weekdays")
        if weekday is None or not (
            modifier or tokens.has(end, "day_nouns") or _has_date_context(tokens, start, end)
        ):
            return None
    if tokens.has(end, "date_blockers") and not tokens.has(end, "at", "on"):
        return None
    end += tokens.has(end, "day_nouns")
    modifier = "" if modifier == "nearest" else modifier
    return (
        PartialDate(end, weekday=weekday, modifier=modifier)
        if tokens.continues_clause(index) or not modifier
        else None
    )


def _has_date_context(tokens: DateTokens, start: int, end: int) -> bool:
    """A word that is a weekday among other things stands beside a preposition or a time."""
    has_prefix = tokens.continues_clause(start) and tokens.has(
        start - 1, "on", "at", "until", "relative_days", "day_parts"
    )
    has_time = tokens[end].numeral != "" or tokens.has(
        end, "at", "day_parts", "ambiguous_day_parts", "clock_prefixes", "months"
    )
    return has_prefix or (tokens.continues_clause(end) and has_time)


def _parse_numeric_date(tokens: DateTokens, index: int) -> PartialDate | None:
    """25.11.2025, 2025-11-25, 25/11, 12/25."""
    text = tokens[index].numeral
    if matched := _DAY_MONTH_YEAR.fullmatch(text):
        day, month = int(matched[1]), int(matched[3])
        if matched[2] == "/" and day <= _MONTHS_PER_YEAR < month:
            day, month = month, day
        return _make_full_date(index + 1, int(matched[4]), month, day)
    if matched := _YEAR_MONTH_DAY.fullmatch(text):
        return _make_full_date(index + 1, int(matched[1]), int(matched[3]), int(matched[4]))
    if matched := _DAY_MONTH.fullmatch(text):
        return _parse_day_and_month(tokens, index, int(matched[1]), int(matched[3]), matched[2])
    numerals = [tokens[position].numeral for position in range(index, index + 3)]
    if all(numeral.isdecimal() for numeral in numerals):
        first, month, last = map(int, (numeral[:4] for numeral in numerals))
        sizes = [len(numeral) for numeral in numerals]
        if sizes[2] == 4 and max(sizes[:2]) <= 2:
            return _make_full_date(index + 3, last, month, first)
        if sizes[0] == 4 and max(sizes[1:]) <= 2:
            return _make_full_date(index + 3, first, month, last)
    return None


def _make_full_date(end: int, year: int, month: int, day: int) -> PartialDate | None:
    year += _CENTURY_START if year < 100 else 0
    if not _FIRST_YEAR <= year < _YEAR_LIMIT or date_or_none(year, month, day) is None:
        return None
    return PartialDate(end, day=day, month=month, year=year)


def _parse_day_and_month(
    tokens: DateTokens, index: int, day: int, month: int, separator: str
) -> PartialDate | None:
    """Day and month; a time where a clock word or a day stands before ("завтра в 10.10")."""
    if separator == "/" and day <= _MONTHS_PER_YEAR < month:
        day, month = month, day
    elif (
        separator == "/"
        and (day == month or len(tokens[index].numeral) < 5)
        and not tokens.has(index + 1, *_DATE_CONTEXT_KINDS)
    ):
        return None
    may_be_time = separator == "." and day <= 23 and month <= 59
    if may_be_time and (
        tokens.has(index - 1, *_CLOCK_PREFIX_KINDS)
        or tokens.has(index - 1, "relative_days", "weekdays", "day_nouns")
    ):
        return None
    if date_or_none(2024, month, day) is None or (
        may_be_time and tokens.has(index + 1, "clock_suffixes_at", "am", "pm", "hour_day_parts")
    ):
        return None
    return PartialDate(index + 1, day=day, month=month)


def _skip_ordinal_endings(tokens: DateTokens, index: int) -> int:
    while tokens.has_ending(index, "ending_day", "ending_on", "ending_ordinal", "ending_from", "ending_number"):
        index += 1
    return index


def _parse_day_of_month(tokens: DateTokens, index: int) -> PartialDate | None:
    """ "25 ноября 2025 года", "the 25th of November", "двадцать пятого ноября"."""
    parsed = tokens.parse_number(index, DAY_NUMBER_KINDS)
    if parsed is None:
        return None
    day, end = parsed
    end = _skip_ordinal_endings(tokens, end)
    end += tokens.has(end, "month_connectors")
    month = tokens[end].value_of("months")
    if month is None or not tokens.continues_clause(end) or date_or_none(2024, month, day) is None:
        return None
    return _add_year(tokens, end + 1, day, month)


def _add_year(tokens: DateTokens, end: int, day: int, month: int) -> PartialDate | None:
    end += tokens.has(end, "day_nouns")
    year = tokens[end].numeral
    if not (year.isdecimal() and len(year) == 4 and _FIRST_YEAR <= int(year) < _YEAR_LIMIT):
        return PartialDate(end, day=day, month=month) if date_or_none(2024, month, day) else None
    end += 1 + tokens.has(end + 1, "year_nouns")
    end += tokens.has(end, "day_nouns")
    return PartialDate(end, day=day, month=month, year=int(year)) if date_or_none(int(year), month, day) else None


def _parse_month_first(tokens: DateTokens, index: int) -> PartialDate | None:
    """ "November 25th", "қарашаның 25-і", "декабрнинг 10-куни"."""
    month = tokens[index].value_of("months")
    if month is None:
        return None
    index += 1 + tokens.has(index + 1, "month_connectors")
    parsed = tokens.parse_number(index, DAY_NUMBER_KINDS)
    if parsed is None or not tokens.continues_clause(index):
        return None
    day, end = parsed
    after_ending = _skip_ordinal_endings(tokens, end)
    after_ending += (
        after_ending == end and tokens.has(after_ending, "ending_on") and tokens.continues_clause(after_ending)
    )  # "noyabrning 25 sida"
    if tokens.has(after_ending, "months"):
        return None
    if not (
        after_ending > end
        or tokens.is_boundary(after_ending)
        or tokens.has(after_ending, "day_nouns")
        or tokens.has(end - 1, "number_on")
    ):
        return None
    return _add_year(tokens, after_ending, day, month)


def _parse_year_first(tokens: DateTokens, index: int) -> PartialDate | None:
    """ "2025 оны 12-р сарын 1", "2025 жылғы 25 қараша"."""
    year = tokens[index].numeral
    if len(year) != 4 or not year.isdecimal() or not _FIRST_YEAR <= int(year) < _YEAR_LIMIT:
        return None
    index += 1
    if not tokens.has(index, "year_nouns"):
        return None
    partial = (
        _parse_day_of_month(tokens, index + 1)
        or _parse_month_first(tokens, index + 1)
        or _parse_numbered_month(tokens, index + 1)
    )
    if partial is None or partial.year or not date_or_none(int(year), partial.month, partial.day):
        return None
    return replace(partial, year=int(year))


def _parse_numbered_month(tokens: DateTokens, index: int) -> PartialDate | None:
    """ "12-р сарын 25"."""
    parsed = tokens.parse_number(index, DAY_NUMBER_KINDS)
    if parsed is None:
        return None
    month, end = parsed
    end = _skip_ordinal_endings(tokens, end)
    if not tokens.has(end, "month_nouns") or not 1 <= month <= _MONTHS_PER_YEAR:
        return None
    day = tokens.parse_number(end + 1)
    if day is None or not tokens.continues_clause(end + 1) or date_or_none(2024, month, day[0]) is None:
        return None
    return PartialDate(_skip_ordinal_endings(tokens, day[1]), day=day[0], month=month)


def _parse_day_of_this_month(tokens: DateTokens, index: int) -> PartialDate | None:
    if not tokens.has(index, "month_connectors", "month_nouns"):
        return None
    parsed = tokens.parse_number(index + 1, DAY_NUMBER_KINDS)
    if parsed is None or not tokens.continues_clause(index + 1):
        return None
    end = _skip_ordinal_endings(tokens, parsed[1])
    end += end == parsed[1] and tokens.has(end, "ending_on") and tokens.continues_clause(end)
    is_closed = end > parsed[1] or tokens.has(end, "day_nouns") or tokens.has(end - 1, "number_on")
    if not 1 <= parsed[0] <= 31 or not is_closed:
        return None
    return PartialDate(end + tokens.has(end, "day_nouns"), day=parsed[0])


def _parse_bare_day(tokens: DateTokens, index: int, *, has_preposition: bool) -> PartialDate | None:
    """ "5-го", "5 числа", "25-нд", "к двадцать пятому"; "5-тен" only opens a range."""
    parsed = tokens.parse_number(index, DAY_NUMBER_KINDS)
    if parsed is None or not 1 <= parsed[0] <= 31:
        return None
    day, end = parsed
    in_words = not tokens[index].numeral
    after_ending = end
    while tokens.has_ending(after_ending, "ending_day", "ending_on"):
        after_ending += 1
    is_certain = tokens.has_ending(end, "ending_on") or (
        in_words and end - index > 1 and tokens.has(end - 1, "number_on")
    )
    has_day_noun = tokens.has(after_ending, "day_nouns") or (
        after_ending > end and tokens.has(after_ending, "ambiguous_day_parts")
    )
    has_day_noun = has_day_noun and tokens.continues_clause(after_ending)
    is_ordinal = in_words and tokens.has(end - 1, "ordinals") and not tokens.has(end - 1, "numbers")
    partial = PartialDate(after_ending + has_day_noun, day=day)
    if has_day_noun or is_certain or (after_ending > end and tokens.is_boundary(after_ending)):
        return partial
    if is_ordinal and tokens.is_boundary(after_ending) and (has_preposition or end - index > 1):
        return partial
    if tokens.has_ending(end, "ending_from") and day > 0:
        return replace(partial, end=end + 1, is_complete=False)
    return replace(partial, is_complete=False) if after_ending > end else None
