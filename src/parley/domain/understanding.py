"""What is known of a message before it is understood, and what was understood (nlu/understand.py)."""

from dataclasses import dataclass, field
from typing import Literal

# What parley's last message asked of the customer: decides how a bare "Роза" or "да" is read.
# "step": something else that a flow wants to know; a bare word is no name then.
ExpectedReply = Literal["", "need", "name", "phone", "confirm", "correction", "step"]
YesNo = Literal["", "yes", "no"]
TROUBLE_INTENTS = frozenset({"report_problem", "report_outage", "complain"})
HUMAN_INTENTS = frozenset({"ask_human", "refuse_bot"})
_WISHES = frozenset({"want_goods", "order", "recommend", "ask_catalogue"})
ContactKind = Literal["phone", "email", "handle"]
# Whose a number or an address is. "unknown": nobody said, and it may be the customer's.
ContactOwner = Literal["customer", "other", "company", "unknown"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as a customer gave it."""

    #: as the contract stores it: spaces, hyphens, brackets and dots removed
    raw: str
    #: None when it is not a valid number anywhere it could be from
    e164: str | None
    #: digits to dial behind it: "105" of "доб. 105"
    extension: str = ""


@dataclass(frozen=True, slots=True)
class ContactMention:
    """A number or an address that a message mentions, anybody's."""

    kind: ContactKind
    #: in E.164 where it is valid; an e-mail address as it was written; "@kate"
    value: str
    owner: ContactOwner


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood. Empty where nothing was said; never a guess."""

    #: the one to answer in, ISO; the conversation's when the message is too short to tell
    language: str
    #: the customer's own number
    phone: Phone | None = None
    #: digits that were meant as a phone and are none: too few, too many
    invalid_phone: str = ""
    email: str = ""
    #: the customer's own in a messenger or a social network: "@kate"
    handle: str = ""
    #: where: "telegram"; empty where nobody said
    handle_network: str = ""
    #: all numbers and addresses of the message, with their owners, in order
    contacts: tuple[ContactMention, ...] = ()
    #: the customer's own, as a person would write it
    name: str = ""
    #: whether a phrase introduces it ("меня зовут"), and it is not just a word that looks like a name
    introduces_name: bool = False
    #: to what was asked last
    answer: YesNo = ""
    #: something said before is taken back
    correction: bool = False
    #: put off or left open: "потом", "подумаю"
    postponed: bool = False
    greeting: bool = False
    thanks: bool = False
    goodbye: bool = False
    #: a person is asked for
    wants_human: bool = False
    #: answers are wanted in the chat, and no call
    wants_chat: bool = False
    #: no more messages are wanted
    opt_out: bool = False
    #: what is stored of the customer is to be deleted
    deletes_data: bool = False
    #: no name or number is to be given
    refuses_contact: bool = False
    #: what a name or a number is wanted for
    asks_why_contact: bool = False
    asks_price: bool = False
    ready_to_order: bool = False
    #: the customer asks something; not where a name is given
    question: bool = False
    #: who answers here: "вы бот?"
    asks_identity: bool = False
    #: what is sold here
    asks_catalogue: bool = False
    #: what else is wanted, by the names of the labelled examples (nlu/intents/examples), in the order of the text
    intents: tuple[str, ...] = ()
    #: what is left of the text to search for: greetings, names, phones and assent are taken out
    search_text: str = ""
    #: its normalised words that carry meaning: no question words, no small words of any language
    content_words: tuple[str, ...] = ()

    @property
    def gives_address(self) -> bool:
        """Whether the customer's own e-mail or handle was given."""
        return bool(self.email or self.handle)

    @property
    def reports_trouble(self) -> bool:
        """Whether something bought does not work, the service is down, or the customer complains, and no goods are
        looked for: "кран течёт, нужен сантехник" looks for them."""
        return not TROUBLE_INTENTS.isdisjoint(self.intents) and _WISHES.isdisjoint(self.intents)

    @property
    def needs_human(self) -> bool:
        """Whether a person has to look at it: one is asked for, or something is wrong."""
        return self.wants_human or self.reports_trouble


@dataclass(frozen=True, slots=True)
class MessageContext:
    """What the understanding of one message may lean on."""

    #: what was asked last
    requested_slot: ExpectedReply = ""
    #: the conversation's so far, ISO
    language: str = "ru"
    #: the company's, ISO 3166 alpha-2: where a number without + is from
    country: str = "KZ"
    known_name: str = ""
    known_phone: str = ""
    #: a piece of a message, searched for by itself: what is wanted is known of the whole, and not asked again
    is_piece: bool = False
    #: words that are no names here, in small letters: the company's own name
    not_names: frozenset[str] = field(default_factory=frozenset)
