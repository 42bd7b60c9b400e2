"""Finds dates and times in what a customer types: "послезавтра вечером", "on fri at 3", "25-інде сағат 10-да".

`extract_date` is the one entry. It returns None where nothing was said for sure, and never guesses. What people say
loosely it takes as follows:

* a weekday on its own day is a week away; "next Friday" is that of next week, "this" and bare ones the nearest;
* "next week" runs from its Monday to its Sunday, the weekend from Saturday to Sunday; "at the end of the month",
  "in March" are no date;
* a day without a month, a date without a year: the next such day, today counts;
* bare hours: see `clock.clock_time`;
* "завтра не могу, лучше в пятницу" is Friday; "завтра не могу" alone is no date.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from typing import Literal, NamedTuple

from parley.nlu.dates.clock.clock_time import (
    AFTERNOON_HOUR,
    EVENING_HOUR,
    MORNING_HOUR,
    NIGHT_HOUR,
    ClockTime,
)
from parley.nlu.dates.dotted_am_pm import join_dotted_am_pm
from parley.nlu.dates.matcher import DateMatcher, DateToken
from parley.nlu.dates.mentions import find_mentions
from parley.nlu.dates.resolve import DayRange, weekday_in_week
from parley.nlu.dates.selection import Selection, select_mentions
from parley.nlu.dates.tokens import DateTokens
from parley.nlu.message import MessageText
from parley.text.tokenize import Token, TokenizedText
from parley.text.word_list import split_entries

DayPart = Literal["", "morning", "afternoon", "evening", "night"]

_DAY_PARTS: dict[int, DayPart] = {
    MORNING_HOUR: "morning",
    AFTERNOON_HOUR: "afternoon",
    EVENING_HOUR: "evening",
    NIGHT_HOUR: "night",
}
_DAY_PART_ENDS: dict[DayPart, Time] = {
    "morning": Time(12),
    "afternoon": Time(18),
    "evening": Time(23),
    "night": Time.max,
}
_DEFAULT_TIME = Time(14)
# A message with neither a figure nor one of these names no date and no time.
_TIME_KINDS = frozenset(
    split_entries(
        "relative_days, weekdays, ambiguous_weekdays, months, month_nouns, day_nouns, weekend, next_week, "
        "day_parts, ambiguous_day_parts, hour_day_parts, half_prefixed_hour, half_to, noon, midnight, "
        "numbers, ordinals, hour_names, number_at, number_from, number_until, number_on, "
        "fixed_durations, within, ago, later"
    )
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """What was said of a day and a time. Each part may be missing, not all of them."""

    #: the day, or the first of several
    date: Date | None = None
    #: when it begins; of a part of the day 9, 14, 18 or 21 o'clock. None with only the latest time: "до 18:00"
    time: Time | None = None
    #: the last of several days
    end_date: Date | None = None
    #: when it ends, or the latest time
    end_time: Time | None = None
    day_part: DayPart = ""
    #: a time of the clock was said, not only a part of the day
    is_time_explicit: bool = False
    #: it lies before now
    is_past: bool = False
    #: the words it came from, as typed; read again, they mean the same
    text: str = ""

    @property
    def time_or_default(self) -> Time:
        """The time to write down where one is needed: 14:00 when none was said (contract §5.4)."""
        return self.time or self.end_time or _DEFAULT_TIME


def extract_date(message: TokenizedText, now: datetime, date_matcher: DateMatcher) -> DateMention | None:
    """Returns the day and time a message speaks of, or None. `now`: aware, in the company's zone."""
    words = join_dotted_am_pm(message)
    found = _extract_once(message.text, words, now, date_matcher)
    if found is None:
        return None
    start, end = found.span
    if found.mention.text == message.text:
        return found.mention
    alone = _extract_once(found.mention.text, _slice_words(words, start, end), now, date_matcher)
    if alone is not None and alone.mention == found.mention:
        return found.mention
    # What stands around the words makes them what they are: "sat" is a day beside a time only.
    return replace(found.mention, text=message.text)


def find_date(text: MessageText, now: datetime, date_matcher: DateMatcher) -> DateMention | None:
    """Returns the same for a text that is carried along: most texts name no time, and that is found out once."""
    may_name_time = text.derive(
        "may name time", lambda: _may_name_time(date_matcher.tokenize(join_dotted_am_pm(text.tokenized)))
    )
    return extract_date(text.tokenized, now, date_matcher) if may_name_time else None


class _Found(NamedTuple):
    mention: DateMention
    #: the characters it was said with: the first, and the one behind the last
    span: tuple[int, int]


def _extract_once(text: str, words: Sequence[Token], now: datetime, date_matcher: DateMatcher) -> _Found | None:
    date_tokens = date_matcher.tokenize(words)
    if not _may_name_time(date_tokens):
        return None
    tokens = DateTokens(text, date_tokens)
    mentions = list(find_mentions(tokens, now))
    selection = select_mentions(tokens, mentions) if mentions else None
    if selection is None:
        return None
    mention, (start, end) = _combine(selection, now), _span(tokens, selection)
    is_past = _is_past(mention, selection, now)
    return _Found(replace(mention, text=text[start:end], is_past=is_past), (start, end))


def _may_name_time(tokens: Sequence[DateToken]) -> bool:
    return any(token.numeral or token.has_any(_TIME_KINDS) for token in tokens)


def _span(tokens: DateTokens, selection: Selection) -> tuple[int, int]:
    """Returns the first character of what the selection was said with, and the one behind the last."""
    first = min(mention.start for mention in selection.mentions)
    last = max(mention.end for mention in selection.mentions) - 1
    return tokens[first].start, tokens[last].end


def _slice_words(words: Sequence[Token], start: int, end: int) -> list[Token]:
    """Returns the words between two characters as if nothing stood around them."""
    inside = [word for word in words if start <= word.start and word.end <= end]
    return [
        word._replace(start=word.start - start, end=word.end - start, after_hyphen=word.after_hyphen and index > 0)
        for index, word in enumerate(inside)
    ]


# ── one mention of day, hour and part of the day


def _combine(selection: Selection, now: datetime) -> DateMention:
    days, clock = selection.days, selection.clock
    moment = days[0].moment if days else None
    if moment:
        return DateMention(moment.date(), moment.time().replace(second=0, microsecond=0), is_time_explicit=True)
    first, last = _resolve_days(days, now.date())
    start_hour = selection.day_part.start_hour if selection.day_part else 0
    if clock is None:
        start = Time(start_hour) if start_hour else None
        return DateMention(first, start, last, day_part=_DAY_PARTS.get(start_hour, ""))
    start, end = _clock_times(clock, start_hour)
    return DateMention(first, start, last, end, _DAY_PARTS.get(clock.day_part or start_hour, ""), True)


def _clock_times(clock: ClockTime, day_part: int) -> tuple[Time | None, Time | None]:
    """Returns when it begins and ends; a deadline only ends."""
    start, end = clock.start_time(day_part), clock.end_time(day_part)
    return (None, start) if clock.is_deadline and clock.range_end is None else (start, end)


def _resolve_days(days: Sequence[DayRange], today: Date) -> tuple[Date | None, Date | None]:
    """Returns the first and the last day; a weekday and a week together are one day."""
    if not days:
        return None, None
    weekday = next((day.weekday for day in days if day.weekday is not None), None)
    weeks_ahead = next((day.weeks_ahead for day in days if day.weeks_ahead), None)
    if weekday is not None and weeks_ahead:
        return weekday_in_week(weekday, weeks_ahead, today), None
    return days[0].first_day, days[0].last_day


def _is_past(mention: DateMention, selection: Selection, now: datetime) -> bool:
    moment = selection.days[0].moment if selection.days else None
    if moment:
        return moment < now
    last_day = mention.end_date or mention.date
    if last_day is None or last_day != now.date():
        return last_day is not None and last_day < now.date()
    clock = now.time()
    if mention.day_part and not mention.is_time_explicit:
        return _DAY_PART_ENDS[mention.day_part] <= clock
    last_time = mention.end_time or mention.time
    return last_time is not None and last_time < clock
