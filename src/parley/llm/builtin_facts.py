"""Words the facts that answer a question about goods (domain/product_facts.py) in the customer's language."""

from collections.abc import Callable, Sequence

from parley.concepts.attributes import attribute_name
from parley.domain.product_facts import (
    AddedCost,
    AttributeFact,
    AvailabilityFact,
    BasketFact,
    ComparisonFact,
    Offer,
    OpenChoiceFact,
    PriceFact,
    ProductFact,
    RankFact,
    RecommendationFact,
)
from parley.languages.base import Replies

_PRICE = "price"
_UNKNOWN = "unknown"
# Lines of a comparison; who wants more asks for it.
_MAX_DIFFERENCES = 5
_SENTENCE_ENDS = ".!?…"


def word_facts(facts: Sequence[ProductFact], replies: Replies, language: str) -> str:
    """Returns the facts in sentences, each product's together. `language`: ISO."""
    return "\n".join(dict.fromkeys(_WORDINGS[type(fact)](fact, replies, language) for fact in facts))


def _word_attribute(fact: AttributeFact, replies: Replies, language: str) -> str:
    label = attribute_name(fact.attribute, language) if fact.attribute else ""
    if fact.verdict == _UNKNOWN:
        if label:
            return replies.fact_unknown_value.format(product=fact.product, label=label)
        return replies.fact_unknown.format(product=fact.product)
    value = fact.value.rstrip(".")
    if fact.verdict:
        template = replies.fact_yes if fact.verdict == "yes" else replies.fact_no
        return template.format(product=fact.product, value=f"{label} — {value}" if label else value)
    if label:
        return replies.fact_value.format(product=fact.product, label=label, value=value)
    return replies.fact_plain.format(product=fact.product, value=value)


def _word_availability(fact: AvailabilityFact, replies: Replies, _: str) -> str:
    if not fact.available:
        lines = [replies.fact_sold_out.format(product=fact.product)]
        lines += [replies.alternatives] if fact.alternatives else []
        lines += [f"• {_word_offer(offer, replies)}" for offer in fact.alternatives]
        return "\n".join(lines)
    if not fact.price:
        return replies.product_without_price.format(name=fact.product)
    return replies.fact_available.format(product=fact.product, price=fact.price)


def _word_basket(fact: BasketFact, replies: Replies, language: str) -> str:
    lines = [f"• {_word_price(item, replies, language)}" for item in fact.items]
    lines += [f"• {_word_added(added, replies, language)}" for added in fact.added]
    return "\n".join([*lines, replies.fact_total.format(total=fact.total), *filter(None, (fact.terms,))])


def _word_open_choice(fact: OpenChoiceFact, replies: Replies, _: str) -> str:
    return "\n".join([replies.fact_which, *(f"• {_word_offer(offer, replies)}" for offer in fact.offers)])


def _word_offer(offer: Offer, replies: Replies) -> str:
    if not offer.price:
        return replies.product_without_price.format(name=offer.product)
    return replies.product.format(name=offer.product, price=offer.price)


def _word_price(fact: PriceFact, replies: Replies, language: str) -> str:
    lines = [_word_goods_price(fact, replies)]
    lines += [f"• {_word_added(added, replies, language)}" for added in fact.added]
    if fact.added and fact.total:
        lines.append(replies.fact_total.format(total=fact.total))
    return "\n".join(lines)


def _word_goods_price(fact: PriceFact, replies: Replies) -> str:
    if fact.added or fact.quantity == 1:
        name = fact.product if fact.quantity == 1 else f"{fact.quantity} × {fact.product}"
        words = replies.fact_chosen if fact.is_chosen and fact.quantity == 1 else replies.fact_price
        return words.format(product=name, price=fact.unit_price)
    template = replies.fact_sum_discount if fact.discount else replies.fact_sum
    return (replies.fact_sum_second if fact.on_second else template).format(
        full=fact.full,
        quantity=fact.quantity,
        product=fact.product,
        price=fact.unit_price,
        discount=fact.discount,
        total=fact.total,
    )


def _word_added(added: AddedCost, replies: Replies, language: str) -> str:
    name = attribute_name(added.name, language)
    return (
        replies.product.format(name=name, price=added.price) if added.price else replies.fact_free.format(name=name)
    )


def _word_rank(fact: RankFact, replies: Replies, language: str) -> str:
    values = {
        "product": fact.product,
        "value": fact.value,
        "label": attribute_name(fact.by, language),
        "place": fact.place,
    }
    if fact.by == _PRICE:
        if fact.place == 1:
            return (replies.fact_dearest if fact.largest_first else replies.fact_cheapest).format(**values)
        return (replies.fact_dear_place if fact.largest_first else replies.fact_cheap_place).format(**values)
    if fact.place > 1:
        return replies.fact_place.format(**values)
    return (replies.fact_most if fact.largest_first else replies.fact_least).format(**values)


def _word_comparison(fact: ComparisonFact, replies: Replies, language: str) -> str:
    lines = [replies.fact_comparison]
    if any(fact.prices):
        lines.append(_comparison_line(replies.fact_label_price, fact.products, fact.prices))
    for difference in fact.differences[:_MAX_DIFFERENCES]:
        label = attribute_name(difference.attribute, language)
        lines.append(_comparison_line(label, fact.products, difference.values))
    lines += [
        f"• {product}: {text}" for product, text in zip(fact.products, fact.descriptions, strict=False) if text
    ]
    return "\n".join(lines)


def _comparison_line(label: str, products: Sequence[str], values: Sequence[str]) -> str:
    stated = [f"{product} — {value or '?'}" for product, value in zip(products, values, strict=True)]
    return f"• {label}: {'; '.join(stated)}"


def _word_recommendation(fact: RecommendationFact, replies: Replies, language: str) -> str:
    template = replies.fact_recommended if fact.price else replies.product_without_price
    sentence = template.format(product=fact.product, price=fact.price, name=fact.product)
    reasons = [reason.rstrip(_SENTENCE_ENDS) for reason in fact.reasons]
    if fact.cheapest:
        reasons.append(replies.fact_reason_cheapest)
    return f"{sentence} {replies.fact_reasons.format(reasons='; '.join(reasons))}" if reasons else sentence


_WORDINGS: dict[type[ProductFact], Callable[..., str]] = {
    AttributeFact: _word_attribute,
    AvailabilityFact: _word_availability,
    PriceFact: _word_price,
    BasketFact: _word_basket,
    OpenChoiceFact: _word_open_choice,
    RankFact: _word_rank,
    ComparisonFact: _word_comparison,
    RecommendationFact: _word_recommendation,
}
