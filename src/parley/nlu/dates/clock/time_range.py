"""Reads the other end of a range of hours: "с 14 до 18", "10:00-12:00", "14 цагаас 18 цаг хүртэл"."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from parley.nlu.dates.clock.clock_time import NOON_HOUR, ClockTime
from parley.nlu.dates.clock.point import parse_time_point
from parley.nlu.dates.clock.prefix import DAY_KINDS, Prefix
from parley.nlu.dates.tokens import DateTokens

_LENGTH_KINDS = frozenset(
    (
        *("measure_units", "minute_units", "hour_units"),
        *("day_units", "week_units", "month_units", "year_units"),
    )
)
# A Slavic noun behind these numbers has the ending of the part of the day: "3 дня".
_GENITIVE_NUMBERS = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class _RangeReading:
    """Two times that may be the ends of a range."""

    tokens: DateTokens
    prefix: Prefix
    first: ClockTime
    last: ClockTime
    #: "с 2 до 4", "2 until 4"
    is_spoken: bool
    #: one has the ending or the word for its end of a range
    is_inflected: bool

    @property
    def is_bare(self) -> bool:
        """Tells whether nothing but the two numbers says that they are hours."""
        return (
            self.first.is_ambiguous and self.last.is_ambiguous and not (self.first.day_part or self.last.day_part)
        )

    @property
    def is_certain(self) -> bool:
        """Tells whether it is a range without a day beside it."""
        return (
            self.first.is_certain
            or self.last.is_certain
            or self.is_spoken
            or self.is_inflected
            or self.prefix.has("clock_prefixes")
        )

    @property
    def follows_day(self) -> bool:
        """Tells whether a day stands before it: "завтра 2-4"."""
        return self.tokens[self.first.start - 1].has_any(DAY_KINDS)


def parse_time_range(tokens: DateTokens, first: ClockTime, prefix: Prefix) -> ClockTime | None:
    """Returns the range that the first time begins, or None when no other time ends one."""
    joiner = first.end
    is_dashed = tokens.follows_dash(joiner) or (tokens[joiner].glued and bool(tokens[joiner].numeral))
    if not is_dashed and not tokens.continues_clause(joiner):
        return None
    has_joiner = tokens.has(joiner, "to", "until")
    last = parse_time_point(tokens, _skip_prefix(tokens, joiner + has_joiner), prefix)
    if last is None:
        return None
    is_spoken = has_joiner and (prefix.has("since") or tokens.has(joiner, "until"))
    is_inflected = first.opens_range or last.closes_range
    if not (is_dashed or is_spoken or is_inflected):
        return None
    first = _take_afternoon(_take_day_part(first, last), last)
    reading = _RangeReading(tokens, prefix, first, last, is_spoken, is_inflected)
    if any(rule(reading) for rule in _NO_RANGE_RULES):
        return None
    clock = replace(first, end=last.end, range_end=last, is_certain=reading.is_certain)
    return clock if clock.end_time(0) else None


def _skip_prefix(tokens: DateTokens, index: int) -> int:
    """Returns the index behind "сағат", "кешкі", "примерно"."""
    while tokens.has(index, "clock_prefixes", "hour_day_parts", "about"):
        index += 1
    return index


def counts_days(tokens: DateTokens, clock: ClockTime) -> bool:
    """Tells whether a time may be a number of days: "3 дня"; "12 дня" is noon."""
    last = clock.end - 1
    return clock.hour in _GENITIVE_NUMBERS and tokens.has(last, "day_units") and tokens.has(last, "hour_day_parts")


# ── what the first time takes of the last


def _take_day_part(first: ClockTime, last: ClockTime) -> ClockTime:
    """ "с 2 до 4 дня": both in the afternoon; "с 11 до 2 дня" begins in the morning."""
    if not last.day_part or first.day_part or not first.is_ambiguous:
        return first
    in_day_part = replace(first, day_part=last.day_part)
    start, end = in_day_part.start_time(0), last.start_time(0)
    return in_day_part if start and end and start < end else first


def _take_afternoon(first: ClockTime, last: ClockTime) -> ClockTime:
    """ "с 2 до 18" begins at 14; "с 9 до 18" at 9, and not in the evening."""
    if last.is_ambiguous or last.hour <= NOON_HOUR or not first.is_ambiguous or first.hour >= NOON_HOUR:
        return first
    afternoon = first.hour + NOON_HOUR
    return replace(first, hour=afternoon if afternoon < last.hour else first.hour, is_ambiguous=False)


# ── two numbers that are no range of hours


def _repeats_hour(reading: _RangeReading) -> bool:
    """ "5-5"."""
    first, last = reading.first, reading.last
    return first.is_ambiguous and last.is_ambiguous and first.hour == last.hour


def _may_be_anything(reading: _RangeReading) -> bool:
    """ "2-4"; "завтра 2-4", "в 2-4" are hours."""
    has_context = reading.is_certain or reading.follows_day or reading.prefix.has("at", "since")
    return reading.is_bare and not has_context


def _is_length(reading: _RangeReading) -> bool:
    """ "от 3 до 5 дней"."""
    end = reading.last.end
    return reading.is_bare and reading.tokens.continues_clause(end) and reading.tokens[end].has_any(_LENGTH_KINDS)


def _is_number_of_days(reading: _RangeReading) -> bool:
    """ "2-3 дня"; "завтра 2-3 дня" are hours."""
    return counts_days(reading.tokens, reading.last) and not reading.prefix.kinds and not reading.follows_day


_NO_RANGE_RULES: tuple[Callable[[_RangeReading], bool], ...] = (
    _repeats_hour,
    _may_be_anything,
    _is_length,
    _is_number_of_days,
)
