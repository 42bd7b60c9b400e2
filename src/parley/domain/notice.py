"""Describes a confirmed lead or a customer who waits for a person, ready to be delivered to systems and people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parley.domain.handover import HandoverReason

# The newest messages of the conversation that a notice tells.
MAX_DIALOGUE_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What is told of a customer who waits for a person, beside what is known of the lead."""

    id: int
    reason: HandoverReason
    #: the customer's own words that it was asked in
    words: str
    #: the channel of the conversation: web, telegram
    channel: str
    #: how the customer is reached there: @name or a Telegram id; empty where there is only the conversation
    handle: str
    #: who of the staff is to take it; empty for whoever comes first
    assigned_to: str = ""
    #: it is told again because nobody came, not because the customer asks again
    is_escalated: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of a lead, and what is known of earlier attempts to tell it."""

    #: the same on every attempt: what the other side can recognise a repetition by
    key: str
    lead_id: int
    name: str
    #: E.164; as it was written where it is a number of no known country
    phone: str
    email: str
    #: the channel or site the customer came from
    source: str
    #: hot, warm or cold
    temperature: str
    #: what the customer came for, in words
    summary: str
    #: code of the language of the conversation
    language: str
    #: (role, text) in order, the last MAX_DIALOGUE_MESSAGES at most
    dialogue: Sequence[tuple[str, str]] = ()
    #: what the company's flow gathered, ready for JSON; the keys are the flow's (docs/flows.md)
    order: Mapping[str, Any] = field(default_factory=dict)
    #: the same for people: (label, words) in order
    lines: Sequence[tuple[str, str]] = ()
    #: the five marks of an advert, those that came
    utm: Mapping[str, str] = field(default_factory=dict)
    #: the lead's id in the system it goes to, where an earlier delivery brought it there
    external_id: str = ""
    #: an earlier attempt may have arrived, so the text says that this may be a repetition
    uncertain: bool = False
    #: there was an earlier attempt, whatever became of it: it may have come half the way
    repeated: bool = False
    #: the customer changed or added something after an earlier notice, or asks for a person again
    corrected: bool = False
    #: the customer's own in a messenger or a social network, with its name where it is known: "@kate (telegram)"
    handle: str = ""
    #: the topic of the staff's forum that it belongs into; 0 for none
    thread_id: int = 0
    #: who of the staff holds the conversation; empty for the bot
    taken_by: str = ""
    #: why it is told although the lead may not be confirmed: a person is waited for
    handover: HandoverFacts | None = None

    @property
    def main_contact(self) -> str:
        """Returns how the customer is reached first of all: by phone, by e-mail, in a messenger; empty for not."""
        return self.phone or self.email or self.handle

    @property
    def unlisted_summary(self) -> str:
        """Returns what of the summary the lines do not say."""
        listed = "; ".join(f"{label}: {words}" for label, words in self.lines)
        rest = self.summary.removeprefix(listed)
        if listed and rest != self.summary and (not rest or rest.startswith(" / ")):
            return rest.removeprefix(" / ")
        return "" if self.lines and self.summary.startswith(f"{self.lines[0][0]}: ") else self.summary
