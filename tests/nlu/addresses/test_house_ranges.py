"""Which houses the owner of a table means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.nlu.addresses.house_ranges import MATCH_ALL, MATCH_ONE, MATCH_RANGE, first_invalid_range, match_house


@pytest.mark.parametrize(
    ("houses", "house", "expected"),
    [
        ("*", "5", MATCH_ALL),
        ("все", "128к2", MATCH_ALL),
        ("1-45", "1", MATCH_RANGE),
        ("1-45", "45", MATCH_RANGE),
        ("1-45", "5а", MATCH_RANGE),
        ("1-45", "12к3", MATCH_RANGE),
        ("1 – 45", "30", MATCH_RANGE),
        ("с 1 по 45", "30", MATCH_RANGE),
        ("45-1", "30", MATCH_RANGE),
        ("1-45", "46", 0),
        ("1-45 нечётные", "7", MATCH_RANGE),
        ("1-45 нечётные", "8", 0),
        ("1-45 (нечет.)", "8", 0),
        ("2-40 чётные", "8", MATCH_RANGE),
        ("2-40 четные", "9", 0),
        ("нечётные 1-45", "7", MATCH_RANGE),
        ("1-45, нечётные", "8", 0),
        ("чётные", "8", MATCH_ALL),
        ("чётные", "9", 0),
        ("1-45 odd", "8", 0),
        ("2, 4, 6а", "4", MATCH_ONE),
        ("2, 4, 6а", "6а", MATCH_ONE),
        ("2, 4, 6а", "6", 0),
        ("2, 4, 6а", "3", 0),
        ("д. 5 корп. 2", "5к2", MATCH_ONE),
        ("5/1; 5 к 3", "5к3", MATCH_ONE),
        ("5A", "5а", MATCH_ONE),
        ("1-10, 15, 20-30 чётные", "15", MATCH_ONE),
        ("1-10, 15, 20-30 чётные", "21", 0),
        ("1-10, 15, 20-30 чётные", "9", MATCH_RANGE),
        ("*", "", 0),
    ],
)
def test_a_house_is_among_those_listed_or_not(houses: str, house: str, expected: int) -> None:
    assert match_house(houses, house) == expected
    assert first_invalid_range(houses) == ""


@pytest.mark.parametrize("houses", ["", "где-то там", "1-45-90", "5 подъезд", "1-45, что-то"])
def test_a_list_that_is_not_understood_names_no_house(houses: str) -> None:
    assert first_invalid_range(houses)
    assert match_house(houses, "5") == 0


@given(st.text(max_size=100), st.from_regex(r"[0-9]{1,4}[а-я]?", fullmatch=True))
def test_any_text_can_be_a_list_of_houses(houses: str, house: str) -> None:
    assert match_house(houses, house) in (0, MATCH_ALL, MATCH_RANGE, MATCH_ONE)
