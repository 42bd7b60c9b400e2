"""Reads which day is meant: today, in three days, on Friday, next week, 25 November, from the 5th to the 7th."""

from datetime import date, datetime, timedelta

from parley.nlu.dates.day import PartialDate, parse_day
from parley.nlu.dates.offset import parse_offset
from parley.nlu.dates.resolve import DayRange, resolve_date, resolve_range, weekday_in_week
from parley.nlu.dates.tokens import DAY_NUMBER_KINDS, DateTokens

_MONDAY, _SATURDAY, _SUNDAY, _LAST_DAY = 0, 5, 6, 31
_PREPOSITION_KINDS = ("at", "on", "about", "after", "since", "until")
_MAX_PREPOSITIONS = 2
_JOINERS = ("to", "until")


def parse_day_range(tokens: DateTokens, index: int, now: datetime) -> DayRange | None:
    """Reads the day or days said from this token on."""
    if tokens.has(index, "date_blockers"):
        return None
    today = now.date()
    return (
        parse_offset(tokens, index, now) or _parse_week(tokens, index, today) or _parse_days(tokens, index, today)
    )


# ── next week, the weekend


def _parse_week(tokens: DateTokens, start: int, today: date) -> DayRange | None:
    """Reads "на следующей неделе", "в выходные"; of this weekend only the days that are left."""
    index = tokens.skip(start, *_PREPOSITION_KINDS)
    if tokens.has(index, "next_week"):
        monday, sunday = weekday_in_week(_MONDAY, 1, today), weekday_in_week(_SUNDAY, 1, today)
        return DayRange(start, index + 1, monday, sunday, weeks_ahead=1)
    weeks_ahead = int(tokens.has(index, "next"))
    index = tokens.skip(index, "next", "this", "nearest")
    if not tokens.has(index, "weekend"):
        return None
    saturday = weekday_in_week(_SATURDAY, weeks_ahead, today)
    return DayRange(start, index + 1, max(saturday, today), saturday + timedelta(days=1))


# ── 25 November, Friday, from … to …


def _parse_days(tokens: DateTokens, start: int, today: date) -> DayRange | None:
    has_since = tokens.has(start, "since")
    index = start
    while index < start + _MAX_PREPOSITIONS and tokens.has(index, *_PREPOSITION_KINDS):
        index += 1
    first = parse_day(tokens, index, has_preposition=index > start)
    if first is None:
        return _parse_shared_month(tokens, start, index, today)
    last = _parse_last_day(tokens, first, has_since=has_since)
    if last is None:
        new_day = _parse_new_day(tokens, first) if has_since else None
        return _make_day(start, new_day, today) if new_day else _make_single_day(start, first, today)
    return _make_range(tokens, start, first, last, today) or _make_single_day(start, first, today)


def _make_range(
    tokens: DateTokens, start: int, first: PartialDate, last: PartialDate, today: date
) -> DayRange | None:
    bounds = resolve_range(first, last, today)
    return DayRange(start, tokens.skip(last.end, "until_postpositions"), *bounds) if bounds else None


def _make_single_day(start: int, partial: PartialDate, today: date) -> DayRange | None:
    """Returns the day, when it can stand alone; a bare weekday waits for "next week"."""
    weekday = None if partial.modifier else partial.weekday
    return _make_day(start, partial, today, weekday) if partial.is_complete else None


def _make_day(start: int, partial: PartialDate, today: date, weekday: int | None = None) -> DayRange | None:
    day = resolve_date(partial, today)
    return DayRange(start, partial.end, day, weekday=weekday) if day else None


def _parse_new_day(tokens: DateTokens, first: PartialDate) -> PartialDate | None:
    """Reads the second day of "с пятницы на субботу", "с 25.11 на 27.11"."""
    if not tokens.has(first.end, "on") or not tokens.continues_clause(first.end):
        return None
    last = parse_day(tokens, first.end + 1, has_preposition=True)
    return last if last and last.is_complete else None


def _parse_last_day(tokens: DateTokens, first: PartialDate, *, has_since: bool) -> PartialDate | None:
    """Reads the other end of a range, when there is one."""
    index = first.end
    is_dashed = tokens.follows_dash(index)
    if not is_dashed and not tokens.has(index, *_JOINERS):
        return _parse_adjacent_day(tokens, first)
    # "and" joins two days only after "between" or before "аралығында"
    is_range = is_dashed or has_since or tokens.has(index, "until")
    index = tokens.skip(tokens.skip(index, *_JOINERS), "on")
    last = parse_day(tokens, index, has_preposition=True) or _parse_bare_last_day(tokens, first, index)
    return last if last and (is_range or tokens.has(last.end, "until_postpositions")) else None


def _parse_adjacent_day(tokens: DateTokens, first: PartialDate) -> PartialDate | None:
    """Reads the last day of "20-ноос 25-ныг хүртэл", "даваа гарагаас баасан гараг хүртэл"."""
    if not tokens.continues_clause(first.end):
        return None
    last = parse_day(tokens, first.end, has_preposition=True)
    is_range = last and ((first.day and last.day) or tokens.has(last.end, "until_postpositions"))
    return last if is_range else None


def _parse_bare_last_day(tokens: DateTokens, first: PartialDate, index: int) -> PartialDate | None:
    """Reads the 7 of "December 5-7"."""
    day = tokens.numeral_value(index, _LAST_DAY)
    if not day or not first.month or not tokens.follows_dash(index) or not tokens.is_boundary(index + 1):
        return None
    return PartialDate(index + 1, day=day)


def _parse_shared_month(tokens: DateTokens, start: int, index: int, today: date) -> DayRange | None:
    """Reads "5-7 января", "с 5 по 7 января", "с 5 на 7 января": the first number has no month of its own."""
    first = tokens.parse_number(index, DAY_NUMBER_KINDS)
    if first is None or first.value == 0:
        return None
    end = tokens.skip_endings(first.end, "ending_from", "ending_day")
    is_moved = tokens.has(start, "since") and tokens.has(end, "on")
    has_joiner = is_moved or tokens.has(end, *_JOINERS)
    if not (has_joiner or tokens.follows_dash(end) or tokens[end].glued):
        return None
    last = parse_day(tokens, end + has_joiner, has_preposition=True)
    if last is None or last.month == 0:
        return None
    if is_moved:
        return _make_day(start, last, today)
    return _make_range(tokens, start, PartialDate(end, day=first.value), last, today)
