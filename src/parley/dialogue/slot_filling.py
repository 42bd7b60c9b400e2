"""What a message adds to what is known: answers, early and asked for; changes and what depends on them."""

from dataclasses import dataclass, replace
from typing import Any

from parley.dialogue.model import Flow, Slot, SlotRejection, Utterance
from parley.dialogue.open_slots import is_applicable, is_open_slot
from parley.dialogue.slot_readers import is_group_refusal, read_slot
from parley.domain.lead import LeadDraft
from parley.text.word_list import WordList, split_entries

_SHORT_ANSWER_WORDS = 5
_CHANGE_WORDS = WordList(
    split_entries(
        "лучше, тогда, передумал*, поменя*, измен*, замен*, другой, другая, другое, вместо, все таки, все же, "
        "давайте, перенес*, исправ*, rather, instead, "
        "change, actually, краще, змін*, өзгерт*, алмаштыр*, o'zgartir*, өөрчл*"
    )
)
_CONTACT_MENTIONS = {
    "name": WordList(split_entries("имя, имени, фамили*, зовут, name, ім'я, есім*, аты, атым, ism*, нэр*")),
    "phone": WordList(split_entries("телефон*, номер*, phone, number, нөмір*, raqam*, утас*, дугаар*")),
    "email": WordList(split_entries("почт*, e mail, email, мейл, имейл, mail, пошт*")),
}


@dataclass(frozen=True, slots=True)
class SlotUpdate:
    """What a message did: the new draft, which steps it changed, what it cannot do and why."""

    draft: LeadDraft
    changed_slots: frozenset[str] = frozenset()
    rejection: SlotRejection | None = None


def fill_slots(flow: Flow, previous: LeadDraft, draft: LeadDraft, utterance: Utterance) -> SlotUpdate:
    """Take the answers of a message into the draft. `draft` has its contact taken in already (domain/lead.py).

    Data given early is kept; an answer that is known is replaced only by one that is meant to replace it, and what
    depends on it is forgotten with it.
    """
    requested_slot = flow.find_slot(previous.requested_slot) if previous.expected_reply == "step" else None
    slot_values, changed, rejection = dict(draft.slot_values), _changed_contacts(previous, draft), None
    if requested_slot is not None:
        changed |= _accept_proposal(requested_slot, previous, slot_values, utterance) | _refuse_group(
            flow, requested_slot, slot_values, utterance
        )
    for slot in (*flow.slots, *flow.late_slots):
        if slot.kind in ("name", "phone") or slot.name in changed or not is_applicable(slot, slot_values):
            continue
        slot_utterance = replace(utterance, slot_values=slot_values, is_requested=slot is requested_slot)
        if (
            slot.name in slot_values
            and not slot_utterance.is_requested
            and not _may_replace(slot, previous, slot_utterance)
        ):
            continue
        value = read_slot(slot, slot_utterance)
        if isinstance(value, SlotRejection):
            rejection = rejection or (value if slot_utterance.is_requested or slot.name in slot_values else None)
            slot_values.update(value.partial_values)
        elif value is not None and value != slot_values.get(slot.name):
            _clear_slot(flow, slot_values, slot.name)
            slot_values[slot.name] = value
            changed.add(slot.name)
    draft = replace(draft, slot_values=slot_values)
    if not rejection:
        draft, reopened_slots = _reopen_slots(flow, previous, draft, changed, utterance)
        changed |= reopened_slots
    confirmed = draft.confirmed and not changed.difference(slot.name for slot in flow.late_slots)
    return SlotUpdate(replace(draft, confirmed=confirmed), frozenset(changed), rejection)


def _changed_contacts(previous: LeadDraft, draft: LeadDraft) -> set[str]:
    return {name for name in ("name", "phone", "email") if getattr(previous, name) != getattr(draft, name)}


def _accept_proposal(
    requested_slot: Slot, previous: LeadDraft, slot_values: dict[str, Any], utterance: Utterance
) -> set[str]:
    """A yes to what the last answer proposed."""
    if previous.proposed_value is None or utterance.understanding.answer != "yes":
        return set()
    slot_values[requested_slot.name] = previous.proposed_value
    return {requested_slot.name}


def _refuse_group(flow: Flow, requested_slot: Slot, slot_values: dict[str, Any], utterance: Utterance) -> set[str]:
    if not requested_slot.group or not is_group_refusal(utterance):
        return set()
    refused = {
        slot.name: slot.refusal_value
        for slot in flow.slots
        if slot.group == requested_slot.group and slot.name not in slot_values and is_applicable(slot, slot_values)
    }
    slot_values.update(refused)
    return set(refused)


def _may_replace(slot: Slot, previous: LeadDraft, utterance: Utterance) -> bool:
    """Whether a message may change what is known: it corrects, names it, or is hardly more than the value."""
    understanding = utterance.understanding
    if understanding.question:
        return False
    if (
        understanding.correction
        or understanding.answer == "no"
        or previous.expected_reply in ("confirm", "correction")
        or slot.mentions.matches(utterance.tokenized)
    ):
        return True
    return _CHANGE_WORDS.matches(utterance.tokenized) or (
        slot.kind == "choice" and len(utterance.tokenized.tokens) <= _SHORT_ANSWER_WORDS
    )


def _reopen_slots(
    flow: Flow, previous: LeadDraft, draft: LeadDraft, changed: set[str], utterance: Utterance
) -> tuple[LeadDraft, set[str]]:
    """ "No, the address is another one": what is named and was not given anew is asked again."""
    understanding = utterance.understanding
    wants_correction = (
        understanding.correction
        or (previous.expected_reply == "confirm" and understanding.answer == "no")
        or previous.expected_reply == "correction"
    )
    if not wants_correction or understanding.question or changed:
        return draft, set()
    named_slots = [
        slot
        for slot in flow.slots
        if _is_mentioned(slot, utterance) and not is_open_slot(slot, draft, utterance.facts)
    ]
    slot_values = dict(draft.slot_values)
    for slot in named_slots:
        _clear_slot(flow, slot_values, slot.name)
        if slot.kind == "name":
            draft = replace(draft, name="")
        elif slot.kind == "phone":
            draft = replace(draft, phone=None)
        elif slot.kind == "email":
            draft = replace(draft, email="")
    return replace(draft, slot_values=slot_values), {slot.name for slot in named_slots}


def _is_mentioned(slot: Slot, utterance: Utterance) -> bool:
    mentions = slot.mentions or _CONTACT_MENTIONS.get(slot.kind)
    return mentions is not None and mentions.matches(utterance.tokenized)


def _clear_slot(flow: Flow, slot_values: dict[str, Any], name: str) -> None:
    """The value and all that rests on it."""
    slot_values.pop(name, None)
    for slot in flow.slots:
        if name in slot.depends_on and slot.name in slot_values:
            _clear_slot(flow, slot_values, slot.name)
