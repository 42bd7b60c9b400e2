"""The time of day that a time of the clock means."""

from datetime import time

import pytest

from parley.nlu.dates.clock.clock_time import (
    AFTERNOON_HOUR,
    EVENING_HOUR,
    MORNING_HOUR,
    NIGHT_HOUR,
    ClockTime,
    is_ambiguous_hour,
)


def clock(
    hour: int, minute: int = 0, *, ambiguous: bool = True, day_part: int = 0, until: ClockTime | None = None
) -> ClockTime:
    return ClockTime(
        0, 1, hour, minute, is_certain=True, day_part=day_part, is_ambiguous=ambiguous, range_end=until
    )


@pytest.mark.parametrize(
    ("hour", "none", "morning", "afternoon", "evening", "night"),
    [
        (1, 13, 1, 13, 13, 1),
        (7, 19, 7, 19, 19, 7),
        (8, 8, 8, 8, 20, 20),
        (11, 11, 11, 11, 23, 23),
        (12, 12, 12, 12, 0, 0),
        (13, 13, 13, 13, 13, 13),
        (0, 0, 0, 0, 0, 0),
    ],
)
def test_an_hour_of_twelve_depends_on_the_part_of_the_day(
    hour: int, none: int, morning: int, afternoon: int, evening: int, night: int
) -> None:
    said = clock(hour)
    parts = (0, MORNING_HOUR, AFTERNOON_HOUR, EVENING_HOUR, NIGHT_HOUR)
    assert [said.start_time(part) for part in parts] == [
        time(hour) for hour in (none, morning, afternoon, evening, night)
    ]


def test_an_hour_that_is_not_ambiguous_stays() -> None:
    assert clock(5, ambiguous=False).start_time(EVENING_HOUR) == time(5)


def test_the_part_of_the_day_said_with_the_hour_goes_before_another() -> None:
    assert clock(5, day_part=MORNING_HOUR).start_time(EVENING_HOUR) == time(5)


def test_24_is_midnight_and_a_minute_later_is_no_time() -> None:
    assert clock(24, ambiguous=False).start_time(0) == time(0)
    assert clock(24, 1, ambiguous=False).start_time(0) is None


@pytest.mark.parametrize(
    ("first", "last", "end"),
    [
        (clock(2), clock(4), time(16)),
        (clock(9), clock(6), time(18)),
        (clock(11), clock(8), time(20)),  # 8 is in the morning, but not behind 11
        (clock(10), clock(12), time(12)),
        (clock(10, ambiguous=False), clock(9, ambiguous=False), None),
        (clock(18, ambiguous=False), clock(24, ambiguous=False), time(0)),
        (clock(9), None, None),
        (clock(9), clock(24, 1, ambiguous=False), None),
    ],
)
def test_a_range_ends_at_the_first_such_hour_after_its_beginning(
    first: ClockTime, last: ClockTime | None, end: time | None
) -> None:
    said = clock(first.hour, ambiguous=first.is_ambiguous, until=last)
    assert said.end_time(0) == end


@pytest.mark.parametrize(
    ("hour", "numeral", "is_ambiguous"),
    [
        (1, "1", True),
        (5, "5", True),
        (5, "05", False),
        (12, "12", True),
        (13, "13", False),
        (0, "0", False),
        (5, "", True),
    ],
)
def test_a_leading_zero_or_an_hour_above_twelve_is_not_ambiguous(
    hour: int, numeral: str, is_ambiguous: bool
) -> None:
    assert is_ambiguous_hour(hour, numeral) is is_ambiguous
