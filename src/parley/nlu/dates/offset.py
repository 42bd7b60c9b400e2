"""Reads a distance from now: "in three days", "через час", "дня через два", "a week ago", "a week from Tuesday"."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import NamedTuple

from parley.nlu.dates.day import parse_weekday
from parley.nlu.dates.resolve import DayRange, resolve_date
from parley.nlu.dates.tokens import NUMBER_KINDS, DateTokens

_MINUTES_PER_UNIT = {"hour_units": 60, "minute_units": 1}
_DAYS_PER_UNIT = {"week_units": 7, "day_units": 1}
_MONTHS_PER_UNIT = {"month_units": 1, "year_units": 12}
# Of a word that is several units the first counts: "ай" of days and months.
_UNITS = (*_DAYS_PER_UNIT, *_MONTHS_PER_UNIT, *_MINUTES_PER_UNIT)
_UNIT_KINDS = frozenset(_UNITS)
_START_KINDS = frozenset(("within", "about", "articles", "fixed_durations", *NUMBER_KINDS, *_UNITS))


class _Duration(NamedTuple):
    """ "3 дня", "2-3 дня", "an hour", "полчаса", "неделю"."""

    #: index of the token behind it
    end: int
    #: a list of the vocabulary: "day_units"
    unit: str
    amount: int
    #: of "2-3 дня" the 3; 0 when one amount was said
    last_amount: int
    #: a number, an article or a word for the whole says how much it is
    is_counted: bool


def parse_offset(tokens: DateTokens, index: int, now: datetime) -> DayRange | None:
    """Reads the distance said from this token on, as the day or days it leads to."""
    if not tokens[index].numeral and not tokens[index].has_any(_START_KINDS):
        return None
    return _parse_counted_offset(tokens, index, now) or _parse_inverted_offset(tokens, index, now)


def _parse_counted_offset(tokens: DateTokens, start: int, now: datetime) -> DayRange | None:
    has_within = tokens.has(start, "within")
    duration = _parse_duration(tokens, tokens.skip(start + has_within, "about"))
    if duration is None or not (has_within or duration.is_counted or _may_lack_number(tokens, duration)):
        return None
    end = duration.end
    if tokens.has(end, "ago"):
        return None if has_within else _shift(duration, now, start, end + 1, sign=-1)
    if has_within:
        return _shift(duration, now, start, end)
    if from_weekday := _parse_weeks_from_weekday(tokens, duration, start, now.date()):
        return from_weekday
    if tokens.has(end, "later") and tokens.continues_clause(end):
        return _shift(duration, now, start, end + 1)
    return None


def _parse_duration(tokens: DateTokens, index: int) -> _Duration | None:
    has_article = tokens.has(index, "articles")
    index += has_article
    minutes = tokens[index].value_of("fixed_durations")
    if minutes is not None:
        return _Duration(index + 1, "minute_units", minutes, 0, True)
    number = tokens.parse_number(index)
    amount, end = number or (1, index)
    last_amount = None
    if number and (tokens.follows_dash(end) or tokens[end].glued):
        last_amount = tokens.numeral_value(end)
        end += last_amount is not None
    unit = _unit_at(tokens, end)
    return _Duration(end + 1, unit, amount, last_amount or 0, bool(number) or has_article) if unit else None


def _unit_at(tokens: DateTokens, index: int) -> str:
    token = tokens[index]
    return next(unit for unit in _UNITS if unit in token.kinds) if token.has_any(_UNIT_KINDS) else ""


def _may_lack_number(tokens: DateTokens, duration: _Duration) -> bool:
    """ "неделю назад", "week later"; but "жумадан кийин" is after Friday too, "күннен кейін" after something."""
    unit = duration.end - 1
    if tokens.has(unit, "week_units", "month_units") and not tokens.has(unit, "weekdays"):
        return True
    return tokens.has(duration.end, "ago") and not tokens.has(unit, "measure_units")


def _parse_weeks_from_weekday(tokens: DateTokens, duration: _Duration, start: int, today: date) -> DayRange | None:
    """Reads the rest of "a week from Tuesday"."""
    if duration.unit != "week_units" or not tokens.has(duration.end, "since"):
        return None
    weekday = parse_weekday(tokens, duration.end + 1)
    first = weekday and resolve_date(weekday, today)
    if not weekday or not first:
        return None
    return DayRange(start, weekday.end, _shift_date(first, duration.unit, duration.amount))


def _parse_inverted_offset(tokens: DateTokens, index: int, now: datetime) -> DayRange | None:
    """Reads "дня через два", "минут через 20": about so many."""
    unit = _unit_at(tokens, index)
    if not unit or not tokens.has(index + 1, "within") or not tokens.continues_clause(index + 2):
        return None
    number = tokens.parse_number(index + 2)
    if number is None or number.value == 0 or _unit_at(tokens, number.end):
        return None
    if unit in _MINUTES_PER_UNIT:
        return _shift_moment(unit, number.value, now, index, number.end)
    return DayRange(index, number.end, _shift_date(now.date(), unit, number.value))


def _shift(duration: _Duration, now: datetime, start: int, end: int, *, sign: int = 1) -> DayRange:
    """Returns the day so far from now. `start`, `end`: the tokens it was said with. `sign`: -1 for days past."""
    unit, amount = duration.unit, sign * duration.amount
    if unit in _MINUTES_PER_UNIT:
        return _shift_moment(unit, amount, now, start, end)
    today = now.date()
    first_day = _shift_date(today, unit, amount)
    if sign < 0:
        return DayRange(start, end, first_day)
    last_day = _shift_date(today, unit, duration.last_amount) if duration.last_amount > amount else None
    return DayRange(start, end, first_day, last_day, weeks_ahead=amount if unit == "week_units" else None)


def _shift_moment(unit: str, amount: int, now: datetime, start: int, end: int) -> DayRange:
    moment = now + timedelta(minutes=amount * _MINUTES_PER_UNIT[unit])
    return DayRange(start, end, moment.date(), moment=moment)


def _shift_date(day: date, unit: str, amount: int) -> date:
    """Returns the day so many days, weeks, months or years away: the last of a month that is too short."""
    if unit in _DAYS_PER_UNIT:
        return day + timedelta(days=amount * _DAYS_PER_UNIT[unit])
    months = day.year * 12 + day.month - 1 + amount * _MONTHS_PER_UNIT[unit]
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
