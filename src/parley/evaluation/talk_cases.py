"""Labelled talks: whole conversations with a shop, and what each answer must have, as docs/talks.md tells."""

from typing import ClassVar, Literal

from msgspec import Struct

#: what an answer may be expected to ask of the customer; "contact" is a name or a number
ExpectedQuestion = Literal["nothing", "name", "phone", "contact", "confirm", "correction", "slot", "anything"]


class TalkMessage(Struct, frozen=True, forbid_unknown_fields=True):
    """A message of the customer, and what the answer to it must be like."""

    say: str
    #: each must be in the answer or on a card; "|" divides alternatives
    has: list[str] = []
    #: none of these may be in its text
    lacks: list[str] = []
    asks: ExpectedQuestion = "anything"
    #: whether products are offered; not given, it is not compared
    cards: Literal["none", "some"] | None = None


class TalkLead(Struct, frozen=True, forbid_unknown_fields=True):
    """The lead at the end of a talk; what is not given is not compared."""

    name: str | None = None
    #: E.164
    phone: str | None = None
    email: str | None = None
    status: Literal["new", "confirmed"] | None = None
    #: each must be in the order that people are told; "|" divides alternatives, "!" before it says that it must not
    order: list[str] = []


class TalkCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A talk with a shop. A set has a list for each language."""

    task: ClassVar[str] = "talks"
    #: a demo company, or a file of the folder `shops` beside the set
    shop: str
    #: for whoever reads the misses
    about: str
    talk: list[TalkMessage]
    lead: TalkLead | None = None
    #: why a person is waited for at the end (domain/handover.py), "any" or "none"
    handover: str = ""
    #: of the last answer; the file's where it is not given
    language: str = ""

    @property
    def say(self) -> str:
        return " / ".join(message.say for message in self.talk)
