"""Tells whether somebody who has trouble goes on with it, or wants what anybody may want: goods, a price, an answer
to an everyday question. Trouble is behind every later message of a talk, and must not swallow them."""

from collections.abc import Sequence
from typing import NamedTuple

from parley.concepts.matcher import GOODS, SALE_TERMS, SERVICES, Annotation
from parley.domain.understanding import Understanding

# What is asked about trouble itself; whatever else a company's terms say is an everyday question.
_TERMS_OF_TROUBLE = frozenset({"repair", "diagnostics", "handyman", "warranty", "returns", "defect", "loaner"})
# Words of a shop that say nothing of what is asked.
_WORDS_OF_ANY_QUESTION = frozenset({"time-of-delivery", "order", "price", "stock", "consultation", "receipt"})
_EVERYDAY_TERMS = (SALE_TERMS | SERVICES) - _TERMS_OF_TROUBLE - _WORDS_OF_ANY_QUESTION
_EVERYDAY_INTENTS = frozenset({"ask_delivery", "ask_payment", "ask_instalments", "ask_discount"})
# What proves that something was bought here: "чек есть", "чек жоқ".
_PROOFS = frozenset({"receipt"})
# With more words a message says more than whether there is one: "чек жена выкинула".
_MAX_WORDS_OF_PROOF = 2
_WISHES_FOR_GOODS = frozenset({"want_goods", "recommend", "ask_catalogue"})
# … and what only wishes as a question: "Samsung RB33" compares nothing.
_QUESTIONS_OF_GOODS = _WISHES_FOR_GOODS | {"compare", "ask_availability"}


class TroubleTalk(NamedTuple):
    """What a message names, told by somebody who has trouble."""

    #: what went wrong, by its intent
    trouble: str = ""
    annotations: Sequence[Annotation] = ()
    #: whether a clause of it is a question by its mark
    has_question_mark: bool = False

    @property
    def concepts(self) -> frozenset[str]:
        """What the words name."""
        return frozenset(part.concept for part in self.annotations if part.concept)

    @property
    def named_words(self) -> frozenset[str]:
        """The words that name something, normalised."""
        return frozenset(word for part in self.annotations if part.concept for word in part.words)


def shows_proof(talk: TroubleTalk) -> bool:
    """Tells whether a message says that there is a receipt, or none, and nothing else: who says that
    it was thrown away is told what helps instead."""
    is_proof = not (talk.has_question_mark or talk.concepts.isdisjoint(_PROOFS))
    return is_proof and len(talk.annotations) <= _MAX_WORDS_OF_PROOF


def names_mending(talk: TroubleTalk) -> bool:
    """Tells whether a message names what is done about trouble: a repair, the warranty, a master."""
    return not talk.concepts.isdisjoint(_TERMS_OF_TROUBLE)


def asks_something_else(understanding: Understanding, talk: TroubleTalk) -> bool:
    """Tells whether a message asks for goods, or an everyday question, and nothing about the trouble."""
    if names_mending(talk):
        return False
    return _asks_for_goods(understanding, talk) or _asks_everyday_question(understanding, talk)


def _asks_for_goods(understanding: Understanding, talk: TroubleTalk) -> bool:
    """Tells whether goods are named, and wanted by an intent or by nothing else being said: "есть телевизор?". Who
    tells of a thing that is broken, or of a service that is down, may name it and want none."""
    if talk.concepts.isdisjoint(GOODS):
        return False
    wishes = _QUESTIONS_OF_GOODS if understanding.question else _WISHES_FOR_GOODS
    if not wishes.isdisjoint(understanding.intents):
        return True
    if talk.trouble == "report_outage" or not (understanding.question or talk.trouble == "complain"):
        return False
    return talk.named_words.issuperset(understanding.content_words)


def _asks_everyday_question(understanding: Understanding, talk: TroubleTalk) -> bool:
    asks = understanding.question or understanding.asks_price
    is_everyday = not _EVERYDAY_INTENTS.isdisjoint(understanding.intents)
    return asks and (is_everyday or not talk.concepts.isdisjoint(_EVERYDAY_TERMS))
