"""Rows that share no word with a question and still mean the same, as a provider's embeddings see it."""

from collections.abc import Iterable, Sequence
from typing import Any

from parley.concepts.matcher import GOODS, SALE_TERMS, SERVICES
from parley.concepts.token import ConceptToken, match_tokens
from parley.search.features import reading_tokens
from parley.search.query import SearchQuery
from parley.search.scoring import MIN_FIT_SCORE, ScoredRows

# What the cosine of two texts says differs from model to model: with some, 0.8 is any two texts of one language,
# with others hardly anything but a translation is above. High enough for all of them (ADR 12); below it embeddings
# bring candidates and the words decide.
MIN_SEMANTIC_COSINE = 0.9
_SOLD_CONCEPTS = GOODS | SERVICES | SALE_TERMS


def score_semantic_matches(query: SearchQuery, rows: Sequence[Any]) -> ScoredRows:
    """Of the rows that only embeddings found, those that are very near, scored 0.7 to 0.8, best first. None where
    words can judge: a number that must be right, a word in common, two things that are both understood."""
    if query.model_numbers or query.measures:
        return []
    near_rows = [
        row
        for row in rows
        if row.cosine is not None and row.cosine >= MIN_SEMANTIC_COSINE and not _words_can_judge(query, row)
    ]
    scored = [(row, round(min(MIN_FIT_SCORE + row.cosine - MIN_SEMANTIC_COSINE, 0.8), 3)) for row in near_rows]
    return sorted(scored, key=lambda pair: -pair[1])


def _words_can_judge(query: SearchQuery, row: Any) -> bool:
    row_tokens = reading_tokens(row.reading)
    if any(match_tokens(token, row_tokens.values(), query.synonyms.get(token, ())) for token in query.tokens):
        return True
    return _has_known_concept(query.tokens) and _has_known_concept(row_tokens.values())


def _has_known_concept(tokens: Iterable[ConceptToken]) -> bool:
    return any(token.concept in _SOLD_CONCEPTS for token in tokens)
