"""Labelled cases, one class for each task: a message, and what has to be understood of it.

A set is YAML: a list of cases for each language code. Fields that a case does not give have their defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from parley.domain.understanding import ContactOwner, ExpectedReply, MessageContext, Understanding
from parley.evaluation.talk_cases import TalkCase
from parley.languages.registry import find_languages
from parley.nlu.dates.extract import DateMention, extract_date
from parley.nlu.dates.matcher import DateMatcher
from parley.nlu.intents.follow_up_reply import FollowUpReply, classify_follow_up_reply
from parley.nlu.message import TextAnalyzer
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.understand import tokenize_message, understand
from parley.search.query import parse_query

# A Monday.
REFERENCE_TIME = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Asia/Almaty"))
# A customer who is asked "is this right?" has given something before.
KNOWN_TEST_NAME, KNOWN_TEST_PHONE = "Сакен", "+77012345678"
# Where customers write from who use a language of many countries.
_MAIN_COUNTRY = "KZ"
_LANGUAGES_OF_MANY_COUNTRIES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class NluEngine:
    """Understands messages as the product does, with the words of all languages."""

    matcher: PhraseMatcher
    calendar: DateMatcher

    @property
    def analyzer(self) -> TextAnalyzer:
        """Makes of a text what a turn makes of it."""
        return TextAnalyzer(self.matcher)

    def understand(
        self, text: str, language: str, requested_slot: ExpectedReply = "", country: str = "", known_name: str = ""
    ) -> Understanding:
        """Returns what is understood of a message. `language`: the conversation's; `country`: the company's.

        `known_name`: what was given before, with a number.
        """
        has_contact = requested_slot in ("confirm", "correction") or bool(known_name)
        context = MessageContext(
            requested_slot=requested_slot,
            language=language,
            country=country or customer_country(language),
            known_name=(known_name or KNOWN_TEST_NAME) if has_contact else "",
            known_phone=KNOWN_TEST_PHONE if has_contact else "",
        )
        return understand(text, context, self.matcher)


def customer_country(language: str) -> str:
    """Returns the country (ISO 3166) that customers write from in a language, unless a case names one."""
    known_language = find_languages().get(language)
    if known_language is None or language in _LANGUAGES_OF_MANY_COUNTRIES:
        return _MAIN_COUNTRY
    return known_language.country


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a set."""

    #: the name of the task, and of its sets
    task: ClassVar[str]
    #: the message
    say: str

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        """Returns in words what was understood instead of what the case says; empty when it was right."""
        raise NotImplementedError


class PhoneCase(Case, frozen=True):
    """The contacts that a message gives."""

    task: ClassVar[str] = "phones"
    #: the company's; empty for the language's own
    country: str = ""
    #: what the customer was asked for
    asked: ExpectedReply = ""
    #: the customer's own; empty when none is given
    e164: str = ""
    email: str = ""
    handle: str = ""
    extension: str = ""
    #: the contacts of other people, and of the company; compared where one of them is given
    others: list[str] = []
    company: list[str] = []
    #: whether the digits are asked about; not given, it is not compared
    invalid: bool | None = None

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        understanding = nlu.understand(self.say, language, self.asked, self.country)
        phone = understanding.phone
        pairs: dict[str, tuple[object, object]] = {
            "e164": (self.e164, (phone.e164 or "") if phone else ""),
            "email": (self.email.lower(), understanding.email.lower()),
        }
        if self.handle or self.others or self.company:
            pairs["handle"] = (self.handle, understanding.handle)
            pairs["others"] = (self.others, _values_of(understanding, "other"))
            pairs["company"] = (self.company, _values_of(understanding, "company"))
        if self.extension:
            pairs["extension"] = (self.extension, phone.extension if phone else "")
        if self.invalid is not None:
            pairs["invalid"] = (self.invalid, bool(understanding.invalid_phone))
        return format_mismatch(pairs)


class NameCase(Case, frozen=True):
    """The name that a message gives; empty for none."""

    task: ClassVar[str] = "names"
    asked: ExpectedReply = ""
    name: str = ""
    #: the name that was given or guessed before
    known: str = ""
    #: something said before is taken back; not given, it is not compared
    correction: bool | None = None

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        understanding = nlu.understand(self.say, language, self.asked, known_name=self.known)
        pairs: dict[str, tuple[object, object]] = {"name": (self.name, understanding.name)}
        if self.correction is not None:
            pairs["correction"] = (self.correction, understanding.correction)
        return format_mismatch(pairs)


class YesNoCase(Case, frozen=True):
    """Whether a message assents."""

    task: ClassVar[str] = "yesno"
    answer: Literal["yes", "no", "neither"]
    asked: ExpectedReply = ""
    #: something said before is taken back
    correction: bool = False

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        understanding = nlu.understand(self.say, language, self.asked)
        return format_mismatch(
            {
                "answer": (self.answer, understanding.answer or "neither"),
                "correction": (self.correction, understanding.correction),
            }
        )


class ReadBackCase(Case, frozen=True):
    """Whether a message confirms the name and the number that were read back."""

    task: ClassVar[str] = "readback"
    confirms: bool

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        understanding = nlu.understand(self.say, language, "confirm")
        return format_mismatch({"confirms": (self.confirms, understanding.answer == "yes")})


class LanguageCase(Case, frozen=True):
    """The language to answer in."""

    task: ClassVar[str] = "language"
    language: str
    #: the conversation's language so far
    prior: str = "ru"

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        return format_mismatch({"language": (self.language, nlu.understand(self.say, self.prior).language)})


class HandoverCase(Case, frozen=True):
    """Whether a message asks for a person, and what else it may be; what is not given is not compared."""

    task: ClassVar[str] = "handover"
    human: bool = False
    opt_out: bool | None = None
    #: what is stored of the customer is to be deleted
    deletes: bool | None = None
    stance: FollowUpReply | None = None
    thanks: bool | None = None
    goodbye: bool | None = None
    price: bool | None = None
    asked: ExpectedReply = ""

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        understanding = nlu.understand(self.say, language, self.asked)
        pairs = {
            "human": (self.human, understanding.wants_human),
            "opt_out": (self.opt_out, understanding.opt_out),
            "deletes": (self.deletes, understanding.deletes_data),
            "stance": (self.stance, classify_follow_up_reply(understanding)),
            "thanks": (self.thanks, understanding.thanks),
            "goodbye": (self.goodbye, understanding.goodbye),
            "price": (self.price, understanding.asks_price),
        }
        return format_mismatch({name: pair for name, pair in pairs.items() if pair[0] is not None})


class DateCase(Case, frozen=True):
    """The time that a message of Monday 17 November 2025, noon, speaks of. Times are "HH:MM"."""

    task: ClassVar[str] = "dates"
    date: Date | None = None
    time: str = ""
    #: the end of a span
    until_date: Date | None = None
    until: str = ""
    #: part of the day; compared only where it is given
    part: str = ""
    past: bool = False

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        when = extract_date(tokenize_message(self.say), REFERENCE_TIME, nlu.calendar) or DateMention()
        pairs = {
            "date": (self.date, when.date),
            "time": (self.time, f"{when.time:%H:%M}" if when.time else ""),
            "until_date": (self.until_date, when.end_date),
            "until": (self.until, f"{when.end_time:%H:%M}" if when.end_time else ""),
            "part": (self.part, when.day_part if self.part else ""),
            "past": (self.past, when.is_past),
        }
        return format_mismatch(pairs)


class NumbersCase(Case, frozen=True):
    """What a message to a search says in numbers, in digits or in words: price limits and sizes."""

    task: ClassVar[str] = "numbers"
    #: price limits, both inclusive
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    #: ISO
    currency: str = "KZT"
    #: dimension and values, in the units of `concepts/units.py`: "memory 256", "length 160 200"
    measures: list[str] = []

    def mismatch(self, nlu: NluEngine, language: str) -> str:
        message = nlu.analyzer.read(self.say).understand(MessageContext(language=language))
        query = parse_query(message, self.currency)
        measures = [
            " ".join([measure.dimension, *(f"{value:g}" for value in measure.values)]) for measure in query.measures
        ]
        return format_mismatch(
            {
                "at_least": (self.at_least, query.min_price),
                "at_most": (self.at_most, query.max_price),
                "measures": (", ".join(sorted(self.measures)), ", ".join(sorted(measures))),
            }
        )


class DialogueCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole conversation, and the lead at its end."""

    task: ClassVar[str] = "leads"
    #: the customer's messages
    say: list[str]
    status: Literal["new", "confirmed"]
    language: str
    name: str = ""
    #: E.164
    phone: str = ""
    email: str = ""
    #: with its @
    handle: str = ""


class OrderCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole order of an internet provider's customer, and what is known of it at its end."""

    task: ClassVar[str] = "orders"
    #: the customer's messages
    say: list[str]
    status: Literal["new", "confirmed"]
    #: values of the lead's order by key (docs/flows.md); null: it is not there. Keys that are not given are not
    #: compared
    order: dict[str, str | bool | None] = {}
    #: whether the last answer offers to call a person; not given, it is not compared
    offers_person: bool | None = None


class SearchCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A query to a shop's search. A set has a list for each demo company."""

    task: ClassVar[str] = "search"
    query: str
    language: str
    #: same: in the catalogue's language, cross: in another one, none: fits no product
    kind: Literal["same", "cross", "none"]
    #: ids of the products that are right as the first answer
    right: list[str] = []

    @property
    def say(self) -> str:
        return self.query


class FactCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A question about goods of a shop, and what the answer to the last message says."""

    task: ClassVar[str] = "facts"
    #: a demo company, or a file of the folder `shops` of the talks
    shop: str
    #: the customer's messages
    say: list[str]
    #: each must stand in the answer; "|" divides alternatives
    has: list[str]
    #: none may stand in it
    lacks: list[str] = []


class TopicCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A talk with a shop that ends in an everyday question, and what its last answer has to say."""

    task: ClassVar[str] = "topics"
    #: a demo company, or a shop of talks/shops/
    shop: str
    #: the customer's messages
    talk: list[str]
    #: each must stand in the answer or in the names and prices of its cards; "|" divides what will do as well
    has: list[str]
    #: none may stand in the answer
    lacks: list[str] = []
    #: what the answer has stands there in this order
    in_order: bool = False

    @property
    def say(self) -> str:
        return " / ".join(self.talk)


CASE_TYPES: Mapping[str, type[Case]] = {
    kind.task: kind
    for kind in (PhoneCase, NameCase, YesNoCase, ReadBackCase, DateCase, LanguageCase, HandoverCase, NumbersCase)
}
EVAL_TASKS = (
    *CASE_TYPES,
    DialogueCase.task,
    OrderCase.task,
    SearchCase.task,
    FactCase.task,
    TalkCase.task,
    TopicCase.task,
)


def format_mismatch(pairs: Mapping[str, tuple[object, object]]) -> str:
    """Returns in words where a value is another than expected, by (expected, actual); empty where all are right."""
    return "; ".join(
        f"{name}: {_format_value(actual)} instead of {_format_value(expected)}"
        for name, (expected, actual) in pairs.items()
        if expected != actual
    )


def _values_of(understanding: Understanding, owner: ContactOwner) -> list[str]:
    """Returns the numbers and addresses of a message that are one owner's."""
    return [contact.value for contact in understanding.contacts if contact.owner == owner]


def _format_value(value: object) -> str:
    return "nothing" if value in ("", None) else str(value)
