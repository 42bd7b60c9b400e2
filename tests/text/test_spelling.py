"""Misspelt words are corrected, other words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.text.spelling import DeletionIndex, SpellingCorrector, edit_distance, is_plausible_typo

KNOWN_WORDS = ["да", "нет", "верно", "правильно", "ооба", "тиймээ", "әрине", "correct", "yes", "да-да"]
CORRECTOR = SpellingCorrector(KNOWN_WORDS)


@pytest.mark.parametrize(
    ("a", "b", "limit", "distance"),
    [
        ("abc", "abc", 1, 0), ("abc", "abd", 1, 1), ("abc", "abcd", 1, 1), ("abcd", "acd", 1, 1),
        ("abcd", "acbd", 1, 1), ("abcd", "badc", 2, 2), ("abcdef", "axydef", 2, 2), ("", "", 1, 0),
        ("", "a", 1, 1), ("кот", "окт", 1, 1),
    ],
)  # fmt: skip
def test_a_distance_counts_letters_inserted_deleted_replaced_and_swapped(
    a: str, b: str, limit: int, distance: int
) -> None:
    assert edit_distance(a, b, limit) == edit_distance(b, a, limit) == distance


@pytest.mark.parametrize(("a", "b"), [("abcd", "badc"), ("abc", "abcde"), ("abcd", "axyd"), ("abcd", "")])
def test_a_distance_above_its_limit_is_one_more_than_the_limit(a: str, b: str) -> None:
    assert edit_distance(a, b, 1) == 2


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("divan", "divan"), ("devan", "divan"), ("dvan", "divan"), ("divann", "divan"), ("dvian", "divan"),
        ("labtop", "laptop"), ("holodilnuk", "holodilnik"), ("televisor", "televizor"), ("tslevizor", "televizor"),
    ],
)  # fmt: skip
def test_one_edit_is_a_typo_where_the_letters_sound_alike_or_the_word_is_long(word: str, known: str) -> None:
    assert is_plausible_typo(word, known)


@pytest.mark.parametrize(
    ("word", "known"), [("dilan", "divan"), ("lastop", "laptop"), ("kolodilo", "molodilo"), ("dvn", "divan")]
)
def test_another_letter_in_a_word_below_nine_letters_makes_another_word(word: str, known: str) -> None:
    assert not is_plausible_typo(word, known)


@given(st.text("abc", min_size=1, max_size=9), st.text("abc", max_size=9), st.sampled_from([3, 6, 16]))
def test_the_index_never_misses_a_word_that_is_one_edit_away_behind_its_first_letter(
    known: str, rest: str, prefix_letters: int
) -> None:
    word = known[0] + rest
    index = DeletionIndex([known], prefix_letters)
    assert known in index.candidates(word) or edit_distance(word, known, 1) > 1 or word[:2] == known[1::-1]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("дааа", "да"), ("нееет", "нет"), ("вернно", "верно"), ("ооооба", "ооба"), ("тиймээээ", "тиймээ"),
        ("yesss", "yes"), ("правельно", "правильно"), ("правильо", "правильно"), ("правилньо", "правильно"),
        ("corect", "correct"), ("corrrect", "correct"), ("врно", "верно"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_corrected(typed: str, meant: str) -> None:
    assert CORRECTOR.correct(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "д", "дом", "нота", "арина", "правило", "ooo", "connect", "оба", "верна", "оерно"]
)
def test_another_word_is_not_corrected(typed: str) -> None:
    assert CORRECTOR.correct(typed) == ""


def test_words_of_five_to_sixteen_letters_are_corrected() -> None:
    corrector = SpellingCorrector(["доба", "добро", "самоуправлениями"])
    assert corrector.correct("доюа") == ""
    assert corrector.correct("доюро") == "добро"
    assert corrector.correct("самауправлениями") == "самоуправлениями"
    assert corrector.correct("самоуправлекниями") == ""


def test_of_two_words_that_may_be_meant_the_first_in_the_alphabet_is_taken() -> None:
    assert SpellingCorrector(["карта", "капта"]).correct("каbта") == "капта"


@given(st.text(max_size=60))
def test_a_correction_is_a_known_word_or_nothing(text: str) -> None:
    assert CORRECTOR.correct(text) in {"", *KNOWN_WORDS}
