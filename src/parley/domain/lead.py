"""A lead on its way: draft → ready → confirmed. Code decides; a model only finds the words."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

from parley.domain.understanding import ExpectedReply, Phone, Understanding

Temperature = Literal["hot", "warm", "cold"]

# The contract's spellings (§4.6, ⚑C19): `in_contact` goes into contact_info and notices, `in_list` into lead lists.
CONTACT_TEMPERATURE_LABELS: dict[str, str] = {"hot": "🔥 горячий", "warm": "🌤 теплый", "cold": "❄️ холодный"}
LIST_TEMPERATURE_LABELS: dict[str, str] = {"hot": "🔥 ГОРЯЧИЙ", "warm": "🌤 теплый", "cold": "❄️ холодный"}


class DialogueAct(StrEnum):
    """What an answer has to lead to."""

    ANSWER = "talk"
    ASK_NAME = "ask_name"
    ASK_PHONE = "ask_phone"
    CONFIRM = "confirm"
    ASK_CORRECTION = "ask_correction"
    CONFIRMED = "confirmed"
    ALREADY_CONFIRMED = "after"
    HANDOVER = "handover"
    OPTED_OUT = "opted_out"
    # a question of the flow's own, said by code
    ASK_SLOT = "ask"
    # "not now": what is known is kept
    POSTPONED = "rest"


EXPECTED_REPLY_OF_ACT: dict[DialogueAct, ExpectedReply] = {
    DialogueAct.ASK_NAME: "name",
    DialogueAct.ASK_PHONE: "phone",
    DialogueAct.CONFIRM: "confirm",
    DialogueAct.ASK_CORRECTION: "correction",
    DialogueAct.ASK_SLOT: "step",
}


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """What is known of the lead, and what was tried to learn more: the memory of a conversation between two turns
    (stored by conversation/turn_json.py)."""

    name: str = ""
    phone: Phone | None = None
    email: str = ""
    #: the beginning of a number, where only that came so far
    partial_phone: str = ""
    #: what the last answer asked of the customer
    expected_reply: ExpectedReply = ""
    #: how many answers asked for the name, and for the phone
    name_requests: int = 0
    phone_requests: int = 0
    #: how many of the customer's messages were about something (a question, a product)
    need_count: int = 0
    #: points for signs of readiness, for the temperature
    readiness_score: int = 0
    refused_contact: bool = False
    confirmed: bool = False
    handed_over: bool = False
    opted_out: bool = False
    #: the flow's answers by slot, ready for JSON
    slot_values: dict[str, Any] = field(default_factory=dict)
    #: the slot that the last answer asked for
    requested_slot: str = ""
    #: how often each slot was asked for
    slot_requests: dict[str, int] = field(default_factory=dict)
    #: the value that the last answer proposed for the requested slot
    proposed_value: Any = None
    #: the customer put it off
    is_postponed: bool = False
    #: the customer's words for which something was found last: later questions may leave them out
    search_subject: str = ""


def update_draft(draft: LeadDraft, understanding: Understanding) -> LeadDraft:
    """Take over what the customer gave. A later number replaces an earlier one only as a correction, or as the
    answer to a read-back or to "what should I correct?"."""
    answers_read_back = draft.expected_reply in ("correction", "confirm") and understanding.answer != "yes"
    may_replace = understanding.correction or answers_read_back
    name, phone = draft.name, draft.phone
    if understanding.name and (not name or may_replace):
        name = understanding.name
    if understanding.phone and (phone is None or may_replace):
        phone = understanding.phone
    changed = (name, phone) != (draft.name, draft.phone)
    return replace(
        draft,
        name=name,
        phone=phone,
        email=understanding.email or draft.email,
        partial_phone="" if understanding.phone else understanding.invalid_phone,
        need_count=draft.need_count
        + bool(
            understanding.question
            or understanding.asks_price
            or understanding.ready_to_order
            or understanding.search_text
        ),
        readiness_score=draft.readiness_score + 2 * understanding.asks_price + 2 * understanding.ready_to_order,
        refused_contact=(draft.refused_contact or understanding.refuses_contact) and not understanding.phone,
        # Once the manager was told, a changed number must be confirmed again.
        confirmed=draft.confirmed and not (changed and phone != draft.phone),
        handed_over=draft.handed_over or understanding.wants_human,
        opted_out=understanding.opt_out,
    )


def choose_contact_act(
    previous: LeadDraft, draft: LeadDraft, understanding: Understanding, *, asked_to_confirm: bool
) -> DialogueAct:
    """Where this answer leads. `before` is the draft as it stood before the message was heard;
    `asked_to_confirm`: one of the last bot messages read the contact back or asked whether it is right."""
    changed = (draft.name, draft.phone) != (previous.name, previous.phone)
    if draft.opted_out:
        return DialogueAct.OPTED_OUT
    if draft.phone and not draft.confirmed:
        if changed and (draft.name or previous.name_requests):
            return DialogueAct.CONFIRM
        if asked_to_confirm and not changed:
            if understanding.answer == "no" or understanding.correction:
                return DialogueAct.ASK_CORRECTION
            if understanding.answer == "yes":
                return DialogueAct.CONFIRMED
        if draft.expected_reply == "correction" and not changed:
            return DialogueAct.CONFIRM if understanding.answer == "yes" else DialogueAct.ASK_CORRECTION
        if draft.name or draft.name_requests >= 1:
            return DialogueAct.CONFIRM
        return DialogueAct.ASK_NAME
    if understanding.wants_human:
        return DialogueAct.HANDOVER
    if draft.confirmed:
        return (
            DialogueAct.ASK_CORRECTION
            if understanding.correction and not changed
            else DialogueAct.ALREADY_CONFIRMED
        )
    if draft.expected_reply == "phone" and understanding.invalid_phone:
        return DialogueAct.ASK_PHONE
    return _choose_contact_request(previous, draft, understanding)


def _choose_contact_request(previous: LeadDraft, draft: LeadDraft, understanding: Understanding) -> DialogueAct:
    """Nobody is asked for a contact before anything was answered, twice running, or after a refusal."""
    declines = understanding.thanks and (understanding.answer == "no" or understanding.postponed)
    if (
        draft.refused_contact
        or understanding.refuses_contact
        or declines
        or (understanding.goodbye and not understanding.ready_to_order)
    ):
        return DialogueAct.ANSWER
    shows_readiness = understanding.ready_to_order or (
        previous.expected_reply in ("name", "phone") and draft.name != previous.name
    )
    if draft.name and (shows_readiness or draft.need_count):
        return (
            DialogueAct.ASK_PHONE
            if previous.expected_reply != "phone" or shows_readiness or draft.phone_requests < 2
            else DialogueAct.ANSWER
        )
    if understanding.ready_to_order or (understanding.answer == "yes" and previous.expected_reply == "need"):
        return DialogueAct.ASK_NAME
    if draft.need_count and previous.expected_reply != "name":
        return DialogueAct.ASK_NAME
    return DialogueAct.ANSWER


def record_act(draft: LeadDraft, act: DialogueAct) -> LeadDraft:
    """The draft after an answer that led to `step`."""
    return replace(
        draft,
        expected_reply=EXPECTED_REPLY_OF_ACT.get(act, "need" if act is DialogueAct.ANSWER else ""),
        name_requests=draft.name_requests + (act is DialogueAct.ASK_NAME),
        phone_requests=draft.phone_requests + (act is DialogueAct.ASK_PHONE),
        confirmed=draft.confirmed or act is DialogueAct.CONFIRMED,
    )


def lead_temperature(draft: LeadDraft) -> Temperature:
    """Hot: gives a phone readily and asks about price or terms. Cold: refuses, or leaves nothing after being asked
    twice. Everything between is warm."""
    if draft.refused_contact or (not draft.phone and draft.phone_requests + draft.name_requests >= 3):
        return "cold"
    gave_phone_readily = draft.phone is not None and draft.phone_requests <= 1
    return (
        "hot"
        if gave_phone_readily and (draft.readiness_score >= 2 or (draft.name and draft.phone_requests == 0))
        else "warm"
    )
