"""Which hour is meant: 15:30, "в половине шестого", "кешкі бесте", "from 2 to 4 pm".

A bare hour from 1 to 7 is in the afternoon: shops are open then ("завтра в 5" is 17:00, "7:00" is 19:00); a leading
zero, the word for the morning or the night, "am", say otherwise. 8 and later hours are taken as they are said.
"""

import re
from dataclasses import dataclass, replace
from datetime import time

from parley.nlu.dates.tokens import NUMBER_KINDS, DateTokens

MORNING_HOUR, AFTERNOON_HOUR, EVENING_HOUR, NIGHT_HOUR = 9, 14, 18, 21
_COLON_TIME = re.compile(r"(\d{1,2}):(\d\d)")
_DOTTED_TIME = re.compile(r"(\d{1,2})[.,](\d\d)")
_LAST_HOUR, _LAST_MINUTE = 24, 59
_NOON_HOUR, _LAST_BARE_PM_HOUR, _LAST_BARE = 12, 7, 19
_PREFIX_KINDS = (
    "at",
    "on",
    "about",
    "after",
    "since",
    "until",
    "clock_prefixes",
    "hour_day_parts",
    "clock_suffixes",
)
_SURE_LEAD = ("at", "after", "clock_prefixes", "hour_day_parts")
_DAY_KINDS = ("relative_days", "weekdays", "day_nouns", "months", "day_parts", "ambiguous_weekdays", "this")
_DURATION_KINDS = ("minute_units", "hour_units", "day_units", "week_units", "month_units", "year_units")
# a Slavic noun behind these numbers has the ending of the part of the day: "3 дня"
_GENITIVE_NUMBERS = (2, 3, 4)
_HOUR_KINDS = (*NUMBER_KINDS, "hour_names")


@dataclass(frozen=True, slots=True)
class ClockTime:
    """`start` up to `end`: the items it was said with. `sure` without a day beside it.

    `part`: the hour its part of the day begins, when that was said with it. `to`: the end of a range. `bound`: only
    the latest time was said ("до 18:00").
    """

    start: int
    end: int
    hour: int
    minute: int
    is_certain: bool
    # 0 unknown
    day_part: int = 0
    # as written: 15:30, 05:00, 5 pm
    is_unambiguous: bool = False
    range_end: "ClockTime | None" = None
    is_deadline: bool = False
    # closed as the first or the second of a range is
    opens_range: bool = False
    closes_range: bool = False

    def start_time(self, day_part: int) -> time | None:
        """The time of day, in the given part of it unless the hour has its own; None for 24:30."""
        hour = self.hour if self.is_unambiguous else _hour_in_day_part(self.hour, self.day_part or day_part)
        return time(hour % _LAST_HOUR, self.minute) if hour < _LAST_HOUR or not self.minute else None

    def end_time(self, day_part: int) -> time | None:
        """The end of the range: the first such hour after its beginning."""
        start, end = (
            self.start_time(day_part),
            self.range_end.start_time(self.day_part or day_part) if self.range_end else None,
        )
        if start is None or end is None:
            return None
        if end <= start and end.hour < _NOON_HOUR and self.range_end and not self.range_end.is_unambiguous:
            end = end.replace(hour=end.hour + _NOON_HOUR)
        return end if end > start or (end.hour == 0 and end.minute == 0) else None


def _hour_in_day_part(hour: int, day_part: int) -> int:
    if hour > _NOON_HOUR or hour == 0:
        return hour
    if day_part == NIGHT_HOUR:
        return hour % _NOON_HOUR if hour <= _LAST_BARE_PM_HOUR or hour == _NOON_HOUR else hour + _NOON_HOUR
    if day_part == EVENING_HOUR:
        return hour + _NOON_HOUR if hour < _NOON_HOUR else 0
    if day_part == MORNING_HOUR:
        return hour
    return hour + _NOON_HOUR if hour <= _LAST_BARE_PM_HOUR else hour


def parse_clock_time(tokens: DateTokens, index: int) -> ClockTime | None:
    """The time or times of the clock said from this item on."""
    start, prefix_kinds = index, set[str]()
    day_part = 0
    while (
        index - start < 4
        and tokens.has(index, *_PREFIX_KINDS)
        and (index == start or tokens.continues_clause(index))
    ):
        if (
            tokens.has(index, "hour_names")
            and not tokens.has(index - 1, "about", "clock_suffixes")
            and _is_hour_name_alone(tokens, index)
        ):
            break
        if tokens.has(index, "clock_suffixes_at") and tokens.has(index - 1, "numbers"):
            break
        if tokens.has(index, *NUMBER_KINDS) and (
            prefix_kinds & {"clock_prefixes", "hour_day_parts"} or _is_compound_number(tokens, index)
        ):
            break
        if tokens.has(index, "hour_day_parts") and (
            tokens[index - 1].numeral or tokens.has(index - 1, *_HOUR_KINDS)
        ):
            break
        prefix_kinds.update(tokens[index].kinds)
        day_part = tokens[index].value_of("hour_day_parts") or day_part
        index += 1
    clock = _parse_relative_minutes(tokens, index, in_range="since" in prefix_kinds) or _parse_time_point(
        tokens, index, prefix_kinds
    )
    if clock is None or (index > start and not tokens.continues_clause(index) and not tokens[index].glued):
        return None
    clock = replace(clock, start=start, day_part=clock.day_part or day_part)
    if clock.start_time(0) is None:
        return None
    return _parse_time_range(tokens, clock, prefix_kinds) or _accept_single_time(tokens, clock, prefix_kinds)


def _is_compound_number(tokens: DateTokens, index: int) -> bool:
    """ "o'n birga" is eleven, although "on" is English too."""
    parsed = tokens.parse_number(index)
    return parsed is not None and parsed[1] == index + 2


def _is_hour_name_alone(tokens: DateTokens, index: int) -> bool:
    """ "в час": the hour's own name, no number behind it."""
    return tokens.parse_number(index + 1, _HOUR_KINDS) is None and not tokens.has(index + 1, "at")


def _accept_single_time(tokens: DateTokens, clock: ClockTime, prefix_kinds: set[str]) -> ClockTime | None:
    may_be_length = _may_mean_days(tokens, clock)
    has_prefix = prefix_kinds & {"at", "after", "since", "until", "clock_prefixes"} or tokens.has(
        clock.end - 2, "clock_suffixes"
    )
    if may_be_length and not has_prefix:
        return None  # "на 3 дня"
    if clock.is_certain:
        return replace(clock, is_deadline=_is_deadline(tokens, clock, prefix_kinds))
    follows_day = clock.start > 0 and (
        tokens.has(clock.start - 1, *_DAY_KINDS) or tokens.has(clock.start - 1, "year_nouns")
    )
    is_expected = prefix_kinds & {"at", "after", "since", "until", "clock_suffixes"} or (
        prefix_kinds & {"on", "about"} and follows_day
    )
    is_dative = tokens.has(clock.end - 1, "ending_until") or tokens.has(clock.end - 1, "number_until")
    is_booking = is_dative and tokens.has(clock.end, "booking_verbs")
    is_expected = is_expected or is_booking
    if not is_expected and not follows_day and not tokens.has(clock.end - 1, "clock_suffixes", *_HOUR_KINDS[1:]):
        return None
    if (
        not is_expected
        and not tokens.is_boundary(clock.end)
        and not (is_dative and not tokens.has(clock.end, "measure_units"))
    ):
        return None
    return replace(clock, is_deadline=_is_deadline(tokens, clock, prefix_kinds), is_certain=bool(is_booking))


def _may_mean_days(tokens: DateTokens, clock: ClockTime) -> bool:
    """ "3 дня" are days as well, "12 дня" is noon."""
    last_index = clock.end - 1
    return (
        tokens.has(last_index, "day_units")
        and tokens.has(last_index, "hour_day_parts")
        and clock.hour in _GENITIVE_NUMBERS
    )


def _is_deadline(tokens: DateTokens, clock: ClockTime, prefix_kinds: set[str]) -> bool:
    return clock.closes_range or ("until" in prefix_kinds and not prefix_kinds & {"since", "at"})


def _parse_time_range(tokens: DateTokens, first: ClockTime, prefix_kinds: set[str]) -> ClockTime | None:
    """ "с 14 до 18", "10:00-12:00", "14 цагаас 18 цаг хүртэл": the other end, when there is one."""
    index = first.end
    is_dashed = tokens.follows_dash(index) or (tokens[index].glued and bool(tokens[index].numeral))
    has_joiner = tokens.has(index, "to", "until")
    index += has_joiner
    while tokens.has(index, "clock_prefixes", "hour_day_parts", "about"):
        index += 1
    last = _parse_time_point(tokens, index, prefix_kinds)
    if last is None or (not is_dashed and not tokens.continues_clause(first.end)):
        return None
    is_spoken_range = has_joiner and ("since" in prefix_kinds or tokens.has(first.end, "until"))
    is_closed = last.closes_range or first.opens_range
    if not (is_dashed or is_spoken_range or is_closed):
        return None
    if not last.is_unambiguous and not first.is_unambiguous and last.hour == first.hour:
        return None
    if last.day_part and not first.day_part and not first.is_unambiguous:
        in_last_part = replace(first, day_part=last.day_part)
        first = (
            in_last_part if (in_last_part.start_time(0) or time.max) < (last.start_time(0) or time.min) else first
        )
    if last.is_unambiguous and last.hour > _NOON_HOUR and first.hour < _NOON_HOUR and not first.is_unambiguous:
        first = replace(
            first,
            hour=first.hour + _NOON_HOUR if first.hour + _NOON_HOUR < last.hour else first.hour,
            is_unambiguous=True,
        )
    is_bare = not (first.is_unambiguous or last.is_unambiguous or first.day_part or last.day_part)
    is_certain = first.is_certain or last.is_certain or is_spoken_range or "clock_prefixes" in prefix_kinds
    if (
        is_bare
        and not is_certain
        and not is_closed
        and not tokens.has(first.start - 1, *_DAY_KINDS)
        and not prefix_kinds & {"at", "since"}
    ):
        return None
    is_length = tokens.continues_clause(last.end) and tokens.has(last.end, "measure_units", *_DURATION_KINDS)
    are_days = _may_mean_days(tokens, last) and not prefix_kinds and not tokens.has(first.start - 1, *_DAY_KINDS)
    if (is_bare and is_length) or are_days:
        return None  # "от 3 до 5 дней", "2-3 дня"
    clock = replace(first, end=last.end, range_end=last, is_certain=is_certain or is_closed)
    return clock if clock.end_time(0) else None


def _parse_relative_minutes(tokens: DateTokens, index: int, *, in_range: bool) -> ClockTime | None:
    """ "без пяти три", "quarter to six", "ten past four", "чверть на шосту", "десять минут шестого"."""
    has_minutes_before = tokens.has(index, "minutes_before")
    start = index + has_minutes_before
    minutes, end = (15, start + 1) if tokens.has(start, "quarter") else tokens.parse_number(start) or (0, start)
    if not 0 < minutes <= _LAST_MINUTE:
        return None
    has_unit = tokens.has(end, "minute_units")
    end += has_unit
    is_to, is_past = tokens.has(end, "minutes_to"), tokens.has(end, "minutes_past")
    is_into = tokens.has(end, "minutes_into") and (has_unit or tokens.has(start, "quarter"))
    hour_kinds = ("hour_names",) if is_into else _HOUR_KINDS
    if has_minutes_before:
        hour = tokens.parse_number(end, (*_HOUR_KINDS, "ordinals")) if not is_to else None
        if hour is None and end == start + 2 and (tens := tokens[start].value_of("tens")):
            minutes, hour = tens, tokens.parse_number(start + 1, _HOUR_KINDS)  # "без двадцати шесть"
    elif is_into or is_to or is_past:
        hour = tokens.parse_number(end + 1, hour_kinds)
    else:
        quarter = has_unit or tokens.has(start, "quarter")
        hour = tokens.parse_number(end, ("ordinals",)) if quarter and tokens.has(end, "ordinals") else None
    if hour is None or not 1 <= hour[0] <= _NOON_HOUR or not tokens.continues_clause(hour[1] - 1):
        return None
    if is_to and not tokens.has(start, "quarter") and (in_range or minutes < hour[0] or minutes % 5):
        return None
    if is_past:
        return _make_certain_time(tokens, hour[1], hour[0], minutes)
    previous_hour = (hour[0] - 1) or _NOON_HOUR
    return _make_certain_time(
        tokens, hour[1], previous_hour, 60 - minutes if has_minutes_before or is_to else minutes
    )


def _make_certain_time(tokens: DateTokens, end: int, hour: int, minute: int) -> ClockTime:
    """A time that can be no other number, with the part of the day behind it."""
    return _add_day_part(tokens, ClockTime(end, end, hour, minute, is_certain=True))


def _parse_time_point(tokens: DateTokens, index: int, prefix_kinds: set[str]) -> ClockTime | None:
    """One time of the clock."""
    if tokens.has(index, "noon", "midnight"):
        return ClockTime(
            index,
            index + 1,
            _NOON_HOUR if tokens.has(index, "noon") else 0,
            0,
            is_certain=True,
            is_unambiguous=True,
        )
    return (
        _parse_half_hour(tokens, index)
        or _parse_numeric_time(tokens, index, prefix_kinds)
        or _parse_whole_hour(tokens, index, prefix_kinds)
    )


def _parse_half_hour(tokens: DateTokens, index: int) -> ClockTime | None:
    if (glued_hour := tokens[index].value_of("half_prefixed_hour")) is not None and 1 <= glued_hour <= _NOON_HOUR:
        return _make_certain_time(tokens, index + 1, glued_hour - 1 or _NOON_HOUR, 30)
    if tokens.has(index, "half_to"):
        hour = tokens.parse_number(index + 1, ("ordinals", "hour_names"))
        if hour and 1 <= hour[0] <= _NOON_HOUR:
            return _make_certain_time(tokens, hour[1], hour[0] - 1 or _NOON_HOUR, 30)
    if tokens.has(index, "half_past"):
        hour = tokens.parse_number(index + 1, ("numbers",))
        if hour and 1 <= hour[0] <= _NOON_HOUR and tokens.continues_clause(index + 1):
            return _make_certain_time(tokens, hour[1], hour[0], 30)
    return None


def _parse_numeric_time(tokens: DateTokens, index: int, prefix_kinds: set[str]) -> ClockTime | None:
    """15:30, 14.30, 14-30."""
    text = tokens[index].numeral
    if matched := _COLON_TIME.fullmatch(text):
        return _make_numeric_time(tokens, index, index + 1, matched[1], matched[2], is_certain=True)
    has_context = tokens.has(index - 1, *_DAY_KINDS) or bool(
        prefix_kinds & {"clock_prefixes", *_PREFIX_KINDS[:1], "since", "until", "after", "on"}
    )
    if matched := _DOTTED_TIME.fullmatch(text):
        is_time = has_context or tokens.has(
            index + 1, "clock_suffixes_at", "am", "pm", "hour_day_parts", "day_parts"
        )
        return (
            _make_numeric_time(tokens, index, index + 1, matched[1], matched[2], is_certain=bool(prefix_kinds))
            if is_time
            else None
        )
    hour, minute = tokens.numeral_value(index), tokens[index + 1].numeral
    if hour is None or len(minute) != 2 or tokens.numeral_value(index + 1, _LAST_MINUTE) is None:
        return None
    is_glued = tokens[index + 1].glued and tokens.follows_dash(index + 1)
    is_spaced = (
        not is_glued and bool(prefix_kinds & {"at", "clock_prefixes"}) and tokens.continues_clause(index + 1)
    )
    is_round = int(minute) % 5 == 0
    is_range = hour < int(minute) <= _LAST_HOUR and not prefix_kinds & {"at", "clock_prefixes"}
    if not is_round or is_range or not (is_glued or is_spaced):
        return None
    is_certain = bool(prefix_kinds) or int(minute) > _LAST_HOUR or minute == "00"
    return _make_numeric_time(tokens, index, index + 2, tokens[index].numeral, minute, is_certain=is_certain)


def _make_numeric_time(
    tokens: DateTokens, index: int, end: int, hour: str, minute: str, *, is_certain: bool
) -> ClockTime | None:
    if int(hour) > _LAST_HOUR or int(minute) > _LAST_MINUTE or (int(hour) == _LAST_HOUR and int(minute)):
        return None
    is_unambiguous = hour.startswith("0") or int(hour) > _NOON_HOUR
    return _parse_suffixes(
        tokens,
        _add_day_part(
            tokens,
            ClockTime(index, end, int(hour), int(minute), is_certain=is_certain, is_unambiguous=is_unambiguous),
        ),
    )


def _parse_whole_hour(tokens: DateTokens, index: int, prefix_kinds: set[str]) -> ClockTime | None:
    """A whole hour, in a figure or in words, with what may follow it."""
    parsed = tokens.parse_number(index, _HOUR_KINDS)
    if parsed is None or not 0 <= parsed[0] <= _LAST_HOUR:
        return None
    hour, end = parsed
    has_leading_zero = tokens[index].numeral.startswith("0")
    while tokens.has_ending(end, "ending_number", "ending_day") and not tokens.has(end, "ending_at"):
        if tokens.has(end, "ending_day") and not prefix_kinds & {"at", "after", "since", "until"}:
            return None
        end += 1
    is_hour_name = tokens.has(end - 1, "hour_names") and not tokens[index].numeral
    clock = _parse_suffixes(
        tokens,
        ClockTime(
            index, end, hour, 0, is_certain=False, is_unambiguous=hour > _NOON_HOUR or has_leading_zero or hour == 0
        ),
    )
    clock = _add_minutes(tokens, clock, prefix_kinds)
    clock = _add_day_part(tokens, clock)
    clock = _parse_suffixes(tokens, clock)
    is_closed = tokens.is_boundary(clock.end) or clock.end > end or tokens.has(end - 1, *NUMBER_KINDS[1:])
    has_clock_prefix = "clock_prefixes" in prefix_kinds and not tokens.has(clock.end, "measure_units")
    is_strong = has_clock_prefix or ("hour_day_parts" in prefix_kinds and is_closed)
    by_name = is_hour_name and not tokens.has(end - 1, "clock_suffixes") and tokens.is_boundary(clock.end)
    at_hour = (
        prefix_kinds & {"at", "after"} and tokens.is_boundary(clock.end) and not (is_hour_name and not by_name)
    )
    is_inflected = (
        is_inflected_number(tokens, end - 1)
        and hour not in (1, 10)
        and (tokens.is_boundary(clock.end) or tokens.has(end - 1, "number_at"))
    )
    return replace(clock, is_certain=clock.is_certain or is_strong or bool(at_hour) or is_inflected)


def is_inflected_number(tokens: DateTokens, index: int) -> bool:
    return tokens.has(index, "number_at", "number_from")


def _add_minutes(tokens: DateTokens, clock: ClockTime, prefix_kinds: set[str]) -> ClockTime:
    """ "5 цаг 30 минут", "сағат бес жарымда", "в семь тридцать"."""
    index = clock.end
    if tokens.has(index, "half_suffixes") and tokens.continues_clause(index):
        from_half = tokens.has(index + 1, "later")
        return replace(
            clock, end=index + 1, minute=30, is_certain=True, closes_range=clock.closes_range and not from_half
        )
    minutes = tokens.parse_number(index)
    if minutes is None or not tokens.continues_clause(index) or not 0 < minutes[0] <= _LAST_MINUTE:
        return clock
    has_unit = tokens.has(minutes[1], "minute_units")
    is_expected = bool(prefix_kinds & {"at", "clock_prefixes"}) and not tokens.has(clock.end - 1, "clock_suffixes")
    is_round = minutes[0] % 5 == 0 and minutes[0] >= 10 and not tokens[index].numeral
    is_spoken = is_expected and is_round and not tokens.has(minutes[1], "months", "clock_suffixes")
    is_glued = tokens[index].glued and len(tokens[index].numeral) == 2 and tokens.has(index - 1, "clock_suffixes")
    if not has_unit and not is_spoken and not is_glued:
        return clock
    if has_unit and clock.end - clock.start < 2 and not prefix_kinds:
        return clock
    return replace(clock, end=minutes[1] + has_unit, minute=minutes[0], is_certain=True)


def _add_day_part(tokens: DateTokens, clock: ClockTime) -> ClockTime:
    """The part of the day, or am and pm, said behind the hour."""
    index = clock.end
    index += tokens.has(index, "clock_suffixes") and (tokens.has(index + 1, "hour_day_parts", "am", "pm"))
    if not tokens.continues_clause(index) and not tokens[index].glued:
        return clock
    if tokens.has(index, "am", "pm") and clock.hour <= _NOON_HOUR:
        hour = clock.hour % _NOON_HOUR + (_NOON_HOUR if tokens.has(index, "pm") else 0)
        return replace(clock, end=index + 1, hour=hour, is_unambiguous=True, is_certain=True)
    day_part = tokens[index].value_of("hour_day_parts")
    if day_part is None or clock.day_part:
        return clock
    return replace(clock, end=index + 1, day_part=day_part, is_certain=True)


def _parse_suffixes(tokens: DateTokens, clock: ClockTime) -> ClockTime:
    """Endings and words behind an hour: "5-те", "18:00-ге дейін", "18 цагаас хойш", "soat 2 dan"."""
    index, is_certain = clock.end, clock.is_certain
    opens_range = closes_range = False
    for _ in range(4):
        if not tokens.continues_clause(index) and not tokens[index].glued:
            break
        may_stand_apart = (
            is_certain
            or tokens.has(index - 2, "clock_prefixes")
            or tokens.has(clock.start - 1, *_PREFIX_KINDS, *_DAY_KINDS)
        )
        may_stand_apart = may_stand_apart or tokens.has(index + 1, "booking_verbs")
        if tokens.has(index, "clock_suffixes_at"):
            is_certain = True
            opens_range = opens_range or tokens.has(index, "ending_from")
        elif tokens.has_ending(index, "ending_at", "ending_from", "ending_until") or (
            may_stand_apart
            and tokens.has(index, "ending_at", "ending_from", "ending_until")
            and not tokens.has(index, "until")
        ):
            opens_range = opens_range or (tokens.has(index, "ending_from") and not tokens.has(index + 1, "later"))
            closes_range = closes_range or tokens.has(index, "until_postpositions")
            is_whole_word = tokens[index].end - tokens[index].start > 1  # "дом 15-д" has a letter of its own
            is_certain = is_certain or (
                tokens.has(index, "ending_at") and tokens[index].glued and is_whole_word and clock.hour > 0
            )
        elif tokens.has(index, "clock_suffixes"):
            pass
        elif tokens.has(index, "until_postpositions"):
            closes_range = True
        elif not (
            tokens.has(index, "later")
            and (opens_range or index > clock.end or tokens.has(index - 1, "number_from"))
        ):
            break
        index += 1
    return replace(
        clock,
        end=index,
        is_certain=is_certain,
        opens_range=clock.opens_range or opens_range,
        closes_range=clock.closes_range or closes_range,
    )
