"""Ranges of hours."""

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.clock.parse import parse_clock_time
from parley.nlu.dates.clock.time_range import counts_days


def hours(text: str, index: int = 0) -> str:
    """Returns the two ends, or the one time."""
    clock = parse_clock_time(date_tokens(text), index)
    ends = (clock.start_time(0), clock.end_time(0)) if clock else ()
    return "-".join(f"{end:%H:%M}" for end in ends if end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("с 14 до 18", "14:00-18:00"),
        ("с 9 до 6", "09:00-18:00"),
        ("10:00-12:00", "10:00-12:00"),
        ("14:00–16:00", "14:00-16:00"),
        ("2 until 4", "14:00-16:00"),
        ("14 цагаас 18 цаг хүртэл", "14:00-18:00"),
        ("18-ден 20-ға дейін", "18:00-20:00"),
        ("между 2 и 4", "14:00-16:00"),
        ("с 10 утра до 8 вечера", "10:00-20:00"),
        ("с 10 до примерно 12", "10:00-12:00"),
        ("сағат 2-4", "14:00-16:00"),
        ("from 11 am to 2 pm", "11:00-14:00"),
        ("с 18 до 24", "18:00-00:00"),
    ],
)
def test_a_range(text: str, expected: str) -> None:
    assert hours(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the part of the day
        ("с 2 до 4 дня", "14:00-16:00"),
        ("с 2 до 4 утра", "02:00-04:00"),
        ("с 11 до 2 дня", "11:00-14:00"),
        # the afternoon
        ("с 2 до 18", "14:00-18:00"),
        ("с 9 до 18", "09:00-18:00"),
        ("с 7 до 18", "07:00-18:00"),  # 19 would be behind it
        ("с 05 до 18", "05:00-18:00"),
    ],
)
def test_the_first_time_takes_of_the_last_what_it_lacks(text: str, expected: str) -> None:
    assert hours(text) == expected


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("5-5", 0),  # the same hour
        ("2-4", 0),  # may be anything
        ("от 3 до 5 дней", 1),
        ("с 3 до 5 дней", 0),  # a length
        ("2-3 дня", 0),  # a number of days
        ("10 и 12", 0),  # two numbers
        ("14:00, 18:00", 0),
        ("с 18:00 до 14:00", 0),  # it would end before it begins
    ],
)
def test_two_numbers_that_are_no_range(text: str, index: int) -> None:
    assert "-" not in hours(text, index)


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [("завтра 2-4", 1, "14:00-16:00"), ("завтра 2-3 дня", 1, "14:00-15:00"), ("в 2-4", 0, "14:00-16:00")],
)
def test_a_day_or_a_preposition_before_two_numbers_makes_them_hours(text: str, index: int, expected: str) -> None:
    assert hours(text, index) == expected


@pytest.mark.parametrize(
    ("text", "hour", "counts"), [("3 дня", 3, True), ("12 дня", 12, False), ("3 утра", 3, False)]
)
def test_three_afternoon_may_be_three_days(text: str, hour: int, counts: bool) -> None:
    assert counts_days(date_tokens(text), ClockTime(0, 2, hour, 0, is_certain=True)) is counts
