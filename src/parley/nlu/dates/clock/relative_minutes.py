"""Times said as minutes before or after an hour: "без пяти три", "quarter to six", "чверть на шосту"."""

from collections.abc import Callable
from typing import NamedTuple

from parley.nlu.dates.clock.clock_time import LAST_MINUTE, NOON_HOUR, ClockTime
from parley.nlu.dates.clock.suffixes import make_certain_time
from parley.nlu.dates.tokens import HOUR_NUMBER_KINDS, DateTokens, Number

_QUARTER = 15
_HOUR = 60
# "20 to 5" is said in fives; "3 to 5" is a range.
_STEP = 5


class _Minutes(NamedTuple):
    """ "quarter", "десять минут", "ten"."""

    value: int
    #: index of the token behind them
    end: int
    #: "quarter" or "minutes" was said: they are no hour
    are_named: bool
    is_quarter: bool


def parse_relative_minutes(tokens: DateTokens, index: int, *, in_range: bool) -> ClockTime | None:
    """Reads such a time. `in_range`: "from" stands before it, so that "ten to six" is a range of hours."""
    if tokens.has(index, "minutes_before"):
        return _parse_minutes_before(tokens, index + 1)
    minutes = _parse_minutes(tokens, index)
    if minutes is None:
        return None
    for construction in _CONSTRUCTIONS:
        if clock := construction(tokens, minutes, in_range):
            return clock
    return None


def _parse_minutes(tokens: DateTokens, index: int) -> _Minutes | None:
    is_quarter = tokens.has(index, "quarter")
    value, end = Number(_QUARTER, index + 1) if is_quarter else tokens.parse_number(index) or Number(0, index)
    if not 0 < value <= LAST_MINUTE:
        return None
    has_unit = tokens.has(end, "minute_units")
    return _Minutes(value, end + has_unit, has_unit or is_quarter, is_quarter)


def _parse_hour(tokens: DateTokens, index: int, kinds: tuple[str, ...]) -> Number | None:
    hour = tokens.parse_number(index, kinds)
    if hour is None or not 1 <= hour.value <= NOON_HOUR or not tokens.continues_clause(hour.end - 1):
        return None
    return hour


def _make_time_before(tokens: DateTokens, hour: Number, minutes: int) -> ClockTime:
    """Returns the time so many minutes before the hour."""
    return make_certain_time(tokens, hour.end, hour.value - 1 or NOON_HOUR, _HOUR - minutes)


def _make_time_into(tokens: DateTokens, hour: Number, minutes: int) -> ClockTime:
    """Returns the time so many minutes into the hour that ends with this one."""
    return make_certain_time(tokens, hour.end, hour.value - 1 or NOON_HOUR, minutes)


def _parse_minutes_before(tokens: DateTokens, index: int) -> ClockTime | None:
    """Reads what follows "без": "пяти три", "четверти шесть", "двадцати пяти шесть", "двадцати шесть"."""
    minutes = _parse_minutes(tokens, index)
    if minutes is None:
        return None
    if hour := _parse_hour(tokens, minutes.end, (*HOUR_NUMBER_KINDS, "ordinals")):
        return _make_time_before(tokens, hour, minutes.value)
    # "двадцати шесть" was read as 26 minutes
    tens = tokens[index].value_of("tens")
    hour = _parse_hour(tokens, index + 1, HOUR_NUMBER_KINDS) if tens and minutes.end == index + 2 else None
    return _make_time_before(tokens, hour, tens) if tens and hour else None


def _parse_minutes_past(tokens: DateTokens, minutes: _Minutes, in_range: bool) -> ClockTime | None:
    """ "ten past four"."""
    if not tokens.has(minutes.end, "minutes_past"):
        return None
    hour = _parse_hour(tokens, minutes.end + 1, HOUR_NUMBER_KINDS)
    return make_certain_time(tokens, hour.end, hour.value, minutes.value) if hour else None


def _parse_minutes_to(tokens: DateTokens, minutes: _Minutes, in_range: bool) -> ClockTime | None:
    """ "quarter to six", "twenty to five"; "3 to 5" and "from 10 to 6" are ranges."""
    if not tokens.has(minutes.end, "minutes_to"):
        return None
    hour = _parse_hour(tokens, minutes.end + 1, HOUR_NUMBER_KINDS)
    if hour is None:
        return None
    may_be_hour = in_range or minutes.value < hour.value or minutes.value % _STEP != 0
    return None if may_be_hour and not minutes.is_quarter else _make_time_before(tokens, hour, minutes.value)


def _parse_minutes_into(tokens: DateTokens, minutes: _Minutes, in_range: bool) -> ClockTime | None:
    """ "чверть на шосту", "десять хвилин на шосту"."""
    if not minutes.are_named or not tokens.has(minutes.end, "minutes_into"):
        return None
    hour = _parse_hour(tokens, minutes.end + 1, ("hour_names",))
    return _make_time_into(tokens, hour, minutes.value) if hour else None


def _parse_minutes_of(tokens: DateTokens, minutes: _Minutes, in_range: bool) -> ClockTime | None:
    """ "четверть шестого", "десять минут шестого"."""
    if not minutes.are_named or not tokens.has(minutes.end, "ordinals"):
        return None
    hour = _parse_hour(tokens, minutes.end, ("ordinals",))
    return _make_time_into(tokens, hour, minutes.value) if hour else None


_CONSTRUCTIONS: tuple[Callable[[DateTokens, _Minutes, bool], ClockTime | None], ...] = (
    _parse_minutes_past,
    _parse_minutes_to,
    _parse_minutes_into,
    _parse_minutes_of,
)
