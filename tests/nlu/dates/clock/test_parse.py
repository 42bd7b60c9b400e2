"""The time or times said from a token on."""

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.clock.parse import parse_clock_time


def parse(text: str, index: int = 0) -> ClockTime | None:
    return parse_clock_time(date_tokens(text), index)


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("в 5", 0, "17:00"),
        ("завтра 10", 1, "10:00"),
        ("25 ноября 2025 года 10", 4, "10:00"),
        ("5 часов", 0, "17:00"),
        ("11-ге жазыңыз", 0, "11:00"),
        ("завтра 11-ге", 1, "11:00"),
        ("завтра на 5", 1, "17:00"),
        ("завтра около 5", 1, "17:00"),
        ("в 3 дня", 0, "15:00"),
        ("3 часа дня", 0, "15:00"),
        ("12 дня", 0, "12:00"),
        ("кешкі бесте", 0, "17:00"),
        ("без четверти шесть вечера", 0, "17:45"),
    ],
)
def test_one_time(text: str, index: int, expected: str) -> None:
    clock = parse(text, index)
    assert clock is not None
    assert f"{clock.start_time(0):%H:%M}" == expected
    assert clock.range_end is None
    assert clock.start == index


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("5", 0),
        ("в 5 комнат", 0),
        ("завтра 2 комнаты", 1),
        ("на 5", 0),
        ("около 5", 0),
        ("на 3 дня", 0),
        ("3 дня", 0),
        ("11-ге", 0),
        ("завтра 11-ге км", 1),
        ("в, 5", 0),
        ("24yarym", 0),
        ("сағат", 0),
        ("комната", 0),
    ],
)
def test_no_time(text: str, index: int) -> None:
    assert parse(text, index) is None


@pytest.mark.parametrize(
    ("text", "is_deadline"),
    [("до 18:00", True), ("18:00-ге дейін", True), ("after 18:00", False), ("с 18:00", False), ("в 18:00", False)],
)
def test_only_the_latest_time_was_said(text: str, is_deadline: bool) -> None:
    clock = parse(text)
    assert clock is not None
    assert clock.is_deadline is is_deadline


@pytest.mark.parametrize(
    ("text", "is_certain"), [("в 5", True), ("11-ге жазыңыз", True), ("5 часов", False), ("до 5", False)]
)
def test_a_time_that_needs_a_day_beside_it_is_not_certain(text: str, is_certain: bool) -> None:
    clock = parse(text)
    assert clock is not None
    assert clock.is_certain is is_certain
