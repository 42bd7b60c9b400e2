"""One day as it is said."""

from datetime import date

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.day import PartialDate, date_or_none, is_numeric_date, parse_day, parse_weekday


def day(text: str, index: int = 0, *, has_preposition: bool = False) -> PartialDate | None:
    return parse_day(date_tokens(text), index, has_preposition=has_preposition)


def day_month_year(text: str, index: int = 0) -> tuple[int, int, int]:
    """Returns what was said of them; all zero for no day."""
    partial = day(text, index)
    return (partial.day, partial.month, partial.year) if partial else (0, 0, 0)


def test_no_other_year_than_a_leap_year_has_a_29_february() -> None:
    assert date_or_none(2024, 2, 29) == date(2024, 2, 29)
    assert date_or_none(2025, 2, 29) is None


@pytest.mark.parametrize(
    ("text", "days_ahead"), [("позавчера", -2), ("today", 0), ("ертең", 1), ("послезавтра", 2), ("indin", 2)]
)
def test_days_around_today(text: str, days_ahead: int) -> None:
    assert day(text) == PartialDate(1, days_ahead=days_ahead)


def test_a_weekday_stands_behind_a_figure_but_is_not_written_together_with_it() -> None:
    assert parse_weekday(date_tokens("5 пт"), 1) == PartialDate(2, weekday=4)
    assert parse_weekday(date_tokens("5-пт"), 1) is None


def test_a_word_that_may_be_a_weekday_is_one_behind_a_preposition() -> None:
    partial = parse_weekday(date_tokens("on sat"), 1)
    assert partial is not None
    assert partial.weekday == 5


@pytest.mark.parametrize(
    ("text", "weekday", "modifier"),
    [
        ("пятницу", 4, ""),
        ("next friday", 4, "next"),
        ("эту среду", 2, "this"),
        ("прошлую среду", 2, "last"),
        ("ближайшую среду", 2, ""),
        ("жұма күні", 4, ""),
        ("sat morning", 5, ""),
        ("next sat", 5, "next"),
        ("sun 5", 6, ""),
        ("даваа гараг", 0, ""),
    ],
)
def test_a_weekday_may_have_a_modifier(text: str, weekday: int, modifier: str) -> None:
    partial = parse_weekday(date_tokens(text), 0)
    assert partial is not None
    assert (partial.weekday, partial.modifier) == (weekday, modifier)
    assert partial.is_complete


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("sat", 0),  # the verb
        ("the sun", 1),
        ("sat down", 0),
        ("next, friday", 0),
        ("next week", 0),
        ("Олена Середа", 1),
        ("жұма сайын", 0),
        ("friday every", 0),
    ],
)
def test_words_that_are_no_weekday_here(text: str, index: int) -> None:
    assert parse_weekday(date_tokens(text), index) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25.11.2025", (25, 11, 2025)),
        ("25.11.25", (25, 11, 2025)),
        ("25/11/2025", (25, 11, 2025)),
        ("11/25/2025", (25, 11, 2025)),
        ("2025.11.25", (25, 11, 2025)),
        ("25 11 2025", (25, 11, 2025)),
        ("25-11-2025", (25, 11, 2025)),
        ("2025-11-25", (25, 11, 2025)),
        ("25.11", (25, 11, 0)),
        ("25/11", (25, 11, 0)),
        ("12/25", (25, 12, 0)),
        ("5/12 morning", (5, 12, 0)),
        ("05/05 вечером", (5, 5, 0)),
        ("05/12", (5, 12, 0)),
        ("29.02", (29, 2, 0)),
    ],
)
def test_a_day_in_figures(text: str, expected: tuple[int, int, int]) -> None:
    assert day_month_year(text) == expected


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("31.02", 0),
        ("30.02.2026", 0),
        ("29.02.2025", 0),
        ("25.11.1899", 0),
        ("25.11.2100", 0),
        ("24/7", 0),
        ("50/50", 0),
        ("05/05", 0),
        ("5/12", 0),
        ("в 10.11", 1),
        ("завтра 10.11", 1),
        ("10.11 pm", 0),
        ("10.11 утра", 0),
        ("25.1", 0),
    ],
)
def test_figures_that_are_no_day(text: str, index: int) -> None:
    assert day(text, index) is None


def test_a_dotted_figure_that_is_no_time_is_a_day_even_behind_a_preposition() -> None:
    assert day_month_year("в 25.11", 1) == (25, 11, 0)


@pytest.mark.parametrize(
    ("numeral", "is_date"),
    [("25/12", True), ("25.11", True), ("25.11.2025", True), ("25", False), ("9:30", False)],
)
def test_a_figure_may_be_written_like_a_date(numeral: str, is_date: bool) -> None:
    assert is_numeric_date(numeral) is is_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25 ноября", (25, 11, 0)),
        ("25-го ноября 2025 года", (25, 11, 2025)),
        ("the 25th of november", (0, 0, 0)),  # from "25" on
        ("25th of november", (25, 11, 0)),
        ("двадцать пятого ноября", (25, 11, 0)),
        ("november 25th", (25, 11, 0)),
        ("november 25, 2025", (25, 11, 2025)),
        ("қарашаның 25-і", (25, 11, 0)),
        ("декабрнинг 10-куни", (10, 12, 0)),
        ("noyabrning 25 sida", (25, 11, 0)),
        ("12-р сарын 25", (25, 12, 0)),
        ("2025 оны 12-р сарын 1", (1, 12, 2025)),
        ("2025 жылғы 25 қараша", (25, 11, 2025)),
        ("2025 жылғы қарашаның 25-і", (25, 11, 2025)),
        ("29 февраля", (29, 2, 0)),
    ],
)
def test_a_day_of_a_month(text: str, expected: tuple[int, int, int]) -> None:
    assert day_month_year(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "32 января",
        "30 февраля",
        "0 января",
        "29 февраля 2025",
        "25, ноября",
        "november 25 Иванов",
        "2025 жылғы 29 ақпан",
        "13-р сарын 5",
        "may i",
    ],
)
def test_no_month_has_such_a_day(text: str) -> None:
    partial = day(text)
    assert partial is None or not partial.month


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5-го", 5),
        ("5 числа", 5),
        ("25-нд", 25),
        ("25-інде", 25),
        ("25-нд Иванов", 25),
        ("жиырма бесінде Иванов", 25),
        ("двадцать пятого", 25),
        ("айдың 25-і", 25),
        ("31-го", 31),
    ],
)
def test_a_day_without_a_month(text: str, number: int) -> None:
    partial = day(text)
    assert partial is not None
    assert (partial.day, partial.month, partial.is_complete) == (number, 0, True)


def test_an_ordinal_of_one_word_is_a_day_behind_a_preposition() -> None:
    assert day("пятого") is None
    assert day("к пятому", 1, has_preposition=True) == PartialDate(2, day=5)


@pytest.mark.parametrize("text", ["5-тен", "5-го комната"])
def test_a_number_with_an_ending_may_only_open_a_range(text: str) -> None:
    partial = day(text)
    assert partial is not None
    assert not partial.is_complete


@pytest.mark.parametrize("text", ["5", "пять", "0-го", "32-го", "5 комнат", "пятого", "бесінде"])
def test_a_bare_number_is_no_day(text: str) -> None:
    assert day(text) is None
