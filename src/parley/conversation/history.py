"""What was said: read it, greet with it, delete it."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from parley.conversation.receive import open_conversation
from parley.domain.company import CompanyConfig
from parley.domain.messages import Inbound
from parley.infra.database import driver_of
from parley.models import Contact, Conversation, Message, Widget
from parley.runtime import Runtime

_MOST = 500


def _public(conversation_id: str) -> ColumnElement[bool]:
    return Conversation.public_id == conversation_id


async def of_public(rt: Runtime, company_id: int, conversation_id: str) -> list[dict[str, Any]]:
    return await _lines(rt, company_id, _public(conversation_id))


async def of_session(rt: Runtime, company_id: int, session_id: str) -> list[dict[str, Any]]:
    return await _lines(rt, company_id, Conversation.session_id == session_id)


async def _lines(rt: Runtime, company_id: int, which: ColumnElement[bool]) -> list[dict[str, Any]]:
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(
            select(Message.role, Message.text, Message.created_at)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(which, Message.role.in_(("user", "assistant")))
            .order_by(Message.id.desc())
            .limit(_MOST)
        )
        lines = [{"role": row.role, "content": row.text, "timestamp": row.created_at.isoformat()} for row in rows]
    return lines[::-1]


async def exists(rt: Runtime, company_id: int, conversation_id: str) -> bool:
    async with rt.db.scoped(company_id) as session:
        return (await session.scalar(select(Conversation.id).where(_public(conversation_id)))) is not None


async def is_issued(rt: Runtime, company_id: int, conversation_id: str) -> bool:
    """Did we make this id? Then knowing it is the right to read it."""
    async with rt.db.scoped(company_id) as session:
        return bool(await session.scalar(select(Conversation.issued).where(_public(conversation_id))))


async def delete_public(rt: Runtime, company_id: int, conversation_id: str) -> bool:
    """Remove a talk with its messages and its lead. False when there is none."""
    async with rt.db.scoped(company_id) as session:
        gone = await session.scalar(delete(Conversation).where(_public(conversation_id)).returning(Conversation.id))
    return gone is not None


async def greeting(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, conversation_id: int, inbound: Inbound
) -> tuple[str, str]:
    """The first words of a talk, and their language: the widget's own greeting, else the language file's."""
    code = (
        await session.scalar(select(Conversation.language).where(Conversation.id == conversation_id))
        or company.language
    )
    if inbound.origin.source.isdigit():
        widget = await session.get(Widget, int(inbound.origin.source))
        own = (widget.greetings.get(code) or (code == "ru" and widget.greeting)) if widget else None
        if own:
            return str(own), code
    says = rt.language(code).says
    return f"{says.greeting.format(company=company.name)} {says.ask_need}", code


async def note(rt: Runtime, company: CompanyConfig, inbound: Inbound, at: datetime) -> dict[str, str]:
    """Keep a word to the manager with the person's talk; returns what is known of them."""
    async with rt.db.scoped(company.id) as session:
        opened = await open_conversation(await driver_of(session), company, inbound, at)
        session.add(
            Message(
                company_id=company.id,
                conversation_id=opened.conversation_id,
                role="note",
                text=inbound.text,
                created_at=at,
            )
        )
        contact = await session.get_one(Contact, opened.contact_id)
        telegram = contact.external_id if contact.channel == "telegram" else ""
        await session.flush()
        return {"name": contact.name or contact.username, "phone": contact.phone or "", "telegram_id": telegram}
