"""Figures that count something else than days and hours."""

import pytest

from fakes.dates import date_tokens


def figures(text: str) -> list[str]:
    """Returns the figures that may still be a day or an hour."""
    return [token.numeral for token in date_tokens(text).tokens if token.numeral]


@pytest.mark.parametrize(
    "text",
    [
        "8 701 234 56 78",
        "+7 (701) 234-56-78",
        "1 500",
        "10 000 тенге",
        "250 000",
        "1500 40",
        "12 345 67",
        "25 111 2025",
    ],
)
def test_a_number_in_groups_is_a_phone_or_an_amount(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("25 11 2025", ["25", "11", "2025"]),
        ("2025 11 25", ["2025", "11", "25"]),
        ("25 2025", ["25", "2025"]),
        ("10 12", ["10", "12"]),
        ("10, 500", ["10", "500"]),
    ],
)
def test_a_date_in_groups_keeps_its_figures(text: str, kept: list[str]) -> None:
    assert figures(text) == kept


@pytest.mark.parametrize("text", ["$5", "#12", "№12", "5%", "5€", "@15", "+7", "5°"])
def test_a_figure_beside_a_sign_is_an_amount(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("text", ["A4", "iphone-15", "артикул-12", "м5"])
def test_a_figure_glued_to_a_word_is_a_model(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("text", ["5 км", "16GB", "100 Мбит", "3км", "5т", "5 человек", "1500 вт", "12-литровый"])
def test_a_figure_before_a_unit_is_an_amount(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("15:30 м. Абая", ["15:30"]),
        ("15-т", ["15"]),
        ("эртага 11 га", ["11"]),
        ("в 18 вт", ["18"]),
        ("17ч30", ["17", "30"]),
        ("5 июля", ["5"]),
        ("5 дней", ["5"]),
        ("10. Шт", ["10"]),
    ],
)
def test_a_unit_that_is_a_word_of_time_here_leaves_the_figure(text: str, kept: list[str]) -> None:
    assert figures(text) == kept


@pytest.mark.parametrize("text", ["2.10 на 1.60", "2.10 by 1.60", "7.99 на 7.99"])
def test_two_sides_of_a_thing_are_no_dates(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize("text", ["с 2.10 на 3.10", "2.10 на 14.30", "8.10 на 1.60"])
def test_a_date_before_another_or_before_an_hour_is_no_side(text: str) -> None:
    assert len(figures(text)) == 2


def test_the_unit_of_an_amount_is_no_weekday() -> None:
    """ "вт" are watts here and Tuesday elsewhere."""
    tokens = date_tokens("чайник на 1500 вт")
    assert set(tokens[len(tokens) - 1].kinds) == {"measure_units"}
    assert "weekdays" in date_tokens("в вт")[1].kinds
