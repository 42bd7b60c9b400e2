"""Whether a product is what was asked for, or only mentions it: a case is no phone, setting up a laptop is no
laptop."""

from collections.abc import Collection, Sequence
from itertools import chain

from parley.concepts.matcher import GOODS, concept_similarity
from parley.concepts.token import ConceptToken
from parley.search.query import SearchQuery
from parley.search.rows import ProductRow
from parley.search.token_weights import SOLD_CONCEPTS

# What is left of the score of a product that is something else ("чехол для айфона"), of one that only its category
# calls so, and of one that does not say what it is.
_OTHER_KIND_FACTOR, _CATEGORY_ONLY_FACTOR, _MENTION_FACTOR = 0.65, 0.85, 0.8


def discount_other_kinds(
    query: SearchQuery, tokens: Sequence[ConceptToken], rows: Sequence[ProductRow], scores: Sequence[float]
) -> Sequence[float]:
    """Returns the scores with less for products that only mention the goods asked for. Of a question that names no
    goods the scores are returned as they are."""
    concepts = _requested_concepts(query, tokens)
    if concepts.isdisjoint(GOODS):
        return scores
    factors = [_kind_factor(row, concepts) for row in rows]
    # Where others are what was asked for, one that says nothing of itself is less likely to be.
    is_offered = any(factor is not None and factor > _OTHER_KIND_FACTOR for factor in factors)
    unstated_factor = _OTHER_KIND_FACTOR if is_offered else _MENTION_FACTOR
    return [
        score * (unstated_factor if factor is None else factor)
        for factor, score in zip(factors, scores, strict=True)
    ]


def _requested_concepts(query: SearchQuery, tokens: Sequence[ConceptToken]) -> frozenset[str]:
    head_tokens = [token for token in tokens if token.latin not in query.modifiers]
    synonyms = chain.from_iterable(query.synonyms.get(token, ()) for token in head_tokens)
    return SOLD_CONCEPTS.intersection(token.concept for token in (*head_tokens, *synonyms))


def _kind_factor(row: ProductRow, concepts: Collection[str]) -> float | None:
    """Returns what is left of the score of a product; None where nobody says what it is."""
    if any(_is_one_of(concepts, concept) for concept in row.own_concepts):
        return 1.0
    if any(_is_one_of(concepts, token.concept) for token in row.category_tokens):
        return _CATEGORY_ONLY_FACTOR if not GOODS.isdisjoint(row.own_concepts) else 1.0
    says_what_it_is = row.own_concepts or any(token.concept in GOODS for token in row.category_tokens)
    return _OTHER_KIND_FACTOR if says_what_it_is else None


def _is_one_of(concepts: Collection[str], other: str) -> bool:
    return any(concept_similarity(concept, other) for concept in concepts)
