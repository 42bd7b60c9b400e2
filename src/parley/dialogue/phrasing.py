"""Words a flow: its questions with their buttons, and what is known, for customers and for people."""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Any

from parley.dialogue.model import CONTACT_KINDS, NO, YES, Flow, FlowFacts, Slot, SlotValues, Utterance, localize
from parley.dialogue.open_slots import is_applicable
from parley.dialogue.slot_readers import format_appointment
from parley.domain.lead import LeadDraft
from parley.languages.base import Replies
from parley.nlu.contacts.phone import format_phone

_MAX_BUTTONS = 8
# Who is asked the same this often may want a person.
_HUMAN_BUTTON_ASKS = 3
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def slot_question(flow: Flow, slot: Slot, draft: LeadDraft, utterance: Utterance) -> str:
    """Returns the question for a slot; what there is to choose from stands before it the first time."""
    replies, language = utterance.replies, utterance.language
    is_repeated = draft.slot_requests.get(slot.name, 0) > 0
    words = localize(slot.repeat_question if is_repeated and slot.repeat_question else slot.question, language)
    if not words and slot.kind == "email":
        words = replies.ask_email
    values = format_slot_values(flow, draft, utterance.facts, replies, language)
    words = fill_template(words, values)
    shows_options = not is_repeated or slot.mentions.matches(utterance.tokenized)
    options_text = (
        slot.show_options(draft.slot_values, utterance.facts, language)
        if slot.show_options and shows_options
        else ""
    )
    return f"{options_text}\n\n{words}" if options_text else words


def slot_buttons(slot: Slot, draft: LeadDraft, utterance: Utterance) -> tuple[str, ...]:
    """Returns the buttons below the question for a slot."""
    replies, language = utterance.replies, utterance.language
    if slot.kind == "yes_no":
        return replies.yes_word, replies.no_word
    labels = [
        localize(option.label, language) or option.value
        for option in slot.available_options(draft.slot_values, utterance.facts)
    ]
    labels += [localize(hint, language) for hint in slot.hints]
    if slot.optional:
        labels.append(replies.no_word if slot.kind == "choice" else replies.button_skip)
    if draft.slot_requests.get(slot.name, 0) >= _HUMAN_BUTTON_ASKS:
        return with_person_button(labels, replies)
    return tuple(labels[:_MAX_BUTTONS])


def with_person_button(labels: Iterable[str], replies: Replies) -> tuple[str, ...]:
    """Returns the buttons, the last of which calls a person."""
    others = [label for label in labels if label != replies.button_human]
    return (*others[: _MAX_BUTTONS - 1], replies.button_human)


def contact_question(slot: Slot, draft: LeadDraft, utterance: Utterance) -> str:
    """Returns the question for a name or a phone: the slot's own, else the language's."""
    replies, is_repeated = utterance.replies, draft.slot_requests.get(slot.name, 0) > 0
    own_question = localize(
        slot.repeat_question if is_repeated and slot.repeat_question else slot.question, utterance.language
    )
    if slot.kind == "name":
        return own_question or (replies.ask_name_again if is_repeated else replies.ask_name)
    if utterance.understanding.invalid_phone:
        return replies.invalid_phone.format(phone=utterance.understanding.invalid_phone)
    if own_question or is_repeated:
        return fill_template(own_question, {"name": draft.name}) or replies.ask_phone_again
    return replies.ask_for_phone(draft.name)


def summary_lines(
    flow: Flow, draft: LeadDraft, facts: FlowFacts, replies: Replies, language: str, excluded: Container[str] = ()
) -> list[tuple[str, str]]:
    """Returns everything that is known as (label, value), worded for people, in the order of the slots."""
    pairs = []
    for slot in (*flow.slots, *flow.late_slots):
        if slot.name in excluded:
            continue
        title = slot_label(slot, replies, language)
        formatted = format_slot_value(slot, draft, facts, replies, language)
        if title and formatted:
            pairs.append((title, formatted))
    return pairs


def format_slot_values(
    flow: Flow, draft: LeadDraft, facts: FlowFacts, replies: Replies, language: str
) -> dict[str, str]:
    """Returns every known value in words, by slot: what questions may name."""
    values = {
        slot.name: format_slot_value(slot, draft, facts, replies, language)
        for slot in (*flow.slots, *flow.late_slots)
    }
    return {**values, "name": draft.name, "phone": format_phone(draft.phone) if draft.phone else ""}


def confirmation_reply(flow: Flow, draft: LeadDraft, utterance: Utterance) -> str:
    """Returns the thanks for a confirmed order: the flow's own, else the language's."""
    texts = (
        flow.confirmation_text(draft.slot_values) if callable(flow.confirmation_text) else flow.confirmation_text
    )
    own_text = localize(texts, utterance.language)
    if own_text:
        return fill_template(
            own_text, format_slot_values(flow, draft, utterance.facts, utterance.replies, utterance.language)
        )
    return utterance.replies.thank(draft.name, in_chat=draft.wants_chat)


def correction_buttons(flow: Flow, draft: LeadDraft, utterance: Utterance) -> tuple[str, ...]:
    """Returns the labels of what is known, to choose what is to be corrected."""
    answered_slots = [
        slot
        for slot in flow.slots
        if format_slot_value(slot, draft, utterance.facts, utterance.replies, utterance.language)
    ]
    labels = (slot_label(slot, utterance.replies, utterance.language) for slot in answered_slots)
    return tuple(dict.fromkeys(label for label in labels if label))[:_MAX_BUTTONS]


def slot_label(slot: Slot, replies: Replies, language: str) -> str:
    """Returns what a slot is called before its value; empty where it is not read back."""
    defaults: Mapping[str, str] = {
        "name": replies.label_name,
        "phone": replies.label_phone,
        "email": replies.label_email,
    }
    return localize(slot.label, language) or defaults.get(slot.kind, "")


def format_slot_value(slot: Slot, draft: LeadDraft, facts: FlowFacts, replies: Replies, language: str) -> str:
    """Returns the value of a slot in words; empty where there is none."""
    if not is_applicable(slot, draft.slot_values):
        return localize(slot.skipped_value, language)
    if slot.kind in CONTACT_KINDS and (contact := getattr(draft, slot.kind)):
        return format_phone(contact) if slot.kind == "phone" else str(contact)
    if slot.name not in draft.slot_values or (slot.kind == "email"):
        return ""
    raw_value = draft.slot_values[slot.name]
    if slot.format_value:
        return slot.format_value(draft.slot_values, facts, language)
    return _format_by_kind(slot, raw_value, draft.slot_values, facts, replies, language)


def _format_by_kind(
    slot: Slot, value: Any, slot_values: SlotValues, facts: FlowFacts, replies: Replies, language: str
) -> str:
    if value in (YES, NO):
        return (replies.yes_word if value == YES else replies.no_word).lower()
    if slot.kind == "when":
        return format_appointment(value)
    if slot.kind == "address":
        return str(value["full"])
    labels = _option_labels(slot.available_options(slot_values, facts), language)
    return labels.get(str(value), str(value))


def _option_labels(options: Iterable[Any], language: str) -> dict[str, str]:
    return {option.value: localize(option.label, language) or option.value for option in options}


def fill_template(text: str, values: Mapping[str, str]) -> str:
    """Returns a company's own text with what is known; what is not known says nothing. No format string: of a value
    nothing can be asked for but the value."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], ""), text)
