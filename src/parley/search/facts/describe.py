"""Tells a provider's model the facts that were found in lines of English; names, values and amounts as they are."""

from collections.abc import Callable, Sequence

from parley.concepts.attributes import attribute_name
from parley.domain.product_facts import (
    AddedCost,
    AttributeFact,
    AvailabilityFact,
    BasketFact,
    ComparisonFact,
    OpenChoiceFact,
    PriceFact,
    ProductFact,
    RankFact,
    RecommendationFact,
)
from parley.domain.search_results import SearchResults

_ENGLISH = "en"
_VERDICTS = {"yes": "yes: ", "no": "no: ", "": ""}


def describe_product_facts(results: SearchResults) -> list[str]:
    """Returns a line for each fact that answers the question; empty where there is none."""
    return [_DESCRIPTIONS[type(fact)](fact) for fact in results.facts]


def fact_amounts(results: SearchResults) -> list[str]:
    """Returns the amounts that the facts add up, as they may be said."""
    amounts: list[str] = []
    for fact in results.facts:
        if isinstance(fact, PriceFact):
            amounts += [fact.unit_price, fact.full, fact.total, *(added.price for added in fact.added)]
        elif isinstance(fact, BasketFact):
            amounts += [amount for item in fact.items for amount in (item.unit_price, item.total)]
            amounts += [fact.total, *(added.price for added in fact.added)]
        elif isinstance(fact, ComparisonFact):
            amounts += fact.prices
        elif isinstance(fact, OpenChoiceFact):
            amounts += [offer.price for offer in fact.offers]
        elif isinstance(fact, AvailabilityFact):
            amounts += [fact.price, *(offer.price for offer in fact.alternatives)]
        elif isinstance(fact, RankFact | RecommendationFact):
            amounts.append(fact.price)
    return list(filter(None, amounts))


def _describe_attribute(fact: AttributeFact) -> str:
    label = attribute_name(fact.attribute, _ENGLISH) if fact.attribute else ""
    if fact.verdict == "unknown":
        return f"{fact.product}: its card does not say {label or 'this'}; say so and offer to ask a person"
    return f"{fact.product}: {_VERDICTS[fact.verdict]}{f'{label}: ' if label else ''}{fact.value}"


def _describe_availability(fact: AvailabilityFact) -> str:
    price = f", {fact.price}" if fact.price else ""
    instead = ", ".join(f"{offer.product}, {offer.price}" for offer in fact.alternatives)
    state = "available" if fact.available else "not available now"
    return f"{fact.product}: {state}{price}{f'; instead there is {instead}' if instead else ''}"


def _describe_price(fact: PriceFact) -> str:
    counted = f"{fact.quantity} × {fact.product} at" if fact.quantity > 1 else f"{fact.product} costs"
    parts = [f"{counted} {fact.unit_price}"]
    if fact.discount:
        parts.append(f"less {fact.discount} % {'on the second' if fact.on_second else 'for the quantity'}")
    parts += _describe_added(fact.added)
    chosen = "the customer takes this: " if fact.is_chosen else ""
    return chosen + ", ".join(parts) + (f"; total {fact.total}" if fact.total else "")


def _describe_basket(fact: BasketFact) -> str:
    terms = f"; the rule on discounts, not taken off yet: {fact.terms}" if fact.terms else ""
    items = [*map(_describe_price, fact.items), *_describe_added(fact.added)]
    return f"{'; '.join(items)}; together {fact.total}{terms}"


def _describe_added(costs: Sequence[AddedCost]) -> list[str]:
    return [f"{attribute_name(added.name, _ENGLISH)}: {added.price or 'free'}" for added in costs]


def _describe_open_choice(fact: OpenChoiceFact) -> str:
    offers = ", ".join(f"{offer.product}, {offer.price}" for offer in fact.offers)
    return f"the customer takes one of these, and does not say which; have it said: {offers}"


def _describe_rank(fact: RankFact) -> str:
    order = "largest first" if fact.largest_first else "smallest first"
    price = f", {fact.price}" if fact.price else ""
    return (
        f"number {fact.place} by {attribute_name(fact.by, _ENGLISH)}, {order}: {fact.product}, {fact.value}{price}"
    )


def _describe_comparison(fact: ComparisonFact) -> str:
    lines = [("price", fact.prices)] if any(fact.prices) else []
    lines += [(attribute_name(each.attribute, _ENGLISH), each.values) for each in fact.differences]
    texts = [
        f"{label}: "
        + ", ".join(
            f"{product} {value or 'not stated'}" for product, value in zip(fact.products, values, strict=True)
        )
        for label, values in lines
    ]
    texts += filter(None, fact.descriptions)
    return "differences: " + "; ".join(texts)


def _describe_recommendation(fact: RecommendationFact) -> str:
    reasons = [*fact.reasons, *(["the cheapest of those compared"] if fact.cheapest else [])]
    return f"fits the need best: {fact.product}, {fact.price}, because: {'; '.join(reasons)}"


_DESCRIPTIONS: dict[type[ProductFact], Callable[..., str]] = {
    AttributeFact: _describe_attribute,
    AvailabilityFact: _describe_availability,
    PriceFact: _describe_price,
    BasketFact: _describe_basket,
    OpenChoiceFact: _describe_open_choice,
    RankFact: _describe_rank,
    ComparisonFact: _describe_comparison,
    RecommendationFact: _describe_recommendation,
}
