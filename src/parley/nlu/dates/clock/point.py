"""Reads one time of the clock: 15:30, "в половине шестого", "кешкі бесте", "5 цаг 30 минут", noon."""

import re
from collections.abc import Callable
from dataclasses import replace

from parley.nlu.dates.clock.clock_time import LAST_HOUR, LAST_MINUTE, NOON_HOUR, ClockTime, is_ambiguous_hour
from parley.nlu.dates.clock.prefix import DAY_KINDS, Prefix
from parley.nlu.dates.clock.suffixes import add_day_part, make_certain_time, parse_suffixes
from parley.nlu.dates.tokens import HOUR_NUMBER_KINDS, DateTokens, Number

_COLON_TIME = re.compile(r"(\d{1,2}):(\d\d)")
_DOTTED_TIME = re.compile(r"(\d{1,2})[.,](\d\d)")
_HALF_HOUR = 30
# Minutes that are said in a range of fives, from ten on when no word says they are minutes.
_MINUTE_STEP, _MIN_SPOKEN_MINUTES = 5, 10
# "бірде" is also "once", "онда" also "there".
_INFLECTED_OTHERS = (1, 10)


def parse_time_point(tokens: DateTokens, index: int, prefix: Prefix) -> ClockTime | None:
    """Reads the time at this token. `prefix`: what was said before it, or before the first of two."""
    if tokens.has(index, "noon", "midnight"):
        hour = NOON_HOUR if tokens.has(index, "noon") else 0
        return ClockTime(index, index + 1, hour, 0, is_certain=True, is_ambiguous=False)
    return (
        _parse_half_hour(tokens, index)
        or _parse_numeric_time(tokens, index, prefix)
        or _parse_whole_hour(tokens, index, prefix)
    )


# ── half past


def _parse_half_hour(tokens: DateTokens, index: int) -> ClockTime | None:
    """Reads "полшестого" and "в половине шестого", which are 5:30, and "half past five"."""
    next_hour = _parse_hour_behind_half(tokens, index)
    if next_hour and 1 <= next_hour.value <= NOON_HOUR:
        return make_certain_time(tokens, next_hour.end, next_hour.value - 1 or NOON_HOUR, _HALF_HOUR)
    if not tokens.has(index, "half_past") or not tokens.continues_clause(index + 1):
        return None
    hour = tokens.parse_number(index + 1, ("numbers",))
    if hour is None or not 1 <= hour.value <= NOON_HOUR:
        return None
    return make_certain_time(tokens, hour.end, hour.value, _HALF_HOUR)


def _parse_hour_behind_half(tokens: DateTokens, index: int) -> Number | None:
    """Reads the sixth hour of "полшестого", "половине шестого", "пів на шосту"."""
    glued = tokens[index].value_of("half_prefixed_hour")
    if glued is not None:
        return Number(glued, index + 1)
    if tokens.has(index, "half_to"):
        return tokens.parse_number(index + 1, ("ordinals", "hour_names"))
    return None


# ── 15:30


def _parse_numeric_time(tokens: DateTokens, index: int, prefix: Prefix) -> ClockTime | None:
    """Reads 15:30, 14.30, 14-30."""
    numeral = tokens[index].numeral
    if numeral.isdecimal():
        return _parse_time_in_groups(tokens, index, prefix)
    if matched := _COLON_TIME.fullmatch(numeral):
        return _make_numeric_time(tokens, index, index + 1, matched[1], matched[2], is_certain=True)
    if (matched := _DOTTED_TIME.fullmatch(numeral)) and _may_be_dotted_time(tokens, index, prefix):
        is_certain = bool(prefix.kinds)
        return _make_numeric_time(tokens, index, index + 1, matched[1], matched[2], is_certain=is_certain)
    return None


def _may_be_dotted_time(tokens: DateTokens, index: int, prefix: Prefix) -> bool:
    """ "завтра 14.30", "в 14.30", "14.30 дня"; 14.30 alone may be a price."""
    return (
        tokens[index - 1].has_any(DAY_KINDS)
        or prefix.has("at", "clock_prefixes", "since", "until", "after", "on")
        or tokens.has(index + 1, "clock_suffixes_at", "am", "pm", "hour_day_parts", "day_parts")
    )


def _parse_time_in_groups(tokens: DateTokens, index: int, prefix: Prefix) -> ClockTime | None:
    """Reads "14-30", "в 14 30"; "10-15" is a range."""
    hour, minute = tokens.numeral_value(index), tokens.numeral_value(index + 1, LAST_MINUTE)
    figure = tokens[index + 1].numeral
    if hour is None or minute is None or len(figure) != 2 or minute % _MINUTE_STEP:
        return None
    is_expected = prefix.has("at", "clock_prefixes")
    if hour < minute <= LAST_HOUR and not is_expected:
        return None
    is_dashed = tokens[index + 1].glued and tokens.follows_dash(index + 1)
    if not is_dashed and not (is_expected and tokens.continues_clause(index + 1)):
        return None
    is_certain = bool(prefix.kinds) or minute > LAST_HOUR or minute == 0
    return _make_numeric_time(tokens, index, index + 2, tokens[index].numeral, figure, is_certain=is_certain)


def _make_numeric_time(
    tokens: DateTokens, index: int, end: int, hour_figure: str, minute_figure: str, *, is_certain: bool
) -> ClockTime | None:
    hour, minute = int(hour_figure), int(minute_figure)
    if hour > LAST_HOUR or minute > LAST_MINUTE or (hour == LAST_HOUR and minute):
        return None
    is_ambiguous = is_ambiguous_hour(hour, hour_figure)
    clock = ClockTime(index, end, hour, minute, is_certain=is_certain, is_ambiguous=is_ambiguous)
    return parse_suffixes(tokens, add_day_part(tokens, clock))


# ── five o'clock


def _parse_whole_hour(tokens: DateTokens, index: int, prefix: Prefix) -> ClockTime | None:
    """Reads an hour in a figure or in words, with what may follow it."""
    number = tokens.parse_number(index, HOUR_NUMBER_KINDS)
    if number is None or number.value > LAST_HOUR:
        return None
    end = _skip_number_endings(tokens, number.end, prefix)
    if end is None:
        return None
    is_ambiguous = is_ambiguous_hour(number.value, tokens[index].numeral)
    clock = ClockTime(index, end, number.value, 0, is_certain=False, is_ambiguous=is_ambiguous)
    clock = parse_suffixes(tokens, clock)
    clock = _add_minutes(tokens, clock, prefix)
    clock = add_day_part(tokens, clock)
    clock = parse_suffixes(tokens, clock)
    if not clock.is_certain and any(rule(tokens, clock, end, prefix) for rule in _HOUR_RULES):
        return replace(clock, is_certain=True)
    return clock


def _skip_number_endings(tokens: DateTokens, index: int, prefix: Prefix) -> int | None:
    """Returns the index behind "5-ти"; None for a day, as "5-го" is without a preposition."""
    while tokens.has_ending(index, "ending_number", "ending_day") and not tokens.has(index, "ending_at"):
        if tokens.has(index, "ending_day") and not prefix.has("at", "after", "since", "until"):
            return None
        index += 1
    return index


def _has_clock_prefix(tokens: DateTokens, clock: ClockTime, end: int, prefix: Prefix) -> bool:
    """ "сағат 5"."""
    return prefix.has("clock_prefixes") and not tokens.has(clock.end, "measure_units")


def _has_day_part_before(tokens: DateTokens, clock: ClockTime, end: int, prefix: Prefix) -> bool:
    """ "кешкі 5", "кешкі беске"."""
    return prefix.has("hour_day_parts") and (
        clock.end > end
        or tokens.is_boundary(clock.end)
        or tokens.has(end - 1, "number_at", "number_from", "number_until")
    )


def _has_preposition(tokens: DateTokens, clock: ClockTime, end: int, prefix: Prefix) -> bool:
    """ "в 5", "after 5"; but "в час" is also how much an hour."""
    may_be_unit = not tokens[clock.start].numeral and (
        tokens.has(end - 1, "hour_names") and tokens.has(end - 1, "clock_suffixes")
    )
    return not may_be_unit and prefix.has("at", "after") and tokens.is_boundary(clock.end)


def _is_inflected(tokens: DateTokens, clock: ClockTime, end: int, prefix: Prefix) -> bool:
    """ "бесте"; "бестен" only at the end of what is said."""
    if clock.hour in _INFLECTED_OTHERS:
        return False
    return tokens.has(end - 1, "number_at") or (
        tokens.has(end - 1, "number_from") and tokens.is_boundary(clock.end)
    )


# Whether a bare number is an hour for sure. `end`: index behind the number; the clock may end later.
_HOUR_RULES: tuple[Callable[[DateTokens, ClockTime, int, Prefix], bool], ...] = (
    _has_clock_prefix,
    _has_day_part_before,
    _has_preposition,
    _is_inflected,
)


# ── minutes behind the hour


def _add_minutes(tokens: DateTokens, clock: ClockTime, prefix: Prefix) -> ClockTime:
    """Returns the time with the minutes said behind it: "5 цаг 30 минут", "бес жарымда", "в семь тридцать"."""
    index = clock.end
    if not tokens.continues_clause(index):
        return clock
    if tokens.has(index, "half_suffixes"):
        closes_range = clock.closes_range and not tokens.has(index + 1, "later")
        return replace(clock, end=index + 1, minute=_HALF_HOUR, is_certain=True, closes_range=closes_range)
    minutes = tokens.parse_number(index)
    if minutes is None or not 0 < minutes.value <= LAST_MINUTE:
        return clock
    if tokens.has(minutes.end, "minute_units"):
        is_time = bool(prefix.kinds) or clock.end - clock.start >= 2
        return replace(clock, end=minutes.end + 1, minute=minutes.value, is_certain=True) if is_time else clock
    if _are_spoken_minutes(tokens, clock, minutes, prefix) or _are_glued_minutes(tokens, index):
        return replace(clock, end=minutes.end, minute=minutes.value, is_certain=True)
    return clock


def _are_spoken_minutes(tokens: DateTokens, clock: ClockTime, minutes: Number, prefix: Prefix) -> bool:
    """ "в семь тридцать"; not "в семь тридцать ноября"."""
    return (
        not tokens[clock.end].numeral
        and minutes.value >= _MIN_SPOKEN_MINUTES
        and minutes.value % _MINUTE_STEP == 0
        and prefix.has("at", "clock_prefixes")
        and not tokens.has(clock.end - 1, "clock_suffixes")
        and not tokens.has(minutes.end, "months", "clock_suffixes")
    )


def _are_glued_minutes(tokens: DateTokens, index: int) -> bool:
    """ "17ч30"."""
    token = tokens[index]
    return token.glued and len(token.numeral) == 2 and tokens.has(index - 1, "clock_suffixes")
