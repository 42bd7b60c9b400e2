"""Which step is open: the one place that tells what is still to be found out."""

from parley.dialogue.model import CONTACT_KINDS, Flow, FlowFacts, Slot, SlotValues
from parley.domain.lead import LeadDraft


def next_open_slot(flow: Flow, draft: LeadDraft, facts: FlowFacts) -> Slot | None:
    """The first step that is not answered; None when all are."""
    return next((slot for slot in flow.slots if is_open_slot(slot, draft, facts)), None)


def missing_slots(flow: Flow, draft: LeadDraft, facts: FlowFacts) -> list[str]:
    return [slot.name for slot in flow.slots if is_open_slot(slot, draft, facts)]


def is_applicable(slot: Slot, slot_values: SlotValues) -> bool:
    return slot.condition is None or slot.condition(slot_values)


def is_open_slot(slot: Slot, draft: LeadDraft, facts: FlowFacts) -> bool:
    if not is_applicable(slot, draft.slot_values):
        return False
    if slot.kind in CONTACT_KINDS and getattr(draft, slot.kind):
        return False
    if slot.name not in draft.slot_values:
        return True
    value = draft.slot_values[slot.name]
    # What is no longer on offer has to be chosen anew.
    return (
        slot.find_options is not None
        and value != slot.refusal_value
        and value not in _option_values(slot, draft, facts)
    )


def _option_values(slot: Slot, draft: LeadDraft, facts: FlowFacts) -> set[str]:
    return {option.value for option in slot.available_options(draft.slot_values, facts)}
