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

from parley.nlu.dates import clock as clocktimes
from parley.nlu.dates import day_range as days
from parley.nlu.dates.clock import AFTERNOON, EVENING, MORNING, NIGHT, Clock
from parley.nlu.dates.day import is_written
from parley.nlu.dates.day_range import Days
from parley.nlu.dates.tokens import Line
from parley.nlu.dates.vocabulary import Calendar
from parley.text.tokenize import clean, read

Part = Literal["", "morning", "afternoon", "evening", "night"]

_PARTS: dict[int, Part] = {MORNING: "morning", AFTERNOON: "afternoon", EVENING: "evening", NIGHT: "night"}
_PART_ENDS = {MORNING: Time(12), AFTERNOON: Time(18), EVENING: Time(23), NIGHT: Time.max}
_UNSAID = Time(14)
_DOTTED_NOON = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)
# They begin nothing when an unknown word follows.
_LEADING = frozenset(
    (
        *("at", "on", "about", "after", "since", "until", "until_behind", "to", "clock_before", "clock_after"),
        *(
            "follows",
            "arranged",
            "refused",
            "impossible",
            "moves",
            "measures",
            "idioms",
            "into",
            "short_of",
            "within",
            "this",
            "next",
        ),
        *(
            "surnames",
            "by",
            "article",
            "nearest",
            "last",
            "half_to",
            "later",
            "of_month",
            "ending_at",
            "ending_day",
            "ending_until",
        ),
        *("ending_from", "ending_ordinal", "ending_number", "ending_on", "numbers", "tens", "hours", "clock_at"),
    )
)
# What a message without any date or time lacks.
_TELLING = frozenset(
    (
        *("days", "weekdays", "weekday_hints", "months", "numbered_month", "weekend", "next_week", "parts"),
        *("part_hints", "part_of", "half_glued_hour", "half_to", "noon", "midnight", "numbers", "ordinals"),
        *(
            "hour_names",
            "number_at",
            "number_from",
            "number_until",
            "number_on",
            "spans",
            "day_words",
            "within",
            "ago",
            "later",
        ),
    )
)
_REACH = 3
# Whoever writes so many words of time in one message says no day with them.
_MOST_TRIES, _MOST_FOUND = 100, 20


@dataclass(frozen=True, slots=True)
class When:
    """What was said of a day and a time. `date` and `time` begin a range that `until_date` and `until` end.

    `time` of a part of the day is where it begins (9, 14, 18, 21 o'clock) and `explicit_time` is false then; with
    only the latest time said ("до 18:00") `time` is None and `until` is set. `past`: it lies before now.
    `text`: the words it came from, as typed.
    """

    date: Date | None = None
    time: Time | None = None
    until_date: Date | None = None
    until: Time | None = None
    part: Part = ""
    explicit_time: bool = False
    past: bool = False
    text: str = ""

    @property
    def hour(self) -> Time:
        """The time to write down where one is needed: 14:00 when none was said (contract §5.4)."""
        return self.time or self.until or _UNSAID


class _Part(NamedTuple):
    start: int
    end: int
    part: int


_Found = Days | Clock | _Part


def find(text: str, now: datetime, calendar: Calendar) -> When | None:
    """The day and time a message speaks of, or None. `now`: aware, in the company's zone."""
    when = _find(text, now, calendar)
    if when is None or _find(when.text, now, calendar) == when:
        return when
    # What stands around the words makes them what they are: "sat" is a day beside a time only.
    return replace(when, text=clean(text))


def _find(text: str, now: datetime, calendar: Calendar) -> When | None:
    reading = read(_without_dots(text))
    items = calendar.items(reading.words)
    if not any(item.figure or not _TELLING.isdisjoint(item.kinds) for item in items):
        return None
    line = Line(reading.text, items)
    found = _meant(line, list(_said(line, now)))
    when = _together(line, found, now) if found else None
    if when is None:
        return None
    original = clean(text)
    start = line[min(one.start for one in found)].start
    end = line[max(one.end for one in found) - 1].end
    dotted = _DOTTED_NOON.match(original, max(end - 2, 0))
    return replace(when, text=original[start : dotted.end() if dotted else end])


def _without_dots(text: str) -> str:
    """ "5 p.m." in one word; positions stay."""
    text = clean(text)
    if ".m" not in text and ". m" not in text and ".M" not in text:
        return text
    return _DOTTED_NOON.sub(lambda found: (found[1] + "m").ljust(len(found[0])), text)


def _said(line: Line, now: datetime) -> Iterable[_Found]:
    """Every day, hour and part of the day, in order."""
    at = tries = found = 0
    while at < len(line) and tries < _MOST_TRIES and found < _MOST_FOUND:
        if _begins_nothing(line, at):
            at += 1
            continue
        tries += 1
        one = days.find(line, at, now) or clocktimes.find(line, at) or _part(line, at)
        if one is None:
            at += _nothing(line, at)
            continue
        found += 1
        yield one
        if isinstance(one, Days):
            yield from (
                _Part(at, one.end, part) for at in range(one.start, one.end) for part in _parts_in(line, at)
            )
        at = one.end


def _begins_nothing(line: Line, at: int) -> bool:
    item, following = line[at], line[at + 1]
    if item.figure:
        return False
    return not item.kinds or (not following.kinds and not following.figure and item.kinds.keys() <= _LEADING)


def _nothing(line: Line, at: int) -> int:
    """How many items to leave: with "every" the day behind it, with "good" the part of the day."""
    if line.has(at, "surnames") and line.has(at + 1, "weekdays", "weekday_hints", "months"):
        return 2 if line.beside(at + 1) or line.labels(at) else 1
    if line.has(at, "undated"):
        end = at + 1
        while line[end].figure or line.has(end, "weekdays", "days", "months", "ending_day"):
            end += 1
        return end - at
    if line.has(at, "wishes") and line.has(at + 1, "parts", "part_hints", "part_of"):
        return 2
    return 1


def _parts_in(line: Line, at: int) -> list[int]:
    part = line[at].value("parts")
    return [part] if part and line.has(at, "days") else []


def _part(line: Line, at: int) -> _Part | None:
    part = line[at].value("parts")
    near = ("days", "weekdays", "day_words", "at", "on", "until", "since", "this", "weekday_hints", "months")
    if line.has(at + 1, "wishes") and line.beside(at + 1):
        return None
    if part is None:
        part = line[at].value("part_hints")
        alone = not line.beside(at) and not line.beside(at + 1)
        beside = line.beside(at) and (line.has(at - 1, *near) or is_written(line[at - 1].figure))
        if part is None or not (alone or beside or (line.beside(at + 1) and line.has(at + 1, "days", "weekdays"))):
            return None
    return _Part(at, at + 1, part)


def _meant(line: Line, found: Sequence[_Found]) -> list[_Found]:
    """The day that is meant, with the hour and the part of the day that belong to it."""
    every = [one for one in found if isinstance(one, Days)]
    kept = [day for which, day in enumerate(every) if not _taken_back(line, every, which)]
    if every and not kept:
        return []
    joined = _one_day(kept)
    if joined and any(item.kinds and "moves" in item.kinds for item in line.items):
        joined = [_moved(line, joined[0], kept[-1])]
    after = joined[-1].end if joined and len(kept) > len(joined) else 0
    limit = next((day.start for day in kept if day not in joined and day.start >= after), len(line))
    clocks = [one for one in found if isinstance(one, Clock) and (one.sure or joined)]
    parts = [one for one in found if isinstance(one, _Part)]
    first = joined[0].start if every and len(every) > len(joined) else 0
    result: list[_Found] = list(joined)
    result += [clock for clock in clocks if first <= clock.start < limit][:1] or clocks[:1]
    result += [part for part in parts if first <= part.start < limit][:1] or parts[:1]
    return result


def _moved(line: Line, first: Days, last: Days) -> Days:
    """Where something is moved to: "жұмадан сенбіге ауыстырыңыз"."""
    if last is not first and (line.has(first.start, "since") or not line.has(last.start, "since")):
        return last
    return replace(first, first=first.last, last=None) if first.last and not first.week else first


def _one_day(kept: Sequence[Days]) -> list[Days]:
    """The first day, and what was said apart and completes it: "Friday" and "next week"."""
    if len(kept) < 2 or (not kept[0].week and kept[0].weekday is None):
        return list(kept[:1])
    first, second = kept[0], kept[1]
    near = second.start == first.end or (second.start == first.end + 1 and second.first.weekday() == first.weekday)
    if first.weekday is not None and near and second.weekday is None and not second.week:
        return [second]  # "Tuesday, 25 November", "Friday the 28th"
    paired = (first.week and second.weekday is not None) or (second.week and first.weekday is not None)
    return [first, second] if paired else [first]


def _taken_back(line: Line, every: Sequence[Days], which: int) -> bool:
    """ "не завтра", "завтра не могу", "i can't tomorrow". Between two days it belongs to the one before."""
    day = every[which]
    if line.has(day.start - 1, "refused") and line.beside(day.start):
        return True
    following = every[which + 1].start if which + 1 < len(every) else len(line)
    last = min(day.end + _REACH, following)
    if any(
        line.has(at, "impossible") and line[at].clause == line[day.end - 1].clause for at in range(day.end, last)
    ):
        return True
    clause = line[day.start].clause
    if which and line[every[which - 1].start].clause == clause:
        return False
    first = max(day.start - _REACH, 0)
    return any(line.has(at, "impossible") and line[at].clause == clause for at in range(first, day.start))


def _together(line: Line, found: Sequence[_Found], now: datetime) -> When | None:
    spoken = [one for one in found if isinstance(one, Days)]
    clock = next((one for one in found if isinstance(one, Clock)), None)
    part = next((one.part for one in found if isinstance(one, _Part)), 0)
    day, last = _days(spoken, now.date())
    moment = spoken[0].at if spoken else None
    if clock and not moment:
        start, until = clock.when(part), clock.until(part)
        if clock.bound and not clock.to:
            start, until = None, start
        return _checked(When(day, start, last, until, _PARTS.get(clock.part or part, ""), True), now)
    if moment:
        hour = moment.time().replace(second=0, microsecond=0)
        return When(day, hour, explicit_time=True, past=moment < now)
    return _checked(When(day, Time(part) if part else None, last, None, _PARTS.get(part, "")), now)


def _days(spoken: Sequence[Days], today: Date) -> tuple[Date | None, Date | None]:
    if not spoken:
        return None, None
    weekday = next((day.weekday for day in spoken if day.weekday is not None), None)
    week = next((day.week for day in spoken if day.week), None)
    if weekday is not None and week:
        return days.in_week(weekday, week, today), None
    return spoken[0].first, spoken[0].last


def _checked(when: When, now: datetime) -> When:
    ends = when.until_date or when.date
    if ends is None:
        return when
    said, clock = when.until or when.time, now.time()
    over = said is not None and said < clock
    if when.part and not when.explicit_time:
        over = any(end <= clock for part, end in _PART_ENDS.items() if _PARTS[part] == when.part)
    past = ends < now.date() or (ends == now.date() and over)
    return replace(when, past=past)
