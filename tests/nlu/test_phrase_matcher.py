"""Phrases in a message: whole words, in any script, the longest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.cost import grows_with_length
from fakes.listener import LEXICON, heard
from parley.nlu.phrase_matcher import Match, keep_longest
from parley.text.tokenize import tokenize


def kinds(text: str, language: str) -> set[str]:
    return {hit.kind for hit in LEXICON.find_matches(tokenize(text).tokens) if hit.language == language}


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
    assert kind in kinds(text, language)


@pytest.mark.parametrize("text", ["когда", "онлайн", "хаха", "никогда", "дача", "нетто", "knowledge", "окно"])
def test_part_of_a_word_is_no_word(text: str) -> None:
    said = {hit.kind for hit in LEXICON.find_matches(tokenize(text).tokens)}
    assert not said & {"yes", "no", "right", "wrong"}


def test_a_guess_is_marked_as_one() -> None:
    assert [hit.misspelled for hit in LEXICON.find_matches(tokenize("вернно").tokens) if hit.kind == "yes"] == [
        True
    ]
    assert not any(hit.misspelled for hit in LEXICON.find_matches(tokenize("верно").tokens))


def test_a_phrase_ends_with_its_clause() -> None:
    assert "wrong" not in kinds("не, верно", "ru")
    assert "wrong" in kinds("не верно", "ru")


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), max_size=30)


@given(SPANS)
def test_the_longest_of_overlapping_phrases_are_kept(spans: list[tuple[int, int]]) -> None:
    hits = sorted(
        (Match("yes", "ru", start, start + size) for start, size in spans), key=lambda h: (h.start, -h.end)
    )
    within = [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]
    assert keep_longest(hits) == within
    assert keep_longest(within) == within


@given(st.text(max_size=80))
def test_hits_lie_in_the_message_and_come_by_their_start(text: str) -> None:
    words = tokenize(text).tokens
    hits = LEXICON.find_matches(words)
    assert all(0 <= hit.start < hit.end <= len(words) for hit in hits)
    assert [(hit.start, -hit.end) for hit in hits] == sorted((hit.start, -hit.end) for hit in hits)


@pytest.mark.parametrize("said", ["да ", "не ", "да, ", "нет? ", "не менеджер соедините ", "аб", "я думаю что "])
def test_a_long_message_costs_its_length_and_no_more(said: str) -> None:
    assert grows_with_length(lambda text: heard(text, "confirm"), said)
