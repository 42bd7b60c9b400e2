"""Dates and times in what a customer types: "послезавтра вечером", "on fri at 3", "25-інде сағат 10-да".

`find` is the one entry. Nothing sure said, nothing found: never a guess. What it makes of what people say loosely:

* a weekday on its own day is a week away; "next Friday" is that of next week, "this" and bare ones the nearest;
* "next week" runs from its Monday to its Sunday, the weekend from Saturday to Sunday; "at the end of the month",
  "in March" are no date;
* a day without a month, a date without a year: the next such day, today counts;
* bare hours: see `clocktimes`;
* "завтра не могу, лучше в пятницу" is Friday; "завтра не могу" alone is no date.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from typing import Literal, NamedTuple

from parley.nlu.dates.clock.clock_time import AFTERNOON_HOUR, EVENING_HOUR, MORNING_HOUR, NIGHT_HOUR, ClockTime
from parley.nlu.dates.clock.parse import parse_clock_time
from parley.nlu.dates.day import is_numeric_date
from parley.nlu.dates.day_range import parse_day_range
from parley.nlu.dates.matcher import DateMatcher
from parley.nlu.dates.resolve import DayRange, weekday_in_week
from parley.nlu.dates.tokens import DateTokens
from parley.text.sanitize import sanitize_text
from parley.text.tokenize import tokenize

DayPart = Literal["", "morning", "afternoon", "evening", "night"]

_DAY_PARTS: dict[int, DayPart] = {
    MORNING_HOUR: "morning",
    AFTERNOON_HOUR: "afternoon",
    EVENING_HOUR: "evening",
    NIGHT_HOUR: "night",
}
_DAY_PART_ENDS = {MORNING_HOUR: Time(12), AFTERNOON_HOUR: Time(18), EVENING_HOUR: Time(23), NIGHT_HOUR: Time.max}
_DEFAULT_TIME = Time(14)
_DOTTED_AM_PM = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)
# They begin nothing when an unknown word follows.
_PREFIX_KINDS = frozenset(
    (
        *(
            "at",
            "on",
            "about",
            "after",
            "since",
            "until",
            "until_postpositions",
            "to",
            "clock_prefixes",
            "clock_suffixes",
        ),
        *(
            "hour_continuations",
            "booking_verbs",
            "negations",
            "refusals",
            "move_verbs",
            "measure_units",
            "idioms",
            "minutes_into",
            "minutes_before",
            "within",
            "this",
            "next",
        ),
        *(
            "surname_markers",
            "dimension_separators",
            "articles",
            "nearest",
            "last",
            "half_to",
            "later",
            "month_connectors",
            "ending_at",
            "ending_day",
            "ending_until",
        ),
        *(
            "ending_from",
            "ending_ordinal",
            "ending_number",
            "ending_on",
            "numbers",
            "tens",
            "hour_units",
            "clock_suffixes_at",
        ),
    )
)
# What a message without any date or time lacks.
_TIME_KINDS = frozenset(
    (
        *(
            "relative_days",
            "weekdays",
            "ambiguous_weekdays",
            "months",
            "month_nouns",
            "weekend",
            "next_week",
            "day_parts",
        ),
        *(
            "ambiguous_day_parts",
            "hour_day_parts",
            "half_prefixed_hour",
            "half_to",
            "noon",
            "midnight",
            "numbers",
            "ordinals",
        ),
        *(
            "hour_names",
            "number_at",
            "number_from",
            "number_until",
            "number_on",
            "fixed_durations",
            "day_nouns",
            "within",
            "ago",
            "later",
        ),
    )
)
_REJECTION_REACH_TOKENS = 3
# Whoever writes so many words of time in one message says no day with them.
_MAX_ATTEMPTS, _MAX_MENTIONS = 100, 20


@dataclass(frozen=True, slots=True)
class DateMention:
    """What was said of a day and a time. `date` and `time` begin a range that `until_date` and `until` end.

    `time` of a part of the day is where it begins (9, 14, 18, 21 o'clock) and `is_time_explicit` is false then;
    with only the latest time said ("до 18:00") `time` is None and `until` is set. `past`: it lies before now.
    `text`: the words it came from, as typed.
    """

    date: Date | None = None
    time: Time | None = None
    end_date: Date | None = None
    end_time: Time | None = None
    day_part: DayPart = ""
    is_time_explicit: bool = False
    is_past: bool = False
    text: str = ""

    @property
    def time_or_default(self) -> Time:
        """The time to write down where one is needed: 14:00 when none was said (contract §5.4)."""
        return self.time or self.end_time or _DEFAULT_TIME


class _DayPartMention(NamedTuple):
    start: int
    end: int
    start_hour: int


_Mention = DayRange | ClockTime | _DayPartMention


def extract_date(text: str, now: datetime, date_matcher: DateMatcher) -> DateMention | None:
    """The day and time a message speaks of, or None. `now`: aware, in the company's zone."""
    mention = _extract_once(text, now, date_matcher)
    if mention is None or _extract_once(mention.text, now, date_matcher) == mention:
        return mention
    # What stands around the words makes them what they are: "sat" is a day beside a time only.
    return replace(mention, text=sanitize_text(text))


def _extract_once(text: str, now: datetime, date_matcher: DateMatcher) -> DateMention | None:
    tokenized = tokenize(_join_dotted_am_pm(text))
    date_tokens = date_matcher.tokenize(tokenized.tokens)
    if not any(date_token.numeral or not _TIME_KINDS.isdisjoint(date_token.kinds) for date_token in date_tokens):
        return None
    tokens = DateTokens(tokenized.text, date_tokens)
    mentions = _select_mentions(tokens, list(_find_mentions(tokens, now)))
    combined = _combine_mentions(tokens, mentions, now) if mentions else None
    if combined is None:
        return None
    original = sanitize_text(text)
    start = tokens[min(mention.start for mention in mentions)].start
    end = tokens[max(mention.end for mention in mentions) - 1].end
    dotted_end = _DOTTED_AM_PM.match(original, max(end - 2, 0))
    return replace(combined, text=original[start : dotted_end.end() if dotted_end else end])


def _join_dotted_am_pm(text: str) -> str:
    """ "5 p.m." in one word; positions stay."""
    text = sanitize_text(text)
    if ".m" not in text and ". m" not in text and ".M" not in text:
        return text
    return _DOTTED_AM_PM.sub(lambda matched: (matched[1] + "m").ljust(len(matched[0])), text)


def _find_mentions(tokens: DateTokens, now: datetime) -> Iterable[_Mention]:
    """Every day, hour and part of the day, in order."""
    index = attempts = count = 0
    while index < len(tokens) and attempts < _MAX_ATTEMPTS and count < _MAX_MENTIONS:
        if _cannot_start_mention(tokens, index):
            index += 1
            continue
        attempts += 1
        mention = (
            parse_day_range(tokens, index, now) or parse_clock_time(tokens, index) or _parse_day_part(tokens, index)
        )
        if mention is None:
            index += _skipped_length(tokens, index)
            continue
        count += 1
        yield mention
        if isinstance(mention, DayRange):
            yield from (
                _DayPartMention(index, mention.end, start_hour)
                for index in range(mention.start, mention.end)
                for start_hour in _day_parts_at(tokens, index)
            )
        index = mention.end


def _cannot_start_mention(tokens: DateTokens, index: int) -> bool:
    token, following = tokens[index], tokens[index + 1]
    if token.numeral:
        return False
    return not token.kinds or (
        not following.kinds and not following.numeral and token.kinds.keys() <= _PREFIX_KINDS
    )


def _skipped_length(tokens: DateTokens, index: int) -> int:
    """How many items to leave: with "every" the day behind it, with "good" the part of the day."""
    if tokens.has(index, "surname_markers") and tokens.has(index + 1, "weekdays", "ambiguous_weekdays", "months"):
        return 2 if tokens.continues_clause(index + 1) or tokens.has_colon_after(index) else 1
    if tokens.has(index, "date_blockers"):
        end = index + 1
        while tokens[end].numeral or tokens.has(end, "weekdays", "relative_days", "months", "ending_day"):
            end += 1
        return end - index
    if tokens.has(index, "greeting_adjectives") and tokens.has(
        index + 1, "day_parts", "ambiguous_day_parts", "hour_day_parts"
    ):
        return 2
    return 1


def _day_parts_at(tokens: DateTokens, index: int) -> list[int]:
    start_hour = tokens[index].value_of("day_parts")
    return [start_hour] if start_hour and tokens.has(index, "relative_days") else []


def _parse_day_part(tokens: DateTokens, index: int) -> _DayPartMention | None:
    start_hour = tokens[index].value_of("day_parts")
    neighbor_kinds = (
        "relative_days",
        "weekdays",
        "day_nouns",
        "at",
        "on",
        "until",
        "since",
        "this",
        "ambiguous_weekdays",
        "months",
    )
    if tokens.has(index + 1, "greeting_adjectives") and tokens.continues_clause(index + 1):
        return None
    if start_hour is None:
        start_hour = tokens[index].value_of("ambiguous_day_parts")
        is_alone = not tokens.continues_clause(index) and not tokens.continues_clause(index + 1)
        has_neighbor = tokens.continues_clause(index) and (
            tokens.has(index - 1, *neighbor_kinds) or is_numeric_date(tokens[index - 1].numeral)
        )
        if start_hour is None or not (
            is_alone
            or has_neighbor
            or (tokens.continues_clause(index + 1) and tokens.has(index + 1, "relative_days", "weekdays"))
        ):
            return None
    return _DayPartMention(index, index + 1, start_hour)


def _select_mentions(tokens: DateTokens, mentions: Sequence[_Mention]) -> list[_Mention]:
    """The day that is meant, with the hour and the part of the day that belong to it."""
    day_ranges = [mention for mention in mentions if isinstance(mention, DayRange)]
    accepted = [day for position, day in enumerate(day_ranges) if not _is_rejected(tokens, day_ranges, position)]
    if day_ranges and not accepted:
        return []
    selected = _select_days(accepted)
    if selected and any(token.kinds and "move_verbs" in token.kinds for token in tokens.tokens):
        selected = [_apply_move(tokens, selected[0], accepted[-1])]
    after = selected[-1].end if selected and len(accepted) > len(selected) else 0
    limit = next((day.start for day in accepted if day not in selected and day.start >= after), len(tokens))
    clocks = [
        mention for mention in mentions if isinstance(mention, ClockTime) and (mention.is_certain or selected)
    ]
    day_parts = [mention for mention in mentions if isinstance(mention, _DayPartMention)]
    first = selected[0].start if day_ranges and len(day_ranges) > len(selected) else 0
    result: list[_Mention] = list(selected)
    result += [clock for clock in clocks if first <= clock.start < limit][:1] or clocks[:1]
    result += [part for part in day_parts if first <= part.start < limit][:1] or day_parts[:1]
    return result


def _apply_move(tokens: DateTokens, first: DayRange, last: DayRange) -> DayRange:
    """Where something is moved to: "жұмадан сенбіге ауыстырыңыз"."""
    if last is not first and (tokens.has(first.start, "since") or not tokens.has(last.start, "since")):
        return last
    return (
        replace(first, first_day=first.last_day, last_day=None)
        if first.last_day and not first.weeks_ahead
        else first
    )


def _select_days(accepted: Sequence[DayRange]) -> list[DayRange]:
    """The first day, and what was said apart and completes it: "Friday" and "next week"."""
    if len(accepted) < 2 or (not accepted[0].weeks_ahead and accepted[0].weekday is None):
        return list(accepted[:1])
    first, second = accepted[0], accepted[1]
    is_adjacent = second.start == first.end or (
        second.start == first.end + 1 and second.first_day.weekday() == first.weekday
    )
    if first.weekday is not None and is_adjacent and second.weekday is None and not second.weeks_ahead:
        return [second]  # "Tuesday, 25 November", "Friday the 28th"
    complete_each_other = (first.weeks_ahead and second.weekday is not None) or (
        second.weeks_ahead and first.weekday is not None
    )
    return [first, second] if complete_each_other else [first]


def _is_rejected(tokens: DateTokens, day_ranges: Sequence[DayRange], position: int) -> bool:
    """ "не завтра", "завтра не могу", "i can't tomorrow". Between two days it belongs to the one before."""
    day = day_ranges[position]
    if tokens.has(day.start - 1, "negations") and tokens.continues_clause(day.start):
        return True
    next_start = day_ranges[position + 1].start if position + 1 < len(day_ranges) else len(tokens)
    last = min(day.end + _REJECTION_REACH_TOKENS, next_start)
    if any(
        tokens.has(index, "refusals") and tokens[index].clause == tokens[day.end - 1].clause
        for index in range(day.end, last)
    ):
        return True
    clause = tokens[day.start].clause
    if position and tokens[day_ranges[position - 1].start].clause == clause:
        return False
    first = max(day.start - _REJECTION_REACH_TOKENS, 0)
    return any(
        tokens.has(index, "refusals") and tokens[index].clause == clause for index in range(first, day.start)
    )


def _combine_mentions(tokens: DateTokens, mentions: Sequence[_Mention], now: datetime) -> DateMention | None:
    day_ranges = [mention for mention in mentions if isinstance(mention, DayRange)]
    clock = next((mention for mention in mentions if isinstance(mention, ClockTime)), None)
    start_hour = next((mention.start_hour for mention in mentions if isinstance(mention, _DayPartMention)), 0)
    day, last = _combine_day_ranges(day_ranges, now.date())
    moment = day_ranges[0].moment if day_ranges else None
    if clock and not moment:
        start, end = clock.start_time(start_hour), clock.end_time(start_hour)
        if clock.is_deadline and not clock.range_end:
            start, end = None, start
        return _mark_past(
            DateMention(day, start, last, end, _DAY_PARTS.get(clock.day_part or start_hour, ""), True), now
        )
    if moment:
        moment_time = moment.time().replace(second=0, microsecond=0)
        return DateMention(day, moment_time, is_time_explicit=True, is_past=moment < now)
    return _mark_past(
        DateMention(day, Time(start_hour) if start_hour else None, last, None, _DAY_PARTS.get(start_hour, "")), now
    )


def _combine_day_ranges(day_ranges: Sequence[DayRange], today: Date) -> tuple[Date | None, Date | None]:
    if not day_ranges:
        return None, None
    weekday = next((day.weekday for day in day_ranges if day.weekday is not None), None)
    week = next((day.weeks_ahead for day in day_ranges if day.weeks_ahead), None)
    if weekday is not None and week:
        return weekday_in_week(weekday, week, today), None
    return day_ranges[0].first_day, day_ranges[0].last_day


def _mark_past(mention: DateMention, now: datetime) -> DateMention:
    last_day = mention.end_date or mention.date
    if last_day is None:
        return mention
    last_time, clock = mention.end_time or mention.time, now.time()
    has_passed = last_time is not None and last_time < clock
    if mention.day_part and not mention.is_time_explicit:
        has_passed = any(
            end <= clock for start_hour, end in _DAY_PART_ENDS.items() if _DAY_PARTS[start_hour] == mention.day_part
        )
    is_past = last_day < now.date() or (last_day == now.date() and has_passed)
    return replace(mention, is_past=is_past)
