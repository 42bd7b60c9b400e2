"""Remembers what a person of the staff was asked in a messenger: a process that is killed forgets nothing of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import StaffDialogue

# Who answers later than that means something else.
DIALOGUE_LIFETIME = timedelta(hours=24)


class StaffPerson(NamedTuple):
    """Somebody of the staff in one chat: in a group each has a dialogue of their own."""

    company_id: int
    chat_id: str
    user_id: str


class Dialogue(NamedTuple):
    """What somebody was asked."""

    step: str
    data: Mapping[str, Any]
    #: the message that led to it
    message_id: int


async def find_dialogue(session: AsyncSession, person: StaffPerson, at: datetime) -> Dialogue | None:
    """Returns what somebody was asked last and has not answered; None for nothing, or long ago."""
    query = select(StaffDialogue.step, StaffDialogue.data, StaffDialogue.message_id)
    fresh = StaffDialogue.updated_at > at - DIALOGUE_LIFETIME
    row = (await session.execute(query.where(*_of(person), fresh))).one_or_none()
    return Dialogue(*row) if row else None


async def save_dialogue(session: AsyncSession, person: StaffPerson, dialogue: Dialogue, at: datetime) -> None:
    """Remembers what somebody is asked now, in the place of what they were asked before."""
    values = {
        "step": dialogue.step,
        "data": dict(dialogue.data),
        "message_id": dialogue.message_id,
        "updated_at": at,
    }
    await session.execute(
        insert(StaffDialogue)
        .values(**person._asdict(), **values)
        .on_conflict_do_update(index_elements=["company_id", "chat_id", "user_id"], set_=values)
    )


async def end_dialogue(session: AsyncSession, person: StaffPerson) -> bool:
    """Forgets what somebody was asked; returns False where there was nothing: of two that end it, one did."""
    ended = await session.execute(delete(StaffDialogue).where(*_of(person)).returning(StaffDialogue.id))
    return ended.scalar_one_or_none() is not None


def _of(person: StaffPerson) -> tuple[ColumnElement[bool], ...]:
    return (
        StaffDialogue.company_id == person.company_id,
        StaffDialogue.chat_id == person.chat_id,
        StaffDialogue.user_id == person.user_id,
    )
