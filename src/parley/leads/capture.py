"""After each turn: what the customer said becomes part of the lead, and a confirmed lead is delivered, once."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.notice import build_notice
from parley.deliveries.plan import plan_deliveries, plan_update
from parley.dialogue.model import CONTACT_KINDS, DialogueState
from parley.dialogue.phrasing import summary_lines
from parley.domain.conversation_event import BOT_ACTOR, EventName
from parley.domain.lead import CONTACT_TEMPERATURE_LABELS, LeadDraft
from parley.domain.notice import MAX_DIALOGUE_MESSAGES, Notice
from parley.domain.turn import StoredMessage, Turn
from parley.domain.understanding import Phone
from parley.events.record import NewEvent, record_event
from parley.languages.registry import confirmation_words
from parley.leads.order import order_details, order_lines
from parley.leads.temperature import lead_temperature
from parley.metrics import CONFIRMED_LEADS
from parley.models import Contact, Lead
from parley.people.aliases import note_confirmed
from parley.runtime import Runtime
from parley.text.digits import only_digits
from parley.text.tokenize import normalized_words

# Contract §1.1, item 4: a word that asks to confirm, or a phone number, in one of so many last messages, whoever
# wrote them.
_CONFIRMATION_WINDOW = 3
_PHONE_NUMBER = re.compile(r"\+?\d(?:[\s\-()]*\d){7,14}")
# An e-mail address or a handle.
_ADDRESS = re.compile(r"\S*@\S+")
# With or without the code of the country, a number ends in these.
_MIN_SHOWN_DIGITS = 7
_MAX_SUMMARY_CHARS = 600
# What a phone or an address that is cut out leaves behind.
_WORDS_ABOUT_CONTACT = 2
_LOOSE_ENDS = " ,.;:-–—/("
_HOLE = re.compile(r"\(\s*\)|\s+[,.;]")


def was_asked_to_confirm(history: Sequence[StoredMessage]) -> bool:
    """Returns whether one of the last messages asked the customer "is this right?"."""
    return any(
        message.role == "assistant"
        and (
            _PHONE_NUMBER.search(message.text) or confirmation_words().intersection(normalized_words(message.text))
        )
        for message in history[-_CONFIRMATION_WINDOW:]
    )


def was_read_back(history: Sequence[StoredMessage], contact: Phone | str) -> bool:
    """Returns whether one of the last messages asked the customer "is this right?" and showed this very number, or
    showed this very address: who is shown it is asked."""
    shown = any(
        message.role == "assistant" and _shows_contact(message.text, contact)
        for message in history[-_CONFIRMATION_WINDOW:]
    )
    return shown and (isinstance(contact, str) or was_asked_to_confirm(history))


def _shows_contact(text: str, contact: Phone | str) -> bool:
    if isinstance(contact, str):
        return contact.casefold() in text.casefold()
    return only_digits(contact.e164 or contact.raw)[-_MIN_SHOWN_DIGITS:] in only_digits(text)


def summarize_messages(turn: Turn) -> str:
    """Returns what the customer came for, in their own words: the messages of more than a word, out of which phones
    and addresses are cut."""
    messages = [message for message in (*turn.history, *turn.pending) if message.role == "user"]
    texts = [" ".join(_ADDRESS.sub("", message.text).split()) for message in messages]
    relevant = [words for text in texts if len((words := _without_contact(text)).split()) > _min_words(text, words)]
    return " / ".join(relevant or texts)[:_MAX_SUMMARY_CHARS]


def _min_words(text: str, words: str) -> int:
    """Returns how many words say nothing of what is wanted: "мой номер …" says whose it is."""
    return 1 if text == words else _WORDS_ABOUT_CONTACT


def _without_contact(text: str) -> str:
    cut = _PHONE_NUMBER.sub("", text)
    return (
        text
        if cut == text
        else " ".join(_HOLE.sub(lambda hole: hole[0][-1:].strip(")"), cut).split()).strip(_LOOSE_ENDS)
    )


def has_lead_changed(previous: LeadDraft, draft: LeadDraft) -> bool:
    """Returns whether `store_lead` has anything to write."""
    return _lead_values(draft) != _lead_values(previous)


def _lead_values(draft: LeadDraft) -> tuple[Any, ...]:
    return draft.confirmed, _contact_info(draft), lead_temperature(draft), draft.slot_values, draft.order


async def store_lead(
    rt: Runtime, session: AsyncSession, state: DialogueState, *, language: str, text: str, at: datetime
) -> str:
    """Writes what is known of the lead, in the transaction that saves the answer; returns the lead's status.

    `text` is the answer, in `language`. A lead that becomes confirmed leaves its deliveries, each with a job of its
    own; one that was leaves an update where the flow learned more. Returns "" where the lead is gone.
    """
    turn, previous, draft = state.turn, state.previous_draft, state.draft
    lead = await session.scalar(select(Lead).where(Lead.id == turn.lead_id).with_for_update())
    if lead is None:
        return ""
    lead.contact_info = {**lead.contact_info, **_contact_info(draft)}
    if draft.phone and not draft.phone.extension:  # it went with the number before
        lead.contact_info.pop("phone_extension", None)
    lead.temperature = lead_temperature(draft)
    lead.details = _lead_details(rt, state)
    if draft.known_contact != previous.known_contact:
        await _update_contact(session, turn.contact_id, draft)
    if draft.confirmed and not previous.confirmed:
        # A corrected contact has to be confirmed again.
        is_correction = lead.confirmed_at is not None
        _mark_confirmed(lead, turn, at)
        notice = _turn_notice(turn, lead, language, text)
        await plan_deliveries(rt, session, turn.company, notice, at, is_correction=is_correction)
        await _note_confirmed(session, turn, draft, at)
        kind = EventName.LEAD_CORRECTED if is_correction else EventName.LEAD_CONFIRMED
        await _record(session, turn, kind, at)
    elif draft.confirmed and _told_contact(draft) != _told_contact(previous):
        # Who was told the name or the order that is taken back is told the right one, and what comes later.
        lead.summary = _summary(lead, turn)
        await plan_deliveries(
            rt, session, turn.company, _turn_notice(turn, lead, language, text), at, is_correction=True
        )
        await _record(session, turn, EventName.LEAD_CORRECTED, at)
    elif draft.confirmed and draft.slot_values != previous.slot_values:
        await plan_update(rt, session, turn.company, _turn_notice(turn, lead, language, text), at)
        await _record(session, turn, EventName.LEAD_UPDATED, at)
    await session.flush()
    return lead.status


async def _note_confirmed(session: AsyncSession, turn: Turn, draft: LeadDraft, at: datetime) -> None:
    phone = draft.phone.e164 if draft.phone and not draft.phone.extension else None
    await note_confirmed(session, turn.company.id, turn.contact_id, phone or "", draft.email, at)


async def _record(session: AsyncSession, turn: Turn, kind: EventName, at: datetime) -> None:
    lead = {"lead": turn.lead_id}
    await record_event(session, NewEvent(turn.company.id, turn.conversation_id, kind, at, BOT_ACTOR, lead))


async def _update_contact(session: AsyncSession, contact_id: int, draft: LeadDraft) -> None:
    await session.execute(
        update(Contact)
        .where(Contact.id == contact_id)
        .values(name=draft.name, phone=draft.phone.e164 if draft.phone else None, email=draft.email)
    )


def _told_contact(draft: LeadDraft) -> tuple[str, ...]:
    """Returns what a correction tells anew where the contact that was confirmed stays."""
    return draft.name, *draft.addresses, draft.order.text, *draft.order.remarks


def _mark_confirmed(lead: Lead, turn: Turn, at: datetime) -> None:
    lead.status, lead.confirmed_at = "confirmed", at
    lead.summary = _summary(lead, turn)
    lead.contact_info = {**lead.contact_info, "temperature": CONTACT_TEMPERATURE_LABELS[lead.temperature]}
    CONFIRMED_LEADS.inc()


def _lead_details(rt: Runtime, state: DialogueState) -> dict[str, Any]:
    """Returns what the flow gathered, for systems, and for people in the language of a flow or company."""
    flow, draft, facts, company = state.flow, state.draft, state.facts, state.turn.company
    details: dict[str, Any] = {"utm": dict(state.turn.utm)} if state.turn.utm else {}
    if flow.is_scripted and draft.slot_values:
        code = flow.languages[0] if flow.languages else company.language
        contact = {slot.name for slot in flow.slots if slot.kind in CONTACT_KINDS}
        summary = summary_lines(flow, draft, facts, rt.language(code).replies, code, excluded=contact)
        details["order"] = dict(
            flow.build_order(draft.slot_values, facts) if flow.build_order else draft.slot_values
        )
        details["lines"] = [list(line) for line in summary]
    elif draft.order:
        replies = rt.language(company.language).replies
        details["order"] = order_details(draft.order)
        details["lines"] = [list(line) for line in order_lines(draft.order, replies)]
    return details


def _summary(lead: Lead, turn: Turn) -> str:
    """Returns what the customer wants: the lines of the order and, where no flow asked for all of it, their
    own words."""
    details = lead.details
    lines = "; ".join(f"{label}: {words}" for label, words in details.get("lines", ()))
    is_whole = lines and "items" not in details["order"]
    words = "" if is_whole else summarize_messages(turn)
    return " / ".join(filter(None, (lines, words)))[:_MAX_SUMMARY_CHARS]


def _contact_info(draft: LeadDraft) -> dict[str, Any]:
    """Returns what is known of the contact, under the contract's keys."""
    info: dict[str, Any] = {}
    if draft.name:
        info["name"] = draft.name
    if draft.phone:
        info |= {"phone": draft.phone.raw, "phone_e164": draft.phone.e164}
        if draft.phone.extension:
            info["phone_extension"] = draft.phone.extension
    if draft.email:
        info["email"] = draft.email
    if draft.handle:
        info["handle"] = {"network": draft.handle_network, "name": draft.handle}
    return info


def _turn_notice(turn: Turn, lead: Lead, language: str, text: str) -> Notice:
    """Returns the notice of a lead, with the answer that is being saved as the conversation's last message."""
    dialogue = [(message.role, message.text) for message in (*turn.history, *turn.pending)]
    messages = [*dialogue, ("assistant", text)][-MAX_DIALOGUE_MESSAGES:]
    return build_notice(lead, key=f"lead-{lead.id}", language=language, dialogue=messages)
