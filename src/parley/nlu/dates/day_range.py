"""Which day is meant: today, in three days, on Friday, 25 November, 25.11., from the 5th to the 7th."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from parley.nlu.dates.day import PartialDate, date_or_none, parse_day, parse_weekday
from parley.nlu.dates.tokens import DAY_NUMBER_KINDS, DateTokens

_DAYS_PER_WEEK, _SATURDAY, _MONTHS_PER_YEAR = 7, 5, 12
# A 29 February is at most eight years away.
_MAX_YEARS_AHEAD = 9
_PREPOSITION_KINDS = ("at", "on", "about", "after", "since", "until")


@dataclass(frozen=True, slots=True)
class DayRange:
    """`start` up to `end`: the items it was said with. `first` up to `last`, when several days are meant.

    `at`: the moment, where the span was said in hours or minutes. `weekday` and `week` wait for each other.
    """

    start: int
    end: int
    first_day: date
    last_day: date | None = None
    moment: datetime | None = None
    weekday: int | None = None
    weeks_ahead: int | None = None


def parse_day_range(tokens: DateTokens, index: int, now: datetime) -> DayRange | None:
    """The day or days said from this item on."""
    if tokens.has(index, "date_blockers") and not tokens.has(index, "since", "at"):
        return None
    return (
        _parse_offset(tokens, index, now)
        or _parse_inverted_offset(tokens, index, now)
        or _parse_week(tokens, index, now.date())
        or _parse_range(tokens, index, now.date())
    )


# ── in three days


def _parse_offset(tokens: DateTokens, index: int, now: datetime) -> DayRange | None:
    start, has_within = index, tokens.has(index, "within")
    index += has_within
    index += tokens.has(index, "about")
    has_article = tokens.has(index, "articles")
    index += has_article
    fixed_minutes = tokens[index].value_of("fixed_durations")
    parsed = tokens.parse_number(index) if fixed_minutes is None else None
    has_number = bool(parsed)
    amount, unit_index = parsed or (1, index)
    last_amount = None
    if (
        parsed
        and (next_amount := tokens.numeral_value(unit_index)) is not None
        and (tokens.follows_dash(unit_index) or tokens[unit_index].glued)
    ):
        last_amount, unit_index = next_amount, unit_index + 1
    unit = ("minutes", fixed_minutes) if fixed_minutes is not None else _unit_at(tokens, unit_index)
    if unit is None:
        return None
    end = unit_index + 1
    # "жумадан кийин" is after Friday too, "күннен кейін" after something else
    stands_alone = (tokens.has(end, "ago") and not tokens.has(unit_index, "measure_units")) or (
        tokens.has(unit_index, "week_units", "month_units") and not tokens.has(unit_index, "weekdays")
    )
    if not (has_within or has_number or has_article or fixed_minutes is not None or stands_alone):
        return None
    sign = 1
    if not has_within:
        if tokens.has(end, "ago"):
            sign = -1
        elif unit[0] == "weeks" and tokens.has(end, "since") and (weekday := parse_weekday(tokens, end + 1)):
            first = _resolve_date(weekday, now.date())  # "a week from Tuesday"
            return DayRange(start, weekday.end, _shift_date(first, "weeks", amount)) if first else None
        elif not tokens.has(end, "later") or not tokens.continues_clause(end):
            return None
        end += 1
    elif tokens.has(end, "ago"):
        return None
    unit_name, unit_minutes = unit
    if unit_name in ("minutes", "hours"):
        moment = now + timedelta(minutes=sign * min(amount, 99) * unit_minutes)
        return DayRange(start, end, moment.date(), moment=moment)
    first = _shift_date(now.date(), unit_name, sign * amount)
    last = (
        _shift_date(now.date(), unit_name, sign * last_amount)
        if last_amount and last_amount > amount and sign > 0
        else None
    )
    return DayRange(start, end, first, last, weeks_ahead=amount if unit_name == "weeks" and sign > 0 else None)


def _parse_inverted_offset(tokens: DateTokens, index: int, now: datetime) -> DayRange | None:
    """ "дня через два", "минут через 20": about so many."""
    unit = _unit_at(tokens, index)
    amount = (
        tokens.parse_number(index + 2)
        if unit and tokens.has(index + 1, "within") and tokens.continues_clause(index + 2)
        else None
    )
    if unit is None or amount is None or not amount[0] or _unit_at(tokens, amount[1]):
        return None
    unit_name, unit_minutes = unit
    moment = now + timedelta(minutes=amount[0] * unit_minutes)
    if unit_name in ("minutes", "hours"):
        return DayRange(index, amount[1], moment.date(), moment=moment)
    return DayRange(index, amount[1], _shift_date(now.date(), unit_name, amount[0]))


_OFFSET_UNITS = {
    "week_units": ("weeks", 0),
    "day_units": ("days", 0),
    "month_units": ("months", 0),
    "year_units": ("years", 0),
    "hour_units": ("hours", 60),
    "minute_units": ("minutes", 1),
}


def _unit_at(tokens: DateTokens, index: int) -> tuple[str, int] | None:
    return next((unit for kind, unit in _OFFSET_UNITS.items() if tokens.has(index, kind)), None)


def _shift_date(day: date, unit: str, amount: int) -> date:
    if unit in ("days", "weeks"):
        return day + timedelta(days=amount * (_DAYS_PER_WEEK if unit == "weeks" else 1))
    if unit in ("hours", "minutes"):
        return day
    months = day.year * 12 + day.month - 1 + amount * (_MONTHS_PER_YEAR if unit == "years" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


# ── next week, the weekend


def _parse_week(tokens: DateTokens, index: int, today: date) -> DayRange | None:
    start = index
    if tokens.has(index, *_PREPOSITION_KINDS):
        index += 1
    monday = today - timedelta(days=today.weekday())
    if tokens.has(index, "next_week"):
        first = monday + timedelta(days=_DAYS_PER_WEEK)
        return DayRange(start, index + 1, first, first + timedelta(days=_DAYS_PER_WEEK - 1), weeks_ahead=1)
    is_next = tokens.has(index, "next")
    index += tokens.has(index, "next", "this", "nearest")
    if tokens.has(index, "weekend"):
        saturday = monday + timedelta(days=_SATURDAY + (_DAYS_PER_WEEK if is_next else 0))
        return DayRange(start, index + 1, max(saturday, today), saturday + timedelta(days=1))
    return None


# ── 25 November, Friday, from … to …


def _parse_range(tokens: DateTokens, index: int, today: date) -> DayRange | None:
    start = index
    has_since = tokens.has(index, "since")
    while tokens.has(index, *_PREPOSITION_KINDS) and index - start < 2:
        index += 1
    first = parse_day(tokens, index, has_preposition=index > start)
    if first is None:
        return _parse_shared_month_range(tokens, start, index, today)
    last = _parse_range_end(tokens, first, has_since=has_since)
    moved_to = _parse_new_date(tokens, first, today) if has_since and last is None else None
    if moved_to:
        return replace(moved_to, start=start)
    bounds = _resolve_range(first, last, today) if last else None
    if last and bounds:
        return DayRange(start, last.end + tokens.has(last.end, "until_postpositions"), *bounds)
    if not first.is_complete:
        return None
    resolved = _resolve_date(first, today)
    if resolved is None:
        return None
    weekday = first.weekday if not first.modifier else None
    return DayRange(start, first.end, resolved, weekday=weekday)


def _parse_new_date(tokens: DateTokens, first: PartialDate, today: date) -> DayRange | None:
    """ "с пятницы на субботу", "с 25.11 на 27.11": the second of the two."""
    if not tokens.has(first.end, "on") or not tokens.continues_clause(first.end):
        return None
    last = parse_day(tokens, first.end + 1, has_preposition=True)
    if last is None or not last.is_complete:
        return None
    resolved = _resolve_date(last, today)
    return DayRange(first.end, last.end, resolved) if resolved else None


def _parse_range_end(tokens: DateTokens, first: PartialDate, *, has_since: bool) -> PartialDate | None:
    """The other end of a range; "and" joins two days only after "between" or before "аралығында"."""
    index = first.end
    has_joiner = tokens.has(index, "to", "until")
    if not has_joiner and not tokens.follows_dash(index):
        last = parse_day(tokens, index, has_preposition=True) if tokens.continues_clause(index) else None
        is_range = last and ((last.day and first.day) or tokens.has(last.end, "until_postpositions"))
        return last if is_range else None
    is_certain = has_since or tokens.has(index, "until") or tokens.follows_dash(index)
    index += has_joiner
    index += tokens.has(index, "on")
    last = parse_day(tokens, index, has_preposition=True)
    day = tokens.numeral_value(index, 31)
    if last is None and first.month and day and tokens.follows_dash(index) and tokens.is_boundary(index + 1):
        last = PartialDate(index + 1, day=day)  # "December 5-7"
    return last if last and (is_certain or tokens.has(last.end, "until_postpositions")) else None


def _parse_shared_month_range(tokens: DateTokens, start: int, index: int, today: date) -> DayRange | None:
    """ "5-7 января", "с 5 по 7 января": the first number has no month of its own."""
    number = tokens.parse_number(index, DAY_NUMBER_KINDS)
    if number is None or not number[0]:
        return None
    joiner = number[1]
    while tokens.has_ending(joiner, "ending_from", "ending_day"):
        joiner += 1
    is_moved = tokens.has(start, "since") and tokens.has(joiner, "on")
    if not (is_moved or tokens.follows_dash(joiner) or tokens[joiner].glued or tokens.has(joiner, "to", "until")):
        return None
    joiner += is_moved or tokens.has(joiner, "to", "until")
    last = parse_day(tokens, joiner, has_preposition=True)
    if last is None or not last.month:
        return None
    if is_moved:
        resolved = _resolve_date(last, today)
        return DayRange(start, last.end, resolved) if resolved else None
    bounds = _resolve_range(PartialDate(joiner, day=number[0]), last, today)
    return DayRange(start, last.end + tokens.has(last.end, "until_postpositions"), *bounds) if bounds else None


def _resolve_range(first: PartialDate, last: PartialDate, today: date) -> tuple[date, date] | None:
    """Two ends of a range, in order; they lend each other what was said once."""
    if first.day and last.day:
        month, year = first.month or last.month, first.year or last.year
        first = replace(first, month=month, year=year)
        last = replace(last, month=last.month or month)
    start = _resolve_date(first, today)
    if start is None:
        return None
    end = _resolve_date(last, start if last.days_ahead is None else today)
    return (start, end) if end and end > start else None


def _resolve_date(partial: PartialDate, today: date) -> date | None:
    if partial.days_ahead is not None:
        return today + timedelta(days=partial.days_ahead)
    if partial.weekday is not None:
        return _resolve_weekday(partial.weekday, partial.modifier, today)
    if partial.year:
        return date_or_none(partial.year, partial.month, partial.day)
    if partial.month:
        years = range(today.year, today.year + _MAX_YEARS_AHEAD)
        days = (date_or_none(year, partial.month, partial.day) for year in years)
    else:
        months = ((today.month - 1 + months_ahead) for months_ahead in range(13))
        days = (date_or_none(today.year + month // 12, month % 12 + 1, partial.day) for month in months)
    return next((day for day in days if day and day >= today), None)


def _resolve_weekday(weekday: int, modifier: str, today: date) -> date:
    """Said on its own day, a weekday is a week away: who means today says so; "this" Monday may be today."""
    monday = today - timedelta(days=today.weekday())
    if modifier == "next":
        return monday + timedelta(days=_DAYS_PER_WEEK + weekday)
    days_ahead = (weekday - today.weekday()) % _DAYS_PER_WEEK
    if modifier == "last":
        return today - timedelta(days=(_DAYS_PER_WEEK - days_ahead) % _DAYS_PER_WEEK or _DAYS_PER_WEEK)
    return today + timedelta(days=days_ahead if modifier == "this" else days_ahead or _DAYS_PER_WEEK)


def weekday_in_week(weekday: int, weeks_ahead: int, today: date) -> date:
    """The weekday of the week that is so many weeks ahead."""
    return today + timedelta(days=weeks_ahead * _DAYS_PER_WEEK + weekday - today.weekday())
