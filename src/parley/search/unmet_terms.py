"""What was asked for and none of the products shown has: to be said with them, and not passed over in silence.

Only what can be told from the catalogue: a kind of goods ("corner sofa"), a colour or a material where those shown
have another one, a number with its unit.
"""

from collections.abc import Sequence
from typing import NamedTuple

from parley.concepts.matcher import GOODS, broader_concepts, concept_similarity
from parley.concepts.token import ConceptToken, phrase_parts
from parley.concepts.units import Measure, match_measure
from parley.search.query import SearchQuery
from parley.search.rows import ProductRow

# A product that has one of these has no other of the same family.
_ATTRIBUTE_FAMILIES = frozenset({"colour", "material"})


class _ShownWords(NamedTuple):
    """The words of the products that are shown."""

    #: latinised
    latin: frozenset[str]
    #: the concepts that they have
    concepts: frozenset[str]


def find_unmet_terms(query: SearchQuery, shown: Sequence[ProductRow]) -> tuple[str, ...]:
    """Returns in English words of the concept lexicon what none of the products has; nothing where one of them is
    what was asked for."""
    if not shown:
        return ()
    tokens = [token for row in shown for token in row.words.tokens()]
    words = _ShownWords(
        frozenset(token.latin for token in tokens), frozenset(token.concept for token in tokens if token.concept)
    )
    terms = [token.concept.replace("-", " ") for token in query.tokens if _is_unmet(token, words)]
    if any(_is_contradicted(measure, shown) for measure in query.measures):
        terms.append("this size")
    return tuple(terms)


def _is_contradicted(measure: Measure, shown: Sequence[ProductRow]) -> bool:
    return all(match_measure(measure, row.stated_values) == 0 for row in shown)


def _is_unmet(token: ConceptToken, words: _ShownWords) -> bool:
    if not token.concept or any(concept_similarity(token.concept, concept) == 1 for concept in words.concepts):
        return False
    return _is_missing_kind(token, words) if token.concept in GOODS else _is_contradicted_attribute(token, words)


def _is_missing_kind(token: ConceptToken, words: _ShownWords) -> bool:
    """Returns whether a special kind of goods was asked for, and no product is of it or has its parts in its
    words."""
    if not broader_concepts(token.concept):
        return False
    parts = phrase_parts(token)
    has_all_parts = len(parts) > 1 and all(
        part.latin in words.latin or part.concept in words.concepts for part in parts
    )
    return not has_all_parts and not any(token.concept in broader_concepts(concept) for concept in words.concepts)


def _is_contradicted_attribute(token: ConceptToken, words: _ShownWords) -> bool:
    """Returns whether a colour or material was asked for, and the products have others."""
    family = _ATTRIBUTE_FAMILIES.intersection(broader_concepts(token.concept))
    return any(
        concept not in family and not family.isdisjoint(broader_concepts(concept)) for concept in words.concepts
    )
