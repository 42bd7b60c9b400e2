"""Writes down what happened in a conversation, in the transaction that it happens in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, func, insert, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.conversation_event import EventName
from parley.models import ConversationEvent, Delivery, Lead, OutboxMessage

_NO_DATA: Mapping[str, Any] = {}
_COLUMNS = ["company_id", "conversation_id", "kind", "actor", "data", "at"]


class NewEvent(NamedTuple):
    """What happened. `data`: ids and states, never words of a customer or a secret."""

    company_id: int
    conversation_id: int
    kind: EventName
    at: datetime
    actor: str = ""
    data: Mapping[str, Any] = _NO_DATA


async def record_event(session: AsyncSession, event: NewEvent) -> None:
    """Writes an event down."""
    values = {**event._asdict(), "kind": event.kind.value, "data": dict(event.data)}
    await session.execute(insert(ConversationEvent).values(values))


async def record_delivery(session: AsyncSession, delivery_id: int, kind: EventName, at: datetime) -> None:
    """Writes down what became of a notice, in the conversation of its lead."""
    ids = func.jsonb_build_object(
        "delivery", Delivery.id, "way", Delivery.way, "lead", Delivery.lead_id, "handover", Delivery.handover_id
    )
    found = (
        select(Lead.company_id, Lead.conversation_id, *_said(kind, at, func.jsonb_strip_nulls(ids)))
        .join(Delivery, Delivery.lead_id == Lead.id)
        .where(Delivery.id == delivery_id)
    )
    await session.execute(insert(ConversationEvent).from_select(_COLUMNS, found))


async def record_outbound(
    session: AsyncSession, message_id: int, kind: EventName, at: datetime, state: str
) -> None:
    """Writes down what became of a message to a chat; nothing for one that belongs to no conversation."""
    ids = func.jsonb_build_object("outbox", OutboxMessage.id, "state", cast(literal(state), Text))
    found = select(OutboxMessage.company_id, OutboxMessage.conversation_id, *_said(kind, at, ids)).where(
        OutboxMessage.id == message_id, OutboxMessage.conversation_id.is_not(None)
    )
    await session.execute(insert(ConversationEvent).from_select(_COLUMNS, found))


def _said(kind: EventName, at: datetime, data: Any) -> tuple[Any, ...]:
    time = literal(at, ConversationEvent.at.type)
    return cast(literal(kind.value), Text), cast(literal(""), Text), cast(data, JSONB), time


def event_sql(kind: EventName, actor: str, source: str, key: str, data: str) -> str:
    """Returns the INSERT of an event for a statement of a turn (conversation/turn_store.py), which has the time as
    %(at)s. `source`: what it is selected from; `key`, the company and the conversation, and `data` are expressions
    over it."""
    return f"""
    INSERT INTO conversation_events (company_id, conversation_id, kind, actor, data, at)
    SELECT {key}, '{kind.value}', '{actor}', {data}, %(at)s FROM {source}"""
