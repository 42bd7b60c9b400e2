"""Phrases are found in a message: as whole words, in any script, the longest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.cost import grows_with_length
from fakes.listener import LEXICON, heard
from parley.nlu.phrase_matcher import Match, keep_longest
from parley.text.tokenize import tokenize


def kinds_found(text: str, language: str) -> set[str]:
    return {match.kind for match in LEXICON.find_matches(tokenize(text).tokens) if match.language == language}


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("да", "ru", "yes"), ("da", "ru", "yes"), ("дааа", "ru", "yes"), ("вернно", "ru", "yes"),
        ("правельно", "ru", "yes"), ("yess", "en", "yes"), ("дурыс", "kk", "yes"), ("durys", "kk", "yes"),
        ("иәәә", "kk", "yes"), ("ооооба", "ky", "yes"), ("тиймээээ", "mn", "yes"), ("тўғри", "uz", "yes"),
        ("тугри", "uz", "yes"), ("toʻgʻri", "uz", "yes"), ("нееет", "ru", "no"), ("жооқ", "kk", "no"),
        ("ugui", "mn", "no"), ("йўқ", "uz", "no"), ("tak", "uk", "yes"),
    ],
)  # fmt: skip
def test_a_word_is_known_however_it_is_typed(text: str, language: str, kind: str) -> None:
    assert kind in kinds_found(text, language)


@pytest.mark.parametrize("text", ["когда", "онлайн", "хаха", "никогда", "дача", "нетто", "knowledge", "окно"])
def test_a_part_of_a_word_is_not_found(text: str) -> None:
    kinds = {match.kind for match in LEXICON.find_matches(tokenize(text).tokens)}
    assert not kinds & {"yes", "no", "right", "wrong"}


@pytest.mark.parametrize(("text", "misspelled"), [("вернно", True), ("верно", False)])
def test_a_corrected_spelling_is_marked(text: str, misspelled: bool) -> None:
    matches = LEXICON.find_matches(tokenize(text).tokens)
    assert {match.misspelled for match in matches if match.kind == "yes"} == {misspelled}


def test_a_phrase_ends_with_its_clause() -> None:
    assert "wrong" not in kinds_found("не, верно", "ru")
    assert "wrong" in kinds_found("не верно", "ru")


def _length(match: Match) -> int:
    return match.end - match.start


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), max_size=30)


@given(SPANS)
def test_the_longest_of_overlapping_phrases_are_kept(spans: list[tuple[int, int]]) -> None:
    matches = sorted(
        (Match("yes", "ru", start, start + size) for start, size in spans), key=lambda h: (h.start, -h.end)
    )
    within = [
        match
        for match in matches
        if not any(
            other.start <= match.start and match.end <= other.end and _length(other) > _length(match)
            for other in matches
        )
    ]
    assert keep_longest(matches) == within
    assert keep_longest(within) == within


@given(st.text(max_size=80))
def test_matches_lie_in_the_message_and_come_by_their_start(text: str) -> None:
    words = tokenize(text).tokens
    matches = LEXICON.find_matches(words)
    assert all(0 <= match.start < match.end <= len(words) for match in matches)
    assert matches == sorted(matches, key=lambda match: (match.start, -match.end))


@pytest.mark.parametrize("said", ["да ", "не ", "да, ", "нет? ", "не менеджер соедините ", "аб", "я думаю что "])
def test_a_long_message_costs_its_length_and_no_more(said: str) -> None:
    assert grows_with_length(lambda text: heard(text, "confirm"), said)
