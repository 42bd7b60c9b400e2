"""Where an answer leads: the next question, the read-back, the lead. Code holds the order."""

from dataclasses import replace

from parley.dialogue.model import CONTACT_KINDS, Decision, Flow, Slot, Utterance, localize
from parley.dialogue.open_slots import is_applicable, missing_slots, next_open_slot
from parley.dialogue.phrasing import (
    confirmation_reply,
    contact_question,
    correction_buttons,
    slot_buttons,
    slot_question,
    summary_lines,
)
from parley.dialogue.slot_filling import SlotUpdate, fill_slots
from parley.domain.lead import DialogueAct as Aim
from parley.domain.lead import LeadDraft, choose_contact_act, record_act

__all__ = ["SlotUpdate", "fill_slots", "make_decision", "missing_slots", "next_open_slot", "record_decision"]

# Whoever was asked this often and said nothing is not asked any more, where it may be left out.
_MAX_ASKS = 2


def make_decision(
    flow: Flow, previous: LeadDraft, update: SlotUpdate, utterance: Utterance, *, asked_to_confirm: bool
) -> Decision:
    """Where the answer leads."""
    draft, understanding = update.draft, utterance.understanding
    if not flow.is_scripted or (flow.waits_for_intent and not _has_begun(flow, update, utterance)):
        return Decision(choose_contact_act(previous, draft, understanding, asked_to_confirm=asked_to_confirm))
    if draft.opted_out:
        return Decision(Aim.OPTED_OUT)
    if _awaits_human(flow, update):
        return Decision(choose_contact_act(previous, draft, understanding, asked_to_confirm=asked_to_confirm))
    if understanding.wants_human:
        return Decision(Aim.HANDOVER)
    if draft.confirmed:
        return _decide_after_confirmation(flow, update, utterance)
    if not update.changed_slots and _wants_to_postpone(flow, utterance):
        return Decision(Aim.POSTPONED, remark=utterance.replies.paused)
    if update.rejection:
        return _decide_on_rejection(flow, previous, update, utterance)
    if flow.find_dead_end and (dead_end := flow.find_dead_end(draft.slot_values)):
        return _decide_on_rejection(flow, previous, replace(update, rejection=dead_end), utterance)
    slot = next_open_slot(flow, draft, utterance.facts)
    if slot is not None:
        return _ask_for_slot(flow, slot, draft, utterance)
    return _decide_confirmation(flow, previous, update, utterance)


def record_decision(draft: LeadDraft, decision: Decision) -> LeadDraft:
    """The draft after an answer that made this move."""
    draft = record_act(draft, decision.act)
    name = decision.slot.name if decision.slot else ""
    ask_counts = (
        {**draft.slot_requests, name: draft.slot_requests.get(name, 0) + 1} if name else draft.slot_requests
    )
    if name and decision.act is Aim.CONFIRMED:
        draft = replace(draft, expected_reply="step")
    return replace(
        draft,
        requested_slot=name,
        slot_requests=ask_counts,
        is_postponed=decision.act is Aim.POSTPONED,
        proposed_value=decision.proposal,
    )


def _has_begun(flow: Flow, update: SlotUpdate, utterance: Utterance) -> bool:
    """A gentle flow's own steps begin with a wish to order, or once one of them was answered."""
    draft = update.draft
    own = _own_slot_names(flow)
    return (
        utterance.understanding.ready_to_order
        or bool(draft.phone)
        or bool(own & draft.slot_values.keys())
        or draft.requested_slot in own
    )


def _awaits_human(flow: Flow, update: SlotUpdate) -> bool:
    """Who was passed on to a person and left a number needs no order: the contact is read back, and the manager is
    told. Who goes on answering goes on with the flow."""
    draft = update.draft
    is_waiting = draft.handed_over and draft.phone is not None and not draft.confirmed
    return is_waiting and _own_slot_names(flow).isdisjoint(update.changed_slots)


def _own_slot_names(flow: Flow) -> set[str]:
    """The steps that ask for more than a contact."""
    return {slot.name for slot in flow.slots if slot.kind not in CONTACT_KINDS}


def _wants_to_postpone(flow: Flow, utterance: Utterance) -> bool:
    understanding = utterance.understanding
    return (
        understanding.postponed or understanding.goodbye or flow.postpone_words.matches(utterance.tokenized)
    ) and not understanding.question


def _is_worth_asking(slot: Slot, draft: LeadDraft) -> bool:
    return (
        is_applicable(slot, draft.slot_values)
        and slot.name not in draft.slot_values
        and draft.slot_requests.get(slot.name, 0) < _MAX_ASKS
    )


def _decide_after_confirmation(flow: Flow, update: SlotUpdate, utterance: Utterance) -> Decision:
    """The lead is made: what is still worth knowing is asked, and nothing twice over."""
    answered = update.changed_slots.intersection(slot.name for slot in flow.late_slots)
    remark = localize(flow.late_slot_reply, utterance.language) if answered else ""
    slot = _next_late_slot(flow, update.draft)
    if slot is None:
        return Decision(Aim.ALREADY_CONFIRMED, remark=remark)
    return replace(_ask_for_slot(flow, slot, update.draft, utterance), remark=remark)


def _next_late_slot(flow: Flow, draft: LeadDraft) -> Slot | None:
    return next((slot for slot in flow.late_slots if _is_worth_asking(slot, draft)), None)


def _decide_on_rejection(flow: Flow, previous: LeadDraft, update: SlotUpdate, utterance: Utterance) -> Decision:
    rejection, replies = update.rejection, utterance.replies
    assert rejection is not None
    slot = (
        rejection.slot
        or flow.find_slot(previous.requested_slot)
        or next_open_slot(flow, update.draft, utterance.facts)
    )
    buttons = (replies.yes_word, replies.no_word) if rejection.proposal is not None else rejection.suggestions
    return Decision(
        Aim.ASK_SLOT, slot, question=rejection.message, suggestions=buttons, proposal=rejection.proposal
    )


def _ask_for_slot(flow: Flow, slot: Slot, draft: LeadDraft, utterance: Utterance) -> Decision:
    remark = utterance.replies.why_contact if utterance.understanding.asks_why_contact else ""
    if slot.kind == "name":
        return Decision(Aim.ASK_NAME, slot, remark=remark, question=contact_question(slot, draft, utterance))
    if slot.kind == "phone":
        remark = remark or (utterance.replies.phone_required if utterance.understanding.refuses_contact else "")
        return Decision(Aim.ASK_PHONE, slot, remark=remark, question=contact_question(slot, draft, utterance))
    return Decision(
        Aim.ASK_SLOT,
        slot,
        question=slot_question(flow, slot, draft, utterance),
        suggestions=slot_buttons(slot, draft, utterance),
    )


def _decide_confirmation(flow: Flow, previous: LeadDraft, update: SlotUpdate, utterance: Utterance) -> Decision:
    """All is known: read it back, and take nothing but a yes to that."""
    understanding = utterance.understanding
    if not update.changed_slots:
        if previous.expected_reply == "confirm" and understanding.answer == "yes":
            return _close_order(flow, update, utterance)
        if (previous.expected_reply == "confirm" and understanding.answer == "no") or (
            previous.expected_reply == "correction" and understanding.answer != "yes" and not understanding.question
        ):
            return Decision(
                Aim.ASK_CORRECTION,
                question=utterance.replies.ask_what_to_correct,
                suggestions=correction_buttons(flow, update.draft, utterance),
            )
    return read_back_slots(flow, update.draft, utterance)


def _close_order(flow: Flow, update: SlotUpdate, utterance: Utterance) -> Decision:
    decision = Decision(Aim.CONFIRMED, remark=confirmation_reply(flow, update.draft, utterance))
    slot = _next_late_slot(flow, update.draft)
    if slot is None:
        return decision
    late_decision = _ask_for_slot(flow, slot, update.draft, utterance)
    return replace(decision, slot=slot, question=late_decision.question, suggestions=late_decision.suggestions)


def read_back_slots(flow: Flow, draft: LeadDraft, utterance: Utterance) -> Decision:
    replies = utterance.replies
    summary = summary_lines(flow, draft, utterance.facts, replies, utterance.language)
    question = replies.read_back_all.format(lines="\n".join(f"• {label}: {value}" for label, value in summary))
    return Decision(Aim.CONFIRM, question=question, suggestions=(replies.button_yes, replies.button_no))
