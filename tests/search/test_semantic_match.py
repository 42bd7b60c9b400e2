"""Products that share no word with a question and that an embedding finds near to it."""

import pytest

from fakes.listener import message_meaning
from fakes.search_rows import a_product
from parley.search.query import SearchQuery, parse_query
from parley.search.scoring import MIN_FIT_SCORE
from parley.search.semantic_match import MIN_SEMANTIC_COSINE, score_semantic_matches


def a_query(text: str) -> SearchQuery:
    return parse_query(message_meaning(text, content_words=tuple(text.split())), "KZT")


@pytest.mark.parametrize(
    ("cosine", "score"),
    [
        (None, None),
        (0.5, None),
        (MIN_SEMANTIC_COSINE - 0.001, None),
        (MIN_SEMANTIC_COSINE, MIN_FIT_SCORE),
        (0.95, 0.75),
        (1.0, 0.8),
    ],
)
def test_only_a_very_near_row_fits_and_less_well_than_by_words(cosine: float | None, score: float | None) -> None:
    hits = score_semantic_matches(a_query("квиркаль"), [a_product("Флумбикс", cosine=cosine)])
    assert [hit.score for hit in hits] == ([] if score is None else [score])


def test_the_nearest_row_comes_first() -> None:
    rows = [a_product("Флумбикс", cosine=0.91), a_product("Зырба", cosine=0.95)]
    assert [hit.row.name for hit in score_semantic_matches(a_query("квиркаль"), rows)] == ["Зырба", "Флумбикс"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("квиркаль 15", "Флумбикс"),  # a model number must be right
        ("квиркаль 32 гб", "Флумбикс"),  # and so must a measure
        ("квиркаль", "Квиркаль"),  # a word in common
        ("диван", "Ноутбук"),  # two things that are both understood
    ],
)
def test_where_words_can_judge_an_embedding_does_not(text: str, name: str) -> None:
    assert score_semantic_matches(a_query(text), [a_product(name, cosine=1.0)]) == []
