"""A message is cut into words, numbers and clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.text.tokenize import latinize_text, normalized_words, tokenize

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщыэюяәғқңөұүһіїєґўҳabcdefghijklmnopqrstuvwxyz"


def test_words_are_whole_and_without_apostrophes() -> None:
    assert normalized_words("Да-да, I'm O'tkir! 👍🏻 12 +") == ["да", "да", "im", "otkir", "👍", "12", "+"]


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("меня зовут", "menya zovut"), ("щука", "shchuka"), ("хорошо", "khorosho"), ("жарайды", "zharaidy"),
        ("сәлем", "salem"), ("баярлалаа", "bayarlalaa"), ("всё верно", "vsyo verno"),
    ],
)  # fmt: skip
def test_a_cyrillic_text_and_its_latin_spelling_are_latinised_alike(cyrillic: str, latin: str) -> None:
    assert latinize_text(cyrillic) == latinize_text(latin)


def test_clauses_end_at_punctuation_and_know_their_question_mark() -> None:
    tokenized = tokenize("Да, верно? Анна-Мария")
    assert [(clause.start, clause.end, clause.is_question) for clause in tokenized.clauses] == [
        (0, 1, False),
        (1, 2, True),
        (2, 4, False),
    ]
    assert [token.clause_index for token in tokenized.tokens] == [0, 1, 2, 2]
    assert tokenized.tokens[3].after_hyphen


def test_a_question_mark_behind_other_punctuation_makes_the_clause_a_question() -> None:
    assert [clause.is_question for clause in tokenize("Правда?! Да.").clauses] == [True, False]
    assert [clause.is_question for clause in tokenize("Правда...? Да.").clauses] == [True, False]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("один два три четыре пять", ["один", "два", "пять"]),
        ("один, два. пять", ["один", "два", "пять"]),
        ("один", ["один"]),
    ],
)
def test_of_a_long_message_only_its_head_and_tail_are_read(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text, (2, 1)).tokens] == words


def test_head_and_tail_of_a_long_message_are_separate_clauses() -> None:
    assert [token.clause_index for token in tokenize("один два три четыре пять", (2, 1)).tokens] == [0, 0, 1]


@given(st.text())
def test_tokens_tell_where_they_stand_in_any_text(text: str) -> None:
    latinize_text(text)
    tokenized = tokenize(text)
    assert all(tokenized.text[token.start : token.end] == token.text for token in tokenized.tokens)


@given(st.text(alphabet=st.characters(categories=["L"])))
def test_a_lone_word_is_normalised_as_within_a_message(text: str) -> None:
    assert normalized_words(text) == [token.normalized for token in tokenize(text).tokens]


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "İğşçöü", min_size=1, max_size=30))
def test_a_word_of_our_alphabets_is_one_token(word: str) -> None:
    assert len(normalized_words(word)) == 1
