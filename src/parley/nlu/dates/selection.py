"""Chooses, of the days and hours a message names, those that are meant."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.mentions import DayPartMention, Mention
from parley.nlu.dates.resolve import DayRange
from parley.nlu.dates.tokens import DateTokens

# How far behind or before a day its refusal may stand, in tokens.
_REFUSAL_REACH = 3


class Selection(NamedTuple):
    """What is meant of a message's mentions; at least one of the three is there."""

    #: one day or range, or two that complete each other: "в пятницу", "на следующей неделе"
    days: Sequence[DayRange]
    clock: ClockTime | None
    day_part: DayPartMention | None

    @property
    def mentions(self) -> list[Mention]:
        """All of them."""
        others = [mention for mention in (self.clock, self.day_part) if mention]
        return [*self.days, *others]


def select_mentions(tokens: DateTokens, mentions: Sequence[Mention]) -> Selection | None:
    """Returns the day that is meant, with the hour and the part of the day that belong to it; None without any."""
    named = [mention for mention in mentions if isinstance(mention, DayRange)]
    accepted = [day for position, day in enumerate(named) if not _is_rejected(tokens, named, position)]
    if named and not accepted:
        return None
    days = _select_days(tokens, accepted)
    reach = _reach(tokens, named, accepted, days)
    clocks = [mention for mention in mentions if isinstance(mention, ClockTime)]
    day_parts = [mention for mention in mentions if isinstance(mention, DayPartMention)]
    if not days:
        clocks = [clock for clock in clocks if clock.is_certain]
    selection = Selection(days, _first_within(reach, clocks), _first_within(reach, day_parts))
    return selection if selection.mentions else None


# ── hours and parts of the day

_Part = TypeVar("_Part", ClockTime, DayPartMention)


def _reach(
    tokens: DateTokens, named: Sequence[DayRange], accepted: Sequence[DayRange], days: Sequence[DayRange]
) -> range:
    """Returns where the hour of the selected days stands: behind them and before the next day.

    The hour may stand before the day when no other day was named.
    """
    if not days:
        return range(len(tokens))
    start = days[0].start if len(named) > len(days) else 0
    return range(start, next((day.start for day in accepted if day.start >= days[-1].end), len(tokens)))


def _first_within(reach: range, mentions: Sequence[_Part]) -> _Part | None:
    """Returns the first mention within reach, otherwise the first one."""
    return min(mentions, key=lambda mention: mention.start not in reach, default=None)


# ── days


def _select_days(tokens: DateTokens, accepted: Sequence[DayRange]) -> Sequence[DayRange]:
    """Returns the day that is meant of those that are not refused; none when there are none."""
    days = _complete_first(accepted)
    if days and any("move_verbs" in token.kinds for token in tokens.tokens):
        return [_apply_move(tokens, days[0], accepted[-1])]
    return days


def _complete_first(accepted: Sequence[DayRange]) -> Sequence[DayRange]:
    """Returns the first day, with what was said apart and completes it."""
    if len(accepted) < 2:
        return accepted
    first, second = accepted[:2]
    if _is_weekday_of(first, second):
        return [second]
    return [first, second] if _complete_each_other(first, second) else [first]


def _is_weekday_of(first: DayRange, second: DayRange) -> bool:
    """ "Tuesday, 25 November", "Friday the 28th"."""
    if first.weekday is None or second.weekday is not None or second.weeks_ahead:
        return False
    has_article_between = second.start == first.end + 1 and second.first_day.weekday() == first.weekday
    return second.start == first.end or has_article_between


def _complete_each_other(first: DayRange, second: DayRange) -> bool:
    """ "в пятницу на следующей неделе", "через неделю в пятницу"."""
    return bool(
        (first.weeks_ahead and second.weekday is not None) or (second.weeks_ahead and first.weekday is not None)
    )


def _apply_move(tokens: DateTokens, first: DayRange, last: DayRange) -> DayRange:
    """Returns the day something is moved to: "жұмадан сенбіге ауыстырыңыз", "на пятницу с четверга"."""
    if last is not first and (tokens.has(first.start, "since") or not tokens.has(last.start, "since")):
        return last
    if first.last_day is None or first.weeks_ahead:
        return first
    return replace(first, first_day=first.last_day, last_day=None)


# ── refusals


def _is_rejected(tokens: DateTokens, named: Sequence[DayRange], position: int) -> bool:
    """Tells whether a day is not meant: "не завтра", "завтра не могу", "i can't tomorrow".

    A refusal between two days belongs to the one before.
    """
    day = named[position]
    if tokens.has(day.start - 1, "negations") and tokens.continues_clause(day.start):
        return True
    next_start = named[position + 1].start if position + 1 < len(named) else len(tokens)
    behind = range(day.end, min(day.end + _REFUSAL_REACH, next_start))
    if _has_refusal(tokens, behind, tokens[day.end - 1].clause):
        return True
    clause = tokens[day.start].clause
    is_first_of_clause = position == 0 or tokens[named[position - 1].start].clause != clause
    before = range(max(day.start - _REFUSAL_REACH, 0), day.start)
    return is_first_of_clause and _has_refusal(tokens, before, clause)


def _has_refusal(tokens: DateTokens, indices: range, clause: int) -> bool:
    return any(tokens.has(index, "refusals") and tokens[index].clause == clause for index in indices)
