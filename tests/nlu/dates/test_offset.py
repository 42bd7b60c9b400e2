"""Distances from now. Now is Monday 2025-11-17T12:00."""

from datetime import datetime, timedelta

import pytest

from fakes.dates import NOW, date_tokens
from parley.nlu.dates.offset import parse_offset
from parley.nlu.dates.resolve import DayRange


def offset(text: str, now: datetime = NOW) -> DayRange | None:
    return parse_offset(date_tokens(text), 0, now)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("через 3 дня", "2025-11-20"),
        ("через неделю", "2025-11-24"),
        ("in a week", "2025-11-24"),
        ("in about two weeks", "2025-12-01"),
        ("через месяц", "2025-12-17"),
        ("через год", "2026-11-17"),
        ("екі күннен кейін", "2025-11-19"),
        ("неделю назад", "2025-11-10"),
        ("two months ago", "2025-09-17"),
        ("эки жума мурун", "2025-11-03"),
        ("дня через два", "2025-11-19"),
        ("днів через три", "2025-11-20"),
        ("недели через две", "2025-12-01"),
        ("a week from tuesday", "2025-11-25"),
        ("two weeks from today", "2025-12-01"),
        ("через 0 дней", "2025-11-17"),
    ],
)
def test_a_distance_in_days_and_more(text: str, day: str) -> None:
    parsed = offset(text)
    assert parsed is not None
    assert str(parsed.first_day) == day
    assert (parsed.start, parsed.end) == (0, len(date_tokens(text)))
    assert parsed.moment is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("через час", 60),
        ("через 40 минут", 40),
        ("через полчаса", 30),
        ("полтора часа назад", -90),
        ("two hours ago", -120),
        ("минут через 20", 20),
        ("in an hour", 60),
    ],
)
def test_a_distance_in_hours_and_minutes_is_a_moment(text: str, minutes: int) -> None:
    parsed = offset(text)
    assert parsed is not None
    assert parsed.moment == NOW + timedelta(minutes=minutes)


def test_an_hour_from_now_may_be_tomorrow() -> None:
    parsed = offset("через час", NOW.replace(hour=23, minute=30))
    assert parsed is not None
    assert str(parsed.first_day) == "2025-11-18"


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("через 2-3 дня", "2025-11-20"),
        ("через 2 – 3 дня", "2025-11-20"),
        ("через 0-3 дня", "2025-11-20"),
        ("через 3-2 дня", None),
        ("2-3 дня назад", None),
    ],
)
def test_several_amounts_are_several_days(text: str, last_day: str | None) -> None:
    parsed = offset(text)
    assert parsed is not None
    assert (parsed.last_day and str(parsed.last_day)) == last_day


@pytest.mark.parametrize(
    ("text", "weeks"), [("через 2 недели", 2), ("2 недели назад", None), ("через 2 дня", None)]
)
def test_weeks_wait_for_a_weekday(text: str, weeks: int | None) -> None:
    parsed = offset(text)
    assert parsed is not None
    assert parsed.weeks_ahead == weeks


@pytest.mark.parametrize(
    ("text", "now", "day"),
    [
        ("через месяц", "2026-01-31", "2026-02-28"),
        ("через год", "2028-02-29", "2029-02-28"),
        ("через месяц", "2025-12-31", "2026-01-31"),
        ("месяц назад", "2026-01-31", "2025-12-31"),
    ],
)
def test_the_last_day_of_a_month_that_is_too_short(text: str, now: str, day: str) -> None:
    parsed = offset(text, datetime.fromisoformat(f"{now}T12:00").replace(tzinfo=NOW.tzinfo))
    assert parsed is not None
    assert str(parsed.first_day) == day


@pytest.mark.parametrize(
    "text",
    [
        "3 дня",
        "неделю",
        "дней назад",  # some days ago
        "через 3 дня назад",
        "жұмадан кейін",
        "a week, later",
        "a week from home",
        "дня через",
        "дня через 0",
        "дня через два часа",
        "через 3 комнаты",
        "завтра",
    ],
)
def test_no_distance(text: str) -> None:
    assert offset(text) is None
