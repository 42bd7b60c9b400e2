"""Names as a person would write them."""

import pytest

from fakes.phrases import TERMS, name_context
from parley.nlu.names.format import format_name, has_first_name


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("САКЕН", "Сакен"), ("анна-мария", "Анна-Мария"), ("мАрИна", "МАрИна"), ("O'tkir", "O'tkir"),
        ("О'БРАЙЕН", "О'Брайен"), ("siobhan o'brien", "Siobhan O'Brien"), ("dilshod o'rinov", "Dilshod O'rinov"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"), ("Б. Болд", "Б. Болд"),
        # too short, and too long
        ("я", ""), ("А" * 30, "А" + "а" * 29), ("А" * 31, ""),
        ("Константинопольский Константинопольский", "Константинопольский"),
    ],
)  # fmt: skip
def test_a_name_is_written_as_a_person_would(typed: str, written: str) -> None:
    message = name_context(typed, "name")
    assert format_name(message, range(len(message.tokens))) == written


def test_words_in_another_case_take_the_place_of_those_typed() -> None:
    message = name_context("анны-марии")
    assert format_name(message, [0, 1], ["анна", "мария"]) == "Анна-Мария"


@pytest.mark.parametrize(("name", "expected"), [("Иванова Анна", True), ("Xyz Abc", False), ("", False)])
def test_a_first_name_may_be_one_word_of_several(name: str, expected: bool) -> None:
    assert has_first_name(name, TERMS) is expected
