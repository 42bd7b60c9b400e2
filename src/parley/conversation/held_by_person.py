"""What a customer is told where a person of the staff holds the conversation."""

from typing import NamedTuple

from sqlalchemy import select

from parley.conversation.receive import ReceivedMessage
from parley.domain.company import CompanyConfig
from parley.domain.handover import PERSON
from parley.domain.turn import Answer
from parley.handover.relay import RelayedWords, relay_to_staff
from parley.infra.database import fetch_row
from parley.models import Message
from parley.runtime import Runtime

_FIND_HOLDER = "SELECT owner, owner_name, language FROM conversations WHERE id = %(conversation)s"


class _HolderRow(NamedTuple):
    owner: str
    owner_name: str
    language: str


async def answer_of_person(rt: Runtime, company: CompanyConfig, received: ReceivedMessage) -> Answer | None:
    """Returns what is said, and not stored, where a person of the staff holds the conversation, who is shown the
    message: their words come later. None where the bot holds it, which one statement tells: whoever waits for a
    turn asks again and again."""
    number = received.conversation_id
    async with rt.db.direct(company.id) as connection:
        row = await fetch_row(connection, _HolderRow, _FIND_HOLDER, {"conversation": number})
    if row is None or row.owner != PERSON:
        return None
    if not received.is_repeated:
        async with rt.db.scoped(company.id) as session:
            words = await session.scalar(select(Message.text).where(Message.id == received.message_id)) or ""
            await relay_to_staff(rt, session, company, number, RelayedWords(words), rt.clock())
    language = rt.language(row.language or company.language)
    return Answer(language.replies.held_by_person.format(name=row.owner_name), language.code, handover=True)
