"""What a labelled case says, and how it is held against what parley understands: one class for each task.

A set is YAML: a list of cases for each language code. `missed` tells what was understood instead, in words; empty
when it was right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from parley.domain.understanding import Asked, Context, Heard
from parley.nlu.dates import extract as dates
from parley.nlu.dates.vocabulary import Calendar
from parley.nlu.intents.follow_up_reply import Stance, stance
from parley.nlu.phrase_matcher import Lexicon
from parley.nlu.understand import hear

# A Monday.
NOW = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Asia/Almaty"))
# A customer who is asked "is this right?" has given something before.
KNOWN_NAME, KNOWN_PHONE = "Сакен", "+77012345678"
# Where each language's customers write from, unless a case says so itself.
COUNTRIES = {"ru": "KZ", "en": "KZ", "kk": "KZ", "ky": "KG", "uz": "UZ", "uk": "UA", "mn": "MN"}


@dataclass(frozen=True, slots=True)
class Ears:
    """The words of all languages, as the product listens for them."""

    lexicon: Lexicon
    calendar: Calendar

    def hear(self, said: str, language: str, asked: Asked = "", country: str = "") -> Heard:
        known = asked in ("confirm", "correction")
        context = Context(
            asked=asked,
            language=language,
            country=country or COUNTRIES.get(language, "KZ"),
            known_name=KNOWN_NAME if known else "",
            known_phone=KNOWN_PHONE if known else "",
        )
        return hear(said, context, self.lexicon)


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a set."""

    task: ClassVar[str]
    say: str

    def missed(self, ears: Ears, language: str) -> str:
        raise NotImplementedError


class PhoneCase(Case, frozen=True):
    """`e164`, `email`: the customer's own; empty when none is given. `country`: the company's."""

    task: ClassVar[str] = "phones"
    country: str = ""
    asked: Asked = ""
    e164: str = ""
    email: str = ""

    def missed(self, ears: Ears, language: str) -> str:
        heard = ears.hear(self.say, language, self.asked, self.country)
        phone = (heard.phone.e164 or "") if heard.phone else ""
        return _unlike({"e164": (self.e164, phone), "email": (self.email.lower(), heard.email.lower())})


class NameCase(Case, frozen=True):
    task: ClassVar[str] = "names"
    asked: Asked = ""
    name: str = ""

    def missed(self, ears: Ears, language: str) -> str:
        return _unlike({"name": (self.name, ears.hear(self.say, language, self.asked).name)})


class YesNoCase(Case, frozen=True):
    """`correction`: something said before is taken back."""

    task: ClassVar[str] = "yesno"
    answer: Literal["yes", "no", "neither"]
    asked: Asked = ""
    correction: bool = False

    def missed(self, ears: Ears, language: str) -> str:
        heard = ears.hear(self.say, language, self.asked)
        return _unlike(
            {"answer": (self.answer, heard.answer or "neither"), "correction": (self.correction, heard.correction)}
        )


class LanguageCase(Case, frozen=True):
    """`prior`: the conversation's language so far."""

    task: ClassVar[str] = "language"
    language: str
    prior: str = "ru"

    def missed(self, ears: Ears, language: str) -> str:
        return _unlike({"language": (self.language, ears.hear(self.say, self.prior).language)})


class HandoverCase(Case, frozen=True):
    """A wish for a person, and what else a message may be; what is not given is not looked at."""

    task: ClassVar[str] = "handover"
    human: bool = False
    opt_out: bool | None = None
    stance: Stance | None = None
    thanks: bool | None = None
    goodbye: bool | None = None
    price: bool | None = None
    asked: Asked = ""

    def missed(self, ears: Ears, language: str) -> str:
        heard = ears.hear(self.say, language, self.asked)
        understood = {
            "human": (self.human, heard.wants_human),
            "opt_out": (self.opt_out, heard.opt_out),
            "stance": (self.stance, stance(heard)),
            "thanks": (self.thanks, heard.thanks),
            "goodbye": (self.goodbye, heard.goodbye),
            "price": (self.price, heard.asks_price),
        }
        return _unlike({name: pair for name, pair in understood.items() if pair[0] is not None})


class DateCase(Case, frozen=True):
    """Said on Monday 17 November 2025 at noon. Times are "HH:MM"; `part` is looked at only where it is given."""

    task: ClassVar[str] = "dates"
    date: Date | None = None
    time: str = ""
    until_date: Date | None = None
    until: str = ""
    part: str = ""
    past: bool = False

    def missed(self, ears: Ears, language: str) -> str:
        when = dates.find(self.say, NOW, ears.calendar) or dates.When()
        understood = {
            "date": (self.date, when.date),
            "time": (self.time, f"{when.time:%H:%M}" if when.time else ""),
            "until_date": (self.until_date, when.until_date),
            "until": (self.until, f"{when.until:%H:%M}" if when.until else ""),
            "part": (self.part, when.part if self.part else ""),
            "past": (self.past, when.past),
        }
        return _unlike(understood)


class Dialogue(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole talk in the customer's messages, and what must be known at its end. `phone`: E.164."""

    task: ClassVar[str] = "leads"
    say: list[str]
    status: Literal["new", "confirmed"]
    language: str
    name: str = ""
    phone: str = ""


class SearchCase(Struct, frozen=True, forbid_unknown_fields=True):
    """What is typed into a shop's search; its set has a list for each demo company. `right`: the products that are
    right as the first answer. `kind`: same (the catalogue's language), cross (another), none (fits nothing)."""

    task: ClassVar[str] = "search"
    query: str
    language: str
    kind: Literal["same", "cross", "none"]
    right: list[str] = []

    @property
    def say(self) -> str:
        return self.query


CASES: Mapping[str, type[Case]] = {
    kind.task: kind for kind in (PhoneCase, NameCase, YesNoCase, DateCase, LanguageCase, HandoverCase)
}
TASKS = (*CASES, Dialogue.task, SearchCase.task)


def _unlike(understood: Mapping[str, tuple[object, object]]) -> str:
    return "; ".join(
        f"{name}: {_shown(heard)} instead of {_shown(right)}"
        for name, (right, heard) in understood.items()
        if right != heard
    )


def _shown(value: object) -> str:
    return "nothing" if value in ("", None) else str(value)
