"""What the pending messages say, and where the company's flow leads with it."""

from dataclasses import replace

from parley.dialogue.model import Decision, DialogueState, Flow, FlowFacts, Utterance, localize
from parley.dialogue.phrasing import format_slot_values
from parley.dialogue.policy import SlotUpdate, fill_slots, make_decision
from parley.domain.lead import LeadDraft, update_draft
from parley.domain.turn import Turn
from parley.domain.understanding import MessageContext, Understanding
from parley.leads.capture import was_asked_to_confirm
from parley.nlu.contacts.phone import MIN_PHONE_DIGITS
from parley.nlu.expected_slot import expected_slot
from parley.nlu.understand import understand
from parley.runtime import Runtime, company_flow
from parley.text.tokenize import tokenize


async def understand_turn(rt: Runtime, turn: Turn) -> DialogueState:
    """Hear the messages, take them in, let the flow find out what it needs, and decide the next move."""
    flow = company_flow(rt, turn.company)
    understanding = understand_messages(rt, turn)
    if flow.languages and understanding.language not in flow.languages:
        understanding = replace(understanding, language=flow.languages[0])
    facts = await flow.load_facts(rt, turn.company) if flow.load_facts else {}
    utterance = _build_utterance(rt, turn, understanding, facts)
    update = SlotUpdate(update_draft(turn.draft, understanding))
    if flow.is_scripted:
        update = fill_slots(flow, turn.draft, update.draft, utterance)
    if flow.validate_slots and not update.rejection:
        draft, rejection = await flow.validate_slots(rt, turn.company, update.draft, utterance)
        update = replace(update, draft=draft, rejection=rejection)
    decision = make_decision(
        flow, turn.draft, update, utterance, asked_to_confirm=_awaits_confirmation(turn, update.draft)
    )
    decision = _add_remark(flow, turn.draft, update, decision, utterance)
    return DialogueState(flow, turn, turn.draft, update.draft, decision, utterance, update.changed_slots)


def understand_messages(rt: Runtime, turn: Turn) -> Understanding:
    draft = turn.draft
    context = MessageContext(
        requested_slot=expected_slot(draft, turn.text, rt.phrase_matcher),
        language=turn.language,
        country=turn.company.country,
        known_name=draft.name,
        known_phone=draft.phone.raw if draft.phone else "",
        not_names=frozenset({turn.company.name.lower()}),
    )
    understanding = understand(turn.text, context, rt.phrase_matcher)
    if draft.partial_phone and not (understanding.phone and understanding.phone.e164):
        # The rest of a number whose beginning was answered as "too short" already: "ой, ещё 33 18".
        rest = turn.text[next((index for index, char in enumerate(turn.text) if char.isdigit()), len(turn.text)) :]
        completed = understand(f"{draft.partial_phone} {rest}", context, rt.phrase_matcher)
        if rest and completed.phone and completed.phone.e164:
            understanding = replace(understanding, phone=completed.phone, invalid_phone="")
    return _reread_foreign_phone(rt, turn, context, understanding)


def _reread_foreign_phone(
    rt: Runtime, turn: Turn, context: MessageContext, understanding: Understanding
) -> Understanding:
    """Digits that are no number of the company's country, from a customer who writes another language than the
    company's, may be one of where that is spoken: "99112233" in Mongolian."""
    country = rt.language(understanding.language).country
    is_local = country == context.country or understanding.language == turn.company.language
    is_valid = understanding.phone is not None and understanding.phone.e164 is not None
    if is_local or is_valid or sum(map(str.isdecimal, turn.text)) < MIN_PHONE_DIGITS:
        return understanding
    reread = understand(turn.text, replace(context, country=country), rt.phrase_matcher)
    return reread if reread.phone is not None and reread.phone.e164 else understanding


def _build_utterance(rt: Runtime, turn: Turn, understanding: Understanding, facts: FlowFacts) -> Utterance:
    return Utterance(
        text=turn.text,
        tokenized=tokenize(turn.text, head_and_tail=(600, 100)),
        understanding=understanding,
        slot_values=turn.draft.slot_values,
        facts=facts,
        now=rt.clock().astimezone(turn.company.tzinfo),
        calendar=rt.date_matcher,
        replies=rt.language(understanding.language).replies,
        matcher=rt.phrase_matcher,
        language=understanding.language,
        previous_answer=next(
            (message.text for message in reversed(turn.history) if message.role == "assistant"), ""
        ),
        requested_slot=turn.draft.requested_slot,
    )


def _awaits_confirmation(turn: Turn, draft: LeadDraft) -> bool:
    return draft.phone is not None and was_asked_to_confirm(turn.history)


def _add_remark(
    flow: Flow, previous: LeadDraft, update: SlotUpdate, decision: Decision, utterance: Utterance
) -> Decision:
    """Who comes back is told that nothing is lost; an answer that says nothing is not passed over."""
    understanding, replies = utterance.understanding, utterance.replies
    if not flow.is_scripted or not decision.question:
        return decision
    if previous.is_postponed:
        return replace(decision, remark=replies.resumed)
    if decision.slot is not None and (
        changed_slot := _describe_changed_slot(flow, previous, update, decision.slot.name, utterance)
    ):
        return replace(decision, remark=replies.answer_changed.format(what=changed_slot))
    gave_nothing = not (update.changed_slots or update.rejection or update.draft.phone != previous.phone)
    has_question = utterance.is_question or (
        (understanding.question or understanding.asks_price) and not utterance.wants_order
    )
    is_small_talk = understanding.greeting or understanding.thanks or has_question
    missed_question = (
        previous.requested_slot
        and not is_small_talk
        and not understanding.postponed
        and not understanding.refuses_contact
        and not understanding.invalid_phone
    )
    if (
        gave_nothing
        and missed_question
        and decision.slot is not None
        and decision.slot.name == previous.requested_slot
        and not understanding.ready_to_order
    ):
        return replace(decision, remark=replies.not_understood)
    return decision


def _describe_changed_slot(
    flow: Flow, previous: LeadDraft, update: SlotUpdate, requested_slot: str, utterance: Utterance
) -> str:
    """An answer given earlier and given anew now: the customer sees that it was heard."""
    changed = [
        name for name in update.changed_slots if previous.slot_values.get(name) and name in update.draft.slot_values
    ]
    slot = next((slot for slot in flow.slots if slot.name in changed and slot.name != requested_slot), None)
    if slot is None:
        return ""
    formatted = format_slot_values(flow, update.draft, utterance.facts, utterance.replies, utterance.language)[
        slot.name
    ]
    label = localize(slot.label, utterance.language)
    return f"{label}: {formatted}" if label and formatted else ""
