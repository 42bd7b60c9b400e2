"""The policy by intents, as one table: what a message wants, what the answer opens with, where the facts of it are
looked for, and whether it may ask for a contact. It is the same for every model.

The first row decides that has an intent of the message. What the rules of NLU found (a thanks, a refusal, a wish to
order) counts like an intent of the classifier. Whom an answer tells is decided beside it (handover/reason.py), and
how the contact itself is taken in contact_policy.py.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from parley.dialogue.trouble_talk import TroubleTalk, asks_something_else, names_mending, shows_proof
from parley.domain.lead import Reaction
from parley.domain.understanding import TROUBLE_INTENTS, Understanding
from parley.search.price_limits import extract_price_limits
from parley.text.normalize import normalize_word
from parley.text.tokenize import normalized_words


class Sources(StrEnum):
    """Where the facts of an answer are looked for."""

    #: goods and documents
    ALL = "all"
    #: documents alone
    DOCUMENTS = "documents"
    #: what speaks for a price: something cheaper, payment in parts, discounts
    ARGUMENTS = "arguments"
    NOWHERE = "nowhere"


class AskContact(StrEnum):
    """Whether an answer may ask for a contact."""

    NEVER = "never"
    #: after help was given twice, or where a person has to answer for the second time
    WHEN_DUE = "when due"
    #: as soon as the data says nothing: the customer's own order, which only a person sees
    UNLESS_FOUND = "unless found"
    #: at once
    NOW = "now"


class Move(NamedTuple):
    """A row of the table."""

    intents: frozenset[str]
    reaction: Reaction
    sources: Sources
    contact: AskContact


def _row(intents: str, reaction: Reaction, sources: Sources, contact: AskContact) -> Move:
    return Move(frozenset(intents.split()), reaction, sources, contact)


# fmt: off
#: intents (docs/intents.md) → what the answer opens with · where facts are looked for · may it ask for a contact
MOVES: tuple[Move, ...] = (
    _row("report_problem", Reaction.SORRY_FOR_PROBLEM, Sources.DOCUMENTS, AskContact.NEVER),
    _row("report_outage", Reaction.SORRY_FOR_OUTAGE, Sources.DOCUMENTS, AskContact.NEVER),
    _row("complain", Reaction.SORRY_FOR_SERVICE, Sources.DOCUMENTS, AskContact.NEVER),
    _row("ask_human refuse_bot", Reaction.NONE, Sources.NOWHERE, AskContact.NEVER),
    _row("opt_out delete_data", Reaction.NONE, Sources.NOWHERE, AskContact.NEVER),
    _row("wants_chat", Reaction.ANSWER_HERE, Sources.NOWHERE, AskContact.NEVER),
    _row("refuse_contact", Reaction.ACCEPT_REFUSAL, Sources.ALL, AskContact.NEVER),
    _row("ask_why_contact", Reaction.EXPLAIN_CONTACT, Sources.NOWHERE, AskContact.NEVER),
    _row("ask_identity", Reaction.INTRODUCE, Sources.NOWHERE, AskContact.NEVER),
    _row("object_price", Reaction.TAKE_PRICE_SERIOUSLY, Sources.ARGUMENTS, AskContact.NEVER),
    _row("bargain", Reaction.CANNOT_BARGAIN, Sources.ARGUMENTS, AskContact.NEVER),
    _row("object_trust", Reaction.TAKE_DOUBT_SERIOUSLY, Sources.DOCUMENTS, AskContact.NEVER),
    _row("insult", Reaction.STAY_CALM, Sources.NOWHERE, AskContact.NEVER),
    _row("order", Reaction.NONE, Sources.ALL, AskContact.NOW),
    _row("ask_hours ask_address ask_contacts", Reaction.NONE, Sources.ALL, AskContact.NEVER),
    _row("order_status change_order cancel_order", Reaction.NONE, Sources.ALL, AskContact.UNLESS_FOUND),
    _row("want_goods recommend compare ask_attribute ask_price ask_availability ask_catalogue ask_delivery "
         "ask_payment ask_instalments ask_warranty ask_returns ask_installation ask_lead_time ask_discount",
         Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
    _row("postpone", Reaction.LEAVE_TIME, Sources.NOWHERE, AskContact.NEVER),
    _row("goodbye", Reaction.SAY_GOODBYE, Sources.NOWHERE, AskContact.NEVER),
    _row("thanks", Reaction.WELCOME, Sources.NOWHERE, AskContact.NEVER),
    _row("small_talk", Reaction.SMALL_TALK, Sources.NOWHERE, AskContact.NEVER),
    _row("greet", Reaction.NONE, Sources.NOWHERE, AskContact.NEVER),
)
# fmt: on
#: whatever is left: a question without a known intent, a name, a number
OTHER = Move(frozenset(), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE)

#: what who has trouble adds to it later: an order's number, an address, what was tried
GIVE_DETAILS = Move(frozenset(), Reaction.NOTE_DETAILS, Sources.DOCUMENTS, AskContact.NEVER)
#: … a number or a receipt alone, to which no document says anything new
GIVE_PROOF = GIVE_DETAILS._replace(sources=Sources.NOWHERE)
#: … and asks about it: when it is mended, what is paid back
ASK_FOR_HELP = Move(frozenset(), Reaction.NONE, Sources.DOCUMENTS, AskContact.NEVER)

# "мне бы на стрижку в субботу": so many words that carry meaning are a wish, whatever it is.
_MIN_WORDS_OF_A_WISH = 2
# An intent of the classifier that only counts together with the rules: an error would harm.
_RULES_DECIDE = frozenset({"opt_out", "ask_human", "thanks", "goodbye", "greet"})
_INTENTS_WITH_FACTS = frozenset(intent for move in MOVES if move.sources is Sources.ALL for intent in move.intents)
# With trouble behind, of the questions and of the rest only these look for goods, or are about an order.
_QUESTIONS_OF_GOODS = frozenset({"compare", "recommend", "ask_availability", "ask_catalogue", "change_order"})
_WISHES_FOR_GOODS = frozenset({"want_goods", "recommend", "ask_catalogue", "change_order", "cancel_order"})
# The number of an order has so many digits, and so few words beside it.
_MIN_DIGITS_OF_ORDER, _MAX_WORDS_WITH_NUMBER = 3, 4
_QUESTIONS = frozenset(intent for intent in _INTENTS_WITH_FACTS if intent.startswith("ask_")) | {"order_status"}
_GOODS_INTENTS = frozenset(
    {"want_goods", "recommend", "compare", "ask_attribute", "ask_price", "ask_availability", "ask_catalogue"}
)
_EVERYDAY_INTENTS = frozenset(
    {
        "ask_delivery",
        "ask_payment",
        "ask_instalments",
        "ask_warranty",
        "ask_returns",
        "ask_installation",
        "ask_lead_time",
        "ask_discount",
    }
)
# Whoever wants this is told nothing else.
_ALONE = frozenset({"ask_human", "refuse_bot", "opt_out", "delete_data"})
_PRICE_INTENTS = frozenset({"bargain", "object_price"})
# Who bargains, or finds something dear, says one of these.
_CHEAP_OR_DEAR_STEMS = tuple(
    normalized_words(
        "скид скин сброс уступ торг дешев дорог снизи сниже кусач космос загнул много завыш бюджет денег деньг "
        "отда сдела "
        "discount cheap expensive pricey steep lower reduc knock haggl bargain deal less much dear budget afford "
        "money rip арзан қымбат түсір түс жеңілд бюджет ақша қалта кымбат арзандат чегер бюджет акча чөнтөк "
        "arzon qimmat chegir tush pul byudjet hamyon знижк знижт поступ дешевш дорого дорогу задорог багато бюджет "
        "грош хямд үнэтэй буул хөнгөл их өндөр төсөв мөнгө халаас"
    )
)
_COURTESIES = frozenset({"thanks", "goodbye", "greet", "postpone", "small_talk"})
_RULES: Mapping[str, Callable[[Understanding], bool]] = {
    "opt_out": lambda understanding: understanding.opt_out,
    "ask_human": lambda understanding: understanding.wants_human,
    "wants_chat": lambda understanding: understanding.wants_chat,
    "refuse_contact": lambda understanding: understanding.refuses_contact,
    "ask_why_contact": lambda understanding: understanding.asks_why_contact,
    "ask_identity": lambda understanding: understanding.asks_identity,
    "postpone": lambda understanding: understanding.postponed,
    "order": lambda understanding: understanding.ready_to_order,
    "ask_price": lambda understanding: understanding.asks_price,
    "ask_catalogue": lambda understanding: understanding.asks_catalogue,
    "thanks": lambda understanding: understanding.thanks,
    "goodbye": lambda understanding: understanding.goodbye,
    "greet": lambda understanding: understanding.greeting,
}


def _message_intents(understanding: Understanding) -> frozenset[str]:
    """Returns all that a message wants, by the names of docs/intents.md. Trouble counts where no goods are looked
    for, a courtesy where nothing else is said."""
    intents = set(understanding.intents) - _RULES_DECIDE
    if not understanding.reports_trouble:
        intents -= TROUBLE_INTENTS
    if understanding.asks_price:  # "2 … қанша болады": what several cost is a question, and no bargaining
        intents.discard("bargain")
    if not intents.isdisjoint(_PRICE_INTENTS) and _only_names_price(understanding):
        intents -= _PRICE_INTENTS
    intents |= {intent for intent, is_said in _RULES.items() if is_said(understanding)}
    return frozenset(intents - _COURTESIES if asks_for_facts(understanding) else intents)


def _only_names_price(understanding: Understanding) -> bool:
    """Tells whether a message that sounds like bargaining names a budget ("до 4000", "170000 дейін"), or asks what
    something costs, and says nothing of less, of dear or cheap."""
    words = (*understanding.content_words, *map(normalize_word, understanding.search_text.split()))
    if any(word.startswith(_CHEAP_OR_DEAR_STEMS) for word in words):
        return False
    return understanding.asks_price or extract_price_limits(understanding.search_text).max_price is not None


def choose_move(understanding: Understanding, talk: TroubleTalk | None = None) -> Move:
    """Returns the row of the table for a message. Where its facts are looked for nowhere ("are you a bot?") and the
    message asks something else as well, they are looked for where that wants it. `talk`: what it names, where
    something went wrong for the customer earlier in the talk, which is what they go on with unless they want
    something else."""
    move = _find_row(understanding)
    if talk is None or not _speaks_of_trouble(understanding, move, talk):
        return move
    if _gives_number(understanding) or shows_proof(talk):
        return GIVE_PROOF
    return ASK_FOR_HELP if _asks_for_help(understanding) else GIVE_DETAILS


def _speaks_of_trouble(understanding: Understanding, move: Move, talk: TroubleTalk) -> bool:
    """Tells whether a message may be about trouble that was told of: it wants no goods, nothing that has a row of
    its own, and gives no contact."""
    is_empty = not (understanding.content_words or understanding.search_text)
    if (
        _gives_contact(understanding)
        or is_empty
        or understanding.wants_human
        or not move.intents.isdisjoint(_ALONE)
    ):
        return False
    if _gives_number(understanding) or shows_proof(talk):
        return True
    if understanding.reports_trouble:  # told on: who complains of people is apologised to once more
        return "complain" not in understanding.intents
    may_be = _may_be_about_trouble(understanding, move, talk)
    return may_be and not (_wants_goods(understanding) or asks_something_else(understanding, talk))


def _may_be_about_trouble(understanding: Understanding, move: Move, talk: TroubleTalk) -> bool:
    """Tells whether the row of a message allows that it goes on with the trouble: "when will you mend it?" is like
    the questions after an order."""
    if move.contact is AskContact.WHEN_DUE or move.sources is Sources.ARGUMENTS:
        return True
    if move.contact is AskContact.UNLESS_FOUND:
        return names_mending(talk)
    return move.contact is AskContact.NOW and "order" not in understanding.intents


def _gives_contact(understanding: Understanding) -> bool:
    return understanding.phone is not None or understanding.gives_address or bool(understanding.name)


def _gives_number(understanding: Understanding) -> bool:
    """Tells whether a message is hardly more than a number: an order's, a contract's."""
    words = understanding.content_words
    has_number = any(sum(map(str.isdecimal, word)) >= _MIN_DIGITS_OF_ORDER for word in words)
    asks = understanding.question or understanding.asks_price
    return has_number and len(words) <= _MAX_WORDS_WITH_NUMBER and not asks


def _wants_goods(understanding: Understanding) -> bool:
    """Tells whether goods are looked for; what only sounds like a wish ("когда почините?") or a comparison
    ("Samsung RB33") is none."""
    wishes = _QUESTIONS_OF_GOODS if understanding.question else _WISHES_FOR_GOODS
    return understanding.asks_catalogue or understanding.asks_price or not wishes.isdisjoint(understanding.intents)


def _asks_for_help(understanding: Understanding) -> bool:
    return understanding.question or not _QUESTIONS.isdisjoint(understanding.intents)


def _find_row(understanding: Understanding) -> Move:
    """Returns the row of the table for a message alone."""
    intents = _message_intents(understanding)
    moves = [move for move in MOVES if not move.intents.isdisjoint(intents)]
    if not moves:
        return OTHER
    first = moves[0]
    if first.sources is not Sources.NOWHERE or not first.intents.isdisjoint(_ALONE):
        return first
    if understanding.search_text and not first.intents.isdisjoint(_COURTESIES):
        return first._replace(sources=Sources.ALL)
    return first._replace(
        sources=next((move.sources for move in moves if move.sources is not Sources.NOWHERE), first.sources)
    )


def asks_for_facts(understanding: Understanding) -> bool:
    """Tells whether a message asks for something that the company's data or a person can answer."""
    return asks_something(understanding) or len(understanding.content_words) >= _MIN_WORDS_OF_A_WISH


def looks_for_goods(understanding: Understanding) -> bool:
    """Tells whether a message asks for goods or about them; one that asks an everyday question alone does not."""
    intents = frozenset(understanding.intents)
    if not _GOODS_INTENTS.isdisjoint(intents) or understanding.asks_price or understanding.asks_catalogue:
        return True
    return asks_for_facts(understanding) and _EVERYDAY_INTENTS.isdisjoint(intents)


def asks_something(understanding: Understanding) -> bool:
    """Tells whether a message is a question or a wish by more than its number of words."""
    is_known = not _INTENTS_WITH_FACTS.isdisjoint(understanding.intents)
    return is_known or understanding.question or understanding.asks_price
