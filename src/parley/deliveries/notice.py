"""A lead, or a customer who waits for a person, as systems and people are told of it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.deliveries.store import StoredNotice
from parley.domain.handover import PERSON, HandoverReason
from parley.domain.notice import MAX_DIALOGUE_MESSAGES, HandoverFacts, Notice
from parley.models import Contact, Conversation, Handover, Lead, Message


async def load_stored_notice(session: AsyncSession, stored: StoredNotice) -> Notice:
    """Returns what a delivery tells, as it is now."""
    if stored.handover_id is None:
        notice = await load_notice(session, stored.lead_id, key=stored.key, language=stored.language)
    else:
        notice = await load_handover_notice(
            session, stored.lead_id, stored.handover_id, key=stored.key, language=stored.language
        )
    return replace(notice, corrected=stored.corrected, taken_by=await _find_holder(session, stored.lead_id))


async def _find_holder(session: AsyncSession, lead_id: int) -> str:
    """Returns the person who holds the conversation of a lead; empty where the bot does."""
    query = (
        select(Conversation.owner_name)
        .join(Lead, Lead.conversation_id == Conversation.id)
        .where(Lead.id == lead_id, Conversation.owner == PERSON)
    )
    return await session.scalar(query) or ""


async def load_handover_notice(
    session: AsyncSession, lead_id: int, handover_id: int, *, key: str, language: str
) -> Notice:
    """Returns what is known of who waits for a person, with the end of the conversation and the messages that the
    customer left for the manager."""
    handover = (await session.execute(select(Handover).where(Handover.id == handover_id))).scalar_one()
    lead = (await session.execute(select(Lead).where(Lead.id == lead_id))).scalar_one()
    contact = (await session.execute(select(Contact).where(Contact.id == lead.contact_id))).scalar_one()
    dialogue = await _load_dialogue(session, lead.conversation_id, with_notes=True)
    notice = build_notice(lead, key=key, language=language, dialogue=dialogue)
    facts = HandoverFacts(
        id=handover.id,
        reason=HandoverReason(handover.reason),
        words=handover.words,
        channel=contact.channel,
        handle=_handle(contact),
        assigned_to=handover.assigned_to,
        is_escalated=_is_escalated(handover),
    )
    return replace(
        notice,
        name=notice.name or contact.name or "",
        phone=notice.phone or contact.phone or "",
        email=notice.email or contact.email or "",
        handover=facts,
    )


def _is_escalated(handover: Handover) -> bool:
    asked_at = handover.asked_again_at or handover.asked_at
    return handover.escalated_at is not None and handover.escalated_at > asked_at


def _handle(contact: Contact) -> str:
    """Returns by what the customer is found in a messenger; empty where there is only the conversation."""
    if contact.username:
        return f"@{contact.username.removeprefix('@')}"
    return f"id {contact.external_id}" if contact.channel == "telegram" and contact.external_id else ""


async def _load_dialogue(
    session: AsyncSession, conversation_id: int, *, with_notes: bool = False
) -> list[tuple[str, str]]:
    query = select(Message.role, Message.text).where(Message.conversation_id == conversation_id)
    if not with_notes:
        query = query.where(Message.role != "note")
    newest_first = (await session.execute(query.order_by(Message.id.desc()).limit(MAX_DIALOGUE_MESSAGES))).all()
    return [(message.role, message.text) for message in reversed(newest_first)]


async def load_notice(session: AsyncSession, lead_id: int, *, key: str, language: str) -> Notice:
    """Returns the lead as it is now, with the end of its conversation; messages for the manager are left out."""
    lead = (await session.execute(select(Lead).where(Lead.id == lead_id))).scalar_one()
    dialogue = await _load_dialogue(session, lead.conversation_id)
    return build_notice(lead, key=key, language=language, dialogue=dialogue)


def build_notice(lead: Lead, *, key: str, language: str, dialogue: Sequence[tuple[str, str]]) -> Notice:
    """Returns the notice of a lead's row; `dialogue` is (role, text) in order."""
    info, details = lead.contact_info, lead.details
    return Notice(
        key=key,
        lead_id=lead.id,
        name=str(info.get("name", "")),
        phone=str(info.get("phone_e164") or info.get("phone", "")),
        email=str(info.get("email", "")),
        source=lead.source,
        temperature=lead.temperature,
        summary=lead.summary,
        language=language,
        dialogue=dialogue,
        order=details.get("order", {}),
        handle=_format_handle(info.get("handle")),
        lines=[(label, words) for label, words in details.get("lines", ())],
        utm=details.get("utm", {}),
    )


def _format_handle(handle: object) -> str:
    """Returns "@kate (telegram)" of what a lead stores; "@kate" where the network is not known."""
    if not isinstance(handle, dict) or not handle.get("name"):
        return ""
    network = handle.get("network")
    return f"{handle['name']} ({network})" if network else str(handle["name"])
