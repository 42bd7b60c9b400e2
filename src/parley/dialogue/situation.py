"""Holds what the rules of the policy look at: the dialogue before a message and with it."""

from dataclasses import dataclass
from typing import NamedTuple

from parley.dialogue.intent_policy import OTHER, AskContact, Move
from parley.dialogue.model import Flow, MessageEffect, Utterance
from parley.domain.lead import LeadDraft
from parley.domain.understanding import Understanding

# A contact is asked for at most once in so many answers.
_ANSWERS_FOR_A_REQUEST = 3
# After help was given so often, a contact may be asked for.
_ENOUGH_HELP = 2


class ContactSituation(NamedTuple):
    """What the rules for the contact look at."""

    #: the draft before the message, and with it taken over
    previous: LeadDraft
    draft: LeadDraft
    understanding: Understanding
    #: whether one of the last answers read the contact back or asked whether it is right
    asked_to_confirm: bool
    #: what the policy by intents says to the message
    move: Move = OTHER

    @property
    def contact_changed(self) -> bool:
        """Whether the message gave another name, phone or address."""
        return self.draft.known_contact != self.previous.known_contact

    @property
    def order_changed(self) -> bool:
        """Whether the message took goods, or changed what was taken."""
        return self.draft.order != self.previous.order

    @property
    def awaits_confirmation(self) -> bool:
        """Whether a contact is known that the customer did not confirm yet."""
        return self.draft.has_contact and not self.draft.confirmed

    @property
    def wants_to_order(self) -> bool:
        """Whether the customer orders, books, takes one."""
        return self.move.contact is AskContact.NOW

    @property
    def gave_name(self) -> bool:
        """Whether the message gave the name that was not known."""
        return bool(self.draft.name) and self.draft.name != self.previous.name

    @property
    def shows_readiness(self) -> bool:
        """Whether the customer wants to order, or gave the name when asked for it."""
        was_asked = self.previous.expected_reply in ("name", "phone")
        return self.wants_to_order or (was_asked and self.gave_name)

    @property
    def may_ask_contact(self) -> bool:
        """Whether an answer may ask for a contact that nobody offered: it does not fit every message, and not more
        often than once in three answers."""
        previous = self.previous
        was_asked = previous.name_requests + previous.phone_requests + previous.handover_answers > 0
        has_paused = not was_asked or self.previous.unasked_answers >= _ANSWERS_FOR_A_REQUEST - 1
        is_unwanted = self.draft.refused_contact or self.draft.wants_chat
        return self.move.contact is not AskContact.NEVER and has_paused and not is_unwanted

    @property
    def was_helped(self) -> bool:
        """Whether help was given often enough to ask for a contact."""
        return self.previous.helpful_answers >= _ENOUGH_HELP


@dataclass(frozen=True, slots=True)
class FlowSituation:
    """What the rules of a scripted flow look at."""

    flow: Flow
    contact: ContactSituation
    effect: MessageEffect
    utterance: Utterance

    @property
    def previous(self) -> LeadDraft:
        return self.contact.previous

    @property
    def draft(self) -> LeadDraft:
        return self.effect.draft

    @property
    def understanding(self) -> Understanding:
        return self.utterance.understanding
