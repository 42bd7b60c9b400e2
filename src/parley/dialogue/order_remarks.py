"""Notes what a customer says of an order beside its goods, in their own words: "без доставки", "after 6 pm"."""

from dataclasses import replace

from parley.concepts.matcher import SALE_TERMS, SERVICES
from parley.dialogue.model import Utterance
from parley.dialogue.order_reading import OrderChange
from parley.dialogue.order_talk import OrderTalk
from parley.domain.understanding import Understanding
from parley.nlu.dates.extract import extract_date

_MAX_REMARKS, _MAX_REMARK_CHARS = 5, 160
# Whoever wants this says nothing of the order.
_OTHER_INTENTS = frozenset(
    {"object_price", "bargain", "object_trust", "insult", "postpone", "small_talk", "thanks", "goodbye", "greet"}
)


def read_remark(talk: OrderTalk, utterance: Utterance) -> OrderChange | None:
    """Returns the order with what a message says beside its goods, while it is read back or once it is confirmed;
    None where the message says nothing of the kind."""
    is_due = talk.is_read_back or (talk.is_confirmed and talk.order.items)
    if not is_due or talk.asks or _concerns_contact(utterance.understanding):
        return None
    if _leads_elsewhere(utterance.understanding) and not _takes_assent_back(talk, utterance):
        return None
    if not (_names_terms(talk, utterance) or (_takes_back(talk) and not utterance.understanding.answer)):
        return None
    words = " ".join(utterance.text.split())[:_MAX_REMARK_CHARS]
    remarks = tuple(dict.fromkeys((*talk.order.remarks, words)))[-_MAX_REMARKS:]
    order = replace(talk.order, remarks=remarks)
    return OrderChange("remark", order, words=words) if order != talk.order else None


def _takes_assent_back(talk: OrderTalk, utterance: Utterance) -> bool:
    """Tells whether a yes to the read-back is followed by what is to be otherwise: "да, верно. ой, самовывоз"."""
    is_yes = talk.is_read_back and utterance.understanding.answer == "yes"
    return is_yes and talk.message.choices.replaces and _names_terms(talk, utterance)


def _concerns_contact(understanding: Understanding) -> bool:
    gives_contact = understanding.name or understanding.phone or understanding.invalid_phone
    return bool(
        gives_contact
        or understanding.gives_address
        or understanding.contacts
        or understanding.correction
        or understanding.refuses_contact
        or understanding.asks_why_contact
        or understanding.deletes_data
    )


def _leads_elsewhere(understanding: Understanding) -> bool:
    leaves = understanding.thanks or understanding.goodbye or understanding.postponed or understanding.opt_out
    return bool(
        leaves
        or understanding.answer == "yes"
        or understanding.needs_human
        or understanding.asks_identity
        or not _OTHER_INTENTS.isdisjoint(understanding.intents)
    )


def _names_terms(talk: OrderTalk, utterance: Utterance) -> bool:
    """Tells whether the message speaks of delivery, payment, fitting, or says when."""
    if any(annotation.concept in SALE_TERMS | SERVICES for annotation in talk.message.annotations):
        return True
    return extract_date(talk.message.tokenized, utterance.now, utterance.calendar) is not None


def _takes_back(talk: OrderTalk) -> bool:
    """Tells whether something is to be left out, added or another."""
    kinds = ("adding_words", "removing_words", "changing_words")
    says_so = talk.message.choices.replaces or any(map(talk.words.has, kinds))
    return says_so and any(talk.unexplained())
