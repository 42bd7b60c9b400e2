"""Understands the pending messages, and decides where the company's flow leads with them."""

from dataclasses import replace

from parley.dialogue.model import DialogueState, Flow, FlowFacts, MessageEffect, Utterance
from parley.dialogue.policy import make_decision
from parley.dialogue.slot_filling import fill_slots
from parley.dialogue.state_tracking import track_contact, track_slots, track_validated_slots
from parley.domain.lead import LeadDraft
from parley.domain.turn import Turn
from parley.domain.understanding import MessageContext, Understanding
from parley.leads.capture import was_asked_to_confirm
from parley.nlu.contacts.phone import MIN_PHONE_DIGITS
from parley.nlu.expected_slot import expected_slot
from parley.nlu.understand import understand
from parley.runtime import Runtime, company_flow
from parley.text.tokenize import tokenize


async def understand_turn(rt: Runtime, turn: Turn) -> DialogueState:
    """Returns the state of the dialogue with the messages taken over and the next move decided; the flow looks up
    what it needs for that."""
    flow = company_flow(rt, turn.company)
    understanding = understand_messages(rt, turn)
    if flow.languages and understanding.language not in flow.languages:
        understanding = replace(understanding, language=flow.languages[0])
    facts = await flow.load_facts(rt, turn.company) if flow.load_facts else {}
    utterance = _build_utterance(rt, turn, understanding, facts)
    effect = await _track_message(rt, flow, turn, utterance)
    decision = make_decision(
        flow, turn.draft, effect, utterance, asked_to_confirm=_awaits_confirmation(turn, effect.draft)
    )
    return DialogueState(flow, turn, effect.draft, decision, utterance, effect.changed_slots)


async def _track_message(rt: Runtime, flow: Flow, turn: Turn, utterance: Utterance) -> MessageEffect:
    effect = MessageEffect(track_contact(turn.draft, utterance.understanding))
    if flow.is_scripted:
        effect = track_slots(flow, effect.draft, fill_slots(flow, turn.draft, effect.draft, utterance))
    if flow.validate_slots and not effect.rejection:
        slot_values, rejection = await flow.validate_slots(rt, turn.company, effect.draft.slot_values, utterance)
        effect = track_validated_slots(effect, slot_values, rejection)
    return effect


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
