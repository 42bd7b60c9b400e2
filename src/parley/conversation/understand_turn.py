"""Understands the pending messages, and decides where the company's flow leads with them."""

import re
from dataclasses import replace

from parley.conversation.order_turn import read_order_talk, understood_as_order
from parley.conversation.repair_wish import read_repair_wish
from parley.conversation.slot_answers import reread_answer
from parley.dialogue.model import DialogueState, Flow, FlowFacts, MessageEffect, Utterance
from parley.dialogue.order_reading import read_order_change
from parley.dialogue.order_remarks import read_remark
from parley.dialogue.policy import make_decision
from parley.dialogue.slot_filling import fill_slots
from parley.dialogue.state_tracking import track_contact, track_slots, track_validated_slots, with_order
from parley.domain.lead import LeadDraft
from parley.domain.turn import Turn
from parley.domain.understanding import MessageContext
from parley.leads.capture import was_read_back
from parley.nlu.contacts.phone import MAX_PHONE_DIGITS, MIN_PHONE_DIGITS
from parley.nlu.expected_slot import expected_slot
from parley.nlu.message import UnderstoodMessage
from parley.runtime import Runtime, company_flow

# As many first digits tell a number that is typed again.
_TELLING_DIGITS = 3


async def understand_turn(rt: Runtime, turn: Turn) -> DialogueState:
    """Returns the state of the dialogue with the messages taken over and the next move decided; the flow looks up
    what it needs for that."""
    flow = company_flow(rt, turn.company)
    message = await read_repair_wish(rt, turn, understand_messages(rt, turn))
    if flow.languages and message.understanding.language not in flow.languages:
        message = message.with_understanding(language=flow.languages[0])
    facts = await flow.load_facts(rt, turn.company) if flow.load_facts else {}
    utterance = _build_utterance(rt, turn, message, facts)
    order_talk = await read_order_talk(rt, flow, turn, utterance)
    order_change = (read_order_change(order_talk) or read_remark(order_talk, utterance)) if order_talk else None
    utterance = understood_as_order(utterance, order_talk, order_change)
    effect = await _track_message(rt, flow, turn, utterance)
    message = utterance.message
    reread = reread_answer(flow, turn.draft, effect, utterance, turn.language) if flow.is_scripted else message
    if reread is not message:
        # "маргааш орой" answers when to come: it looks like trouble to the classifier alone.
        utterance = _build_utterance(rt, turn, reread, facts)
        effect = await _track_message(rt, flow, turn, utterance)
    effect = with_order(effect, order_change)
    decision = make_decision(
        flow, turn.draft, effect, utterance, asked_to_confirm=_awaits_confirmation(turn, effect.draft)
    )
    return DialogueState(
        flow, turn, effect.draft, decision, utterance, effect.changed_slots, order_talk, order_change
    )


async def _track_message(rt: Runtime, flow: Flow, turn: Turn, utterance: Utterance) -> MessageEffect:
    effect = MessageEffect(track_contact(turn.draft, utterance.understanding))
    if flow.is_scripted:
        effect = track_slots(flow, effect.draft, fill_slots(flow, turn.draft, effect.draft, utterance))
    if flow.validate_slots and not effect.rejection:
        slot_values, rejection = await flow.validate_slots(rt, turn.company, effect.draft.slot_values, utterance)
        effect = track_validated_slots(effect, slot_values, rejection)
    return effect


def understand_messages(rt: Runtime, turn: Turn) -> UnderstoodMessage:
    """Returns the pending messages, understood as one. They are understood once, and once more only to make a phone
    of digits: where the rest of a number comes, and where a number may be of another country."""
    draft, text = turn.draft, rt.analyzer.read(turn.text)
    context = MessageContext(
        requested_slot=expected_slot(draft, text, rt.phrase_matcher),
        language=turn.language,
        country=turn.company.country,
        known_name=draft.name,
        known_phone=draft.phone.raw if draft.phone else "",
        not_names=frozenset({turn.company.name.lower()}),
    )
    message = text.understand(context)
    if draft.partial_phone and not _has_valid_phone(message):
        message = _complete_phone(message, draft.partial_phone, context)
    return _reread_foreign_phone(rt, turn, context, message)


def _has_valid_phone(message: UnderstoodMessage) -> bool:
    phone = message.understanding.phone
    return phone is not None and phone.e164 is not None


def _complete_phone(message: UnderstoodMessage, partial_phone: str, context: MessageContext) -> UnderstoodMessage:
    """Adds the next piece of a number whose beginning was answered as "too short" already: "ой, ещё 33 18", or one
    of "8", "701", "234 56 71"."""
    text = message.text
    rest = text[next((index for index, char in enumerate(text) if char.isdigit()), len(text)) :]
    if not rest:
        return message
    completed = message.source.read_piece(f"{partial_phone} {rest}").understand(context)
    if _has_valid_phone(completed):
        return message.with_understanding(phone=completed.understanding.phone, invalid_phone="")
    begun = completed.understanding.invalid_phone
    is_longer = _count_digits(begun) > _count_digits(partial_phone) and _count_digits(begun) <= MAX_PHONE_DIGITS
    if message.understanding.phone or not is_longer or _is_typed_anew(partial_phone, rest):
        return message
    return message.with_understanding(invalid_phone=begun)


def _count_digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def _is_typed_anew(partial_phone: str, rest: str) -> bool:
    """Returns whether a number begins like the one before it: the customer types it again and adds nothing."""
    before, after = (re.sub(r"\D", "", text) for text in (partial_phone, rest))
    return len(before) >= _TELLING_DIGITS and after[:_TELLING_DIGITS] == before[:_TELLING_DIGITS]


def _reread_foreign_phone(
    rt: Runtime, turn: Turn, context: MessageContext, message: UnderstoodMessage
) -> UnderstoodMessage:
    """Reads the digits as a number of where the customer's language is spoken, if they are none of the company's
    country and the customer writes another language than the company: "99112233" in Mongolian."""
    language = message.understanding.language
    country = rt.language(language).country
    is_local = country == context.country or language == turn.company.language
    if is_local or _has_valid_phone(message) or sum(map(str.isdecimal, turn.text)) < MIN_PHONE_DIGITS:
        return message
    reread = message.source.understand(replace(context, country=country))
    return reread if _has_valid_phone(reread) else message


def _build_utterance(rt: Runtime, turn: Turn, message: UnderstoodMessage, facts: FlowFacts) -> Utterance:
    language = message.understanding.language
    return Utterance(
        message=message,
        slot_values=turn.draft.slot_values,
        facts=facts,
        now=rt.clock().astimezone(turn.company.tzinfo),
        calendar=rt.date_matcher,
        replies=rt.language(language).replies,
        matcher=rt.phrase_matcher,
        language=language,
        previous_answer=next((line.text for line in reversed(turn.history) if line.role == "assistant"), ""),
        requested_slot=turn.draft.requested_slot,
    )


def _awaits_confirmation(turn: Turn, draft: LeadDraft) -> bool:
    return draft.main_contact is not None and was_read_back(turn.history, draft.main_contact)
