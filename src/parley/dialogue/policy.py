"""Decides where an answer leads: the next question, the read-back, the lead. Code holds the order.

A flow without questions of its own follows the table of the contact alone (contact_policy.py). A scripted flow
follows `_FLOW_RULES`: an ordered table too, whose first rule that has a decision decides."""

from collections.abc import Callable
from dataclasses import replace

from parley.dialogue.contact_policy import (
    choose_act_without_answer,
    choose_contact_act,
    leaves_talk,
    wants_person,
)
from parley.dialogue.intent_policy import AskContact, choose_move
from parley.dialogue.model import (
    CONTACT_KINDS,
    Decision,
    DialogueState,
    Flow,
    MessageEffect,
    Slot,
    SlotRejection,
    Utterance,
    localize,
)
from parley.dialogue.open_slots import is_applicable, next_open_slot
from parley.dialogue.phrasing import (
    confirmation_reply,
    contact_question,
    correction_buttons,
    slot_buttons,
    slot_question,
    summary_lines,
    with_person_button,
)
from parley.dialogue.remarks import choose_remark, is_missed, needs_person
from parley.dialogue.situation import ContactSituation, FlowSituation
from parley.dialogue.superlatives import without_false_objection
from parley.dialogue.trouble_talk import TroubleTalk
from parley.domain.lead import DialogueAct, LeadDraft

# Whoever was asked this often and said nothing is not asked any more, where it may be left out.
_MAX_SLOT_REQUESTS = 2
# Whoever was not understood so often running is passed on.
_MAX_MISSED_REPLIES = 4


def make_decision(
    flow: Flow, previous: LeadDraft, effect: MessageEffect, utterance: Utterance, *, asked_to_confirm: bool
) -> Decision:
    """Returns where the answer leads. `previous`: the draft before the message; `asked_to_confirm`: whether one of
    the last answers read the contact back or asked whether it is right."""
    move = choose_move(without_false_objection(utterance.message), _trouble_talk(previous, utterance))
    contact = ContactSituation(previous, effect.draft, utterance.understanding, asked_to_confirm, move)
    situation = FlowSituation(flow, contact, effect, utterance)
    if not flow.is_scripted or (flow.waits_for_intent and not _has_begun(situation)):
        return Decision(choose_contact_act(contact), move=move)
    decision = next(decision for rule in _FLOW_RULES if (decision := rule(situation)) is not None)
    if is_missed(situation, decision):
        decision = _after_miss(situation, decision)
    remark = choose_remark(situation, decision)
    return replace(decision, remark=remark or decision.remark, move=move)


def _trouble_talk(previous: LeadDraft, utterance: Utterance) -> TroubleTalk | None:
    """Returns what the message names where something went wrong before, and the flow asked nothing."""
    if not previous.trouble or previous.requested_slot:
        return None
    has_question_mark = any(clause.is_question for clause in utterance.tokenized.clauses)
    return TroubleTalk(previous.trouble, utterance.message.annotations, has_question_mark)


def decide_without_answer(state: DialogueState) -> DialogueState:
    """Returns the state where the company's data says nothing to what was asked: only a person can answer, and so
    the answer may ask for a contact. A flow's own questions, and what else was decided, stay."""
    if state.is_scripted or state.decision.act is not DialogueAct.ANSWER:
        return state
    move = state.decision.move
    situation = ContactSituation(state.previous_draft, state.draft, state.understanding, False, move)
    return replace(state, decision=replace(state.decision, act=choose_act_without_answer(situation)))


def _after_miss(situation: FlowSituation, decision: Decision) -> Decision:
    """Offers a person to who was not understood twice; who was not four times is passed on, and not asked a fifth
    time."""
    missed = replace(decision, is_missed=True)
    if not needs_person(situation):
        return missed
    if situation.previous.missed_replies + 1 >= _MAX_MISSED_REPLIES:
        return Decision(DialogueAct.HANDOVER, is_missed=True)
    return replace(missed, suggestions=with_person_button(decision.suggestions, situation.utterance.replies))


def _has_begun(situation: FlowSituation) -> bool:
    """Tells whether a flow that waits for an intent begins: with a wish to order, or once one of its own slots was
    answered."""
    draft, own = situation.draft, _own_slot_names(situation.flow)
    return (
        situation.understanding.ready_to_order
        or draft.has_contact
        or bool(own & draft.slot_values.keys())
        or draft.requested_slot in own
    )


def _leave_flow(situation: FlowSituation) -> Decision | None:
    """Leaves the flow for who wants no more messages, their data deleted, or a person. Who was passed on to one and
    left a contact needs no order: it is read back, and the manager is told."""
    if leaves_talk(situation.contact) or _awaits_human(situation) or _is_about_trouble(situation):
        return Decision(choose_contact_act(situation.contact))
    return Decision(DialogueAct.HANDOVER) if wants_person(situation.contact) else None


def _after_confirmation(situation: FlowSituation) -> Decision | None:
    """Asks what is still worth knowing once the lead is made, and nothing twice over."""
    if not situation.draft.confirmed:
        return None
    flow, language = situation.flow, situation.utterance.language
    answered = situation.effect.changed_slots.intersection(slot.name for slot in flow.late_slots)
    remark = localize(flow.late_slot_reply, language) if answered else ""
    slot = _next_late_slot(flow, situation.draft)
    if slot is None:
        return Decision(DialogueAct.ALREADY_CONFIRMED, remark=remark)
    return replace(_ask_for_slot(situation, slot), remark=remark)


def _postpone(situation: FlowSituation) -> Decision | None:
    """Lets the order rest where the customer puts it off or takes leave."""
    understanding, flow = situation.understanding, situation.flow
    if situation.effect.changed_slots or understanding.question or situation.utterance.choices.is_puzzled:
        return None
    postpones = (
        understanding.postponed
        or understanding.goodbye
        or flow.postpone_words.matches(situation.utterance.tokenized)
    )
    return Decision(DialogueAct.POSTPONED, remark=situation.utterance.replies.paused) if postpones else None


def _reject_answer(situation: FlowSituation) -> Decision | None:
    """Says why an answer cannot be taken, or why the flow ends here."""
    rejection = situation.effect.rejection
    if rejection is None and situation.flow.find_dead_end:
        rejection = situation.flow.find_dead_end(situation.draft.slot_values, situation.utterance.language)
    return _explain_rejection(situation, rejection) if rejection else None


def _explain_rejection(situation: FlowSituation, rejection: SlotRejection) -> Decision:
    flow, replies = situation.flow, situation.utterance.replies
    slot = (
        rejection.slot
        or flow.find_slot(situation.previous.requested_slot)
        or next_open_slot(flow, situation.draft, situation.utterance.facts)
    )
    buttons = (replies.yes_word, replies.no_word) if rejection.proposal is not None else rejection.suggestions
    return Decision(
        DialogueAct.ASK_SLOT,
        slot,
        question=rejection.message,
        suggestions=buttons,
        proposal=rejection.proposal,
    )


def _ask_next_slot(situation: FlowSituation) -> Decision | None:
    """Asks for the first slot that is open."""
    slot = next_open_slot(situation.flow, situation.draft, situation.utterance.facts)
    return _ask_for_slot(situation, slot) if slot else None


def _confirm(situation: FlowSituation) -> Decision:
    """Reads back what is known when all is, and takes nothing but a yes to that."""
    understanding, expected_reply = situation.understanding, situation.previous.expected_reply
    if not situation.effect.changed_slots:
        if expected_reply == "confirm" and understanding.answer == "yes" and _has_seen_number(situation):
            return _close_order(situation)
        refuses = expected_reply == "confirm" and understanding.answer == "no"
        corrects_nothing = (
            expected_reply == "correction" and understanding.answer != "yes" and not understanding.question
        )
        if refuses or corrects_nothing:
            return Decision(
                DialogueAct.ASK_CORRECTION,
                question=situation.utterance.replies.ask_what_to_correct,
                suggestions=correction_buttons(situation.flow, situation.draft, situation.utterance),
            )
    return _read_back(situation)


def _has_seen_number(situation: FlowSituation) -> bool:
    """Tells whether the number was shown that the customer confirms; a flow may have none."""
    asks_for_number = any(slot.kind == "phone" for slot in situation.flow.slots)
    return situation.contact.asked_to_confirm or not asks_for_number


#: The first rule that has a decision decides.
_FLOW_RULES: tuple[Callable[[FlowSituation], Decision | None], ...] = (
    _leave_flow,
    _after_confirmation,
    _postpone,
    _reject_answer,
    _ask_next_slot,
    _confirm,
)


def _awaits_human(situation: FlowSituation) -> bool:
    """Tells whether the customer was passed on to a person, left a number, and does not go on answering the
    flow."""
    draft = situation.draft
    is_waiting = (
        draft.handed_over and draft.has_contact and not (draft.confirmed or situation.previous.requested_slot)
    )
    return is_waiting and _own_slot_names(situation.flow).isdisjoint(situation.effect.changed_slots)


def _is_about_trouble(situation: FlowSituation) -> bool:
    """Tells whether the message goes on with trouble: who has it is asked no question of an order they do not
    want."""
    is_asked = bool(situation.previous.requested_slot)
    return bool(situation.draft.trouble) and not is_asked and situation.contact.move.contact is AskContact.NEVER


def _own_slot_names(flow: Flow) -> set[str]:
    """Returns the slots that ask for more than a contact."""
    return {slot.name for slot in flow.slots if slot.kind not in CONTACT_KINDS}


def _next_late_slot(flow: Flow, draft: LeadDraft) -> Slot | None:
    return next((slot for slot in flow.late_slots if _is_worth_asking(slot, draft)), None)


def _is_worth_asking(slot: Slot, draft: LeadDraft) -> bool:
    return (
        is_applicable(slot, draft.slot_values)
        and slot.name not in draft.slot_values
        and draft.slot_requests.get(slot.name, 0) < _MAX_SLOT_REQUESTS
    )


def _ask_for_slot(situation: FlowSituation, slot: Slot) -> Decision:
    draft, utterance = situation.draft, situation.utterance
    if slot.kind not in ("name", "phone"):
        return Decision(
            DialogueAct.ASK_SLOT,
            slot,
            question=slot_question(situation.flow, slot, draft, utterance),
            suggestions=slot_buttons(slot, draft, utterance),
        )
    remark = utterance.replies.why_contact if utterance.understanding.asks_why_contact else ""
    if slot.kind == "phone" and utterance.understanding.refuses_contact:
        remark = remark or utterance.replies.phone_required
    act = DialogueAct.ASK_NAME if slot.kind == "name" else DialogueAct.ASK_PHONE
    return Decision(act, slot, remark=remark, question=contact_question(slot, draft, utterance))


def _close_order(situation: FlowSituation) -> Decision:
    remark = confirmation_reply(situation.flow, situation.draft, situation.utterance)
    slot = _next_late_slot(situation.flow, situation.draft)
    if slot is None:
        return Decision(DialogueAct.CONFIRMED, remark=remark)
    late = _ask_for_slot(situation, slot)
    return Decision(
        DialogueAct.CONFIRMED, slot, remark=remark, question=late.question, suggestions=late.suggestions
    )


def _read_back(situation: FlowSituation) -> Decision:
    utterance, replies = situation.utterance, situation.utterance.replies
    summary = summary_lines(situation.flow, situation.draft, utterance.facts, replies, utterance.language)
    question = replies.read_back_all.format(lines="\n".join(f"• {label}: {value}" for label, value in summary))
    return Decision(DialogueAct.CONFIRM, question=question, suggestions=(replies.button_yes, replies.button_no))
