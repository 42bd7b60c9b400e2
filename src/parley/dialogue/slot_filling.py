"""Fills the slots of a flow from a message: answers, early and asked for; changes, and what depends on them."""

from dataclasses import dataclass, field, replace
from typing import Any

from parley.dialogue.model import CONTACT_KINDS, Flow, Slot, SlotRejection, SlotValues, Utterance
from parley.dialogue.open_slots import is_applicable, is_open_slot
from parley.dialogue.refusals import is_change, is_group_refusal
from parley.dialogue.slot_readers import read_slot
from parley.domain.lead import LeadDraft
from parley.text.word_list import WordList, split_entries

_SHORT_ANSWER_WORDS = 5
_CONTACT_MENTIONS = {
    "name": WordList(split_entries("имя, имени, фамили*, зовут, name, ім'я, есім*, аты, атым, ism*, нэр*")),
    "phone": WordList(split_entries("телефон*, номер*, phone, number, нөмір*, raqam*, утас*, дугаар*")),
    "email": WordList(split_entries("почт*, e mail, email, мейл, имейл, mail, пошт*")),
}


@dataclass(frozen=True, slots=True)
class FilledSlots:
    """What slot filling found in a message."""

    #: every value that is known now, by slot
    slot_values: dict[str, Any]
    #: names of the slots that got another value, or lost theirs
    changed_slots: frozenset[str] = frozenset()
    #: contacts (name, phone, email) that are to be asked for again
    reopened_contacts: frozenset[str] = frozenset()
    #: an answer that cannot be taken, and why
    rejection: SlotRejection | None = None


def fill_slots(flow: Flow, previous: LeadDraft, draft: LeadDraft, utterance: Utterance) -> FilledSlots:
    """Finds the answers in a message. `previous` is the draft before it, `draft` has its contact taken over
    already.

    Values given early are kept; a value that is known is replaced only by one that is meant to replace it, and what
    depends on it is forgotten with it.
    """
    requested_slot = flow.find_slot(previous.requested_slot) if previous.expected_reply == "step" else None
    filling = _Filling(flow, previous, utterance, requested_slot, dict(draft.slot_values))
    filling.changed |= _changed_contacts(previous, draft)
    if requested_slot is not None:
        filling.changed |= _accept_proposal(requested_slot, previous, filling.slot_values, utterance)
        filling.changed |= _refuse_group(flow, requested_slot, filling.slot_values, utterance)
    for slot in (*flow.slots, *flow.late_slots):
        filling.read(slot)
    if filling.rejection or filling.changed or not _wants_correction(previous, utterance):
        return FilledSlots(filling.slot_values, frozenset(filling.changed), rejection=filling.rejection)
    reopened = _reopened_slots(flow, draft, filling.slot_values, utterance)
    for slot in reopened:
        _clear_slot(flow, filling.slot_values, slot.name)
    return FilledSlots(
        filling.slot_values,
        frozenset(slot.name for slot in reopened),
        reopened_contacts=frozenset(slot.kind for slot in reopened if slot.kind in CONTACT_KINDS),
    )


@dataclass(slots=True)
class _Filling:
    """One pass over the slots of a flow; each slot is read with the values of those before it known."""

    flow: Flow
    previous: LeadDraft
    utterance: Utterance
    requested_slot: Slot | None
    slot_values: dict[str, Any]
    changed: set[str] = field(default_factory=set)
    rejection: SlotRejection | None = None

    def read(self, slot: Slot) -> None:
        """Reads one slot, unless what is known of it is to stay."""
        if slot.kind in ("name", "phone") or slot.name in self.changed or not is_applicable(slot, self.slot_values):
            return
        is_requested, is_known = slot is self.requested_slot, slot.name in self.slot_values
        utterance = replace(self.utterance, slot_values=self.slot_values, is_requested=is_requested)
        if is_known and not is_requested and not _may_replace(slot, self.previous, utterance):
            return
        value = read_slot(slot, utterance)
        if isinstance(value, SlotRejection):
            if is_requested or is_known:
                self.rejection = self.rejection or value
            self.slot_values.update(value.partial_values)
        elif value is not None and value != self.slot_values.get(slot.name):
            _clear_slot(self.flow, self.slot_values, slot.name)
            self.slot_values[slot.name] = value
            self.changed.add(slot.name)


def _changed_contacts(previous: LeadDraft, draft: LeadDraft) -> set[str]:
    return {name for name in ("name", "phone", "email") if getattr(previous, name) != getattr(draft, name)}


def _accept_proposal(
    requested_slot: Slot, previous: LeadDraft, slot_values: dict[str, Any], utterance: Utterance
) -> set[str]:
    """Takes a yes to what the last answer proposed; returns the slot it was proposed for."""
    if previous.proposed_value is None or utterance.understanding.answer != "yes":
        return set()
    slot_values[requested_slot.name] = previous.proposed_value
    return {requested_slot.name}


def _refuse_group(flow: Flow, requested_slot: Slot, slot_values: dict[str, Any], utterance: Utterance) -> set[str]:
    """Takes "none of all this" for every open slot of the group; returns them."""
    if not requested_slot.group or not is_group_refusal(utterance):
        return set()
    refused = {
        slot.name: slot.refusal_value
        for slot in flow.slots
        if slot.group == requested_slot.group and slot.name not in slot_values and is_applicable(slot, slot_values)
    }
    slot_values.update(refused)
    return set(refused)


def _may_replace(slot: Slot, previous: LeadDraft, utterance: Utterance) -> bool:
    """Tells whether a message may change what is known: it corrects it, names it, or is hardly more than the new
    value."""
    understanding = utterance.understanding
    if utterance.is_question and not utterance.asks_to_have:
        return False
    if (
        understanding.correction
        or understanding.answer == "no"
        or previous.expected_reply in ("confirm", "correction")
        or slot.mentions.matches(utterance.tokenized)
    ):
        return True
    changes = utterance.choices.replaces or is_change(utterance)
    return changes or (slot.kind == "choice" and len(utterance.tokenized.tokens) <= _SHORT_ANSWER_WORDS)


def _wants_correction(previous: LeadDraft, utterance: Utterance) -> bool:
    understanding = utterance.understanding
    if understanding.question:
        return False
    refuses_read_back = previous.expected_reply == "confirm" and understanding.answer == "no"
    return understanding.correction or refuses_read_back or previous.expected_reply == "correction"


def _reopened_slots(flow: Flow, draft: LeadDraft, slot_values: SlotValues, utterance: Utterance) -> list[Slot]:
    """Returns the slots that are named and were not given anew: "no, the address is another one"."""
    return [
        slot
        for slot in flow.slots
        if _is_mentioned(slot, utterance)
        and not is_open_slot(slot, draft, utterance.facts, slot_values=slot_values)
    ]


def _is_mentioned(slot: Slot, utterance: Utterance) -> bool:
    mentions = slot.mentions or _CONTACT_MENTIONS.get(slot.kind)
    return mentions is not None and mentions.matches(utterance.tokenized)


def _clear_slot(flow: Flow, slot_values: dict[str, Any], name: str) -> None:
    """Removes a value and all that depends on it."""
    slot_values.pop(name, None)
    for slot in flow.slots:
        if name in slot.depends_on and slot.name in slot_values:
            _clear_slot(flow, slot_values, slot.name)
