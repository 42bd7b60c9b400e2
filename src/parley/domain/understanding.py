"""What is listened for, and what was heard: the types nlu/understand.py works with."""

from dataclasses import dataclass, field
from typing import Literal

# What parley's last message asked of the customer: decides how a bare "Роза" or "да" is read.
# "step": something else that a flow wants to know; a bare word is no name then.
ExpectedReply = Literal["", "need", "name", "phone", "confirm", "correction", "step"]
YesNo = Literal["", "yes", "no"]


@dataclass(frozen=True, slots=True)
class Phone:
    """`raw` as the contract stores it (spaces, hyphens, brackets and dots removed), `e164` null when it is
    not a valid number anywhere it could be from."""

    raw: str
    e164: str | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood. Empty where nothing was said; never a guess.

    `language`: the one to answer in, ISO; the prior when the message is too short to tell.
    `phone`: the customer's own number, when one was given.
    `bad_phone`: digits that were meant as a phone and are not one (too short, too long).
    `answer`: yes or no to what was asked. `correction`: something said before is taken back.
    `later`: put off or left open ("maybe", "I will think").
    """

    language: str
    phone: Phone | None = None
    invalid_phone: str = ""
    email: str = ""
    name: str = ""
    answer: YesNo = ""
    correction: bool = False
    postponed: bool = False
    greeting: bool = False
    thanks: bool = False
    goodbye: bool = False
    wants_human: bool = False
    opt_out: bool = False
    refuses_contact: bool = False
    # what a contact is wanted for
    asks_why_contact: bool = False
    asks_price: bool = False
    ready_to_order: bool = False
    question: bool = False
    asks_identity: bool = False
    asks_catalogue: bool = False
    # what is left of the text to search for, when something is: greetings, names, phones, assent taken out
    search_text: str = ""
    # the folded words of it that carry meaning: no question words, no small words of any language
    content_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageContext:
    """What the understanding of one message may lean on."""

    requested_slot: ExpectedReply = ""
    # the conversation's language so far, ISO
    language: str = "ru"
    # the company's country, ISO 3166 alpha-2: where a number without + is from
    country: str = "KZ"
    known_name: str = ""
    known_phone: str = ""
    # words that are not names here: the company's own name, its products, cities
    not_names: frozenset[str] = field(default_factory=frozenset)
