"""Of opening hours the part that is about the days asked for: "are you open on Sunday?" → "Sunday 11:00–18:00"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from parley.nlu.dates.matcher import DateMatcher, DateToken
from parley.text.tokenize import TokenizedText, tokenize

# From Monday, 0.
Days = frozenset[int]
NO_DAYS: Days = frozenset()
_ALL_DAYS, _WORKDAYS, _WEEKEND = frozenset(range(7)), frozenset(range(5)), frozenset((5, 6))
# Between two days there is at most so much where they are the ends of a span: "Monday to Friday", "Пн – Пт".
_MAX_SPAN_GAP = 14
# They make a list of two days.
_LIST_SIGNS = re.compile(r"[,;/&+0-9]|\b(?:и|та|й|and|or|және|жана|va|ва|болон|ба|или|або)\b", re.IGNORECASE)
_PIECE_END = re.compile(r"(?<=[.!?…;,])\s+|\n+")


class _DayGroup(NamedTuple):
    """A piece of opening hours, and the days it is about; none of what stands before the first day."""

    text: str
    days: Days


def asked_days(tokenized: TokenizedText, matcher: DateMatcher, today: date) -> Days:
    """Returns the days of the week that a question names; "tomorrow" is one of them."""
    tokens = matcher.tokenize(tokenized.tokens)
    ahead = [value for token in tokens if (value := token.value_of("relative_days")) is not None]
    relative = frozenset((today + timedelta(days=days)).weekday() for days in ahead)
    return _named_days(tokens, tokenized.text) | relative


def hours_of_days(text: str, days: Days, matcher: DateMatcher) -> str:
    """Returns of opening hours what is about these days; where nothing is, all that is about any day. Empty where
    the text names no days."""
    groups = _day_groups(text, matcher)
    told = [group for group in groups if group.days]
    about = [group for group in told if not group.days.isdisjoint(days)]
    if not told or len(about) == len(groups):
        return text if told else ""
    return _join(about or told)


def hours_by_days(text: str, matcher: DateMatcher) -> list[tuple[str, Days]]:
    """Returns the pieces of opening hours, each with the days that it is about; none of what names no day."""
    return [(group.text, group.days) for group in _day_groups(text, matcher)]


def in_week_order(text: str, matcher: DateMatcher) -> str:
    """Returns opening hours with the earlier days first: a profile has them in no order."""
    groups = _day_groups(text, matcher)
    if not all(group.days for group in groups):
        return text
    return "; ".join([group.text.rstrip(";, ") for group in sorted(groups, key=lambda group: min(group.days))])


@lru_cache(maxsize=512)  # a company's hours are the same for every question
def _day_groups(text: str, matcher: DateMatcher) -> Sequence[_DayGroup]:
    groups: list[_DayGroup] = []
    for piece in filter(None, map(str.strip, _PIECE_END.split(text))):
        tokenized = tokenize(piece)
        days = _named_days(matcher.tokenize(tokenized.tokens), tokenized.text)
        # "Пн–Пт 9–18, обед 13–14": what names no day goes on with the one before; a new sentence does not.
        if not days and groups and groups[-1].days and not groups[-1].text.endswith((".", "!", "?", "…")):
            groups[-1] = _DayGroup(f"{groups[-1].text} {piece}", groups[-1].days)
        else:
            groups.append(_DayGroup(piece, days))
    return groups


def _named_days(tokens: Sequence[DateToken], text: str) -> Days:
    named = [(token, day) for token in tokens if (day := _weekday(token)) is not None]
    days = {day for _, day in named}
    for (first, start), (second, end) in pairwise(named):
        gap = text[first.end : second.start]
        if start < end and len(gap) <= _MAX_SPAN_GAP and not _LIST_SIGNS.search(gap):
            days.update(range(start, end))
    for token in tokens:
        if token.has_any(("weekend",)):
            days |= _WEEKEND
        if token.has_any(("workdays",)):
            days |= _WORKDAYS
        if token.has_any(("every_day",)):
            days |= _ALL_DAYS
    return frozenset(days)


def _weekday(token: DateToken) -> int | None:
    day = token.value_of("weekdays")
    for kind in ("ambiguous_weekdays", "weekday_habits"):
        day = token.value_of(kind) if day is None else day
    return day


def _join(groups: Sequence[_DayGroup]) -> str:
    text = " ".join([group.text for group in groups]).rstrip(",; ")
    return text[:1].upper() + text[1:]
