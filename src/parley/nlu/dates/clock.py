"""Which hour is meant: 15:30, "в половине шестого", "кешкі бесте", "from 2 to 4 pm".

A bare hour from 1 to 7 is in the afternoon: shops are open then ("завтра в 5" is 17:00, "7:00" is 19:00); a leading
zero, the word for the morning or the night, "am", say otherwise. 8 and later hours are taken as they are said.
"""

import re
from dataclasses import dataclass, replace
from datetime import time

from parley.nlu.dates.tokens import NUMBERS, Line

MORNING, AFTERNOON, EVENING, NIGHT = 9, 14, 18, 21
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_DOTTED = re.compile(r"(\d{1,2})[.,](\d\d)")
_LAST_HOUR, _LAST_MINUTE = 24, 59
_NOON, _LAST_EARLY, _LAST_BARE = 12, 7, 19
_LEAD = ("at", "on", "about", "after", "since", "until", "clock_before", "part_of", "clock_after")
_SURE_LEAD = ("at", "after", "clock_before", "part_of")
_DAY = ("days", "weekdays", "day_words", "months", "parts", "weekday_hints", "this")
_SPANS = ("minutes", "hours", "span_days", "span_weeks", "span_months", "span_years")
# a Slavic noun behind these numbers has the ending of the part of the day: "3 дня"
_DECLINED = (2, 3, 4)
_HOURS = (*NUMBERS, "hour_names")


@dataclass(frozen=True, slots=True)
class Clock:
    """`start` up to `end`: the items it was said with. `sure` without a day beside it.

    `part`: the hour its part of the day begins, when that was said with it. `to`: the end of a range. `bound`: only
    the latest time was said ("до 18:00").
    """

    start: int
    end: int
    hour: int
    minute: int
    sure: bool
    # 0 unknown
    part: int = 0
    # as written: 15:30, 05:00, 5 pm
    fixed: bool = False
    to: "Clock | None" = None
    bound: bool = False
    # closed as the first or the second of a range is
    opens: bool = False
    closes: bool = False

    def when(self, part: int) -> time | None:
        """The time of day, in the given part of it unless the hour has its own; None for 24:30."""
        hour = self.hour if self.fixed else _in_part(self.hour, self.part or part)
        return time(hour % _LAST_HOUR, self.minute) if hour < _LAST_HOUR or not self.minute else None

    def until(self, part: int) -> time | None:
        """The end of the range: the first such hour after its beginning."""
        start, end = self.when(part), self.to.when(self.part or part) if self.to else None
        if start is None or end is None:
            return None
        if end <= start and end.hour < _NOON and self.to and not self.to.fixed:
            end = end.replace(hour=end.hour + _NOON)
        return end if end > start or (end.hour == 0 and end.minute == 0) else None


def _in_part(hour: int, part: int) -> int:
    if hour > _NOON or hour == 0:
        return hour
    if part == NIGHT:
        return hour % _NOON if hour <= _LAST_EARLY or hour == _NOON else hour + _NOON
    if part == EVENING:
        return hour + _NOON if hour < _NOON else 0
    if part == MORNING:
        return hour
    return hour + _NOON if hour <= _LAST_EARLY else hour


def find(line: Line, at: int) -> Clock | None:
    """The time or times of the clock said from this item on."""
    start, leads = at, set[str]()
    part = 0
    while at - start < 4 and line.has(at, *_LEAD) and (at == start or line.beside(at)):
        if line.has(at, "hour_names") and not line.has(at - 1, "about", "clock_after") and _alone(line, at):
            break
        if line.has(at, "clock_at") and line.has(at - 1, "numbers"):
            break
        if line.has(at, *NUMBERS) and (leads & {"clock_before", "part_of"} or _tens(line, at)):
            break
        if line.has(at, "part_of") and (line[at - 1].figure or line.has(at - 1, *_HOURS)):
            break
        leads.update(line[at].kinds)
        part = line[at].value("part_of") or part
        at += 1
    clock = _minutes_to(line, at, ranged="since" in leads) or _point(line, at, leads)
    if clock is None or (at > start and not line.beside(at) and not line[at].glued):
        return None
    clock = replace(clock, start=start, part=clock.part or part)
    if clock.when(0) is None:
        return None
    return _ranged(line, clock, leads) or _single(line, clock, leads)


def _tens(line: Line, at: int) -> bool:
    """ "o'n birga" is eleven, although "on" is English too."""
    number = line.number(at)
    return number is not None and number[1] == at + 2


def _alone(line: Line, at: int) -> bool:
    """ "в час": the hour's own name, no number behind it."""
    return line.number(at + 1, _HOURS) is None and not line.has(at + 1, "at")


def _single(line: Line, clock: Clock, leads: set[str]) -> Clock | None:
    length = _may_be_days(line, clock)
    led = leads & {"at", "after", "since", "until", "clock_before"} or line.has(clock.end - 2, "clock_after")
    if length and not led:
        return None  # "на 3 дня"
    if clock.sure:
        return replace(clock, bound=_bounds(line, clock, leads))
    beside = clock.start > 0 and (line.has(clock.start - 1, *_DAY) or line.has(clock.start - 1, "year_words"))
    said = leads & {"at", "after", "since", "until", "clock_after"} or (leads & {"on", "about"} and beside)
    dative = line.has(clock.end - 1, "ending_until") or line.has(clock.end - 1, "number_until")
    arranged = dative and line.has(clock.end, "arranged")
    said = said or arranged
    if not said and not beside and not line.has(clock.end - 1, "clock_after", *_HOURS[1:]):
        return None
    if not said and not line.ends(clock.end) and not (dative and not line.has(clock.end, "measures")):
        return None
    return replace(clock, bound=_bounds(line, clock, leads), sure=bool(arranged))


def _may_be_days(line: Line, clock: Clock) -> bool:
    """ "3 дня" are days as well, "12 дня" is noon."""
    last = clock.end - 1
    return line.has(last, "span_days") and line.has(last, "part_of") and clock.hour in _DECLINED


def _bounds(line: Line, clock: Clock, leads: set[str]) -> bool:
    return clock.closes or ("until" in leads and not leads & {"since", "at"})


def _ranged(line: Line, first: Clock, leads: set[str]) -> Clock | None:
    """ "с 14 до 18", "10:00-12:00", "14 цагаас 18 цаг хүртэл": the other end, when there is one."""
    at = first.end
    dashed = line.dashed(at) or (line[at].glued and bool(line[at].figure))
    joined = line.has(at, "to", "until")
    at += joined
    while line.has(at, "clock_before", "part_of", "about"):
        at += 1
    last = _point(line, at, leads)
    if last is None or (not dashed and not line.beside(first.end)):
        return None
    spoken = joined and ("since" in leads or line.has(first.end, "until"))
    closed = last.closes or first.opens
    if not (dashed or spoken or closed):
        return None
    if not last.fixed and not first.fixed and last.hour == first.hour:
        return None
    if last.part and not first.part and not first.fixed:
        moved = replace(first, part=last.part)
        first = moved if (moved.when(0) or time.max) < (last.when(0) or time.min) else first
    if last.fixed and last.hour > _NOON and first.hour < _NOON and not first.fixed:
        first = replace(
            first, hour=first.hour + _NOON if first.hour + _NOON < last.hour else first.hour, fixed=True
        )
    bare = not (first.fixed or last.fixed or first.part or last.part)
    sure = first.sure or last.sure or spoken or "clock_before" in leads
    if bare and not sure and not closed and not line.has(first.start - 1, *_DAY) and not leads & {"at", "since"}:
        return None
    length = line.beside(last.end) and line.has(last.end, "measures", *_SPANS)
    days = _may_be_days(line, last) and not leads and not line.has(first.start - 1, *_DAY)
    if (bare and length) or days:
        return None  # "от 3 до 5 дней", "2-3 дня"
    clock = replace(first, end=last.end, to=last, sure=sure or closed)
    return clock if clock.until(0) else None


def _minutes_to(line: Line, at: int, *, ranged: bool) -> Clock | None:
    """ "без пяти три", "quarter to six", "ten past four", "чверть на шосту", "десять минут шестого"."""
    short = line.has(at, "short_of")
    here = at + short
    minutes, end = (15, here + 1) if line.has(here, "quarter") else line.number(here) or (0, here)
    if not 0 < minutes <= _LAST_MINUTE:
        return None
    unit = line.has(end, "minutes")
    end += unit
    to, past = line.has(end, "minutes_to"), line.has(end, "minutes_past")
    into = line.has(end, "into") and (unit or line.has(here, "quarter"))
    kinds = ("hour_names",) if into else _HOURS
    if short:
        hour = line.number(end, _HOURS, last=("ordinals",)) if not to else None
        if hour is None and end == here + 2 and (tens := line[here].value("tens")):
            minutes, hour = tens, line.number(here + 1, _HOURS)  # "без двадцати шесть"
    elif into or to or past:
        hour = line.number(end + 1, kinds)
    else:
        quarter = unit or line.has(here, "quarter")
        hour = line.number(end, ("ordinals",)) if quarter and line.has(end, "ordinals") else None
    if hour is None or not 1 <= hour[0] <= _NOON or not line.beside(hour[1] - 1):
        return None
    if to and not line.has(here, "quarter") and (ranged or minutes < hour[0] or minutes % 5):
        return None
    if past:
        return _closed(line, hour[1], hour[0], minutes)
    before = (hour[0] - 1) or _NOON
    return _closed(line, hour[1], before, 60 - minutes if short or to else minutes)


def _closed(line: Line, end: int, hour: int, minute: int) -> Clock:
    """A time that can be no other number, with the part of the day behind it."""
    return _with_part(line, Clock(end, end, hour, minute, sure=True))


def _point(line: Line, at: int, leads: set[str]) -> Clock | None:
    """One time of the clock."""
    if line.has(at, "noon", "midnight"):
        return Clock(at, at + 1, _NOON if line.has(at, "noon") else 0, 0, sure=True, fixed=True)
    return _half(line, at) or _figures(line, at, leads) or _hour(line, at, leads)


def _half(line: Line, at: int) -> Clock | None:
    if (glued := line[at].value("half_glued_hour")) is not None and 1 <= glued <= _NOON:
        return _closed(line, at + 1, glued - 1 or _NOON, 30)
    if line.has(at, "half_to"):
        hour = line.number(at + 1, ("ordinals",), last=("hour_names",))
        if hour and 1 <= hour[0] <= _NOON:
            return _closed(line, hour[1], hour[0] - 1 or _NOON, 30)
    if line.has(at, "half_past"):
        hour = line.number(at + 1, ("numbers",))
        if hour and 1 <= hour[0] <= _NOON and line.beside(at + 1):
            return _closed(line, hour[1], hour[0], 30)
    return None


def _figures(line: Line, at: int, leads: set[str]) -> Clock | None:
    """15:30, 14.30, 14-30."""
    text = line[at].figure
    if found := _CLOCK.fullmatch(text):
        return _written(line, at, at + 1, found[1], found[2], sure=True)
    beside = line.has(at - 1, *_DAY) or bool(leads & {"clock_before", *_LEAD[:1], "since", "until", "after", "on"})
    if found := _DOTTED.fullmatch(text):
        led = beside or line.has(at + 1, "clock_at", "am", "pm", "part_of", "parts")
        return _written(line, at, at + 1, found[1], found[2], sure=bool(leads)) if led else None
    hour, minute = line.figure(at), line[at + 1].figure
    if hour is None or len(minute) != 2 or line.figure(at + 1, _LAST_MINUTE) is None:
        return None
    glued = line[at + 1].glued and line.dashed(at + 1)
    spaced = not glued and bool(leads & {"at", "clock_before"}) and line.beside(at + 1)
    exact = int(minute) % 5 == 0
    range_like = hour < int(minute) <= _LAST_HOUR and not leads & {"at", "clock_before"}
    if not exact or range_like or not (glued or spaced):
        return None
    sure = bool(leads) or int(minute) > _LAST_HOUR or minute == "00"
    return _written(line, at, at + 2, line[at].figure, minute, sure=sure)


def _written(line: Line, at: int, end: int, hour: str, minute: str, *, sure: bool) -> Clock | None:
    if int(hour) > _LAST_HOUR or int(minute) > _LAST_MINUTE or (int(hour) == _LAST_HOUR and int(minute)):
        return None
    fixed = hour.startswith("0") or int(hour) > _NOON
    return _behind(line, _with_part(line, Clock(at, end, int(hour), int(minute), sure=sure, fixed=fixed)))


def _hour(line: Line, at: int, leads: set[str]) -> Clock | None:
    """A whole hour, in a figure or in words, with what may follow it."""
    number = line.number(at, _HOURS)
    if number is None or not 0 <= number[0] <= _LAST_HOUR:
        return None
    hour, end = number
    zero = line[at].figure.startswith("0")
    while line.ending(end, "ending_number", "ending_day") and not line.has(end, "ending_at"):
        if line.has(end, "ending_day") and not leads & {"at", "after", "since", "until"}:
            return None
        end += 1
    named = line.has(end - 1, "hour_names") and not line[at].figure
    clock = _behind(line, Clock(at, end, hour, 0, sure=False, fixed=hour > _NOON or zero or hour == 0))
    clock = _more_minutes(line, clock, leads)
    clock = _with_part(line, clock)
    clock = _behind(line, clock)
    closed = line.ends(clock.end) or clock.end > end or line.has(end - 1, *NUMBERS[1:])
    clocked = "clock_before" in leads and not line.has(clock.end, "measures")
    strong = clocked or ("part_of" in leads and closed)
    by_name = named and not line.has(end - 1, "clock_after") and line.ends(clock.end)
    at_hour = leads & {"at", "after"} and line.ends(clock.end) and not (named and not by_name)
    cased = (
        in_case(line, end - 1) and hour not in (1, 10) and (line.ends(clock.end) or line.has(end - 1, "number_at"))
    )
    return replace(clock, sure=clock.sure or strong or bool(at_hour) or cased)


def in_case(line: Line, at: int) -> bool:
    return line.has(at, "number_at", "number_from")


def _more_minutes(line: Line, clock: Clock, leads: set[str]) -> Clock:
    """ "5 цаг 30 минут", "сағат бес жарымда", "в семь тридцать"."""
    at = clock.end
    if line.has(at, "half_behind") and line.beside(at):
        from_half = line.has(at + 1, "later")
        return replace(clock, end=at + 1, minute=30, sure=True, closes=clock.closes and not from_half)
    minutes = line.number(at)
    if minutes is None or not line.beside(at) or not 0 < minutes[0] <= _LAST_MINUTE:
        return clock
    unit = line.has(minutes[1], "minutes")
    told = bool(leads & {"at", "clock_before"}) and not line.has(clock.end - 1, "clock_after")
    round_ = minutes[0] % 5 == 0 and minutes[0] >= 10 and not line[at].figure
    spoken = told and round_ and not line.has(minutes[1], "months", "clock_after")
    glued = line[at].glued and len(line[at].figure) == 2 and line.has(at - 1, "clock_after")
    if not unit and not spoken and not glued:
        return clock
    if unit and clock.end - clock.start < 2 and not leads:
        return clock
    return replace(clock, end=minutes[1] + unit, minute=minutes[0], sure=True)


def _with_part(line: Line, clock: Clock) -> Clock:
    """The part of the day, or am and pm, said behind the hour."""
    at = clock.end
    at += line.has(at, "clock_after") and (line.has(at + 1, "part_of", "am", "pm"))
    if not line.beside(at) and not line[at].glued:
        return clock
    if line.has(at, "am", "pm") and clock.hour <= _NOON:
        hour = clock.hour % _NOON + (_NOON if line.has(at, "pm") else 0)
        return replace(clock, end=at + 1, hour=hour, fixed=True, sure=True)
    part = line[at].value("part_of")
    if part is None or clock.part:
        return clock
    return replace(clock, end=at + 1, part=part, sure=True)


def _behind(line: Line, clock: Clock) -> Clock:
    """Endings and words behind an hour: "5-те", "18:00-ге дейін", "18 цагаас хойш", "soat 2 dan"."""
    at, sure = clock.end, clock.sure
    opens = closes = False
    for _ in range(4):
        if not line.beside(at) and not line[at].glued:
            break
        apart = sure or line.has(at - 2, "clock_before") or line.has(clock.start - 1, *_LEAD, *_DAY)
        apart = apart or line.has(at + 1, "arranged")
        if line.has(at, "clock_at"):
            sure = True
            opens = opens or line.has(at, "ending_from")
        elif line.ending(at, "ending_at", "ending_from", "ending_until") or (
            apart and line.has(at, "ending_at", "ending_from", "ending_until") and not line.has(at, "until")
        ):
            opens = opens or (line.has(at, "ending_from") and not line.has(at + 1, "later"))
            closes = closes or line.has(at, "until_behind")
            whole = line[at].end - line[at].start > 1  # "дом 15-д" has a letter of its own
            sure = sure or (line.has(at, "ending_at") and line[at].glued and whole and clock.hour > 0)
        elif line.has(at, "clock_after"):
            pass
        elif line.has(at, "until_behind"):
            closes = True
        elif not (line.has(at, "later") and (opens or at > clock.end or line.has(at - 1, "number_from"))):
            break
        at += 1
    return replace(clock, end=at, sure=sure, opens=clock.opens or opens, closes=clock.closes or closes)
