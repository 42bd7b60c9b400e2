"""A text as search compares it."""

from math import sqrt

from hypothesis import given
from hypothesis import strategies as st

from parley.concepts.token import concept_tokens, token_similarity
from parley.search.features import (
    VECTOR_DIMENSIONS,
    affirmed_tokens,
    decode_token,
    encode_reading,
    encode_vector,
    index_features,
    index_terms,
    query_terms,
    split_reading,
)


def vector(text: str) -> list[int]:
    return [int(number) for number in encode_vector(affirmed_tokens(text))[1:-1].split(",")]


def near(first: str, second: str) -> float:
    a, b = vector(first), vector(second)
    lengths = sqrt(sum(x * x for x in a)) * sqrt(sum(x * x for x in b))
    return sum(x * y for x, y in zip(a, b, strict=True)) / lengths


def test_a_vector_is_the_same_in_every_process() -> None:
    strongest = max(range(VECTOR_DIMENSIONS), key=lambda at: abs(vector("чайник")[at]))
    assert strongest == 348


def test_a_word_is_near_its_inflection_and_its_translation_and_far_from_another() -> None:
    assert near("ноутбук", "ноутбуки") > 0.8
    assert near("холодильник", "тоңазытқыш") > 0.4
    assert near("iphone", "айфон") > 0.4
    assert abs(near("холодильник", "принтер")) < 0.2


def test_case_and_script_make_no_difference() -> None:
    assert near("SAMSUNG", "самсунг") > 0.99


def test_a_written_vector_is_short_and_complete() -> None:
    text = encode_vector(affirmed_tokens("ноутбук"))
    assert text.count(",") == VECTOR_DIMENSIONS - 1
    assert len(text) < 3000


def test_a_words_weight_moves_the_vector() -> None:
    words = affirmed_tokens("ноутбук kelmo")
    loud = encode_vector(words, lambda word_token: 1.0 if word_token.latin == "kelmo" else 0.1)
    assert loud != encode_vector(words)


@given(st.text())
def test_a_reading_is_split_into_the_words_it_was_encoded_from(text: str) -> None:
    reading = encode_reading([affirmed_tokens(text), []])
    assert [list(map(decode_token, field)) for field in split_reading(reading, 2)] == [
        list(concept_tokens(text)),
        [],
    ]


def test_a_row_without_a_reading_has_no_words() -> None:
    assert split_reading("", 3) == [(), (), ()]


@given(st.text(), st.text())
def test_the_words_of_an_index_are_a_word_list_that_quotes_nothing(title: str, text: str) -> None:
    terms = str(index_features(17, [title], [text])["terms"])
    assert terms.count("'") == 2 * terms.count("'17:")


def test_query_terms_are_among_the_index_terms_of_similar_words() -> None:
    texts = [
        "ноутбук",
        "ноутбуки",
        "стол",
        "стола",
        "столами",
        "фен",
        "kelmo",
        "kelmos",
        "чайника",
        "чайник",
        "лампа",
        "настольная",
        "15",
        "255",
        "r15",
    ]
    words = [word_token for word in texts for word_token in concept_tokens(word)]
    for query_token in words:
        for there in words:
            if token_similarity(query_token, there) > 0.9:
                held_terms = index_terms(there.latin, there.concept)
                assert query_terms(query_token.latin, query_token.concept) & held_terms, (query_token, there)


def test_a_kind_of_what_is_asked_for_answers_and_its_siblings_do_not() -> None:
    lamp, desk = (concept_tokens(text)[0] for text in ("лампа", "настольная лампа"))
    assert desk.concept.endswith(f"-{lamp.concept}")
    assert query_terms(lamp.latin, lamp.concept) & index_terms(desk.latin, desk.concept)
    assert not query_terms(desk.latin, "floor-lamp") & index_terms(desk.latin, desk.concept)


def test_a_denied_quality_is_left_out() -> None:
    assert "folding" not in {
        word_token.concept for word_token in affirmed_tokens("Диван на ножках, не раскладывается")
    }
    assert "folding" in {
        word_token.concept for word_token in affirmed_tokens("Диван раскладывается одним движением")
    }
