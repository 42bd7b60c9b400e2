"""The date of a day that was said in part."""

from datetime import date

import pytest

from parley.nlu.dates.day import PartialDate
from parley.nlu.dates.resolve import resolve_date, resolve_range, weekday_in_week

MONDAY = date(2025, 11, 17)
SATURDAY = date(2025, 11, 22)


@pytest.mark.parametrize(
    ("partial", "today", "expected"),
    [
        (PartialDate(1, days_ahead=1), date(2025, 12, 31), date(2026, 1, 1)),
        (PartialDate(1, day=17), MONDAY, date(2025, 11, 17)),
        (PartialDate(1, day=16), MONDAY, date(2025, 12, 16)),
        (PartialDate(1, day=30), date(2026, 1, 31), date(2026, 3, 30)),
        (PartialDate(1, day=17, month=11), MONDAY, date(2025, 11, 17)),
        (PartialDate(1, day=16, month=11), MONDAY, date(2026, 11, 16)),
        (PartialDate(1, day=29, month=2), MONDAY, date(2028, 2, 29)),
        (PartialDate(1, day=29, month=2), date(2096, 3, 1), date(2104, 2, 29)),
        (PartialDate(1, day=5, month=5, year=1990), MONDAY, date(1990, 5, 5)),
    ],
)
def test_the_next_such_day_is_meant(partial: PartialDate, today: date, expected: date) -> None:
    assert resolve_date(partial, today) == expected


def test_a_day_that_no_year_has_is_no_date() -> None:
    assert resolve_date(PartialDate(1, day=31, month=2), MONDAY) is None
    assert resolve_date(PartialDate(1, day=29, month=2, year=2025), MONDAY) is None


@pytest.mark.parametrize(
    ("weekday", "modifier", "today", "expected"),
    [
        (4, "", MONDAY, date(2025, 11, 21)),
        (0, "", MONDAY, date(2025, 11, 24)),
        (0, "this", MONDAY, date(2025, 11, 17)),
        (0, "next", MONDAY, date(2025, 11, 24)),
        (0, "last", MONDAY, date(2025, 11, 10)),
        (4, "next", MONDAY, date(2025, 11, 28)),
        (4, "last", MONDAY, date(2025, 11, 14)),
        (4, "this", MONDAY, date(2025, 11, 21)),
        (6, "", SATURDAY, date(2025, 11, 23)),
    ],
)
def test_a_weekday_on_its_own_day_is_a_week_away(weekday: int, modifier: str, today: date, expected: date) -> None:
    assert resolve_date(PartialDate(1, weekday=weekday, modifier=modifier), today) == expected


def test_a_weekday_of_a_coming_week() -> None:
    assert weekday_in_week(4, 0, SATURDAY) == date(2025, 11, 21)
    assert weekday_in_week(4, 2, SATURDAY) == date(2025, 12, 5)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (PartialDate(1, day=5), PartialDate(2, day=7, month=1), (date(2026, 1, 5), date(2026, 1, 7))),
        (PartialDate(1, day=5, month=12), PartialDate(2, day=7), (date(2025, 12, 5), date(2025, 12, 7))),
        (
            PartialDate(1, day=30, month=12),
            PartialDate(2, day=2, month=1),
            (date(2025, 12, 30), date(2026, 1, 2)),
        ),
        (PartialDate(1, day=5), PartialDate(2, day=7, month=1, year=2027), (date(2027, 1, 5), date(2027, 1, 7))),
        (PartialDate(1, weekday=0), PartialDate(2, weekday=4), (date(2025, 11, 24), date(2025, 11, 28))),
        (PartialDate(1, days_ahead=1), PartialDate(2, days_ahead=3), (date(2025, 11, 18), date(2025, 11, 20))),
    ],
)
def test_the_ends_of_a_range_lend_each_other_what_was_said_once(
    first: PartialDate, last: PartialDate, expected: tuple[date, date]
) -> None:
    assert resolve_range(first, last, MONDAY) == expected


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (PartialDate(1, days_ahead=2), PartialDate(2, days_ahead=1)),
        (PartialDate(1, day=5, month=12, year=2026), PartialDate(2, day=4, month=12, year=2026)),
        (PartialDate(1, day=31, month=2), PartialDate(2, day=4, month=12)),
    ],
)
def test_a_range_ends_after_it_begins(first: PartialDate, last: PartialDate) -> None:
    assert resolve_range(first, last, MONDAY) is None
