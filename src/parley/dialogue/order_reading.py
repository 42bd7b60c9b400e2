"""Reads what a message takes, and what it changes of what was taken. Pure: the goods are handed in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parley.dialogue.order_details import with_details
from parley.dialogue.order_talk import OrderTalk
from parley.domain.order import Order, OrderItem
from parley.domain.search_results import ProductHit
from parley.search.facts.mentions import find_same_name, name_numbers
from parley.search.facts.named import name_words
from parley.search.facts.references import find_reference, resolve_mentions
from parley.text.normalize import latinize

#: what a message does to an order. "awaits": it takes something that is yet to be found
OrderChangeKind = Literal["", "taken", "changed", "removed", "remark", "awaits"]
# No talk orders more kinds of goods.
_MAX_ITEMS = 20


@dataclass(frozen=True, slots=True)
class OrderChange:
    """What a message did to the order."""

    kind: OrderChangeKind
    order: Order
    #: ids of the goods that were taken or are others now
    touched: tuple[str, ...] = ()
    #: the customer's words, where they were noted as they are
    words: str = ""


def read_order_change(talk: OrderTalk) -> OrderChange | None:
    """Returns what a message does to the order; None where it does nothing to it."""
    if talk.cancels and (talk.order.items or talk.shown):
        return OrderChange("removed", Order())
    if talk.asks:
        return None
    return _change(talk) if talk.order.items else _take(talk, _chosen(talk))


def take_found(talk: OrderTalk, found: Sequence[ProductHit], *, beside: bool = False) -> OrderChange | None:
    """Returns what a message takes by name of goods that were searched for it. `beside`: it comes on top of what
    the same message took already."""
    searched = replace(talk, shown=found)
    named = resolve_mentions(searched.wanted, found, talk.ordered)
    if not talk.order.items:
        return _take(searched, named, is_certain=True) if named else None
    new = [hit for hit in named if hit.available and not talk.order.find(hit.id)]
    return _with_new(searched, new, set(), beside=beside) if new else None


def unnamed_words(talk: OrderTalk, found: Sequence[ProductHit]) -> list[str]:
    """Returns the words of a message that may name goods and name none of these."""
    mentions = replace(talk, shown=found).wanted
    named = {talk.message.words[index] for mention in mentions for index in range(mention.start, mention.end)}
    return [words for words in talk.unexplained() if named.isdisjoint(words.split(" "))]


def read_again(talk: OrderTalk, change: OrderChange) -> OrderChange:
    """Returns the change with what the message says of each of the goods it takes, now that all of them are known:
    a number may belong to the name of one."""
    items = tuple(
        replace(item, quantity=talk.summed.get(item.product_id, 1)) if item.product_id in change.touched else item
        for item in change.order.items
    )
    return replace(change, order=with_details(talk, replace(change.order, items=items), change.touched))


def take_only(talk: OrderTalk, found: Sequence[ProductHit]) -> OrderChange | None:
    """Returns what a message takes without naming it: the one product that was found for it, or shown before."""
    hits = found if len(found) == 1 else talk.shown if len(talk.shown) == 1 else ()
    return _take(replace(talk, shown=hits), hits, is_certain=True)


def _take(talk: OrderTalk, hits: Sequence[ProductHit], *, is_certain: bool = False) -> OrderChange | None:
    if not (is_certain or _may_take(talk, hits)):
        return None
    items = [_new_item(hit, talk) for hit in hits if hit.available]
    if not items:
        return None if hits or is_certain else OrderChange("awaits", talk.order)
    ids = tuple(item.product_id for item in items)
    order = _with_items(talk.order, ids, items)
    return OrderChange("taken", with_details(talk, order, ids), ids)


def _may_take(talk: OrderTalk, hits: Sequence[ProductHit]) -> bool:
    chooses = bool(hits) and talk.words.has("choosing_words") and not talk.message.understanding.question
    answers = bool(hits) and talk.answers_which
    return talk.is_taking or talk.accepts_offer or ((chooses or answers) and not talk.compares)


def _with_items(order: Order, replaced: Collection[str], items: Sequence[OrderItem]) -> Order:
    """Returns the order with new items. `replaced`: ids of those that go."""
    kept = tuple(item for item in order.items if item.product_id not in replaced)
    return replace(order, items=(*kept, *items)[-_MAX_ITEMS:])


def _new_item(hit: ProductHit, talk: OrderTalk) -> OrderItem:
    item = talk.order.find(hit.id) or OrderItem(hit.id, hit.name, hit.price, hit.category)
    spoken_of = talk.summed.get(hit.id, 1)
    return replace(item, quantity=spoken_of) if item.quantity == 1 else item


def _chosen(talk: OrderTalk) -> Sequence[ProductHit]:
    """Returns the goods that a message means: those that it refers to, or the only ones spoken of."""
    meant = find_reference(
        talk.message, talk.shown, earlier=talk.earlier, mentions=talk.wanted, ordered=talk.ordered
    )
    if meant.hits and (meant.by in ("name", "place", "all") or not talk.compares):
        return meant.hits
    return _only_ones(talk)


def _only_ones(talk: OrderTalk) -> Sequence[ProductHit]:
    """Returns the one product that was shown, or those of which the sum was told, where they are taken, or pointed
    at."""
    chooses = talk.words.has("choosing_words") and talk.words.has("pointing_words")
    takes = talk.is_taking or talk.accepts_offer or talk.adds or chooses
    points = talk.words.has("pointing_words") or talk.accepts_offer or not any(talk.unexplained())
    available = [hit for hit in talk.shown if hit.available]
    are_spoken_of = len(available) == 1 or all(hit.id in talk.summed for hit in available)
    return available if are_spoken_of and takes and points else ()


def _change(talk: OrderTalk) -> OrderChange | None:
    """Returns what a message changes of the goods that are ordered."""
    if renamed := _renamed(talk):
        return renamed
    unwanted = {hit.id for hit in resolve_mentions(talk.unwanted, talk.shown, talk.ordered)} & talk.ordered
    if new := _new_instead(talk, unwanted):
        return _with_new(talk, new, unwanted)
    order = with_details(talk, _with_items(talk.order, unwanted, ()), ())
    if order == talk.order:
        return None
    touched = tuple(item.product_id for item in order.items if item not in talk.order.items)
    return OrderChange("removed" if unwanted and not touched else "changed", order, touched)


def _new_instead(talk: OrderTalk, unwanted: set[str]) -> list[ProductHit]:
    """Returns the goods that come to the order, or stand for what is left out."""
    new = [hit for hit in _chosen(talk) if hit.available and hit.id not in talk.ordered]
    if new and (unwanted or talk.takes_new or talk.message.choices.replaces):
        return new
    other = _sibling(talk, unwanted) if unwanted else None
    return [other] if other else []


def _with_new(
    talk: OrderTalk, new: Sequence[ProductHit], unwanted: set[str], *, beside: bool = False
) -> OrderChange:
    """Returns the order with new goods: on top of the others, or instead of one that is left out or of their
    kind."""
    replaced = set() if beside else unwanted or _replaced_by(talk, new)
    gone = [item for item in talk.order.items if item.product_id in replaced]
    quantity = gone[0].quantity if len(gone) == 1 and len(new) == 1 else 1
    items = [replace(_new_item(hit, talk), quantity=quantity) if gone else _new_item(hit, talk) for hit in new]
    ids = tuple(hit.id for hit in new)
    order = _with_items(talk.order, replaced, items)
    return OrderChange("changed" if gone else "taken", with_details(talk, order, ids), ids)


def _replaced_by(talk: OrderTalk, new: Sequence[ProductHit]) -> set[str]:
    """Returns the ids of what new goods stand for: the one ordered where it is to be another, else the last of
    their kind; nothing where they come on top."""
    if talk.words.has("adding_words"):
        return set()
    if (talk.words.has("changing_words") or talk.message.choices.replaces) and len(talk.order.items) == 1:
        return {talk.order.items[0].product_id}
    kinds = {hit.category for hit in new}
    return {item.product_id for item in [item for item in talk.order.items if item.category in kinds][-1:]}


def _sibling(talk: OrderTalk, unwanted: set[str]) -> ProductHit | None:
    """Returns the one product that has the same name but for what is left out, where something is said to be taken
    instead: "не смарт, а звичайний" of two kettles Vesna."""
    denied = [hit for hit in talk.known if hit.id in unwanted]
    if len(denied) != 1 or not any(talk.unexplained()):
        return None
    words = talk.message.words
    left_out = {latinize(words[index]) for each in talk.unwanted for index in range(each.start, each.end)}
    own = {token.latin for token in name_words(denied[0]) if token.latin.isalpha()} - left_out
    alike = [hit for hit in talk.known if hit.available and hit.category == denied[0].category]
    return _most_alike(own, [hit for hit in alike if hit.id not in unwanted])


def _most_alike(words: Collection[str], hits: Sequence[ProductHit]) -> ProductHit | None:
    """Returns the one product whose name has the most of these words; None where several have as many, or none."""
    shared = [len({token.latin for token in name_words(hit)}.intersection(words)) for hit in hits]
    most = max(shared, default=0)
    return hits[shared.index(most)] if most and shared.count(most) == 1 else None


def _renamed(talk: OrderTalk) -> OrderChange | None:
    """Returns the order with the product of another number: "не 51, а 25 роз" where the bouquet is called so."""
    numbers = talk.words.numbers
    denied = [number for index, number in numbers.items() if index in talk.excluded]
    meant = [number for index, number in numbers.items() if index not in talk.excluded]
    if len(denied) != 1 or len(meant) != 1:
        return None
    for item in talk.order.items:
        if item.quantity != denied[0] and (other := _other_number(talk, item, denied[0], meant[0])):
            new = replace(
                item, product_id=other.id, name=other.name, price=other.price, amount=None, total="", reckoning=""
            )
            items = tuple(new if each is item else each for each in talk.order.items)
            return OrderChange("changed", replace(talk.order, items=items), (other.id,))
    return None


def _other_number(talk: OrderTalk, item: OrderItem, denied: int, meant: int) -> ProductHit | None:
    hit = next((hit for hit in talk.known if hit.id == item.product_id), None)
    if hit is None or str(denied) not in name_numbers(hit):
        return None
    return find_same_name(talk.known, hit, str(meant))
