"""Reads which hour is meant: 15:30, "в половине шестого", "кешкі бесте", "from 2 to 4 pm"."""

from dataclasses import replace

from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.clock.point import parse_time_point
from parley.nlu.dates.clock.prefix import DAY_KINDS, Prefix, parse_prefix
from parley.nlu.dates.clock.relative_minutes import parse_relative_minutes
from parley.nlu.dates.clock.time_range import counts_days, parse_time_range
from parley.nlu.dates.tokens import HOUR_NUMBER_KINDS, DateTokens

# No time begins with a token of another kind, except with a figure.
_START_KINDS = frozenset(
    (
        *HOUR_NUMBER_KINDS,
        *("noon", "midnight", "half_prefixed_hour", "half_to", "half_past", "quarter", "minutes_before"),
    )
)
_HOUR_WORD_KINDS = frozenset(("clock_suffixes", "number_at", "number_from", "number_until", "hour_names"))


def parse_clock_time(tokens: DateTokens, index: int) -> ClockTime | None:
    """Reads the time or the range of times said from this token on."""
    prefix = parse_prefix(tokens, index)
    first = tokens[prefix.end]
    if not first.numeral and not first.has_any(_START_KINDS):
        return None
    if prefix.kinds and not first.glued and not tokens.continues_clause(prefix.end):
        return None
    clock = parse_relative_minutes(tokens, prefix.end, in_range=prefix.has("since")) or parse_time_point(
        tokens, prefix.end, prefix
    )
    if clock is None:
        return None
    clock = replace(clock, start=index, day_part=clock.day_part or prefix.day_part)
    if clock.start_time(0) is None:
        return None
    return parse_time_range(tokens, clock, prefix) or _accept_single_time(tokens, clock, prefix)


def _accept_single_time(tokens: DateTokens, clock: ClockTime, prefix: Prefix) -> ClockTime | None:
    """Returns the time when enough says that it is one."""
    if counts_days(tokens, clock) and not _has_hour_word(tokens, clock, prefix):
        return None  # "на 3 дня"
    is_deadline = clock.closes_range or (prefix.has("until") and not prefix.has("since", "at"))
    if clock.is_certain:
        return replace(clock, is_deadline=is_deadline)
    if _is_booked(tokens, clock):
        return replace(clock, is_deadline=is_deadline, is_certain=True)
    if _is_expected(tokens, clock, prefix) or _is_complete(tokens, clock):
        return replace(clock, is_deadline=is_deadline)
    return None


def _has_hour_word(tokens: DateTokens, clock: ClockTime, prefix: Prefix) -> bool:
    """ "в 3 дня", "3 часа дня"."""
    return prefix.has("at", "after", "since", "until", "clock_prefixes") or tokens.has(
        clock.end - 2, "clock_suffixes"
    )


def _follows_day(tokens: DateTokens, clock: ClockTime) -> bool:
    """ "завтра 10", "25 ноября 2025 года 10"."""
    before = tokens[clock.start - 1]
    return before.has_any(DAY_KINDS) or "year_nouns" in before.kinds


def _is_dative(tokens: DateTokens, clock: ClockTime) -> bool:
    """ "11-ге", "онго"."""
    return tokens.has(clock.end - 1, "ending_until", "number_until")


def _is_booked(tokens: DateTokens, clock: ClockTime) -> bool:
    """ "11-ге жазыңыз"."""
    return _is_dative(tokens, clock) and tokens.has(clock.end, "booking_verbs")


def _is_expected(tokens: DateTokens, clock: ClockTime, prefix: Prefix) -> bool:
    """ "в 5", "после 5", "часов 5"; "на 5" and "около 5" behind a day."""
    if prefix.has("at", "after", "since", "until", "clock_suffixes"):
        return True
    return prefix.has("on", "about") and _follows_day(tokens, clock)


def _is_complete(tokens: DateTokens, clock: ClockTime) -> bool:
    """ "завтра 10", "5 часов", "завтра 11-ге", with nothing behind it that the number may count."""
    is_hour = _follows_day(tokens, clock) or tokens[clock.end - 1].has_any(_HOUR_WORD_KINDS)
    if not is_hour:
        return False
    return tokens.is_boundary(clock.end) or (
        _is_dative(tokens, clock) and not tokens.has(clock.end, "measure_units")
    )
