"""Compares products, and advises the one that fits a need best, with the reasons that the cards give."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from parley.concepts.attributes import attributes_of_text, ids_of_kind
from parley.domain.product_facts import AttributeFact, ComparisonFact, Difference, ProductFact, RecommendationFact
from parley.domain.search_results import SearchResults
from parley.search.facts.card import ProductCard

# What speaks for a product where it is wanted for something: attributes, and whether the largest value is best.
_PREFERENCES: Mapping[str, tuple[tuple[str, bool], ...]] = {
    "study": (("weight", False), ("battery-life", True)),
    "gaming-need": (("graphics", True), ("refresh-rate", True), ("ram", True)),
    "travel": (("weight", False), ("battery-life", True)),
    "office-need": (("screen", True),),
    "design-need": (("ram", True), ("graphics", True), ("resolution", True)),
    "family-need": (("capacity", True), ("drum-load", True), ("people", True), ("sleeping-area", True)),
    "small-space": (("capacity", False), ("depth", False), ("width", False), ("size", False), ("weight", False)),
    "cottage": (("capacity", False), ("weight", False)),
}
# Where the least money is a reason.
_THRIFTY = frozenset({"study", "office-need", "cottage", "child-need", "elderly", "small-space"})
# What it counts that the card itself names the need.
_MENTION_WORTH = 3.0
_MAX_REASONS = 3
# Fewer differing specifications tell too little.
_MIN_DIFFERENCES = 3


class _Advice(NamedTuple):
    worth: float
    reasons: tuple[str, ...]
    cheapest: bool


def compare(cards: Sequence[ProductCard]) -> ComparisonFact:
    """Returns in what the cards differ; what only one of them states comes last."""
    values_by_label: dict[str, list[str]] = {}
    for position, card in enumerate(cards):
        for piece in card.specifications:
            measures = ids_of_kind(attributes_of_text(piece.label), "measure")
            label = measures[0] if measures else piece.label
            if piece.text:
                values_by_label.setdefault(label, [""] * len(cards))[position] = piece.text
    differing = [
        Difference(label, tuple(values)) for label, values in values_by_label.items() if len(set(values)) > 1
    ]
    differing += _differing_features(cards, {each.attribute for each in differing})
    differing.sort(key=lambda each: each.values.count(""))
    names, prices = tuple(card.hit.name for card in cards), tuple(card.hit.price for card in cards)
    tells_too_little = len(differing) < _MIN_DIFFERENCES
    descriptions = tuple(card.description if tells_too_little else _own_features(card, cards) for card in cards)
    return ComparisonFact(names, prices, tuple(differing), descriptions if any(descriptions) else ())


def _differing_features(cards: Sequence[ProductCard], known: Collection[str]) -> list[Difference]:
    """Returns the attributes that features state, and not specifications: "16 ГБ ОЗУ" and "8 ГБ ОЗУ"."""
    attributes = dict.fromkeys(
        attribute
        for card in cards
        for piece in card.features
        for attribute in ids_of_kind(attributes_of_text(piece.text), "measure")
    )
    differences = []
    for attribute in attributes:
        found = [card.values_of(attribute) for card in cards]
        values = tuple(each[0].text if each and each[0].attribute == attribute else "" for each in found)
        if attribute not in known and all(values) and len(set(values)) > 1:
            differences.append(Difference(attribute, values))
    return differences


def _own_features(card: ProductCard, cards: Sequence[ProductCard]) -> str:
    """Returns the features that no other has, the first few."""
    others = {piece.text for other in cards if other is not card for piece in other.features}
    own = [
        piece.text
        for piece in card.features
        if piece.text not in others and not ids_of_kind(attributes_of_text(piece.text), "measure")
    ]
    return "; ".join(own[:_MAX_REASONS])


def recommend(cards: Sequence[ProductCard], need: str) -> RecommendationFact | None:
    """Returns the product that fits a need best, with its reasons; None where no card gives one. What is sold out
    is advised to nobody."""
    offered = [card for card in cards if card.hit.available]
    if not offered:
        return None
    advices = [_advise(card, offered, need) for card in offered]
    best = max(advices, key=lambda advice: advice.worth)
    if not best.reasons:
        return None
    hit = offered[advices.index(best)].hit
    return RecommendationFact(hit.name, hit.price, best.reasons[:_MAX_REASONS], best.cheapest and len(offered) > 1)


def advise_having(results: SearchResults) -> SearchResults:
    """Returns the results with the goods advised that have the feature asked for, the first of them with its price
    and its card's words; as they are where their facts say anything else."""
    having = [fact for fact in results.facts if isinstance(fact, AttributeFact)]
    if not having or len(having) < len(results.facts) or any(not _has_feature(fact) for fact in having):
        return results
    prices = {hit.name: hit.price for hit in results.products}
    first, *others = having
    facts: list[ProductFact] = [RecommendationFact(first.product, prices.get(first.product, ""), (first.value,))]
    for fact in others:
        value = ", ".join(filter(None, (fact.value.rstrip("."), prices.get(fact.product, ""))))
        facts.append(AttributeFact(fact.product, "", value))
    return replace(results, facts=tuple(facts))


def _has_feature(fact: AttributeFact) -> bool:
    return fact.verdict == "yes" and not fact.attribute and bool(fact.value)


def _advise(card: ProductCard, others: Sequence[ProductCard], need: str) -> _Advice:
    worth, reasons = 0.0, []
    if mention := _mention_of(card, need):
        worth += _MENTION_WORTH
        reasons.append(mention)
    for attribute, largest_first in _PREFERENCES.get(need, ()):
        if value := _best_value(card, others, attribute, largest_first=largest_first):
            worth += 1
            reasons.append(value)
    is_cheapest = need in _THRIFTY and _is_cheapest(card, others)
    return _Advice(worth + is_cheapest, tuple(reasons), is_cheapest)


def _mention_of(card: ProductCard, need: str) -> str:
    for piece in (*card.sentences, *card.features):
        if need in ids_of_kind(attributes_of_text(piece.text), "need"):
            return piece.text
    return ""


def _best_value(card: ProductCard, others: Sequence[ProductCard], attribute: str, *, largest_first: bool) -> str:
    """Returns what the card says of an attribute where no other does better; empty where one does."""
    values = card.values_of(attribute)
    if not values:
        return ""
    own = card.number_of(attribute)
    numbers = [number for other in others if (number := other.number_of(attribute)) is not None]
    if own is None:
        return values[0].text
    best = max(numbers) if largest_first else min(numbers)
    return values[0].text if own == best and len(numbers) > 1 else ""


def _is_cheapest(card: ProductCard, others: Sequence[ProductCard]) -> bool:
    amounts: list[Decimal] = [other.hit.amount for other in others if other.hit.amount is not None]
    return card.hit.amount is not None and card.hit.amount == min(amounts)
