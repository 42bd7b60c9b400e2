"""Finds every day, hour and part of the day that a message names, meant or not."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.clock.parse import parse_clock_time
from parley.nlu.dates.day import is_numeric_date
from parley.nlu.dates.day_range import parse_day_range
from parley.nlu.dates.resolve import DayRange
from parley.nlu.dates.tokens import DateTokens
from parley.text.word_list import split_entries

# Whoever writes so many words of time in one message says no day with them.
_MAX_ATTEMPTS, _MAX_MENTIONS = 100, 20
# They begin nothing when an unknown word follows.
_OPENING_KINDS = frozenset(
    split_entries(
        "at, on, about, after, since, until, until_postpositions, to, clock_prefixes, clock_suffixes, "
        "clock_suffixes_at, hour_continuations, booking_verbs, negations, refusals, move_verbs, measure_units, "
        "idioms, minutes_into, minutes_before, within, this, next, nearest, last, surname_markers, "
        "dimension_separators, articles, half_to, later, month_connectors, numbers, tens, hour_units, "
        "ending_at, ending_day, ending_until, ending_from, ending_ordinal, ending_number, ending_on"
    )
)
_DAY_PART_KINDS = ("day_parts", "ambiguous_day_parts", "hour_day_parts")
# Behind these a word like "вечер" is a part of the day.
_DAY_PART_PREFIX_KINDS = frozenset(
    split_entries("relative_days, weekdays, ambiguous_weekdays, day_nouns, months, at, on, until, since, this")
)


class DayPartMention(NamedTuple):
    """A part of the day: "утром", "tonight"."""

    #: index of the first token, and of the one behind the last
    start: int
    end: int
    #: 9, 14, 18 or 21
    start_hour: int


Mention = DayRange | ClockTime | DayPartMention


def find_mentions(tokens: DateTokens, now: datetime) -> Iterator[Mention]:
    """Yields the mentions in order. `now`: aware, in the company's zone."""
    index = attempts = count = 0
    while index < len(tokens) and attempts < _MAX_ATTEMPTS and count < _MAX_MENTIONS:
        if _begins_nothing(tokens, index):
            index += 1
            continue
        attempts += 1
        mention = (
            parse_day_range(tokens, index, now) or parse_clock_time(tokens, index) or _parse_day_part(tokens, index)
        )
        if mention is None:
            index += _count_skipped(tokens, index)
            continue
        count += 1
        yield mention
        if isinstance(mention, DayRange):
            yield from _day_parts_within(tokens, mention)
        index = mention.end


def _begins_nothing(tokens: DateTokens, index: int) -> bool:
    token, following = tokens[index], tokens[index + 1]
    if token.numeral:
        return False
    if not token.kinds:
        return True
    return not following.kinds and not following.numeral and token.kinds.keys() <= _OPENING_KINDS


def _count_skipped(tokens: DateTokens, index: int) -> int:
    """Returns how many tokens to leave: "каждую", "фамилия" and "добрый" make what follows no date."""
    if tokens.has(index, "surname_markers") and tokens.has(index + 1, "weekdays", "ambiguous_weekdays", "months"):
        return 2 if tokens.continues_clause(index + 1) or tokens.has_colon_after(index) else 1
    if tokens.has(index, "date_blockers"):
        end = index + 1
        while tokens[end].numeral or tokens.has(end, "weekdays", "relative_days", "months", "ending_day"):
            end += 1
        return end - index
    is_greeting = tokens.has(index, "greeting_adjectives") and tokens.has(index + 1, *_DAY_PART_KINDS)
    return 2 if is_greeting else 1


# ── parts of the day


def _day_parts_within(tokens: DateTokens, day: DayRange) -> Iterator[DayPartMention]:
    """Yields those of words that are a day as well: "tonight"."""
    for index in range(day.start, day.end):
        start_hour = tokens[index].value_of("day_parts")
        if start_hour and tokens.has(index, "relative_days"):
            yield DayPartMention(index, day.end, start_hour)


def _parse_day_part(tokens: DateTokens, index: int) -> DayPartMention | None:
    """Reads "утром", "вечером"; "завтра вечер"; "день добрый" is none."""
    if tokens.has(index + 1, "greeting_adjectives") and tokens.continues_clause(index + 1):
        return None
    start_hour = tokens[index].value_of("day_parts")
    if start_hour is None and _is_day_part_here(tokens, index):
        start_hour = tokens[index].value_of("ambiguous_day_parts")
    return None if start_hour is None else DayPartMention(index, index + 1, start_hour)


def _is_day_part_here(tokens: DateTokens, index: int) -> bool:
    """Tells whether a word like "вечер" stands alone or beside a day: "завтра вечер", "25/12 evening"."""
    follows, is_followed = tokens.continues_clause(index), tokens.continues_clause(index + 1)
    if not follows and not is_followed:
        return True
    before = tokens[index - 1]
    if follows and (before.has_any(_DAY_PART_PREFIX_KINDS) or is_numeric_date(before.numeral)):
        return True
    return is_followed and tokens.has(index + 1, "relative_days", "weekdays")
