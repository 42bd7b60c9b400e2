"""Goods of another kind that go with what was shown: "какой матрас к ней встанет?" wants one of the bed's size."""

from collections.abc import Sequence
from dataclasses import replace

from parley.concepts.matcher import GOODS
from parley.concepts.units import parse_measures
from parley.domain.search_results import MAX_CARDS, ProductHit, SearchResults
from parley.search.facts.ranking import fetch_kind
from parley.search.facts.references import points_to_shown
from parley.search.question import Question
from parley.services import Services

_LENGTH = "length"


async def keep_fitting(
    rt: Services, question: Question, results: SearchResults, shown: Sequence[ProductHit]
) -> SearchResults:
    """Returns the results with only those products that have the sides of the one that was shown, where the message
    points to it and asks for goods of another kind; the results as they are where none has them."""
    if len(shown) != 1 or not results.products or not points_to_shown(question.message):
        return results
    sides = _sides(shown[0])
    names_goods = any(token.concept in GOODS for token in question.query.tokens)
    if not sides or not names_goods or shown[0].category == results.products[0].category:
        return results
    hits = await fetch_kind(rt, question, results, None)
    fitting = [hit for hit in hits if _sides(hit) & sides and hit.available]
    return replace(results, products=fitting[:MAX_CARDS], facts=()) if fitting else results


def _sides(hit: ProductHit) -> frozenset[tuple[float, ...]]:
    """Returns the pairs of sides that a product's name and specifications state."""
    specifications = hit.card.get("specifications")
    values = specifications.values() if isinstance(specifications, dict) else ()
    texts = (hit.name, *map(str, values))
    return frozenset(
        tuple(sorted(measure.values))
        for text in texts
        for measure in parse_measures(text).measures
        if measure.dimension == _LENGTH and len(measure.values) > 1
    )
