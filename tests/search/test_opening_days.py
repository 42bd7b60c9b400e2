"""Of opening hours, what is about the days asked for."""

from datetime import date

import pytest

from fakes.dates import DATE_MATCHER
from parley.search.opening_days import asked_days, hours_of_days, in_week_order
from parley.text.tokenize import tokenize

MONDAY = date(2025, 11, 17)
SHOP = (
    "Магазин открыт с понедельника по субботу с 10:00 до 20:00, в воскресенье с 11:00 до 18:00. "
    "Заявки круглосуточно."
)


def days(text: str) -> set[int]:
    return set(asked_days(tokenize(text), DATE_MATCHER, MONDAY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("в воскресенье работаете?", {6}),
        ("are you open on Saturdays?", {5}),
        ("по выходным открыты?", {5, 6}),
        ("завтра работаете?", {1}),
        ("жексенбіде ашықсыздар ма?", {6}),
        ("ишембиде иштейсиздерби?", {5}),
        ("shanba kuni ochiqmisiz?", {5}),
        ("у неділю відчинено?", {6}),
        ("Бямба гарагт ажиллах уу?", {5}),
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("в субботу и воскресенье", {5, 6}),
        ("во вторник или в пятницу?", {1, 4}),
        ("по будням", {0, 1, 2, 3, 4}),
        ("до скольки работаете?", set()),
    ],
)
def test_days_are_read_in_every_language(text: str, expected: set[int]) -> None:
    assert days(text) == expected


def test_only_the_day_asked_for_is_told() -> None:
    assert hours_of_days(SHOP, frozenset({6}), DATE_MATCHER) == "В воскресенье с 11:00 до 18:00."
    assert hours_of_days(SHOP, frozenset({5}), DATE_MATCHER) == (
        "Магазин открыт с понедельника по субботу с 10:00 до 20:00"
    )


def test_for_a_day_that_is_not_named_all_days_are_told() -> None:
    text = "Support answers around the clock, the office is open Monday to Friday, 9 am to 6 pm."
    assert hours_of_days(text, frozenset({6}), DATE_MATCHER) == "The office is open Monday to Friday, 9 am to 6 pm."


def test_a_text_without_days_tells_nothing_of_them() -> None:
    assert hours_of_days("Открыто с 10:00 до 20:00.", frozenset({6}), DATE_MATCHER) == ""


def test_what_goes_on_with_a_day_stays_with_it() -> None:
    text = "Пн–Пт 9–18, обед 13–14, сб 10–15"
    assert hours_of_days(text, frozenset({4}), DATE_MATCHER) == "Пн–Пт 9–18, обед 13–14"


def test_a_profile_s_hours_are_put_in_the_order_of_the_week() -> None:
    text = "sat: 9:00-16:00; sun: closed; mon-fri: 8:30-18:00"
    assert in_week_order(text, DATE_MATCHER) == "mon-fri: 8:30-18:00; sat: 9:00-16:00; sun: closed"
    assert in_week_order("10:00–20:00", DATE_MATCHER) == "10:00–20:00"
