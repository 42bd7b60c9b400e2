"""Names behind words that introduce anything."""

import pytest

from fakes.phrases import name_context
from parley.domain.understanding import ExpectedReply
from parley.nlu.names.hints import name_after_hint, strip_known_name_ending, strip_name_ending


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "это Ольга", "Ольга"), ("", "это Xyz", ""), ("", "это Tom", "Tom"), ("", "this is Xyz", "Xyz"),
        ("", "это xyz", ""), ("", "это", ""), ("", "Это Samsung или LG?", ""), ("", "это Ольга?", ""),
        # parted by a dash, not by a dot
        ("", "я - Марина", "Марина"), ("", "я. Марина", ""),
        # a word as well
        ("", "это роза", ""), ("name", "это роза", "Роза"), ("name", "это роза красная", ""),
        ("", "это Роза", "Роза"),
        ("", "i'm will, calling about the sofa", "Will"), ("", "i'm will", ""), ("", "eto roza", ""),
        ("", "privet eto marina, nuzhen elektrik", "Marina"),
        # what "I am" glues to a name
        ("", "мен Айдармын", "Айдар"), ("", "мен айдармын", "Айдар"), ("", "мен xyzабвмын", ""),
        ("", "мен Xyzабвмын", "Xyzабв"), ("", "мен студентмін", ""),
        # with a surname
        ("", "this is tom hanks", "Tom Hanks"), ("", "i'm tom hanks", "Tom"),
        ("name", "i'm tom hanks", "Tom Hanks"),
    ],
)  # fmt: skip
def test_a_hint_introduces_a_name(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_after_hint(name_context(text, slot)) == name


@pytest.mark.parametrize(
    ("name", "bare", "known"),
    [
        ("Айдармын", "Айдар", "Айдар"), ("Абвгмын", "Абвг", "Абвгмын"), ("Абвмын", "Абвмын", "Абвмын"),
        ("Усман", "Усман", "Усман"), ("Айдар", "Айдар", "Айдар"), ("", "", ""),
    ],
)  # fmt: skip
def test_an_ending_is_taken_off_a_name(name: str, bare: str, known: str) -> None:
    message = name_context("мен")
    assert strip_name_ending(name, message) == bare
    assert strip_known_name_ending(name, message) == known
