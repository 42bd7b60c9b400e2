"""Remembers where the super administrator is in a dialogue, with tokens and keys until they are saved: encrypted.

The table is the installation's own, no company's: it is read across companies alone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, DateTime, MetaData, Table, Text, select
from sqlalchemy.dialects.postgresql import insert

from parley.infra.secrets import EncryptedJson
from parley.runtime import Runtime

_dialogues = Table(
    "admin_dialogues",
    MetaData(),
    Column("user_id", BigInteger, primary_key=True),
    Column("step", Text, nullable=False),
    Column("data", EncryptedJson, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)


class AdminDialogue(NamedTuple):
    """Where somebody is: what is asked now, what was answered, the update that led here."""

    step: str = ""
    data: Mapping[str, Any] = {}
    update_id: int = 0


async def find_admin_dialogue(rt: Runtime, user_id: int) -> AdminDialogue:
    """Returns where somebody is; nowhere for who never was anywhere."""
    query = select(_dialogues.c.step, _dialogues.c.data, _dialogues.c.update_id)
    async with rt.db.across() as session:
        row = (await session.execute(query.where(_dialogues.c.user_id == user_id))).one_or_none()
    return AdminDialogue(*row) if row else AdminDialogue()


async def save_admin_dialogue(rt: Runtime, user_id: int, dialogue: AdminDialogue, at: datetime) -> None:
    """Remembers where somebody is now. An empty step is nowhere: what was answered is forgotten."""
    values = {"step": dialogue.step, "data": dict(dialogue.data), "update_id": dialogue.update_id, "updated_at": at}
    statement = insert(_dialogues).values(user_id=user_id, **values)
    async with rt.db.across() as session:
        await session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))
