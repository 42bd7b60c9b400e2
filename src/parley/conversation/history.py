"""Reads what was said in a conversation, greets in it, deletes it."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.models import Contact, Conversation, Message, Widget
from parley.runtime import Runtime
from parley.text.row_ids import parse_id

_MAX_MESSAGES = 500


def _has_public_id(conversation_id: str) -> ColumnElement[bool]:
    return Conversation.public_id == conversation_id


async def list_public_messages(rt: Runtime, company_id: int, conversation_id: str) -> list[dict[str, Any]]:
    """Returns the last messages of the conversation of a public id, oldest first, ready for JSON."""
    return await _list_messages(rt, company_id, _has_public_id(conversation_id))


async def list_session_messages(rt: Runtime, company_id: int, session_id: str) -> list[dict[str, Any]]:
    """Returns the last messages of the conversation that was opened with a session id of ours."""
    return await _list_messages(rt, company_id, Conversation.session_id == session_id)


async def list_visitor_messages(rt: Runtime, company_id: int, channel: str, sender_id: str) -> list[dict[str, Any]]:
    """Returns the last messages of a person's open conversation on surface S."""
    is_theirs = (Contact.channel == channel) & (Contact.external_id == sender_id)
    contact_id = select(Contact.id).where(is_theirs).scalar_subquery()
    is_open = (Conversation.public_id == "") & Conversation.closed_at.is_(None)
    return await _list_messages(rt, company_id, (Conversation.contact_id == contact_id) & is_open)


async def _list_messages(rt: Runtime, company_id: int, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    async with rt.db.scoped(company_id) as session:
        rows = await session.execute(
            select(Message.role, Message.text, Message.author, Message.created_at)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(condition, Message.role.in_(("user", "assistant")))
            .order_by(Message.id.desc())
            .limit(_MAX_MESSAGES)
        )
        messages = [
            {
                "role": row.role,
                "content": row.text,
                "timestamp": row.created_at.isoformat(),
                # Of what a person of the staff wrote: their name.
                **({"author": row.author} if row.author else {}),
            }
            for row in rows
        ]
    return messages[::-1]


async def delete_public_conversation(rt: Runtime, company_id: int, conversation_id: str) -> bool:
    """Removes a conversation with its messages and its lead; returns False when there is none."""
    async with rt.db.scoped(company_id) as session:
        deleted_id = await session.scalar(
            delete(Conversation).where(_has_public_id(conversation_id)).returning(Conversation.id)
        )
    return deleted_id is not None


async def compose_greeting(
    rt: Runtime, session: AsyncSession, company: CompanyConfig, conversation_id: int, inbound: InboundMessage
) -> tuple[str, str]:
    """Returns the first words of a conversation, and their language: the widget's own greeting, else the language
    file's."""
    code = (
        await session.scalar(select(Conversation.language).where(Conversation.id == conversation_id))
        or company.language
    )
    if widget_id := parse_id(inbound.attribution.source):
        widget = await session.get(Widget, widget_id)
        widget_greeting = (widget.greetings.get(code) or (code == "ru" and widget.greeting)) if widget else None
        if widget_greeting:
            return str(widget_greeting), code
    replies = rt.language(code).replies
    return f"{replies.greeting.format(company=company.name)} {replies.ask_need}", code
