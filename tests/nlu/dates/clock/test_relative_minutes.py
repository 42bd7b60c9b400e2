"""Minutes before and after an hour."""

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.clock.relative_minutes import parse_relative_minutes


def hour_and_minute(text: str, *, in_range: bool = False) -> tuple[int, int] | None:
    clock = parse_relative_minutes(date_tokens(text), 0, in_range=in_range)
    return (clock.hour, clock.minute) if clock else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # before
        ("без пяти три", (2, 55)),
        ("без четверти три", (2, 45)),
        ("без пяти минут три", (2, 55)),
        ("без двадцати пяти шесть", (5, 35)),
        ("без двадцати шесть", (5, 40)),
        ("без двадцати шесть, 20 ноября", (5, 40)),  # 20 is no hour of twelve
        ("за п'ять шоста", (5, 55)),
        ("без пяти час", (12, 55)),
        ("без пяти первого", (12, 55)),
        # past
        ("ten past four", (4, 10)),
        ("quarter past 12", (12, 15)),
        # to
        ("quarter to six", (5, 45)),
        ("twenty to five", (4, 40)),
        ("5 to 1", (12, 55)),
        # into
        ("чверть на шосту", (5, 15)),
        ("десять хвилин на шосту", (5, 10)),
        # of
        ("четверть шестого", (5, 15)),
        ("десять минут шестого", (5, 10)),
        ("десять минут первого", (12, 10)),
    ],
)
def test_minutes_beside_an_hour(text: str, expected: tuple[int, int]) -> None:
    assert hour_and_minute(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2 to 5",  # fewer minutes than hours
        "7 to 5",  # not in fives
        "без трёх",
        "без пяти, три",
        "без 60 три",
        "без пяти 13",
        "ten past",
        "ten past 13",
        "десять на шосту",  # without "хвилин" ten may be anything
        "десять шестого",
        "quarter",
        "четверть",
        "три",
        "0 past 5",
    ],
)
def test_other_numbers_are_no_minutes(text: str) -> None:
    assert hour_and_minute(text) is None


def test_from_ten_to_six_is_a_range_but_a_quarter_is_never_an_hour() -> None:
    assert hour_and_minute("10 to 6") == (5, 50)
    assert hour_and_minute("10 to 6", in_range=True) is None
    assert hour_and_minute("quarter to 6", in_range=True) == (5, 45)


def test_the_part_of_the_day_may_follow() -> None:
    clock = parse_relative_minutes(date_tokens("без пяти три ночи"), 0, in_range=False)
    assert clock is not None
    assert (clock.end, clock.day_part) == (4, 21)
