"""Finds the facts that answer a question about goods, among the products that a search brought."""

from collections.abc import Sequence
from dataclasses import replace

from parley.domain.product_facts import AttributeFact, AvailabilityFact, ProductFact
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.facts.asked import AskedFact, read_asked
from parley.search.facts.attributes import attribute_facts
from parley.search.facts.card import ProductCard, cards_of
from parley.search.facts.named import find_named
from parley.search.question import Question


def add_facts(results: SearchResults, question: Question, *, are_meant: bool = False) -> SearchResults:
    """Returns the results with the facts that answer the question, and of the products those that they are about;
    the results as they are where none does. `question`: in the customer's own words, without what was added to
    them; `are_meant`: whether it is certain that it is asked of these products, though it does not name them."""
    if not results.products:
        return results
    asked = read_asked(question)
    named = find_named(question, asked, results.products)
    facts = _find_facts(question, asked, cards_of(named.hits), is_specific=named.is_specific or are_meant)
    return with_facts(results, facts) if facts else results


def with_facts(results: SearchResults, facts: Sequence[ProductFact]) -> SearchResults:
    """Returns results that hold these facts, and of the products those that they are about."""
    names = {getattr(fact, "product", "") for fact in facts}
    products = [hit for hit in results.products if hit.name in names] or results.products
    return replace(results, products=products, is_product_query=True, facts=tuple(facts))


def is_known(facts: Sequence[ProductFact]) -> bool:
    """Tells whether any of the facts says more than that a card does not say."""
    return any(getattr(fact, "verdict", "") != "unknown" for fact in facts)


def _find_facts(
    question: Question, asked: AskedFact, cards: Sequence[ProductCard], *, is_specific: bool
) -> list[ProductFact]:
    facts: list[ProductFact] = []
    if asked.is_about_attributes or asked.words:
        for card in cards:
            facts += attribute_facts(asked, card, is_specific=is_specific and len(cards) == 1)
    if not facts and is_specific and asked.asks_availability and not asked.is_about_attributes:
        facts += [_availability(card.hit) for card in cards]
    return _agreeing(facts)


def _agreeing(facts: Sequence[ProductFact]) -> list[ProductFact]:
    """Returns, where one of several products has what was asked for, only those that have it."""
    if any(isinstance(fact, AttributeFact) and fact.verdict == "yes" for fact in facts):
        return [fact for fact in facts if not (isinstance(fact, AttributeFact) and fact.verdict == "no")]
    return list(facts)


def _availability(hit: ProductHit) -> AvailabilityFact:
    return AvailabilityFact(hit.name, hit.available, hit.price)
