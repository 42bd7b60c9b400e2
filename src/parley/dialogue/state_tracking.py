"""Changes the state of a dialogue: a `LeadDraft` is written here and nowhere else.

A turn changes it three times, in this order:

1. `track_contact` takes over what the message says of the customer: name, phone, refusals, signs of readiness.
2. `with_order` takes over what is ordered, `track_slots` the flow's answers that slot filling found in the message,
   and `track_validated_slots` what the flow itself found out about them.
3. `track_answer` notes what the answer asked, and what tools and the search found for it.

Everything else computes: slot filling, a flow's own functions and the policy return values and write nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from parley.dialogue.model import (
    Decision,
    DialogueState,
    Flow,
    MessageEffect,
    SlotRejection,
    SlotValues,
)
from parley.dialogue.order_reading import OrderChange
from parley.dialogue.slot_filling import FilledSlots
from parley.domain.lead import DialogueAct, LeadDraft, NextMove
from parley.domain.understanding import TROUBLE_INTENTS, ExpectedReply, Phone, Understanding

_EXPECTED_REPLIES: Mapping[DialogueAct, ExpectedReply] = {
    DialogueAct.ANSWER: "need",
    DialogueAct.ASK_NAME: "name",
    DialogueAct.ASK_PHONE: "phone",
    DialogueAct.CONFIRM: "confirm",
    DialogueAct.ASK_CORRECTION: "correction",
    DialogueAct.ASK_SLOT: "step",
}
# What a sign of readiness is worth, for the temperature of the lead.
_READINESS_POINTS = 2
# So many goods that were shown are remembered.
_MAX_SHOWN_NAMES = 8
# A number that was asked for is not asked for again in so many answers.
_ANSWERS_WITHOUT_REQUEST = 2
# What so many answers ended with is remembered.
_MAX_LAST_MOVES = 2


def track_contact(draft: LeadDraft, understanding: Understanding) -> LeadDraft:
    """Returns the draft with what the message says of the customer. Where they want their contact deleted, it goes;
    another one in the same message is taken instead.

    A later name or number replaces an earlier one only as a correction, or as the answer to a read-back or to "what
    should I correct?"; a name that was a guess gives way to an introduction at any moment, and an introduction to
    no guess. A number that changes after the confirmation has to be confirmed again.
    """
    if understanding.deletes_data:
        draft, understanding = _delete_contact(draft, understanding)
    name, phone = _take_contact(draft, understanding)
    gives_contact = understanding.phone is not None or understanding.gives_address
    taken = replace(
        draft,
        name=name,
        is_name_sure=_is_name_sure(draft, understanding, name),
        phone=phone,
        email=understanding.email or draft.email,
        handle=understanding.handle or draft.handle,
        handle_network=understanding.handle_network if understanding.handle else draft.handle_network,
        partial_phone="" if understanding.phone else understanding.invalid_phone,
        need_count=draft.need_count + _states_need(understanding),
        readiness_score=draft.readiness_score + _readiness_points(understanding),
        refused_contact=(draft.refused_contact or _refuses_contact(understanding)) and not gives_contact,
        wants_chat=draft.wants_chat or understanding.wants_chat,
        handed_over=draft.handed_over or understanding.needs_human,
        trouble=draft.trouble or _find_trouble(understanding),
        opted_out=understanding.opt_out,
    )
    return replace(taken, confirmed=draft.confirmed and taken.main_contact == draft.main_contact)


def _find_trouble(understanding: Understanding) -> str:
    trouble = TROUBLE_INTENTS if understanding.reports_trouble else frozenset()
    return next((intent for intent in understanding.intents if intent in trouble), "")


def _delete_contact(draft: LeadDraft, understanding: Understanding) -> tuple[LeadDraft, Understanding]:
    """Returns the draft without the contact, and what was understood without the one that is to be deleted, which
    the message may repeat: "удалите мой номер 8 701 …". The name stays where another contact comes instead."""
    others = _without_known_contact(draft, understanding)
    is_replaced = others.phone is not None or others.gives_address
    return replace(draft.without_contact(), name=draft.name if is_replaced else ""), others


def _without_known_contact(draft: LeadDraft, understanding: Understanding) -> Understanding:
    """Returns what was understood without what is to be deleted: where nothing is known, all that is given."""
    replaces_phone = draft.has_contact and understanding.phone != draft.phone
    return replace(
        understanding,
        name="",
        phone=understanding.phone if replaces_phone else None,
        invalid_phone="",
        email=_other(understanding.email, draft.email) if draft.has_contact else "",
        handle=_other(understanding.handle, draft.handle) if draft.has_contact else "",
    )


def _other(given: str, known: str) -> str:
    return "" if given.casefold() == known.casefold() else given


def _refuses_contact(understanding: Understanding) -> bool:
    is_like_refusal = "refuse_contact" in understanding.intents and not understanding.wants_chat
    return understanding.refuses_contact or is_like_refusal


def _take_contact(draft: LeadDraft, understanding: Understanding) -> tuple[str, Phone | None]:
    answers_read_back = draft.expected_reply in ("correction", "confirm") and understanding.answer != "yes"
    may_replace = understanding.correction or answers_read_back
    is_guess = draft.is_name_sure and not (understanding.correction or understanding.introduces_name)
    replaces_guess = understanding.introduces_name and not draft.is_name_sure
    takes_name = bool(understanding.name) and (not draft.name or replaces_guess or (may_replace and not is_guess))
    takes_phone = understanding.phone is not None and (may_replace or draft.phone is None)
    return (
        understanding.name if takes_name else draft.name,
        understanding.phone if takes_phone else draft.phone,
    )


def _is_name_sure(draft: LeadDraft, understanding: Understanding, name: str) -> bool:
    """Tells whether the name that is known now was introduced, put right or asked for."""
    if not name or name != understanding.name:
        return draft.is_name_sure and bool(name)
    was_asked = draft.expected_reply in ("name", "correction")
    return draft.is_name_sure or understanding.introduces_name or understanding.correction or was_asked


def _states_need(understanding: Understanding) -> bool:
    return not understanding.reports_trouble and bool(
        understanding.question
        or understanding.asks_price
        or understanding.ready_to_order
        or understanding.search_text
    )


def _readiness_points(understanding: Understanding) -> int:
    return _READINESS_POINTS * (understanding.asks_price + understanding.ready_to_order)


def track_slots(flow: Flow, draft: LeadDraft, filled: FilledSlots) -> MessageEffect:
    """Returns the draft with the answers that slot filling found. A confirmed order that changes has to be
    confirmed again, unless only what is asked after the confirmation was answered."""
    reopened = filled.reopened_contacts
    late = {slot.name for slot in flow.late_slots}
    draft = replace(
        draft,
        name="" if "name" in reopened else draft.name,
        phone=None if "phone" in reopened else draft.phone,
        email="" if "email" in reopened else draft.email,
        slot_values=filled.slot_values,
        confirmed=draft.confirmed and filled.changed_slots <= late,
    )
    return MessageEffect(draft, filled.changed_slots, filled.rejection)


def track_validated_slots(
    effect: MessageEffect, slot_values: SlotValues, rejection: SlotRejection | None
) -> MessageEffect:
    """Returns the effect of a message with the slot values as the flow's own check left them."""
    draft = replace(effect.draft, slot_values=dict(slot_values))
    return replace(effect, draft=draft, rejection=rejection)


def with_order(effect: MessageEffect, change: OrderChange | None) -> MessageEffect:
    """Returns the effect of a message with what it does to the order."""
    return replace(effect, draft=replace(effect.draft, order=change.order)) if change else effect


def track_order(state: DialogueState, change: OrderChange | None) -> DialogueState:
    """Returns the state with what a message does to the order, once goods and prices are known."""
    draft = replace(state.draft, order=change.order) if change else state.draft
    return replace(state, draft=draft, order_change=change)


def track_answer(
    state: DialogueState,
    *,
    subjects: tuple[str, str] | None = None,
    slot_updates: SlotValues | None = None,
    shown_names: Sequence[str] = (),
    last_product_ids: Sequence[str] = (),
    summed: Mapping[str, int] | None = None,
    is_helpful: bool = False,
    next_move: NextMove = NextMove.NONE,
) -> DialogueState:
    """Returns the state after an answer that carried the decision out.

    `subjects`: the words for the goods, and for the everyday question, that were spoken of; None leaves the last
    ones.
    `slot_updates`: what tools found out, by slot. `shown_names`: names of the goods that the answer shows.
    `last_product_ids`: ids of those goods, in their order; none leaves the last ones.
    `summed`: how many of each of them were summed up, by id.
    `is_helpful`: whether the answer told something that was found. `next_move`: what it ended with.
    """
    draft = record_decision(state.draft, state.decision)
    draft = replace(
        draft,
        search_subject=subjects[0] if subjects else draft.search_subject,
        topic_subject=subjects[1] if subjects else draft.topic_subject,
        last_product_ids=tuple(last_product_ids) or draft.last_product_ids,
        earlier_product_ids=_earlier_ids(draft, last_product_ids),
        summed_quantities=dict(summed or {}) if last_product_ids else draft.summed_quantities,
        slot_values={**draft.slot_values, **(slot_updates or {})},
        shown_names=tuple(dict.fromkeys((*shown_names, *draft.shown_names)))[:_MAX_SHOWN_NAMES],
        helpful_answers=draft.helpful_answers + is_helpful,
        # "ok" to "May I ask your name?" accepts nothing.
        is_offer_open=next_move.is_offer and state.decision.act is DialogueAct.ANSWER,
        last_moves=(*draft.last_moves, next_move)[-_MAX_LAST_MOVES:],
        person_offers=draft.person_offers + (next_move is NextMove.OFFER_PERSON),
    )
    return replace(state, draft=draft)


def _earlier_ids(draft: LeadDraft, shown: Sequence[str]) -> tuple[str, ...]:
    """Returns the ids of what was shown before these products, the newest first."""
    if not shown:
        return draft.earlier_product_ids
    before = dict.fromkeys((*draft.last_product_ids, *draft.earlier_product_ids))
    return tuple(each for each in before if each not in shown)[:_MAX_SHOWN_NAMES]


def asks_phone_for_handover(draft: LeadDraft) -> bool:
    """Tells whether the answer that passes the talk on asks for a number: the person who takes over needs one to
    call. It is asked for at once, and then not in every answer. `draft`: before the answer."""
    is_due = not draft.handover_answers or draft.unasked_answers >= _ANSWERS_WITHOUT_REQUEST
    return not (draft.has_contact or draft.wants_chat) and is_due


def record_decision(draft: LeadDraft, decision: Decision) -> LeadDraft:
    """Returns the draft after an answer that carried a decision out."""
    act, slot = decision.act, decision.slot
    requests = draft.slot_requests
    expected_reply = _EXPECTED_REPLIES.get(act, "")
    if slot is not None:
        requests = {**requests, slot.name: requests.get(slot.name, 0) + 1}
        if act is DialogueAct.CONFIRMED:  # a late slot is asked for with the thanks
            expected_reply = "step"
    if act is DialogueAct.HANDOVER and asks_phone_for_handover(draft):
        expected_reply = "phone"
    asks_contact = act in (DialogueAct.ASK_NAME, DialogueAct.ASK_PHONE) or expected_reply == "phone"
    return replace(
        draft,
        expected_reply=expected_reply,
        handover_answers=draft.handover_answers + (act is DialogueAct.HANDOVER),
        is_offer_open=False,
        unasked_answers=0 if asks_contact else draft.unasked_answers + 1,
        name_requests=draft.name_requests + (act is DialogueAct.ASK_NAME),
        phone_requests=draft.phone_requests + (act is DialogueAct.ASK_PHONE),
        confirmed=draft.confirmed or act is DialogueAct.CONFIRMED,
        handed_over=draft.handed_over or (decision.is_missed and act is DialogueAct.HANDOVER),
        requested_slot=slot.name if slot else "",
        missed_replies=draft.missed_replies + 1 if decision.is_missed else 0,
        slot_requests=requests,
        is_postponed=act is DialogueAct.POSTPONED,
        proposed_value=decision.proposal,
    )
