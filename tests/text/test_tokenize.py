"""One spelling for what people type in many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.text.tokenize import (
    add_uzbek_cyrillic,
    contains_phrase,
    latinize,
    latinize_text,
    normalize,
    normalized_words,
    sanitize_text,
    split_entries,
    tokenize,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
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
def test_two_spellings_of_a_word_become_one(typed: str, folded: str) -> None:
    assert normalize(typed) == folded


def test_words_are_whole_and_without_apostrophes() -> None:
    assert normalized_words("Да-да, I'm O'tkir! 👍🏻 12 +") == ["да", "да", "im", "otkir", "👍", "12", "+"]


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("меня зовут", "menya zovut"), ("щука", "shchuka"), ("хорошо", "khorosho"), ("жарайды", "zharaidy"),
        ("сәлем", "salem"), ("баярлалаа", "bayarlalaa"), ("всё верно", "vsyo verno"),
    ],
)  # fmt: skip
def test_cyrillic_and_its_latin_spelling_meet(cyrillic: str, latin: str) -> None:
    assert latinize_text(cyrillic) == latinize_text(latin)


def test_a_phrase_is_found_as_whole_words() -> None:
    assert contains_phrase(normalized_words("а меня зовут Айдар"), normalized_words("меня зовут"))
    assert not contains_phrase(normalized_words("когда"), normalized_words("да"))
    assert not contains_phrase([], normalized_words("да"))
    assert not contains_phrase(normalized_words("да"), [])


def test_a_reading_knows_its_clauses_and_questions() -> None:
    reading = tokenize("Да, верно? Анна-Мария")
    assert [(clause.start, clause.end, clause.is_question) for clause in reading.clauses] == [
        (0, 1, False),
        (1, 2, True),
        (2, 4, False),
    ]
    assert reading.tokens[3].after_hyphen


def test_uzbek_lists_hold_both_scripts() -> None:
    assert add_uzbek_cyrillic(split_entries("to'g'ri, yo'q , ertaga")) == (
        "to'g'ri",
        "yo'q",
        "ertaga",
        "тўғри",
        "йўқ",
        "эртага",
    )


@given(st.text())
def test_no_text_breaks_it_and_nothing_unstorable_is_left(text: str) -> None:
    cleaned = sanitize_text(text)
    assert "\x00" not in cleaned
    cleaned.encode()
    assert normalize(normalize(text)) == normalize(text)
    latinize_text(text)
    reading = tokenize(text)
    assert all(reading.text[word.start : word.end] == word.text for word in reading.tokens)


@given(st.text(alphabet=st.characters(codec=None, categories=["Cs", "Cc", "Cf"])))
def test_half_surrogates_are_taken_out(text: str) -> None:
    sanitize_text(text).encode()


LETTERS = "абвгдеёжзийклмнопрстуфхцчшщыэюяәғқңөұүһіїєґўҳabcdefghijklmnopqrstuvwxyz"


@given(st.text(alphabet=st.characters(categories=["L"])))
def test_one_word_is_read_like_a_message(text: str) -> None:
    assert normalized_words(text) == [word.normalized for word in tokenize(text).tokens]


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "İğşçöü", min_size=1, max_size=30))
def test_folding_loses_no_letter(word: str) -> None:
    folded = normalize(word)
    assert len(folded) >= len(word)
    assert folded.isalpha()
    assert normalize(folded) == folded
    assert normalized_words(word) == [folded]


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20))
def test_a_skeleton_is_latin_and_never_empty(word: str) -> None:
    plain = latinize(normalize(word))
    assert plain
    assert plain.isascii()
