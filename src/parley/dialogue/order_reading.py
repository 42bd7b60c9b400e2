"""Reads what a message takes, and what it changes of what was taken. Pure: the goods are handed in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from parley.concepts.matcher import SALE_TERMS
from parley.dialogue.order_mentions import Mention, find_named_goods, find_same_name, name_numbers
from parley.domain.order import Order, OrderItem
from parley.domain.search_results import ProductHit
from parley.nlu.choices import MIDDLE
from parley.nlu.message import UnderstoodMessage
from parley.nlu.ordering import OrderPhrases, find_quantities
from parley.search.query import GENERIC_CONCEPTS
from parley.search.query_words import OKAY_WORDS
from parley.text.tokenize import normalized_words

#: what a message does to an order. "awaits": it takes something that is yet to be found
OrderChangeKind = Literal["", "taken", "changed", "removed", "remark", "awaits"]
# No talk orders more kinds of goods.
_MAX_ITEMS = 20
_MIDDLE_OF = 3
_COLOUR = "colour"


@dataclass(frozen=True, slots=True)
class OrderChange:
    """What a message did to the order."""

    kind: OrderChangeKind
    order: Order
    #: ids of the goods that were taken or are others now
    touched: tuple[str, ...] = ()
    #: the customer's words, where they were noted as they are
    words: str = ""


@dataclass(frozen=True)
class OrderTalk:
    """A message, the goods that the talk is about, and what is ordered so far."""

    message: UnderstoodMessage
    words: OrderPhrases
    order: Order
    #: what the last answer about goods showed, in its order
    shown: Sequence[ProductHit] = ()
    #: what is ordered, and what there is of its kind
    related: Sequence[ProductHit] = ()
    #: whether a yes takes what was shown: it was offered just now
    accepts_offer: bool = False
    #: how many were spoken of, where a sum was told
    spoken_quantity: int = 1
    #: whether the contact is read back just now, or was confirmed
    is_read_back: bool = False
    is_confirmed: bool = False

    @cached_property
    def known(self) -> Sequence[ProductHit]:
        """Everything that may be meant."""
        return tuple({hit.id: hit for hit in (*self.shown, *self.related)}.values())

    @cached_property
    def excluded(self) -> frozenset[int]:
        """The tokens of what is left out or taken back, and the digits of a contact."""
        found = set(self.message.choices.excluded) | self._contact_digits
        tokens, clauses = self.message.tokenized.tokens, self.message.tokenized.clauses
        for index in self.words.of("removing_words"):
            clause = clauses[tokens[index].clause_index]
            found.update(range(clause.start, clause.end))
        return frozenset(found)

    @property
    def _contact_digits(self) -> set[int]:
        """The tokens of a phone's digits: what is searched for is without them."""
        understanding = self.message.understanding
        if not any(contact.kind == "phone" for contact in understanding.contacts):
            return set()
        searched = set(normalized_words(understanding.search_text))
        tokens = enumerate(self.message.tokenized.tokens)
        return {index for index, token in tokens if token.is_number and token.normalized not in searched}

    @cached_property
    def wanted(self) -> list[Mention]:
        """The goods that are named and not left out."""
        others = self.excluded | self.words.of("counting_words")
        within = [index for index in range(len(self.message.tokenized.tokens)) if index not in others]
        return find_named_goods(self.message, self.known, within=within)

    @cached_property
    def unwanted(self) -> list[Mention]:
        """The goods that are named and left out."""
        return find_named_goods(self.message, self.known, within=self.excluded) if self.excluded else []

    @property
    def is_taking(self) -> bool:
        """Whether the customer takes something, and does not just ask what it would be to."""
        understanding = self.message.understanding
        taking = self.words.of("taking_words") - self.words.of("declining_words")
        says_so = taking or (understanding.ready_to_order and not self.words.has("declining_words"))
        return bool(says_so) and not (understanding.refuses_contact or self._asks_beside(taking) or self._bargains)

    def _asks_beside(self, taking: Collection[int]) -> bool:
        """Tells whether it is asked what taking would be to: "беру?", "how much if I take 2"."""
        tokens, clauses = self.message.tokenized.tokens, self.message.tokenized.clauses
        is_marked = any(clauses[tokens[index].clause_index].is_question for index in taking)
        # "I'll take the cheaper one" asks no price.
        asks_price = self.message.understanding.asks_price and not self.message.choices.degree
        return is_marked or (asks_price and len(clauses) == 1)

    @property
    def _bargains(self) -> bool:
        """Whether it would be taken at another price: "за 350 отдадите, заберу сегодня"."""
        has_number = any(token.is_number for token in self.message.tokenized.tokens)
        return has_number and "bargain" in self.message.understanding.intents

    @property
    def takes_new(self) -> bool:
        """Whether goods that are named come to the order, or stand for others in it."""
        kinds = ("choosing_words", "adding_words", "changing_words")
        return self.is_taking or any(map(self.words.has, kinds))

    @property
    def said(self) -> frozenset[int]:
        """The tokens that say how something is taken, and not what."""
        kinds = (
            "taking_words",
            "choosing_words",
            "pointing_words",
            "changing_words",
            "counting_words",
            "adding_words",
        )
        return self.words.of(*kinds, "declining_words", "size_words", "removing_words")

    def unexplained(self) -> Iterator[str]:
        """Yields the words that may name what is taken, phrases together."""
        content, start = set(self.message.understanding.content_words), 0
        for annotation in self.message.annotations:
            indices = set(range(start, start + len(annotation.words)))
            start += len(annotation.words)
            if indices <= self.excluded:
                continue
            is_content = not content.isdisjoint(annotation.words) and any(map(str.isalpha, annotation.words))
            if is_content and not indices <= self.said and annotation.concept not in GENERIC_CONCEPTS | SALE_TERMS:
                yield " ".join(annotation.words)

    @property
    def asks(self) -> bool:
        """Whether the message is a question, and takes nothing. "Need 2" asks nothing, though "need" may."""
        understanding = self.message.understanding
        is_marked = any(clause.is_question for clause in self.message.tokenized.clauses)
        states = self.words.has("changing_words") and bool(self.words.numbers or self.words.sizes)
        is_worded = understanding.question and not (states and not is_marked)
        is_asked = is_worded or understanding.asks_price or understanding.asks_catalogue
        return is_asked and not self.is_taking and not self.message.choices.replaces


def read_order_change(talk: OrderTalk) -> OrderChange | None:
    """Returns what a message does to the order; None where it does nothing to it."""
    if talk.asks:
        return None
    return _change(talk) if talk.order.items else _take(talk, _chosen(talk))


def names_goods(talk: OrderTalk, name: str) -> bool:
    """Tells whether what was taken for the customer's name is a word of the goods."""
    tokens = talk.message.tokenized.tokens
    named = {
        tokens[index].normalized
        for mention in (*talk.wanted, *talk.unwanted)
        for index in range(mention.start, mention.end)
    }
    return not named.isdisjoint(normalized_words(name))


def take_found(talk: OrderTalk, found: Sequence[ProductHit]) -> OrderChange | None:
    """Returns what a message takes by name of goods that were searched for it."""
    searched = replace(talk, shown=found)
    named = _resolved(searched, searched.wanted)
    if not talk.order.items:
        return _take(searched, named, is_certain=True) if named else None
    new = [hit for hit in named if hit.available and not talk.order.find(hit.id)]
    return _with_new(searched, new, set()) if new else None


def unnamed_words(talk: OrderTalk, found: Sequence[ProductHit]) -> list[str]:
    """Returns the words of a message that may name goods and name none of these."""
    mentions = replace(talk, shown=found).wanted
    named = {talk.message.words[index] for mention in mentions for index in range(mention.start, mention.end)}
    return [words for words in talk.unexplained() if named.isdisjoint(words.split(" "))]


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
    return OrderChange("taken", _with_details(talk, order, ids), ids)


def _may_take(talk: OrderTalk, hits: Sequence[ProductHit]) -> bool:
    chooses = bool(hits) and talk.words.has("choosing_words") and not talk.message.understanding.question
    return talk.is_taking or talk.accepts_offer or chooses


def _with_items(order: Order, replaced: Collection[str], items: Sequence[OrderItem]) -> Order:
    """Returns the order with new items. `replaced`: ids of those that go."""
    kept = tuple(item for item in order.items if item.product_id not in replaced)
    return replace(order, items=(*kept, *items)[-_MAX_ITEMS:])


def _new_item(hit: ProductHit, talk: OrderTalk) -> OrderItem:
    item = talk.order.find(hit.id) or OrderItem(hit.id, hit.name, hit.price, hit.category)
    is_spoken_of = len(talk.shown) == 1 and talk.shown[0].id == hit.id
    return replace(item, quantity=talk.spoken_quantity) if is_spoken_of and item.quantity == 1 else item


def _chosen(talk: OrderTalk) -> list[ProductHit]:
    """Returns the goods that a message means: by name, by place, by price, or the only ones spoken of."""
    if named := _resolved(talk, talk.wanted):
        return list(named)
    hit = _at_place(talk.shown, talk.message.choices.place) or _at_degree(talk) or _only_one(talk)
    return [hit] if hit else []


def _at_degree(talk: OrderTalk) -> ProductHit | None:
    """Returns the cheapest or the dearest of what was shown, where that is taken."""
    degree = talk.message.choices.degree
    priced = sorted((hit for hit in talk.shown if hit.amount is not None), key=lambda hit: hit.amount or 0)
    if degree not in ("cheapest", "dearest") or len(priced) < 2:
        return None
    return priced[0 if degree == "cheapest" else -1]


def _only_one(talk: OrderTalk) -> ProductHit | None:
    """Returns the one product that was shown, where it is taken, or pointed at."""
    takes = talk.is_taking or talk.accepts_offer
    points = talk.words.has("pointing_words") or talk.accepts_offer or not any(talk.unexplained())
    available = [hit for hit in talk.shown if hit.available]
    return available[0] if len(available) == 1 and takes and points else None


def _at_place(shown: Sequence[ProductHit], place: int | None) -> ProductHit | None:
    if place is None:
        return None
    if place == MIDDLE:
        return shown[1] if len(shown) == _MIDDLE_OF else None
    index = place - 1 if place > 0 else len(shown) + place
    return shown[index] if 0 <= index < len(shown) else None


def _resolved(talk: OrderTalk, mentions: Sequence[Mention]) -> tuple[ProductHit, ...]:
    """Returns the products that mentions mean, each once."""
    return tuple({hit.id: hit for mention in mentions if (hit := _meant(talk, mention))}.values())


def _meant(talk: OrderTalk, mention: Mention) -> ProductHit | None:
    """Returns the product of a mention: of several the one that is ordered, or that alone was shown."""
    if mention.hit:
        return mention.hit
    ordered = {item.product_id for item in talk.order.items}
    for ids in (ordered, {hit.id for hit in talk.shown}):
        likely = [hit for hit in mention.hits if hit.id in ids]
        if len(likely) == 1:
            return likely[0]
    return None


def _change(talk: OrderTalk) -> OrderChange | None:
    """Returns what a message changes of the goods that are ordered."""
    if renamed := _renamed(talk):
        return renamed
    unwanted = {hit.id for hit in _resolved(talk, talk.unwanted) if talk.order.find(hit.id)}
    new = [hit for hit in _chosen(talk) if hit.available and not talk.order.find(hit.id)]
    if new and (unwanted or talk.takes_new):
        return _with_new(talk, new, unwanted)
    order = _with_details(talk, _with_items(talk.order, unwanted, ()), ())
    if order == talk.order:
        return None
    touched = tuple(item.product_id for item in order.items if talk.order.find(item.product_id) != item)
    return OrderChange("removed" if unwanted and not touched else "changed", order, touched)


def _with_new(talk: OrderTalk, new: Sequence[ProductHit], unwanted: set[str]) -> OrderChange:
    """Returns the order with new goods: on top of the others, or instead of one that is left out or of their
    kind."""
    replaced = unwanted or _replaced_by(talk, new)
    gone = [item for item in talk.order.items if item.product_id in replaced]
    quantity = gone[0].quantity if len(gone) == 1 and len(new) == 1 else 1
    items = [replace(_new_item(hit, talk), quantity=quantity) if gone else _new_item(hit, talk) for hit in new]
    ids = tuple(hit.id for hit in new)
    order = _with_items(talk.order, replaced, items)
    return OrderChange("changed" if gone else "taken", _with_details(talk, order, ids), ids)


def _replaced_by(talk: OrderTalk, new: Sequence[ProductHit]) -> set[str]:
    """Returns the ids of what new goods stand for: the one ordered where it is to be another, else the last of
    their kind; nothing where they come on top."""
    if talk.words.has("adding_words"):
        return set()
    if talk.words.has("changing_words") and len(talk.order.items) == 1:
        return {talk.order.items[0].product_id}
    kinds = {hit.category for hit in new}
    return {item.product_id for item in [item for item in talk.order.items if item.category in kinds][-1:]}


def _renamed(talk: OrderTalk) -> OrderChange | None:
    """Returns the order with the product of another number: "не 51, а 25 роз" where the bouquet is called so."""
    numbers = talk.words.numbers
    denied = [number for index, number in numbers.items() if index in talk.excluded]
    meant = [number for index, number in numbers.items() if index not in talk.excluded]
    if len(denied) != 1 or len(meant) != 1:
        return None
    for item in talk.order.items:
        if item.quantity != denied[0] and (other := _other_number(talk, item, denied[0], meant[0])):
            new = replace(item, product_id=other.id, name=other.name, price=other.price, amount=None, total="")
            items = tuple(new if each is item else each for each in talk.order.items)
            return OrderChange("changed", replace(talk.order, items=items), (other.id,))
    return None


def _other_number(talk: OrderTalk, item: OrderItem, denied: int, meant: int) -> ProductHit | None:
    hit = next((hit for hit in talk.known if hit.id == item.product_id), None)
    if hit is None or str(denied) not in name_numbers(hit):
        return None
    return find_same_name(talk.known, hit, str(meant))


def _with_details(talk: OrderTalk, order: Order, taken: Sequence[str]) -> Order:
    """Returns the order with the quantities, sizes and colours that the message says. `taken`: the goods that it
    takes: what names none of them is said of these."""
    details: list[tuple[str, int, str | int]] = [
        *(("quantity", index, number) for index, number in _quantities(talk).items()),
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
    return replace(order, items=tuple(items.values()))


def _quantities(talk: OrderTalk) -> Mapping[int, int]:
    tokens = talk.message.tokenized.tokens
    starts = {mention.start for mention in talk.wanted}
    named = {index for mention in talk.wanted for index in range(mention.start, mention.end)}
    found = find_quantities(tokens, talk.words, starts, talk.excluded)
    return {index: number for index, number in found.items() if index not in named}


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
        hit = _meant(talk, mention)
        if hit and order.find(hit.id):
            yield mention, hit.id


def _items_of_denied_quantity(talk: OrderTalk, order: Order) -> list[str]:
    """Returns the ids of the goods of which so many were ordered as the message takes back: "2, not 4"."""
    denied = {number for index, number in talk.words.numbers.items() if index in talk.excluded}
    return [item.product_id for item in order.items if item.quantity in denied]
