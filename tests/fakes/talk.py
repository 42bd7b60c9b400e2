"""A talk without a door: write to a company, and have it answered."""

from typing import Any

from parley.bootstrap import assemble
from parley.conversation.receive import Received, receive
from parley.conversation.respond import respond
from parley.core.company import CompanyConfig
from parley.core.messages import Inbound
from parley.core.turn import Answer
from parley.llm.base import LLM
from parley.runtime import Runtime


def speaking(rt: Runtime, model: LLM, **changes: Any) -> Runtime:
    """The same parley with this model, and other settings."""
    return assemble(rt.settings.model_copy(update=changes), rt.db, rt.jobs, rt.http, model_for=lambda _: model)


async def write(
    rt: Runtime, company: CompanyConfig, message: str, external_id: str = "", who: str = "v_1"
) -> Received:
    async with rt.db.direct(company.id) as connection:
        inbound = Inbound(channel="web", sender=who, text=message, external_id=external_id)
        return await receive(rt, connection, company, inbound)


async def ask(rt: Runtime, company: CompanyConfig, message: str, said: list[str] | None = None) -> Answer:
    """`said` gets the pieces of the answer as they are made."""
    got = await write(rt, company, message)
    heard = said if said is not None else []
    answer = await respond(rt, company, got.conversation_id, heard.append)
    assert answer is not None
    return answer
