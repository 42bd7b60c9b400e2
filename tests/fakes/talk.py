"""A talk without a door: write to a company, and have it answered."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from parley.bootstrap import assemble_runtime
from parley.conversation import progress
from parley.conversation.receive import ReceivedMessage, receive_message
from parley.conversation.respond import answer_pending
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.llm.base import LLM
from parley.models import Lead
from parley.runtime import Runtime
from parley.tenants.config import load_config


def speaking(rt: Runtime, model: LLM, **changes: Any) -> Runtime:
    """The same parley with this model, and other settings."""
    return assemble_runtime(
        rt.settings.model_copy(update=changes), rt.db, rt.queue, rt.http, model_for=lambda _: model
    )


async def write(
    rt: Runtime,
    company: CompanyConfig,
    message: str,
    external_id: str = "",
    who: str = "v_1",
    *,
    voice: bool = False,
    cards: bool = False,
) -> ReceivedMessage:
    async with rt.db.direct(company.id) as connection:
        inbound = InboundMessage(
            channel="web",
            sender_id=who,
            text=message,
            external_id=external_id,
            is_voice=voice,
            shows_cards=cards,
        )
        return await receive_message(rt, connection, company, inbound)


async def ask(rt: Runtime, company: CompanyConfig, message: str, said: list[str] | None = None) -> Answer:
    """`said` gets the pieces of the answer as they are made."""
    got = await write(rt, company, message)
    heard = said if said is not None else []
    answer = await answer_pending(rt, company, got.conversation_id, heard.append)
    assert answer is not None
    return answer


@dataclass
class Talk:
    """One customer's talk with a company, message by message."""

    rt: Runtime
    company_id: int
    conversation: int = 0
    #: the customer
    who: str = "v_1"
    #: whether the customer's page shows goods as cards
    cards: bool = False
    answers: list[Answer] = field(default_factory=list)

    @classmethod
    async def begin(cls, rt: Runtime, company_id: int) -> "Talk":
        return cls(rt, company_id)

    @property
    def last(self) -> Answer:
        return self.answers[-1]

    async def say(self, message: str, *, voice: bool = False) -> Answer:
        async with self.rt.db.scoped(self.company_id) as session:
            company = await load_config(session, self.company_id)
        assert company is not None
        got = await write(self.rt, company, message, who=self.who, voice=voice, cards=self.cards)
        self.conversation = got.conversation_id
        answer = await answer_pending(self.rt, company, got.conversation_id, lambda _: None)
        assert answer is not None
        self.answers.append(answer)
        return answer

    async def to_confirmation(self, *messages: str) -> None:
        for message in messages:
            await self.say(message)
        assert any("верно?" in answer.text for answer in self.answers[-2:]), self.last.text

    async def state(self) -> dict[str, Any]:
        """Where the talk stands, as staff are told."""
        async with self.rt.db.scoped(self.company_id) as session:
            company = await load_config(session, self.company_id)
        assert company is not None
        told = await progress.flow_progress(self.rt, company, str(self.conversation))
        assert told is not None
        return told

    async def lead(self) -> Lead:
        async with self.rt.db.scoped(self.company_id) as session:
            return (await session.scalars(select(Lead).where(Lead.conversation_id == self.conversation))).one()
