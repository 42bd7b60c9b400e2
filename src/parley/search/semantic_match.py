"""Rows that share no word with a question and still mean the same, as a provider's embeddings have it."""

from collections.abc import Iterable, Sequence

from parley.concepts.token import ConceptToken
from parley.search.matching import RowVocabulary
from parley.search.query import SearchQuery
from parley.search.rows import PassageRow, ProductRow
from parley.search.scoring import MIN_FIT_SCORE, RowT, ScoredRow
from parley.search.token_weights import SOLD_CONCEPTS

# What the cosine of two texts says differs from model to model: with some, 0.8 is any two texts of one language,
# with others hardly anything but a translation is above. High enough for all of them (ADR 12); below it embeddings
# bring candidates and the words decide.
MIN_SEMANTIC_COSINE = 0.9
# Words are the better proof: what only an embedding found is never scored higher.
_MAX_SEMANTIC_SCORE = 0.8


def score_semantic_matches(query: SearchQuery, rows: Sequence[RowT]) -> list[ScoredRow[RowT]]:
    """Returns those of the rows that only embeddings found and that are very near, scored 0.7…0.8, best first; none
    where words can judge: a number that must be right, a word in common, two things that are both understood."""
    if query.model_numbers or query.measures:
        return []
    hits = [
        ScoredRow(row, round(min(MIN_FIT_SCORE + row.cosine - MIN_SEMANTIC_COSINE, _MAX_SEMANTIC_SCORE), 3))
        for row in rows
        if row.cosine is not None and row.cosine >= MIN_SEMANTIC_COSINE and not _words_can_judge(query, row)
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def _words_can_judge(query: SearchQuery, row: ProductRow | PassageRow) -> bool:
    vocabulary = RowVocabulary.of_rows([row])
    if any(vocabulary.matches_with_synonyms(token, query) for token in query.tokens):
        return True
    return _has_sold_concept(query.tokens) and _has_sold_concept(row.words.tokens())


def _has_sold_concept(tokens: Iterable[ConceptToken]) -> bool:
    return any(token.concept in SOLD_CONCEPTS for token in tokens)
