"""The many spellings of a word become one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.text.normalize import is_latin, latinize, normalize, normalize_word

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщыэюяәғқңөұүһіїєґўҳabcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("typed", "normalized"),
    [
        ("Ёлка", "елка"),
        ("Қазақ үні әңгіме һәм ғылым ұл", "казак уни ангиме хам гылым ул"),
        ("Өглөөний мэнд", "оглооний мэнд"),
        ("Тўғри, йўқ, ҳа", "тугри, йук, ха"),
        ("O‘tkir Oʻtkir O`tkir O´tkir O'tkir", "o'tkir o'tkir o'tkir o'tkir o'tkir"),
        ("Мар’яна Марʼяна", "мар'яна мар'яна"),
        ("№5", "#5"),
        ("ｆｕｌｌ　ｗｉｄｔｈ １２", "full width 12"),
        ("дa", "да"),
        ("ве\u0301рно", "верно"),
    ],
)
def test_spellings_of_a_word_become_one(typed: str, normalized: str) -> None:
    assert normalize(typed) == normalized


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "İğşçöü", min_size=1, max_size=30))
def test_no_letter_is_lost(word: str) -> None:
    normalized = normalize(word)
    assert len(normalized) >= len(word)
    assert normalized.isalpha()
    assert normalize_word(word) == normalized


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20))
def test_a_latinised_word_is_ascii_and_never_empty(word: str) -> None:
    latin = latinize(normalize(word))
    assert latin
    assert latin.isascii()


@pytest.mark.parametrize(("normalized", "expected"), [("menya", True), ("меня", False), ("12", False)])
def test_a_word_is_latin_when_its_first_letter_is(normalized: str, expected: bool) -> None:
    assert is_latin(normalized) is expected
