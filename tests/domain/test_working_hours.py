"""Hours of the week, holidays and changes of clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.domain.working_hours import (
    DAY_NAMES,
    WorkingCalendar,
    add_working_minutes,
    end_of_work,
    is_working,
    next_working_instant,
    parse_week_hours,
)

KYIV = ZoneInfo("Europe/Kyiv")
ALMATY = ZoneInfo("Asia/Almaty")
OFFICE = {name: [["09:00", "13:00"], ["14:00", "18:00"]] for name in DAY_NAMES[:5]}


def calendar(days: object = OFFICE, *holidays: str, zone: ZoneInfo = ALMATY) -> WorkingCalendar:
    assert isinstance(days, dict)
    return WorkingCalendar(parse_week_hours(days), frozenset(map(date.fromisoformat, holidays)), zone)


def at(words: str, zone: ZoneInfo = ALMATY) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "works", "opens"),
    [
        ("2026-12-01 09:00", True, "2026-12-01 09:00"),
        ("2026-12-01 08:59", False, "2026-12-01 09:00"),
        ("2026-12-01 13:00", False, "2026-12-01 14:00"),
        ("2026-12-01 17:59", True, "2026-12-01 17:59"),
        ("2026-12-01 18:00", False, "2026-12-02 09:00"),
        ("2026-12-04 18:30", False, "2026-12-07 09:00"),
        ("2026-12-15 18:30", False, "2026-12-17 09:00"),
        ("2026-12-16 12:00", False, "2026-12-17 09:00"),
    ],
)
def test_a_weekend_a_lunch_and_a_holiday_are_free(moment: str, works: bool, opens: str) -> None:
    own = calendar(OFFICE, "2026-12-16")
    assert is_working(own, at(moment)) is works
    assert next_working_instant(own, at(moment)) == at(opens)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-12-01 10:00", 5, "2026-12-01 10:05"),
        ("2026-12-01 12:58", 5, "2026-12-01 14:03"),
        ("2026-12-04 17:58", 5, "2026-12-07 09:03"),
        ("2026-12-05 23:00", 15, "2026-12-07 09:15"),
        ("2026-12-01 17:45", 15, "2026-12-01 18:00"),
    ],
)
def test_minutes_are_counted_while_somebody_works(start: str, minutes: int, end: str) -> None:
    assert add_working_minutes(calendar(), at(start), minutes) == at(end)


def test_who_never_works_never_opens() -> None:
    closed = calendar({})
    assert next_working_instant(closed, at("2026-12-01 10:00")) is None
    assert add_working_minutes(closed, at("2026-12-01 10:00"), 5) is None
    assert not is_working(closed, at("2026-12-01 10:00"))


def test_work_goes_on_over_midnight_where_the_next_day_goes_on() -> None:
    bar = calendar({"fri": [["18:00", "24:00"]], "sat": [["00:00", "02:00"]]})
    assert end_of_work(bar, at("2026-12-04 20:00")) == at("2026-12-05 02:00")
    assert end_of_work(bar, at("2026-12-05 02:00")) is None


def test_nine_is_nine_on_the_day_the_clocks_change() -> None:
    """On 2026-03-29 Kyiv goes from +02:00 to +03:00, on 2026-10-25 back."""
    early = calendar({name: [["02:00", "05:00"]] for name in DAY_NAMES}, zone=KYIV)
    spring, autumn = at("2026-03-29 00:00", KYIV), at("2026-10-25 00:00", KYIV)
    assert add_working_minutes(early, spring, 120) == datetime(2026, 3, 29, 2, tzinfo=UTC), "an hour is missing"
    assert add_working_minutes(early, autumn, 240) == datetime(2026, 10, 25, 3, tzinfo=UTC), (
        "an hour is there twice"
    )
    office = calendar(zone=KYIV)
    monday = next_working_instant(office, at("2026-03-28 12:00", KYIV))
    assert monday is not None
    assert monday.astimezone(KYIV).hour == 9
    assert monday == datetime(2026, 3, 30, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "days",
    [
        {"monday": [["09:00", "18:00"]]},
        {"mon": "09:00-18:00"},
        {"mon": [["09:00"]]},
        {"mon": [["18:00", "09:00"]]},
        {"mon": [["09:00", "09:00"]]},
        {"mon": [["9:00", "18:00"]]},
        {"mon": [["09:60", "18:00"]]},
        {"mon": [["09:00", "24:01"]]},
        {"mon": [["٠٩:00", "18:00"]]},
        {"mon": [[9, 18]]},
        {"mon": [["09:00", "13:00"], ["12:00", "18:00"]]},
    ],
)
def test_hours_that_make_no_sense_are_refused(days: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"mon"):
        parse_week_hours(days)


# Half hours, none of them inside the hour that changes: there a wall time is no moment, or two.
_HALF_HOURS = [minutes for minutes in range(0, 24 * 60 + 1, 30) if not 180 <= minutes < 240]


@st.composite
def _calendars(draw: st.DrawFn) -> WorkingCalendar:
    zone = draw(st.sampled_from([KYIV, ALMATY, ZoneInfo("America/New_York")]))
    if zone.key == "America/New_York":
        choices = [minutes for minutes in _HALF_HOURS if not 60 <= minutes < 180]
    else:
        choices = _HALF_HOURS
    hours = []
    for _ in range(7):
        marks = sorted(draw(st.sets(st.sampled_from(choices), max_size=4)))
        hours.append(tuple(zip(marks[::2], marks[1::2], strict=False)))
    start = date(2026, 3, 25)
    holidays = draw(st.sets(st.integers(0, 10), max_size=3))
    return WorkingCalendar(tuple(hours), frozenset(start + timedelta(days=day) for day in holidays), zone)


# Around the changes of clocks of Kyiv and New York.
_INSTANTS = st.one_of(
    st.integers(0, 6 * 24 * 60).map(lambda minutes: datetime(2026, 3, 26, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.integers(0, 6 * 24 * 60).map(
        lambda minutes: datetime(2026, 10, 23, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.integers(0, 6 * 24 * 60).map(lambda minutes: datetime(2026, 3, 5, tzinfo=UTC) + timedelta(minutes=minutes)),
)


def _shows_working_time(own: WorkingCalendar, instant: datetime) -> bool:
    """The same by looking at the clock on the wall."""
    wall = instant.astimezone(own.zone)
    minute = wall.hour * 60 + wall.minute
    is_inside = any(start <= minute < end for start, end in own.hours[wall.weekday()])
    return is_inside and wall.date() not in own.holidays


@given(_calendars(), _INSTANTS)
def test_somebody_works_when_the_clock_on_the_wall_says_so(own: WorkingCalendar, instant: datetime) -> None:
    assert is_working(own, instant) == _shows_working_time(own, instant)


@given(_calendars(), _INSTANTS)
def test_the_next_opening_is_the_first_moment_of_work(own: WorkingCalendar, instant: datetime) -> None:
    opening = next_working_instant(own, instant)
    if opening is None:
        assert not any(own.hours)
        return
    assert opening >= instant
    assert _shows_working_time(own, opening)
    minutes = min(int((opening - instant).total_seconds() // 60), 3_000)
    assert not any(_shows_working_time(own, instant + timedelta(minutes=step)) for step in range(minutes))


@given(_calendars(), _INSTANTS, st.integers(1, 600))
def test_between_the_two_exactly_so_many_minutes_are_worked(
    own: WorkingCalendar, instant: datetime, minutes: int
) -> None:
    end = add_working_minutes(own, instant, minutes)
    if end is None:
        assert not any(own.hours)
        return
    if end - instant < timedelta(days=8):
        span = int((end - instant).total_seconds() // 60)
        worked = sum(_shows_working_time(own, instant + timedelta(minutes=step)) for step in range(span))
        assert worked == minutes


@given(_calendars(), _INSTANTS, st.integers(0, 300), st.integers(0, 300))
def test_minutes_add_up(own: WorkingCalendar, instant: datetime, first: int, second: int) -> None:
    middle = add_working_minutes(own, instant, first)
    if middle is not None:
        assert add_working_minutes(own, middle, second) == add_working_minutes(own, instant, first + second)
