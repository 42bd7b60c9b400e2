"""What a customer is told where a person of the staff holds the conversation."""

from sqlalchemy import select

from parley.conversation.receive import ReceivedMessage
from parley.domain.company import CompanyConfig
from parley.domain.turn import Answer
from parley.handover.ownership import PERSON
from parley.handover.relay import relay_to_staff
from parley.models import Conversation, Message
from parley.runtime import Runtime


async def answer_of_person(rt: Runtime, company: CompanyConfig, received: ReceivedMessage) -> Answer | None:
    """Returns what is said, and not stored, where a person of the staff holds the conversation, who is shown the
    message: their words come later. None where the bot holds it."""
    number = received.conversation_id
    async with rt.db.scoped(company.id) as session:
        query = select(Conversation.owner, Conversation.owner_name, Conversation.language)
        row = (await session.execute(query.where(Conversation.id == number))).one_or_none()
        if row is None or row.owner != PERSON:
            return None
        if not received.is_repeated:
            words = await session.scalar(select(Message.text).where(Message.id == received.message_id)) or ""
            await relay_to_staff(rt, session, company, number, words, rt.clock())
    language = rt.language(row.language or company.language)
    return Answer(language.replies.held_by_person.format(name=row.owner_name), language.code, handover=True)
