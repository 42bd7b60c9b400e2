"""What there is instead of a product that is sold out."""

from dataclasses import replace
from decimal import Decimal

from parley.domain.product_facts import AvailabilityFact, Offer
from parley.domain.search_results import SearchResults
from parley.search.facts.ranking import fetch_same_category
from parley.search.question import Question
from parley.services import Services

_MAX_ALTERNATIVES = 2


async def with_alternatives(rt: Services, question: Question, results: SearchResults) -> SearchResults:
    """Returns, where all that is told is that a product is sold out, also those of its kind that can be had, the
    next in price first."""
    sold_out = [fact for fact in results.facts if isinstance(fact, AvailabilityFact) and not fact.available]
    if len(results.facts) != 1 or not sold_out or not results.products:
        return results
    gone = results.products[0]
    offered = [hit for hit in await fetch_same_category(rt, question, gone) if hit.available]
    price = gone.amount or Decimal(0)
    offered.sort(key=lambda hit: abs((hit.amount or Decimal(0)) - price))
    alternatives = offered[:_MAX_ALTERNATIVES]
    fact = replace(sold_out[0], alternatives=tuple(Offer(hit.name, hit.price) for hit in alternatives))
    return replace(results, products=[gone, *alternatives], facts=(fact,))
