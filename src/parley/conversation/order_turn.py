"""What a turn does to the order: fetches the goods that a message may mean, reads it, and puts prices to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from parley.dialogue.model import DialogueState, Flow, Utterance
from parley.dialogue.order_reading import OrderChange, read_again, take_found, take_only, unnamed_words
from parley.dialogue.order_talk import OrderTalk, names_goods
from parley.dialogue.state_tracking import track_order
from parley.domain.company import CompanyConfig
from parley.domain.lead import NextMove
from parley.domain.order import Order, OrderItem
from parley.domain.product import format_price
from parley.domain.search_results import ProductHit
from parley.domain.turn import Turn
from parley.domain.understanding import Understanding
from parley.languages.base import Replies
from parley.nlu.choices import ChoiceReading
from parley.runtime import Runtime
from parley.search.catalogue_rows import as_hits, fetch_by_ids, fetch_categories
from parley.search.facts.basket import lists_several
from parley.search.facts.discounts import discount_texts, find_discount
from parley.search.facts.pointing import asks_total
from parley.search.facts.quantities import sum_amount
from parley.search.question import Question
from parley.search.retrieve import retrieve_text

# Found in documents of every language, by concept.
_DISCOUNT = "discount?"
_ENGLISH = "en"
# So many words of a message are looked up as names, where its whole finds nothing.
_MAX_NAMES = 6
_NOTHING_CHOSEN = ChoiceReading()


async def read_order_talk(rt: Runtime, flow: Flow, turn: Turn, utterance: Utterance) -> OrderTalk | None:
    """Returns what an order can be read from; None where the flow keeps an order of its own."""
    if flow.is_scripted:
        return None
    draft, message = turn.draft, utterance.message
    talk = OrderTalk(
        message,
        draft.order,
        accepts_offer=_accepts_order(utterance, turn),
        summed=draft.summed_quantities,
        answers_which=draft.last_moves[-1:] == (NextMove.ASK_WHICH,),
        is_read_back=draft.expected_reply in ("confirm", "correction"),
        is_confirmed=draft.confirmed,
    )
    asks_sum = bool(talk.summed) and asks_total(Question(turn.company, message))
    if not (draft.order.items or draft.last_product_ids) or not (asks_sum or _may_concern_order(talk)):
        return talk
    return await _with_goods(rt, turn, talk)


async def _with_goods(rt: Runtime, turn: Turn, talk: OrderTalk) -> OrderTalk:
    """Returns the same with the goods that were shown, and those that are ordered with what there is of their
    kind."""
    draft = turn.draft
    ordered = [item.product_id for item in draft.order.items]
    async with rt.db.direct(turn.company.id) as connection:
        ids = dict.fromkeys((*draft.last_product_ids, *draft.earlier_product_ids, *ordered))
        hits = {hit.id: hit for hit in await fetch_by_ids(connection, turn.company, list(ids))}
        related = [hits[each] for each in ordered if each in hits]
        if categories := {hit.category for hit in related if hit.category}:
            related += as_hits(await fetch_categories(connection, sorted(categories)), turn.company)
    return replace(
        talk,
        shown=[hits[each] for each in draft.last_product_ids if each in hits],
        earlier=[hits[each] for each in draft.earlier_product_ids if each in hits],
        related=related,
    )


def _may_concern_order(talk: OrderTalk) -> bool:
    """Tells whether a message has a word of orders at all: most have none, and nothing is fetched for them."""
    words = talk.words
    is_said = words.by_kind or words.numbers or words.sizes
    understanding, choices = talk.message.understanding, talk.message.choices
    is_answer = talk.accepts_offer or talk.answers_which
    return bool(is_said or is_answer or understanding.ready_to_order or choices != _NOTHING_CHOSEN)


def _accepts_order(utterance: Utterance, turn: Turn) -> bool:
    """Tells whether the customer says yes to the offer to take the order."""
    replies: Replies = utterance.replies
    offers = (replies.offer_order, *replies.variants.get("offer_order", ()))
    is_yes = utterance.understanding.answer == "yes" and turn.draft.is_offer_open
    return is_yes and any(offer in utterance.previous_answer for offer in offers)


def understood_as_order(utterance: Utterance, talk: OrderTalk | None, change: OrderChange | None) -> Utterance:
    """Returns the message as the policy reads it, once it is known what it does to the order: who takes goods says
    neither that a price is too high nor that the contact is wrong."""
    if change is None:
        return utterance
    understanding = utterance.understanding
    is_name = bool(talk and understanding.name and names_goods(talk, understanding.name))
    name = "" if is_name else understanding.name
    gives_contact = bool(name or understanding.phone or understanding.gives_address)
    message = utterance.message.with_understanding(
        name=name,
        ready_to_order=_orders(understanding, change),
        correction=understanding.correction and gives_contact,
        answer="" if understanding.answer == "no" and not gives_contact else understanding.answer,
        postponed=False,
        intents=tuple(each for each in understanding.intents if each not in _OVERRULED),
    )
    return replace(utterance, message=message)


def _orders(understanding: Understanding, change: OrderChange) -> bool:
    """Tells whether something is ordered, once it is known what a message does: who cancels all wants nothing."""
    is_emptied = change.kind == "removed" and not change.order.items
    return change.kind in ("taken", "awaits") or (understanding.ready_to_order and not is_emptied)


# What the classifier may take a message for that orders.
_OVERRULED = frozenset(
    {"object_price", "bargain", "postpone", "deny", "cancel_order", "change_order", "object_trust", "small_talk"}
)


async def complete_order(rt: Runtime, state: DialogueState, found: Sequence[ProductHit]) -> DialogueState:
    """Returns the state with what the message takes of what was found for it, and with the prices of what is
    ordered. `found`: the products."""
    talk, change = state.order_talk, state.order_change
    if talk is None:
        return state
    if change is None or change.kind in ("awaits", "remark", "removed"):
        rest = replace(talk, order=change.order) if change and change.kind == "removed" else talk
        taken, found = await _take_found(rt, state, rest, found)
        change = taken or change
        state = track_order(state, change)
    elif change.kind == "taken" and lists_several(talk.message):
        change, found = await _take_rest(rt, state, change, found)
        state = track_order(state, change)
    if change is None or not change.touched:
        return state
    hits = {hit.id: hit for hit in (*talk.known, *found)}
    priced = await price_order(rt, state.turn.company, change.order, hits.values())
    return track_order(state, replace(change, order=priced))


async def _take_found(
    rt: Runtime, state: DialogueState, talk: OrderTalk, found: Sequence[ProductHit]
) -> tuple[OrderChange | None, Sequence[ProductHit]]:
    """Returns what the message takes of what was found, and of what its words are found to name; and all of it."""
    if not _takes_found(state, talk):
        return None, found
    hits = {hit.id: hit for hit in found} | await _find_words(rt, state, unnamed_words(talk, found))
    if change := take_found(talk, tuple(hits.values())):
        return change, tuple(hits.values())
    is_first = talk.is_taking and not state.previous_draft.order.items
    return take_only(talk, found) if is_first else None, found


async def _take_rest(
    rt: Runtime, state: DialogueState, change: OrderChange, found: Sequence[ProductHit]
) -> tuple[OrderChange, Sequence[ProductHit]]:
    """Returns what was taken with what the message lists beside it and was not shown: "пионы беру и открытку"."""
    assert state.order_talk is not None
    talk = replace(state.order_talk, order=change.order)
    hits = {hit.id: hit for hit in (*found, *talk.known)}
    hits |= await _find_words(rt, state, unnamed_words(talk, tuple(hits.values())))
    more = take_found(talk, tuple(hits.values()), beside=True)
    if more is None:
        return change, found
    known = replace(state.order_talk, related=(*state.order_talk.related, *hits.values()))
    return read_again(known, replace(more, touched=(*change.touched, *more.touched))), tuple(hits.values())


async def _find_words(rt: Runtime, state: DialogueState, names: Sequence[str]) -> dict[str, ProductHit]:
    """Returns the goods that words find, each by itself."""
    hits: dict[str, ProductHit] = {}
    for words in names[:_MAX_NAMES]:
        results = await retrieve_text(rt, state.turn.company, words, state.understanding.language)
        hits |= {hit.id: hit for hit in results.products}
    return hits


def _takes_found(state: DialogueState, talk: OrderTalk) -> bool:
    """Tells whether a message takes what it makes one search for: it says so, or gives the phone with it."""
    if talk.asks or talk.cancels or state.understanding.needs_human:
        return False
    if state.previous_draft.order.items:
        return talk.takes_new
    draft, previous = state.draft, state.previous_draft
    gives_contact = draft.main_contact is not None and draft.main_contact != previous.main_contact
    return talk.is_taking or (gives_contact and not previous.order and not previous.has_contact)


async def price_order(rt: Runtime, company: CompanyConfig, order: Order, hits: Iterable[ProductHit]) -> Order:
    """Returns the order with what its goods cost, with the discount that the terms give for a quantity."""
    by_id = {hit.id: hit for hit in hits}
    texts: list[str] = []
    if any(item.quantity > 1 for item in order.items):
        texts = discount_texts((await retrieve_text(rt, company, _DISCOUNT, _ENGLISH)).passages)
    items = tuple(_priced(item, by_id.get(item.product_id), texts) for item in order.items)
    return replace(order, items=items)


def _priced(item: OrderItem, hit: ProductHit | None, texts: Sequence[str]) -> OrderItem:
    if hit is None or hit.amount is None:
        return item
    if item.quantity == 1:
        return replace(item, amount=hit.amount, total="", reckoning="")
    discount = find_discount(item.quantity, texts, hit)
    amount = sum_amount(hit, item.quantity, discount)
    reckoning = ""
    if discount and not discount.on_second:
        full = format_price(sum_amount(hit, item.quantity), hit.currency)
        reckoning = f"{full} − {discount.percent.normalize():f} %"
    return replace(item, amount=amount, total=format_price(amount, hit.currency), reckoning=reckoning)
