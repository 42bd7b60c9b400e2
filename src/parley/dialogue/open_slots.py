"""Tells which slots are open: the one place that knows what is still to be found out."""

from parley.dialogue.model import CONTACT_KINDS, Flow, FlowFacts, Slot, SlotValues
from parley.domain.lead import LeadDraft


def next_open_slot(flow: Flow, draft: LeadDraft, facts: FlowFacts) -> Slot | None:
    """Returns the first slot that is not filled; None when all are."""
    return next((slot for slot in flow.slots if is_open_slot(slot, draft, facts)), None)


def missing_slots(flow: Flow, draft: LeadDraft, facts: FlowFacts) -> list[str]:
    """Returns the names of all slots that are not filled."""
    return [slot.name for slot in flow.slots if is_open_slot(slot, draft, facts)]


def is_applicable(slot: Slot, slot_values: SlotValues) -> bool:
    """Tells whether the slot is asked for at all, given the other values."""
    return slot.condition is None or slot.condition(slot_values)


def is_open_slot(slot: Slot, draft: LeadDraft, facts: FlowFacts, *, slot_values: SlotValues | None = None) -> bool:
    """Tells whether a slot is to be asked for. `slot_values`: instead of those of the draft."""
    if slot.kind in CONTACT_KINDS and getattr(draft, slot.kind):
        return False
    return needs_value(slot, draft.slot_values if slot_values is None else slot_values, facts)


def needs_value(slot: Slot, slot_values: SlotValues, facts: FlowFacts) -> bool:
    """Tells whether a slot is asked for and has no value, or one that is no longer on offer."""
    if not is_applicable(slot, slot_values):
        return False
    if slot.name not in slot_values:
        return True
    value = slot_values[slot.name]
    if slot.find_options is None or value == slot.refusal_value:
        return False
    return value not in {option.value for option in slot.available_options(slot_values, facts)}
