"""Encodes and decodes what a turn stores as JSON: the state of a conversation, and what belongs to an answer beside
its text.

The keys are written down here, so that a renamed field changes no stored row: rows of an older version are read,
and an older process beside this one reads what this one writes.
"""

from collections.abc import Mapping
from dataclasses import fields

import msgspec

from parley.conversation.turn_rows import AnswerRow, JsonObject
from parley.domain.lead import LeadDraft
from parley.domain.turn import Answer

# conversations.state = {"draft": …}: field of LeadDraft → key, where they differ.
_DRAFT_KEYS: Mapping[str, str] = {
    "is_name_sure": "name_sure",
    "partial_phone": "scrap",
    "expected_reply": "asked",
    "name_requests": "names_asked",
    "phone_requests": "phones_asked",
    "unasked_answers": "unasked",
    "helpful_answers": "helped",
    "handover_answers": "handovers",
    "is_offer_open": "offered",
    "last_moves": "ended_with",
    "person_offers": "persons_offered",
    "need_count": "needs",
    "readiness_score": "points",
    "refused_contact": "refused",
    "slot_values": "known",
    "requested_slot": "step",
    "slot_requests": "times",
    "missed_replies": "missed",
    "proposed_value": "proposal",
    "is_postponed": "resting",
    "search_subject": "subject",
    "last_product_ids": "last_shown",
    "earlier_product_ids": "earlier_shown",
    "topic_subject": "topic",
    "summed_quantities": "summed",
}
_DRAFT_FIELDS = {key: name for name, key in _DRAFT_KEYS.items()}
# messages.meta of an answer: field of Answer → key, where they differ.
_ANSWER_KEYS: Mapping[str, str] = {"expected_reply": "asks", "used_fallback": "stood_in"}
_ANSWER_FIELDS = {key: name for name, key in _ANSWER_KEYS.items()}
_ANSWER_DEFAULTS = {
    field.name: getattr(Answer("", ""), field.name) for field in fields(Answer) if field.name != "text"
}


def encode_state(draft: LeadDraft) -> JsonObject:
    """Returns a conversation's state as it is stored."""
    values: dict[str, object] = msgspec.to_builtins(draft)
    return {"draft": {_DRAFT_KEYS.get(name, name): value for name, value in values.items()}}


def decode_state(state: JsonObject) -> LeadDraft:
    """Returns the draft of a stored state; a conversation that just began has none yet."""
    stored = state.get("draft") or {}
    assert isinstance(stored, dict)
    return msgspec.convert({_DRAFT_FIELDS.get(key, key): value for key, value in stored.items()}, LeadDraft)


def encode_answer_meta(answer: Answer) -> JsonObject:
    """Returns all of an answer but its text, where it is not the default."""
    return {
        _ANSWER_KEYS.get(name, name): msgspec.to_builtins(value)
        for name, default in _ANSWER_DEFAULTS.items()
        if (value := getattr(answer, name)) != default
    }


def decode_answer(row: AnswerRow) -> Answer:
    """Returns an answer as it was given."""
    values = {_ANSWER_FIELDS.get(key, key): value for key, value in row.meta.items()}
    return msgspec.convert({"language": "", **values, "text": row.text}, Answer)
