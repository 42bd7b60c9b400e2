"""How many of what is ordered, in which size and colour: what a message says of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from parley.concepts.units import parse_measures
from parley.dialogue.order_talk import OrderTalk
from parley.domain.order import Order
from parley.nlu.quantities import find_quantities, next_word
from parley.search.facts.mentions import Mention, counted_name_tokens, name_number_tokens
from parley.search.facts.quantities import units_of
from parley.search.facts.references import resolve_mention
from parley.search.query_words import OKAY_WORDS

_COLOUR = "colour"


def with_details(talk: OrderTalk, order: Order, taken: Sequence[str]) -> Order:
    """Returns the order with the quantities, sizes and colours that the message says. `taken`: the goods that it
    takes: what names none of them is said of these."""
    details: list[tuple[str, int, str | int]] = [
        *(("quantity", index, number) for index, number in _quantities(talk, taken).items()),
        *(("size", index, size) for index, size in talk.words.sizes.items() if index not in talk.excluded),
        *(("colour", index, word) for index, word in _colours(talk)),
    ]
    items = {item.product_id: item for item in order.items}
    for name, index, value in details:
        product_id = _owner(talk, order, taken, name, index)
        if item := items.get(product_id):
            if name == "quantity" and not taken and talk.words.has("adding_words"):
                value = item.quantity + int(value)
            items[product_id] = replace(item, **{name: value})  # type: ignore[arg-type]
    for product_id, units in _units(talk, taken):
        items[product_id] = replace(items[product_id], quantity=units)
    return replace(order, items=tuple(items.values()))


def _quantities(talk: OrderTalk, taken: Sequence[str]) -> Mapping[int, int]:
    tokens = talk.message.tokenized.tokens
    starts = {mention.start for mention in talk.wanted}
    named = {index for mention in talk.wanted for index in range(mention.start, mention.end)}
    named |= name_number_tokens(talk.message, [hit for hit in talk.known if hit.id in (*talk.ordered, *taken)])
    named -= {index for index in talk.words.numbers if next_word(tokens, index) in talk.words.of("counting_words")}
    named |= counted_name_tokens(talk.message, talk.known)
    denied = {item.quantity for item in talk.order.items}
    return find_quantities(tokens, talk.words, starts, talk.excluded | named, denied=denied)


def _units(talk: OrderTalk, taken: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yields how many of what is sold by measure: "3 кг" of "Кофе 1 кг"."""
    measures = parse_measures(talk.message.text).measures if len(taken) == 1 else ()
    for hit in talk.known if measures else ():
        if hit.id in taken and (units := units_of(measures, hit)):
            yield hit.id, units


def _colours(talk: OrderTalk) -> Iterator[tuple[int, str]]:
    named = {index for mention in talk.wanted for index in range(mention.start, mention.end)}
    start = 0
    for annotation in talk.message.annotations:
        is_colour = annotation.concept.endswith(f"-{_COLOUR}") and OKAY_WORDS.isdisjoint(annotation.words)
        if is_colour and start not in named and start not in talk.excluded:
            yield start, talk.message.tokenized.tokens[start].text.lower()
        start += len(annotation.words)


def _owner(talk: OrderTalk, order: Order, taken: Sequence[str], name: str, index: int) -> str:
    """Returns the product that a detail is said of: the one named right behind a number, the one named last before
    it, the one whose quantity is taken back, or the only one; empty where nobody can tell."""
    mentions = list(_ordered_mentions(talk, order))
    if mentions:
        behind = [id for mention, id in mentions if name == "quantity" and mention.start == index + 1]
        before = [id for mention, id in mentions if mention.end <= index]
        return (behind or before[-1:] or [mentions[0][1]])[0]
    same = _items_of_denied_quantity(talk, order) if name == "quantity" else []
    candidates = same[:1] or list(taken) or [item.product_id for item in order.items]
    return candidates[0] if len(candidates) == 1 else ""


def _ordered_mentions(talk: OrderTalk, order: Order) -> Iterator[tuple[Mention, str]]:
    for mention in talk.wanted:
        hit = resolve_mention(mention, talk.shown, talk.ordered)
        if hit and order.find(hit.id):
            yield mention, hit.id


def _items_of_denied_quantity(talk: OrderTalk, order: Order) -> list[str]:
    """Returns the ids of the goods of which so many were ordered as the message takes back: "2, not 4"."""
    denied = {number for index, number in talk.words.numbers.items() if index in talk.excluded}
    return [item.product_id for item in order.items if item.quantity in denied]
