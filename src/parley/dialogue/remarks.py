"""Chooses what code says before its question: that nothing was lost, that a change was noted, or that an answer was
not understood. No answer of the customer's is passed over in silence."""

from parley.dialogue.model import Decision, Slot, localize
from parley.dialogue.phrasing import format_slot_values
from parley.dialogue.situation import FlowSituation
from parley.domain.lead import DialogueAct

# Whoever was not understood so often running is offered a person.
_MAX_MISSED_REPLIES = 2


def choose_remark(situation: FlowSituation, decision: Decision) -> str:
    """Returns the remark that a question deserves; empty where the decision's own, if any, is to stay."""
    if not decision.question:
        return ""
    replies = situation.utterance.replies
    if situation.previous.is_postponed:
        return replies.resumed
    if decision.slot is not None and (changed := _changed_answer(situation, decision.slot)):
        return changed
    if not is_missed(situation, decision):
        return ""
    return f"{replies.not_understood} {replies.offer_person}" if needs_person(situation) else replies.not_understood


def needs_person(situation: FlowSituation) -> bool:
    """Tells whether a message that was not understood is the second one running, or a later one."""
    return situation.previous.missed_replies + 1 >= _MAX_MISSED_REPLIES


def is_missed(situation: FlowSituation, decision: Decision) -> bool:
    """Tells whether the same is asked again, and nothing came that answers it or explains why it does not."""
    if decision.act is DialogueAct.CONFIRM:
        is_asked_again = situation.previous.expected_reply == "confirm" and not situation.understanding.answer
    else:
        slot, requested = decision.slot, situation.previous.requested_slot
        is_asked_again = slot is not None and slot.name == requested and not situation.previous.is_postponed
    return is_asked_again and not (_gives_something(situation) or _speaks_of_something_else(situation))


def _changed_answer(situation: FlowSituation, requested: Slot) -> str:
    """Returns the answer that was given earlier and is given anew now, or that came before it was asked for, so
    that the customer sees that it was noted."""
    known, now_known = situation.previous.slot_values, situation.draft.slot_values
    # The same question again: what came instead of its answer was heard all the same.
    is_asked_again = situation.previous.requested_slot == requested.name
    changed = {
        name for name in situation.effect.changed_slots if name in now_known and (known.get(name) or is_asked_again)
    }
    slot = next((slot for slot in situation.flow.slots if slot.name in changed - {requested.name}), None)
    if slot is None:
        return ""
    utterance = situation.utterance
    values = format_slot_values(
        situation.flow, situation.draft, utterance.facts, utterance.replies, utterance.language
    )
    label, value = localize(slot.label, utterance.language), values[slot.name]
    return utterance.replies.answer_changed.format(what=f"{label}: {value}") if label and value else ""


def _gives_something(situation: FlowSituation) -> bool:
    effect, draft, previous = situation.effect, situation.draft, situation.previous
    gives_contact = (draft.name, draft.phone, draft.email) != (previous.name, previous.phone, previous.email)
    return bool(effect.changed_slots or effect.rejection or gives_contact)


def _speaks_of_something_else(situation: FlowSituation) -> bool:
    """Tells whether the message is small talk, a question, a wish, a refusal, or a number that is none."""
    understanding, utterance = situation.understanding, situation.utterance
    if utterance.choices.is_puzzled:
        return False
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
