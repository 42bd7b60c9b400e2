"""Chooses what code says before its question: that nothing was lost, that a change was noted, or that an answer was
not understood. No answer of the customer's is passed over in silence."""

from parley.dialogue.model import Decision, Slot, localize
from parley.dialogue.phrasing import format_slot_values
from parley.dialogue.situation import FlowSituation


def choose_remark(situation: FlowSituation, decision: Decision) -> str:
    """Returns the remark that a question deserves; empty where the decision's own, if any, is to stay."""
    if not decision.question:
        return ""
    if situation.previous.is_postponed:
        return situation.utterance.replies.resumed
    if decision.slot is None:
        return ""
    return _changed_answer(situation, decision.slot) or _not_understood(situation, decision.slot)


def _changed_answer(situation: FlowSituation, requested: Slot) -> str:
    """Returns the answer that was given earlier and is given anew now, so that the customer sees that it was
    noted."""
    known, now_known = situation.previous.slot_values, situation.draft.slot_values
    changed = {name for name in situation.effect.changed_slots if known.get(name) and name in now_known}
    slot = next((slot for slot in situation.flow.slots if slot.name in changed - {requested.name}), None)
    if slot is None:
        return ""
    utterance = situation.utterance
    values = format_slot_values(
        situation.flow, situation.draft, utterance.facts, utterance.replies, utterance.language
    )
    label, value = localize(slot.label, utterance.language), values[slot.name]
    return utterance.replies.answer_changed.format(what=f"{label}: {value}") if label and value else ""


def _not_understood(situation: FlowSituation, requested: Slot) -> str:
    """Returns that nothing was understood, where the slot was asked for, nothing came that answers it, and nothing
    else that explains why."""
    is_asked_again = requested.name == situation.previous.requested_slot
    if is_asked_again and not (_gives_something(situation) or _speaks_of_something_else(situation)):
        return situation.utterance.replies.not_understood
    return ""


def _gives_something(situation: FlowSituation) -> bool:
    effect = situation.effect
    return bool(effect.changed_slots or effect.rejection or situation.draft.phone != situation.previous.phone)


def _speaks_of_something_else(situation: FlowSituation) -> bool:
    """Tells whether the message is small talk, a question, a wish, a refusal, or a number that is none."""
    understanding, utterance = situation.understanding, situation.utterance
    has_question = utterance.is_question or (
        (understanding.question or understanding.asks_price) and not utterance.wants_order
    )
    return (
        has_question
        or understanding.greeting
        or understanding.thanks
        or understanding.postponed
        or understanding.refuses_contact
        or understanding.ready_to_order
        or bool(understanding.invalid_phone)
    )
