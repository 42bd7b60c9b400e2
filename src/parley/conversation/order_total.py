"""What all that is ordered costs, where a message asks it: "итого?", "how much for both with delivery"."""

from dataclasses import replace
from decimal import Decimal

from parley.concepts.matcher import BRANDS, GOODS
from parley.conversation.order_turn import price_order
from parley.conversation.retrieval import Retrieval
from parley.dialogue.model import DialogueState
from parley.dialogue.order_talk import OrderTalk
from parley.domain.order import Order, OrderItem
from parley.domain.product import format_price
from parley.domain.product_facts import AddedCost, BasketFact, PriceFact, ProductFact
from parley.domain.search_results import PassageHit, SearchResults
from parley.domain.turn import Turn
from parley.runtime import Runtime
from parley.search.facts.pointing import asks_to_show_order, asks_total
from parley.search.facts.references import points_to_shown, says_both
from parley.search.facts.services import delivery_cost
from parley.search.question import Question
from parley.search.retrieve import retrieve_text

_DELIVERY = "delivery"
# Who asks for a sum says little beside it.
_MAX_TOTAL_WORDS = 6
# Found in documents of every language, by concept.
_DELIVERY_QUESTION, _ENGLISH = "delivery?", "en"


async def tell_order_total(rt: Runtime, state: DialogueState, retrieval: Retrieval) -> Retrieval:
    """Returns the sum of what is ordered instead of what was found, where the message asks for it. The prices of
    the order must be known by now (`complete_order`)."""
    talk = state.order_talk
    if talk is None or talk.message.choices.excluded:
        return retrieval
    asks_sum = _asks_sum(Question(state.turn.company, talk.message))
    if not (asks_sum or _asks_price_of_shown(talk)):
        return retrieval
    order = state.draft.order if state.draft.order.items else await _summed_order(rt, state, talk)
    if _names_others(state, talk, order, asks_sum=asks_sum) or not _is_reckoned_in(
        order, state.turn.company.currency
    ):
        return retrieval
    assert order.amount is not None
    delivery, passages = await _find_delivery(rt, state.turn, talk, order.amount)
    facts = _total_facts(order, delivery, state.turn.company.currency)
    if not passages:
        return retrieval._replace(results=SearchResults(facts=facts))
    parts = (SearchResults(facts=facts), SearchResults(passages=passages))
    return retrieval._replace(results=SearchResults(facts=facts, passages=passages, parts=parts))


async def _summed_order(rt: Runtime, state: DialogueState, talk: OrderTalk) -> Order:
    """Returns the goods whose sum was told just now, as if they were ordered; nothing where none was told."""
    counts = any(map(str.isdecimal, talk.message.words))  # another number of them is asked for
    hits = [] if counts else [hit for hit in talk.shown if hit.id in talk.summed]
    items = tuple(OrderItem(hit.id, hit.name, hit.price, hit.category, talk.summed[hit.id]) for hit in hits)
    return await price_order(rt, state.turn.company, Order(items), hits) if items else Order()


def _asks_price_of_shown(talk: OrderTalk) -> bool:
    """Tells whether the price of what is pointed to is asked."""
    message = talk.message
    return message.understanding.asks_price and (says_both(message) or points_to_shown(message))


def _asks_sum(question: Question) -> bool:
    return asks_total(question) or asks_to_show_order(question)


def _names_others(state: DialogueState, talk: OrderTalk, order: Order, *, asks_sum: bool) -> bool:
    """Tells whether goods are asked of that are not ordered: named in the message, or pointed to."""
    ordered = {item.product_id for item in order.items}
    if talk.wanted:
        return not all(any(hit.id in ordered for hit in mention.hits) for mention in talk.wanted)
    if any(annotation.concept in GOODS | BRANDS for annotation in talk.message.annotations):
        return True
    if asks_sum:
        return len(talk.message.words) > _MAX_TOTAL_WORDS and any(talk.unexplained())
    return any(talk.unexplained()) or not ordered.issuperset(state.previous_draft.last_product_ids)


def _is_reckoned_in(order: Order, currency: str) -> bool:
    """Tells whether all prices of an order are known, and in this currency."""
    return order.amount is not None and all(
        item.amount is not None and format_price(item.amount, currency) == (item.total or item.price)
        for item in order.items
    )


async def _find_delivery(
    rt: Runtime, turn: Turn, talk: OrderTalk, amount: Decimal
) -> tuple[Decimal | None, tuple[PassageHit, ...]]:
    """Returns what delivery costs for goods of this price, where it is asked for; where the documents do not say it
    so, what they say."""
    if not any(annotation.concept == _DELIVERY for annotation in talk.message.annotations):
        return None, ()
    found = await retrieve_text(rt, turn.company, _DELIVERY_QUESTION, _ENGLISH)
    cost = delivery_cost([passage.text for passage in found.passages], amount)
    return cost, tuple(found.passages[:1]) if cost is None else ()


def _total_facts(order: Order, delivery: Decimal | None, currency: str) -> tuple[ProductFact, ...]:
    assert order.amount is not None
    added: tuple[AddedCost, ...] = ()
    if delivery is not None:
        added = (AddedCost(_DELIVERY, format_price(delivery, currency) if delivery else ""),)
    total = format_price(order.amount + (delivery or 0), currency)
    items = tuple(map(_price_fact, order.items))
    if len(items) == 1:
        return (replace(items[0], added=added, total=total),)
    return (BasketFact(items, total, added=added),)


def _price_fact(item: OrderItem) -> PriceFact:
    return PriceFact(item.name, item.price, item.quantity, total=item.total)
