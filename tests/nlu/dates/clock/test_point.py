"""One time of the clock."""

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.clock.point import parse_time_point
from parley.nlu.dates.clock.prefix import parse_prefix


def point(text: str, index: int = 0) -> ClockTime | None:
    """Returns the time behind the prefix at `index`."""
    tokens = date_tokens(text)
    prefix = parse_prefix(tokens, index)
    return parse_time_point(tokens, prefix.end, prefix)


def hour_and_minute(text: str, index: int = 0) -> tuple[int, int] | None:
    clock = point(text, index)
    return (clock.hour, clock.minute) if clock else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("noon", (12, 0)),
        ("в полночь", (0, 0)),
        ("полшестого", (5, 30)),
        ("в половине первого", (12, 30)),
        ("пів на шосту", (5, 30)),
        ("half past five", (5, 30)),
        ("half 5", (5, 30)),
        ("15:30", (15, 30)),
        ("24:00", (24, 0)),
        ("в 14.30", (14, 30)),
        ("14.30 дня", (14, 30)),
        ("14-30", (14, 30)),
        ("10-00", (10, 0)),
        ("в 14 30", (14, 30)),
        ("5", (5, 0)),
        ("5-ти", (5, 0)),
        ("сағат бес", (5, 0)),
        ("5 цаг 30 минут", (5, 30)),
        ("в 5 30 минут", (5, 30)),
        ("сағат бес жарымда", (5, 30)),
        ("в семь тридцать", (7, 30)),
        ("17ч30", (17, 30)),
        ("5 pm", (17, 0)),
    ],
)
def test_a_time(text: str, expected: tuple[int, int]) -> None:
    assert hour_and_minute(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "25",
        "25:70",
        "24:30",
        "в 25.10",
        "14.30",  # a price
        "5-го",
        "половине тринадцатого",
        "half past 13",
        "комната",
    ],
)
def test_no_time(text: str) -> None:
    assert point(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10-15", (10, 0)),  # a range
        ("14-32", (14, 0)),  # not in fives
        ("14 30", (14, 0)),  # nothing says that it is a time
        ("5 30 минут", (5, 0)),
        ("в семь тридцать ноября", (7, 0)),
        ("в семь пять", (7, 0)),
        ("в семь часов тридцать", (7, 0)),
        ("5, тридцать минут", (5, 0)),
    ],
)
def test_a_number_behind_an_hour_that_is_no_minutes(text: str, expected: tuple[int, int]) -> None:
    assert hour_and_minute(text) == expected


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("сағат 5", 0),
        ("кешкі 5", 0),
        ("кешкі беске", 0),
        ("в 5", 0),
        ("в 5 приеду", 0),
        ("after 5", 0),
        ("бесте", 0),
        ("бесте комната", 0),
        ("бестен", 0),
        ("15:30", 0),
        ("14-30", 0),
        ("в 14.30", 0),
        ("17ч30", 0),
    ],
)
def test_what_is_an_hour_for_sure(text: str, index: int) -> None:
    clock = point(text, index)
    assert clock is not None
    assert clock.is_certain


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "в 5 комнат",
        "сағат 5 км",
        "в час",  # or how much an hour
        "бірде",
        "онда",
        "бестен комната",
        "5 часов",
        "завтра 14.30",
    ],
)
def test_what_may_be_another_number(text: str) -> None:
    clock = point(text, int(text.startswith("завтра")))
    assert clock is None or not clock.is_certain


@pytest.mark.parametrize(
    ("text", "is_ambiguous"),
    [("5", True), ("05", False), ("5:00", True), ("05:00", False), ("15", False), ("noon", False), ("5 pm", False)],
)
def test_whether_morning_or_evening_is_left_open(text: str, is_ambiguous: bool) -> None:
    clock = point(text)
    assert clock is not None
    assert clock.is_ambiguous is is_ambiguous


def test_from_half_past_on_is_no_end_of_a_range() -> None:
    until, later = point("сағат 5 жарымға дейін"), point("сағат бес жарымнан кейін")
    assert until is not None
    assert until.closes_range
    assert later is not None
    assert not later.closes_range
