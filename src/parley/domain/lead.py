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
    """What is known of the lead, and what was tried to learn more.

    `scrap`: the beginning of a number, where only that came so far. `asked`: what the last answer asked.
    `*_asked`: how often each was asked. `needs`: how many of the customer's messages were about something (a
    question, a product). `points` count readiness for the temperature.
    `known`: the flow's answers by step. `step`: the one the last answer asked. `times`: how often each was asked.
    `proposal`: what the last answer proposed for it. `resting`: the customer put it off.
    `subject`: the words of the customer for which something was found last.
    """

    name: str = ""
    phone: Phone | None = None
    email: str = ""
    scrap: str = ""
    asked: ExpectedReply = ""
    names_asked: int = 0
    phones_asked: int = 0
    needs: int = 0
    points: int = 0
    refused: bool = False
    confirmed: bool = False
    handed_over: bool = False
    opted_out: bool = False
    known: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    times: dict[str, int] = field(default_factory=dict)
    proposal: Any = None
    resting: bool = False
    subject: str = ""


def update_draft(draft: LeadDraft, understanding: Understanding) -> LeadDraft:
    """Take over what the customer gave. A later number replaces an earlier one only as a correction, or as the
    answer to a read-back or to "what should I correct?"."""
    answers_read_back = draft.asked in ("correction", "confirm") and understanding.answer != "yes"
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
        scrap="" if understanding.phone else understanding.invalid_phone,
        needs=draft.needs
        + bool(
            understanding.question
            or understanding.asks_price
            or understanding.ready_to_order
            or understanding.search_text
        ),
        points=draft.points + 2 * understanding.asks_price + 2 * understanding.ready_to_order,
        refused=(draft.refused or understanding.refuses_contact) and not understanding.phone,
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
        if changed and (draft.name or previous.names_asked):
            return DialogueAct.CONFIRM
        if asked_to_confirm and not changed:
            if understanding.answer == "no" or understanding.correction:
                return DialogueAct.ASK_CORRECTION
            if understanding.answer == "yes":
                return DialogueAct.CONFIRMED
        if draft.asked == "correction" and not changed:
            return DialogueAct.CONFIRM if understanding.answer == "yes" else DialogueAct.ASK_CORRECTION
        if draft.name or draft.names_asked >= 1:
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
    if draft.asked == "phone" and understanding.invalid_phone:
        return DialogueAct.ASK_PHONE
    return _choose_contact_request(previous, draft, understanding)


def _choose_contact_request(previous: LeadDraft, draft: LeadDraft, understanding: Understanding) -> DialogueAct:
    """Nobody is asked for a contact before anything was answered, twice running, or after a refusal."""
    declines = understanding.thanks and (understanding.answer == "no" or understanding.postponed)
    if (
        draft.refused
        or understanding.refuses_contact
        or declines
        or (understanding.goodbye and not understanding.ready_to_order)
    ):
        return DialogueAct.ANSWER
    shows_readiness = understanding.ready_to_order or (
        previous.asked in ("name", "phone") and draft.name != previous.name
    )
    if draft.name and (shows_readiness or draft.needs):
        return (
            DialogueAct.ASK_PHONE
            if previous.asked != "phone" or shows_readiness or draft.phones_asked < 2
            else DialogueAct.ANSWER
        )
    if understanding.ready_to_order or (understanding.answer == "yes" and previous.asked == "need"):
        return DialogueAct.ASK_NAME
    if draft.needs and previous.asked != "name":
        return DialogueAct.ASK_NAME
    return DialogueAct.ANSWER


def record_act(draft: LeadDraft, act: DialogueAct) -> LeadDraft:
    """The draft after an answer that led to `step`."""
    return replace(
        draft,
        asked=EXPECTED_REPLY_OF_ACT.get(act, "need" if act is DialogueAct.ANSWER else ""),
        names_asked=draft.names_asked + (act is DialogueAct.ASK_NAME),
        phones_asked=draft.phones_asked + (act is DialogueAct.ASK_PHONE),
        confirmed=draft.confirmed or act is DialogueAct.CONFIRMED,
    )


def lead_temperature(draft: LeadDraft) -> Temperature:
    """Hot: gives a phone readily and asks about price or terms. Cold: refuses, or leaves nothing after being asked
    twice. Everything between is warm."""
    if draft.refused or (not draft.phone and draft.phones_asked + draft.names_asked >= 3):
        return "cold"
    gave_phone_readily = draft.phone is not None and draft.phones_asked <= 1
    return (
        "hot" if gave_phone_readily and (draft.points >= 2 or (draft.name and draft.phones_asked == 0)) else "warm"
    )
