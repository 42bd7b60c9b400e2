"""A lead as systems and people are told of it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.notice import MAX_DIALOGUE_MESSAGES, Notice
from parley.models import Lead, Message


async def load_notice(session: AsyncSession, lead_id: int, *, key: str, language: str) -> Notice:
    """Returns the lead as it is now, with the end of its conversation; notes of the staff are left out."""
    lead = (await session.execute(select(Lead).where(Lead.id == lead_id))).scalar_one()
    newest_first = (
        await session.execute(
            select(Message.role, Message.text)
            .where(Message.conversation_id == lead.conversation_id, Message.role != "note")
            .order_by(Message.id.desc())
            .limit(MAX_DIALOGUE_MESSAGES)
        )
    ).all()
    dialogue = [(message.role, message.text) for message in reversed(newest_first)]
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
        lines=[(label, words) for label, words in details.get("lines", ())],
        utm=details.get("utm", {}),
    )
