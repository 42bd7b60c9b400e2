"""Slips of the finger are made good, other words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.text.spelling import SpellingCorrector

SLIPS = SpellingCorrector(["да", "нет", "верно", "правильно", "ооба", "тиймээ", "әрине", "correct", "yes"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("дааа", "да"), ("нееет", "нет"), ("вернно", "верно"), ("ооооба", "ооба"), ("тиймээээ", "тиймээ"),
        ("yesss", "yes"), ("правельно", "правильно"), ("правильо", "правильно"), ("правилньо", "правильно"),
        ("corect", "correct"), ("corrrect", "correct"),
    ],
)  # fmt: skip
def test_what_was_meant_is_found(typed: str, meant: str) -> None:
    assert SLIPS.correct(typed) == meant


@pytest.mark.parametrize("typed", ["", "д", "дом", "нота", "арина", "правило", "ooo", "connect"])
def test_another_word_is_no_slip(typed: str) -> None:
    assert SLIPS.correct(typed) == ""


@given(st.text(max_size=60))
def test_it_answers_with_a_known_word_or_nothing(text: str) -> None:
    assert SLIPS.correct(text) in {
        "",
        "да",
        "нет",
        "верно",
        "правильно",
        "ооба",
        "тиймээ",
        "әрине",
        "correct",
        "yes",
    }
