"""Ranks the products of a kind, all of those that the company sells, by price or by what their cards state."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from parley.domain.product_facts import AvailabilityFact, ProductFact, RankFact
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.catalogue_rows import as_hits, fetch_categories
from parley.search.facts.card import ProductCard
from parley.search.facts.order import PRICE, SIZE, RankRequest
from parley.search.matching import RowVocabulary
from parley.search.query import SearchQuery
from parley.search.question import Question
from parley.search.rows import ProductRow
from parley.search.scoring import score_products
from parley.services import Services

# An order of one product is none.
_MIN_RANKED = 2
_SIZE_ATTRIBUTES = ("screen", "capacity", "length", "memory")


class RankedProduct(NamedTuple):
    """A product with the number that it is ranked by, and the words that state it."""

    hit: ProductHit
    number: Decimal
    by: str
    text: str


def rank_facts(hits: Sequence[ProductHit], request: RankRequest) -> SearchResults | None:
    """Returns the product that has the place asked for among its like, with that as a fact; None where too few of
    them state what they would be ranked by."""
    ranked = rank_products(hits, request)
    if len(ranked) < max(_MIN_RANKED, request.place):
        return None
    facts, shown = _place_facts(ranked, request)
    return SearchResults(products=shown, is_product_query=True, facts=tuple(facts))


async def fetch_kind(
    rt: Services, question: Question, results: SearchResults, request: RankRequest | None
) -> Sequence[ProductHit]:
    """Returns all products of the kind that a question asks for; of their categories, where it names no kind; none
    without results. `results`: what a search for the kind brought."""
    query = question.query
    if not results.products:
        return ()
    categories = sorted({hit.category for hit in results.products})
    async with rt.db.direct(question.company.id) as connection:
        rows = await fetch_categories(
            connection,
            categories,
            min_price=query.min_price,
            max_price=query.max_price,
            dearest_first=request is not None and request.by == (PRICE,) and request.largest_first,
        )
    return as_hits(rows_of_kind(query, rows) or rows, question.company)


async def fetch_same_category(rt: Services, question: Question, hit: ProductHit) -> Sequence[ProductHit]:
    """Returns the products of the same category as this one."""
    async with rt.db.direct(question.company.id) as connection:
        rows = await fetch_categories(connection, [hit.category])
    return as_hits(rows, question.company)


def rows_of_kind(query: SearchQuery, rows: Sequence[ProductRow]) -> Sequence[ProductRow]:
    """Returns those of the rows that are of the kind that a query asks for."""
    return [each.row for each in score_products(query, rows, RowVocabulary.of_rows(rows))]


def rank_products(hits: Sequence[ProductHit], request: RankRequest) -> list[RankedProduct]:
    """Returns those of the products that state what they are ranked by, in order; none where too few do."""
    for by in request.by:
        ranked = _rank_by_price(hits) if by == PRICE else _rank_by_size(hits) if by == SIZE else _rank_by(by, hits)
        if len(ranked) >= _MIN_RANKED:
            return sorted(ranked, key=lambda each: -each.number if request.largest_first else each.number)
    return []


def _rank_by_price(hits: Sequence[ProductHit]) -> list[RankedProduct]:
    return [RankedProduct(hit, hit.amount, PRICE, hit.price) for hit in hits if hit.amount is not None]


def _rank_by(attribute: str, hits: Sequence[ProductHit]) -> list[RankedProduct]:
    ranked = []
    for hit in hits:
        card = ProductCard(hit)
        if (number := card.number_of(attribute)) is not None:
            value = card.values_of(attribute)[0]
            ranked.append(RankedProduct(hit, Decimal(str(number)), value.attribute, value.text))
    return ranked


def _rank_by_size(hits: Sequence[ProductHit]) -> list[RankedProduct]:
    """Returns the products by the first of screen, volume, length and memory that at least two of them state."""
    for attribute in _SIZE_ATTRIBUTES:
        ranked = _rank_by(attribute, hits)
        if len(ranked) >= _MIN_RANKED:
            return ranked
    return []


def _place_facts(
    ranked: Sequence[RankedProduct], request: RankRequest
) -> tuple[list[ProductFact], list[ProductHit]]:
    """Returns the fact of the place; where that product is sold out, also of the next one that is not."""
    facts: list[ProductFact] = []
    shown: list[ProductHit] = []
    for place, each in enumerate(ranked[request.place - 1 :], request.place):
        if facts and not each.hit.available:
            continue
        price = "" if each.by == PRICE else each.hit.price
        facts.append(RankFact(each.hit.name, each.by, request.largest_first, place, each.text, price))
        shown.append(each.hit)
        if each.hit.available:
            break
        facts.append(AvailabilityFact(each.hit.name, False))
    return facts, shown
