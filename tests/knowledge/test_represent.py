"""A text as numbers."""

from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from parley.knowledge.represent import DIMENSIONS, vector, written


def near(one: str, two: str) -> float:
    return sum(a * b for a, b in zip(vector(one), vector(two), strict=True))


@given(st.text())
def test_a_vector_has_unit_length_or_is_zero(text: str) -> None:
    numbers = vector(text)
    length = sqrt(sum(number * number for number in numbers))
    assert len(numbers) == DIMENSIONS
    assert length == 0 or isclose(length, 1)


def test_a_vector_is_the_same_in_every_process() -> None:
    assert [at for at, number in enumerate(vector("чайник")) if abs(number) > 0.5] == [860]


def test_a_word_is_near_its_inflection_and_its_translation_and_far_from_another() -> None:
    assert near("ноутбук", "ноутбуки") > 0.8
    assert near("холодильник", "тоңазытқыш") > 0.4
    assert near("iphone", "айфон") > 0.4
    assert abs(near("холодильник", "принтер")) < 0.2


def test_case_and_script_make_no_difference() -> None:
    assert near("SAMSUNG", "самсунг") > 0.99


def test_a_written_vector_is_short_and_complete() -> None:
    text = written(vector("ноутбук"))
    assert text.count(",") == DIMENSIONS - 1
    assert len(text) < 3000
