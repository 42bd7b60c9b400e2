"""A lead on its way: draft → ready → confirmed. Code decides; a model only finds the words."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

from parley.domain.understanding import Asked, Heard, Phone

Temperature = Literal["hot", "warm", "cold"]

# The contract's spellings (§4.6, ⚑C19): `in_contact` goes into contact_info and notices, `in_list` into lead lists.
IN_CONTACT: dict[str, str] = {"hot": "🔥 горячий", "warm": "🌤 теплый", "cold": "❄️ холодный"}
IN_LIST: dict[str, str] = {"hot": "🔥 ГОРЯЧИЙ", "warm": "🌤 теплый", "cold": "❄️ холодный"}


class Step(StrEnum):
    """What an answer has to lead to."""

    TALK = "talk"
    ASK_NAME = "ask_name"
    ASK_PHONE = "ask_phone"
    CONFIRM = "confirm"
    ASK_CORRECTION = "ask_correction"
    CONFIRMED = "confirmed"
    AFTER = "after"
    HANDOVER = "handover"
    OPTED_OUT = "opted_out"
    # a question of the flow's own, said by code
    ASK = "ask"
    # "not now": what is known is kept
    REST = "rest"


ASKS: dict[Step, Asked] = {
    Step.ASK_NAME: "name",
    Step.ASK_PHONE: "phone",
    Step.CONFIRM: "confirm",
    Step.ASK_CORRECTION: "correction",
    Step.ASK: "step",
}


@dataclass(frozen=True, slots=True)
class Draft:
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
    asked: Asked = ""
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


def hear_into(draft: Draft, heard: Heard) -> Draft:
    """Take over what the customer gave. A later number replaces an earlier one only as a correction, or as the
    answer to a read-back or to "what should I correct?"."""
    reopened = draft.asked in ("correction", "confirm") and heard.answer != "yes"
    may_replace = heard.correction or reopened
    name, phone = draft.name, draft.phone
    if heard.name and (not name or may_replace):
        name = heard.name
    if heard.phone and (phone is None or may_replace):
        phone = heard.phone
    changed = (name, phone) != (draft.name, draft.phone)
    return replace(
        draft,
        name=name,
        phone=phone,
        email=heard.email or draft.email,
        scrap="" if heard.phone else heard.bad_phone,
        needs=draft.needs + bool(heard.question or heard.asks_price or heard.ready or heard.about),
        points=draft.points + 2 * heard.asks_price + 2 * heard.ready,
        refused=(draft.refused or heard.refuses_contact) and not heard.phone,
        # Once the manager was told, a changed number must be confirmed again.
        confirmed=draft.confirmed and not (changed and phone != draft.phone),
        handed_over=draft.handed_over or heard.wants_human,
        opted_out=heard.opt_out,
    )


def next_step(before: Draft, draft: Draft, heard: Heard, *, asked_to_confirm: bool) -> Step:
    """Where this answer leads. `before` is the draft as it stood before the message was heard;
    `asked_to_confirm`: one of the last bot messages read the contact back or asked whether it is right."""
    changed = (draft.name, draft.phone) != (before.name, before.phone)
    if draft.opted_out:
        return Step.OPTED_OUT
    if draft.phone and not draft.confirmed:
        if changed and (draft.name or before.names_asked):
            return Step.CONFIRM
        if asked_to_confirm and not changed:
            if heard.answer == "no" or heard.correction:
                return Step.ASK_CORRECTION
            if heard.answer == "yes":
                return Step.CONFIRMED
        if draft.asked == "correction" and not changed:
            return Step.CONFIRM if heard.answer == "yes" else Step.ASK_CORRECTION
        if draft.name or draft.names_asked >= 1:
            return Step.CONFIRM
        return Step.ASK_NAME
    if heard.wants_human:
        return Step.HANDOVER
    if draft.confirmed:
        return Step.ASK_CORRECTION if heard.correction and not changed else Step.AFTER
    if draft.asked == "phone" and heard.bad_phone:
        return Step.ASK_PHONE
    return _lead_on(before, draft, heard)


def _lead_on(before: Draft, draft: Draft, heard: Heard) -> Step:
    """Nobody is asked for a contact before anything was answered, twice running, or after a refusal."""
    declines = heard.thanks and (heard.answer == "no" or heard.later)
    if draft.refused or heard.refuses_contact or declines or (heard.goodbye and not heard.ready):
        return Step.TALK
    eager = heard.ready or (before.asked in ("name", "phone") and draft.name != before.name)
    if draft.name and (eager or draft.needs):
        return Step.ASK_PHONE if before.asked != "phone" or eager or draft.phones_asked < 2 else Step.TALK
    if heard.ready or (heard.answer == "yes" and before.asked == "need"):
        return Step.ASK_NAME
    if draft.needs and before.asked != "name":
        return Step.ASK_NAME
    return Step.TALK


def asked_by(draft: Draft, step: Step) -> Draft:
    """The draft after an answer that led to `step`."""
    return replace(
        draft,
        asked=ASKS.get(step, "need" if step is Step.TALK else ""),
        names_asked=draft.names_asked + (step is Step.ASK_NAME),
        phones_asked=draft.phones_asked + (step is Step.ASK_PHONE),
        confirmed=draft.confirmed or step is Step.CONFIRMED,
    )


def temperature(draft: Draft) -> Temperature:
    """Hot: gives a phone readily and asks about price or terms. Cold: refuses, or leaves nothing after being asked
    twice. Everything between is warm."""
    if draft.refused or (not draft.phone and draft.phones_asked + draft.names_asked >= 3):
        return "cold"
    readily = draft.phone is not None and draft.phones_asked <= 1
    return "hot" if readily and (draft.points >= 2 or (draft.name and draft.phones_asked == 0)) else "warm"
