"""What is bigger, lighter or cheaper than what was shown: "anything bigger?", "андан кичирээги", "подешевле"."""

from collections.abc import Sequence

from parley.domain.product_facts import AttributeFact, PriceFact, ProductFact
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.facts.order import PRICE, RankRequest
from parley.search.facts.ranking import RankedProduct, rank_facts, rank_products

# So many of those that come next are told.
_MAX_TOLD = 2


def relative_facts(
    shown: Sequence[ProductHit], kind: Sequence[ProductHit], request: RankRequest
) -> SearchResults | None:
    """Returns the products of a kind that come next beyond those shown in an order, the nearest first; where none
    does, that the one shown comes first. None where the cards do not say. `kind`: all of the kind."""
    ranked = rank_products(kind, request)
    ids = {hit.id for hit in shown}
    own = [each for each in ranked if each.hit.id in ids]
    if not own:
        return None
    best = own[0].number
    beyond = [
        each
        for each in ranked
        if each.hit.available and (each.number > best if request.largest_first else each.number < best)
    ]
    if not beyond:
        return rank_facts(kind, request)
    told = beyond[::-1][:_MAX_TOLD]
    facts = [fact for each in told for fact in _facts_of(each)]
    return SearchResults(products=[each.hit for each in told], is_product_query=True, facts=tuple(facts))


def _facts_of(each: RankedProduct) -> list[ProductFact]:
    facts: list[ProductFact] = [PriceFact(each.hit.name, each.hit.price)] if each.hit.price else []
    return facts if each.by == PRICE else [AttributeFact(each.hit.name, each.by, each.text), *facts]
