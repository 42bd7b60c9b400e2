"""Holds what the rules of the policy look at: the dialogue before a message and with it."""

from dataclasses import dataclass
from typing import NamedTuple

from parley.dialogue.model import Flow, MessageEffect, Utterance
from parley.domain.lead import LeadDraft
from parley.domain.understanding import Understanding


class ContactSituation(NamedTuple):
    """What the rules for the contact look at."""

    #: the draft before the message, and with it taken over
    previous: LeadDraft
    draft: LeadDraft
    understanding: Understanding
    #: whether one of the last answers read the contact back or asked whether it is right
    asked_to_confirm: bool

    @property
    def contact_changed(self) -> bool:
        """Whether the message gave another name or phone."""
        return (self.draft.name, self.draft.phone) != (self.previous.name, self.previous.phone)

    @property
    def awaits_confirmation(self) -> bool:
        """Whether a phone is known that the customer did not confirm yet."""
        return self.draft.phone is not None and not self.draft.confirmed

    @property
    def shows_readiness(self) -> bool:
        """Whether the customer wants to order, or gave the name when asked for it."""
        gave_name = self.previous.expected_reply in ("name", "phone") and self.draft.name != self.previous.name
        return self.understanding.ready_to_order or gave_name


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
