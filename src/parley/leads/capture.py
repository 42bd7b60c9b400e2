"""After each turn: what was heard becomes part of the lead; a confirmed lead is announced, once."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.announce import plan, plan_change
from parley.deliveries.notice import notice_of
from parley.dialogue import phrasing as wording
from parley.dialogue.model import CONTACT, Stage
from parley.domain.lead import IN_CONTACT, Draft, temperature
from parley.domain.notice import Notice
from parley.domain.turn import Line, Turn
from parley.metrics import LEADS
from parley.models import Contact, Lead
from parley.runtime import Runtime
from parley.text.tokenize import words

# Contract §1.1, item 4, and Mongolian beside it: one of these words, or a phone number, asks for confirmation.
_ASKING = frozenset(
    word
    for phrase in [
        "верно",
        "правильно",
        "подтвердите",
        "correct",
        "confirm",
        "дұрыс",
        "рас",
        "туура",
        "to'g'ri",
        "вірно",
        "зөв",
    ]
    for word in words(phrase)
)
_NUMBER = re.compile(r"\+?\d(?:[\s\-()]*\d){7,14}")
_SUMMARY_LENGTH = 600


def asked_to_confirm(history: Sequence[Line]) -> bool:
    """Was the customer asked "is this right?" in one of the last three messages?"""
    return any(
        line.role == "assistant" and (_NUMBER.search(line.text) or _ASKING.intersection(words(line.text)))
        for line in history[-3:]
    )


def summary(turn: Turn, draft: Draft) -> str:
    """What the customer came for, in their own words: the messages that were about something."""
    said = [line.text.strip() for line in (*turn.history, *turn.pending) if line.role == "user"]
    about = [text for text in said if len(text.split()) > 1 and not _NUMBER.search(text)]
    return " / ".join(about or said)[:_SUMMARY_LENGTH]


def changes(before: Draft, draft: Draft) -> bool:
    """Whether there is anything to write."""
    return (draft.confirmed, _info(draft), temperature(draft), draft.known) != (
        before.confirmed,
        _info(before),
        temperature(before),
        before.known,
    )


async def store(rt: Runtime, session: AsyncSession, stage: Stage, *, language: str, text: str, at: datetime) -> str:
    """Write what is known of the lead, in the transaction that saves the answer; returns the lead's status.

    The transition to confirmed happens once: it plans the notices, each a job of its own.
    """
    turn, before, draft = stage.turn, stage.turn.draft, stage.draft
    lead = await session.scalar(select(Lead).where(Lead.id == turn.lead_id).with_for_update())
    if lead is None:
        return ""
    lead.contact_info = {**lead.contact_info, **_info(draft)}
    lead.temperature = temperature(draft)
    lead.details = _details(rt, stage)
    if (draft.name, draft.phone, draft.email) != (before.name, before.phone, before.email):
        await session.execute(
            update(Contact)
            .where(Contact.id == turn.contact_id)
            .values(name=draft.name, phone=draft.phone.e164 if draft.phone else None, email=draft.email)
        )
    if draft.confirmed and not before.confirmed:
        again = lead.confirmed_at is not None
        lead.status, lead.confirmed_at = "confirmed", at
        lead.summary = _ordered(lead.details) or summary(turn, draft)
        lead.contact_info = {**lead.contact_info, "temperature": IN_CONTACT[lead.temperature]}
        LEADS.inc()
        notice = _notice(turn, lead, language, text)
        await plan(rt, session, turn.company, notice, at, again=again)
    elif draft.confirmed and draft.known != before.known:
        await plan_change(rt, session, turn.company, _notice(turn, lead, language, text), at)
    await session.flush()
    return lead.status


def _details(rt: Runtime, stage: Stage) -> dict[str, Any]:
    """What the flow gathered, for systems and for people in the company's own language."""
    flow, draft, facts, company = stage.flow, stage.draft, stage.facts, stage.turn.company
    details: dict[str, Any] = {"utm": dict(stage.turn.utm)} if stage.turn.utm else {}
    if flow.enforced and draft.known:
        code = flow.languages[0] if flow.languages else company.language
        contact = {step.name for step in flow.steps if step.kind in CONTACT}
        worded = wording.lines(flow, draft, facts, rt.language(code).says, code, leaving_out=contact)
        details["order"] = dict(flow.order(draft.known, facts) if flow.order else draft.known)
        details["lines"] = [list(line) for line in worded]
    return details


def _ordered(details: Mapping[str, Any]) -> str:
    return "; ".join(f"{label}: {words}" for label, words in details.get("lines", ()))[:_SUMMARY_LENGTH]


def _info(draft: Draft) -> dict[str, Any]:
    info: dict[str, Any] = {}
    if draft.name:
        info["name"] = draft.name
    if draft.phone:
        info |= {"phone": draft.phone.raw, "phone_e164": draft.phone.e164}
    if draft.email:
        info["email"] = draft.email
    return info


def _notice(turn: Turn, lead: Lead, language: str, text: str) -> Notice:
    dialogue = [(line.role, line.text) for line in (*turn.history, *turn.pending)]
    told = [*dialogue, ("assistant", text)][-20:]
    return notice_of(lead, key=f"lead-{lead.id}", language=language, dialogue=told)
