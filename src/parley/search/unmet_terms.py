"""What was asked of goods and none of those that are shown has: to be said, and not passed over in silence.

Only what can be told from the catalogue: a kind of goods ("corner sofa"), a colour or a material where those shown
have another one, a number with its unit.
"""

from collections.abc import Sequence
from typing import Any

from parley.concepts.matcher import GOODS, broader_concepts, concept_similarity
from parley.concepts.token import ConceptToken, phrase_parts
from parley.concepts.units import match_measure
from parley.search.features import decode_reading
from parley.search.query import SearchQuery
from parley.search.scoring import product_texts

_ATTRIBUTE_FAMILIES = frozenset({"colour", "material"})


def find_unmet_terms(query: SearchQuery, shown: Sequence[Any]) -> tuple[str, ...]:
    """In English words of the concept lexicon; empty where what is shown is what was asked for."""
    if not shown:
        return ()
    rows_tokens = [[each for text in decode_reading(row.reading) for each in text] for row in shown]
    concepts = {each.concept for words in rows_tokens for each in words if each.concept}
    unmet_concepts = [
        each.concept
        for each in query.tokens
        if _is_unmet(each, concepts, {w.latin for ws in rows_tokens for w in ws})
    ]
    unmet_measures = [
        measure
        for measure in query.measures
        if _all_contradict([match_measure(measure, product_texts(row)) for row in shown])
    ]
    return (
        *(concept_id.replace("-", " ") for concept_id in unmet_concepts),
        *("this size" for _ in unmet_measures[:1]),
    )


def _is_unmet(token: ConceptToken, row_concepts: set[str], row_words: set[str]) -> bool:
    if any(concept_similarity(token.concept, concept_id) == 1 for concept_id in row_concepts) or not token.concept:
        return False
    if token.concept in GOODS:
        parts = phrase_parts(token)
        all_parts_present = len(parts) > 1 and all(
            piece.latin in row_words or piece.concept in row_concepts for piece in parts
        )
        return (
            bool(broader_concepts(token.concept))
            and not all_parts_present
            and not _has_narrower_concept(token.concept, row_concepts)
        )
    family = _ATTRIBUTE_FAMILIES.intersection(broader_concepts(token.concept))
    return any(
        concept_id not in family and not family.isdisjoint(broader_concepts(concept_id))
        for concept_id in row_concepts
    )


def _has_narrower_concept(concept_id: str, row_concepts: set[str]) -> bool:
    return any(concept_id in broader_concepts(row_concept) for row_concept in row_concepts)


def _all_contradict(matches: Sequence[float | None]) -> bool:
    return all(each == 0 for each in matches)
