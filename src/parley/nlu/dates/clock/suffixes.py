"""The endings and words behind an hour: "5-те", "18:00-ге дейін", "18 цагаас хойш", "soat 2 dan", "5 вечера"."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from parley.nlu.dates.clock.clock_time import NOON_HOUR, ClockTime
from parley.nlu.dates.clock.prefix import DAY_KINDS, PREFIX_KINDS
from parley.nlu.dates.tokens import DateTokens

_MAX_SUFFIXES = 4
_CASE_ENDING_KINDS = ("ending_at", "ending_from", "ending_until")
_SUFFIX_KINDS = frozenset(
    (*_CASE_ENDING_KINDS, "clock_suffixes_at", "clock_suffixes", "until_postpositions", "later")
)


def make_certain_time(tokens: DateTokens, end: int, hour: int, minute: int) -> ClockTime:
    """Returns a time that can be no other number, with the part of the day behind it."""
    return add_day_part(tokens, ClockTime(end, end, hour, minute, is_certain=True))


def add_day_part(tokens: DateTokens, clock: ClockTime) -> ClockTime:
    """Returns the time with the part of the day, or am and pm, said behind it."""
    index = clock.end
    if tokens.has(index, "clock_suffixes") and tokens.has(index + 1, "hour_day_parts", "am", "pm"):
        index += 1
    if not tokens.continues_clause(index) and not tokens[index].glued:
        return clock
    if clock.hour <= NOON_HOUR and tokens.has(index, "am", "pm"):
        hour = clock.hour % NOON_HOUR + (NOON_HOUR if tokens.has(index, "pm") else 0)
        return replace(clock, end=index + 1, hour=hour, is_ambiguous=False, is_certain=True)
    day_part = tokens[index].value_of("hour_day_parts")
    if day_part is None or clock.day_part:
        return clock
    return replace(clock, end=index + 1, day_part=day_part, is_certain=True)


class _State(NamedTuple):
    """What the suffixes read so far have said."""

    #: index of the token behind them
    end: int
    is_certain: bool
    opens_range: bool
    closes_range: bool


def parse_suffixes(tokens: DateTokens, clock: ClockTime) -> ClockTime:
    """Returns the time with the endings and words behind it that say whether it is one, or an end of a range."""
    state = _State(clock.end, clock.is_certain, clock.opens_range, clock.closes_range)
    while state.end < clock.end + _MAX_SUFFIXES and (following := _next_state(tokens, clock, state)):
        state = following
    if state.end == clock.end:
        return clock
    return replace(
        clock,
        end=state.end,
        is_certain=state.is_certain,
        opens_range=state.opens_range,
        closes_range=state.closes_range,
    )


def _next_state(tokens: DateTokens, clock: ClockTime, state: _State) -> _State | None:
    token = tokens[state.end]
    if not token.has_any(_SUFFIX_KINDS) or not (token.glued or tokens.continues_clause(state.end)):
        return None
    for transition in _TRANSITIONS:
        following = transition(tokens, clock, state)
        if following:
            return following._replace(end=state.end + 1)
    return None


def _read_hour_case(tokens: DateTokens, clock: ClockTime, state: _State) -> _State | None:
    """ "18 цагт"; "18 цагаас" opens a range."""
    if not tokens.has(state.end, "clock_suffixes_at"):
        return None
    opens_range = state.opens_range or tokens.has(state.end, "ending_from")
    return state._replace(is_certain=True, opens_range=opens_range)


def _read_case_ending(tokens: DateTokens, clock: ClockTime, state: _State) -> _State | None:
    """ "5-те", "18:00-ге"; "18:00-ден" opens a range."""
    index = state.end
    if not tokens.has(index, *_CASE_ENDING_KINDS):
        return None
    is_glued = tokens[index].glued
    if not is_glued and (tokens.has(index, "until") or not _may_have_ending_apart(tokens, clock, state)):
        return None
    opens_range = tokens.has(index, "ending_from") and not tokens.has(index + 1, "later")
    # "дом 15-д" has a letter of its own
    is_word = tokens[index].end - tokens[index].start > 1
    return _State(
        index,
        is_certain=state.is_certain or (is_glued and is_word and clock.hour > 0 and tokens.has(index, "ending_at")),
        opens_range=state.opens_range or opens_range,
        closes_range=state.closes_range or tokens.has(index, "until_postpositions"),
    )


def _may_have_ending_apart(tokens: DateTokens, clock: ClockTime, state: _State) -> bool:
    """ "soat 2 dan", "ertaga 3 da", "11 га ёзинг": an hour for sure, so that a word apart is its ending."""
    return (
        state.is_certain
        or tokens.has(state.end - 2, "clock_prefixes")
        or tokens[clock.start - 1].has_any(PREFIX_KINDS)
        or tokens[clock.start - 1].has_any(DAY_KINDS)
        or tokens.has(state.end + 1, "booking_verbs")
    )


def _read_hour_word(tokens: DateTokens, clock: ClockTime, state: _State) -> _State | None:
    """ "5 часов"."""
    return state if tokens.has(state.end, "clock_suffixes") else None


def _read_until(tokens: DateTokens, clock: ClockTime, state: _State) -> _State | None:
    """ "18 цаг хүртэл"."""
    return state._replace(closes_range=True) if tokens.has(state.end, "until_postpositions") else None


def _read_later(tokens: DateTokens, clock: ClockTime, state: _State) -> _State | None:
    """ "18 цагаас хойш", "бестен кейін"."""
    is_from = state.opens_range or state.end > clock.end or tokens.has(state.end - 1, "number_from")
    return state if is_from and tokens.has(state.end, "later") else None


# The first that knows the token says what it changes.
_TRANSITIONS: tuple[Callable[[DateTokens, ClockTime, _State], _State | None], ...] = (
    _read_hour_case,
    _read_case_ending,
    _read_hour_word,
    _read_until,
    _read_later,
)
