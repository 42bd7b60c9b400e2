"""The words about phones and names of all languages, compiled."""

import pytest

from fakes.phrases import TERMS
from parley.nlu.contacts.vocabulary import WordSet, compile_contact_terms, is_first_name
from parley.nlu.number_words import NumberWord


def test_a_word_set_holds_words_and_beginnings_of_words() -> None:
    words = WordSet(("номер*", "Тел"))
    assert "номером" in words
    assert "тел" in words
    assert "телефон" not in words
    assert 5 not in words
    assert list(words) == ["тел"]


@pytest.mark.parametrize(
    ("notation", "kind", "value"),
    [("700", "=", 700), ("10+", "10+", 10), ("*100", "*", 100), ("x2", "x", 2), ("+", "+", 0), ("-", "-", 0)],
)
def test_a_number_word_has_a_notation(notation: str, kind: str, value: int) -> None:
    word = NumberWord(notation)
    assert (word.kind, word.value) == (kind, value)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("сакен", True), ("saken", True), ("роза", True), ("гулбаршын", True), ("gulbarshyn", True),
        ("диван", False), ("гул", True), ("", False), ("гул" * 10, False),
    ],
)  # fmt: skip
def test_a_first_name_is_known_in_both_scripts_and_by_its_parts(word: str, expected: bool) -> None:
    assert is_first_name(word, TERMS) is expected


def test_names_that_are_words_are_kept_by_language() -> None:
    assert "роза" in TERMS.ambiguous_first_names
    assert "will" in TERMS.ambiguous_names_by_language["en"]
    assert "will" not in TERMS.ambiguous_names_by_language["ru"]


def test_only_languages_that_decline_names_have_case_endings() -> None:
    assert [endings.language for endings in TERMS.case_endings] == ["ru", "uk"]
    russian, ukrainian = TERMS.case_endings
    assert "ы" in russian.own_letters
    assert "і" in ukrainian.own_letters
    assert russian.own_letters.isdisjoint(ukrainian.own_letters)


def test_terms_are_compiled_once() -> None:
    assert compile_contact_terms(None) is compile_contact_terms(None)
    assert not compile_contact_terms(None).first_names
