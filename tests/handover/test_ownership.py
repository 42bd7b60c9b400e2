"""A person who takes a conversation is never talked over, and the bot goes on where it was given back."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from fakes.company import a_company
from fakes.talk import speaking
from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_message, answer_pending
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.domain.turn import Answer
from parley.handover.ownership import (
    RETURN_AFTER,
    StaffReply,
    answer_as_person,
    give_back,
    take_over,
)
from parley.models import Conversation, Message
from parley.runtime import Runtime
from parley.testing import ScriptedLLM
from parley.timers.fire import fire_due
from parley.worker.timer_kinds import TIMER_KINDS

MARAT = StaffReply("Здравствуйте, это Марат", "Марат")


async def say(rt: Runtime, company: CompanyConfig, text: str) -> Answer:
    """The visitor writes and waits for the answer, as a page does."""
    inbound = InboundMessage("web", "v_a_visitor_nobody_guesses", text)
    async with rt.db.direct(company.id) as connection:
        received = await receive_message(rt, connection, company, inbound, claim_turn=True)
    return await answer_message(rt, company, received, lambda _: None)


async def conversation_of(rt: Runtime, company: CompanyConfig) -> Conversation:
    async with rt.db.scoped(company.id) as session:
        return (await session.scalars(select(Conversation))).one()


async def said(rt: Runtime, company: CompanyConfig) -> list[tuple[str, str]]:
    async with rt.db.scoped(company.id) as session:
        rows = await session.execute(select(Message.author, Message.text).order_by(Message.id))
        return [(row.author, row.text) for row in rows]


async def take(rt: Runtime, company: CompanyConfig, by: str = "Марат") -> int:
    number = (await conversation_of(rt, company)).id
    async with rt.db.scoped(company.id) as session:
        assert await take_over(session, number, by, rt.clock())
    return number


async def test_what_a_person_holds_the_bot_does_not_answer(runtime: Runtime, company: CompanyConfig) -> None:
    await say(runtime, company, "Здравствуйте")
    await take(runtime, company)
    answer = await say(runtime, company, "Есть чайники?")
    assert answer.text == "Вам отвечает Марат. Ответ придёт сюда."
    assert [text for _, text in await said(runtime, company)][-1] == "Есть чайники?", "that is not stored"
    assert (await conversation_of(runtime, company)).waiting_since is None, "nobody is to answer later either"


async def test_the_bot_answers_what_came_after_the_persons_last_words(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await say(runtime, company, "Здравствуйте")
    number = await take(runtime, company)
    await say(runtime, company, "Сколько стоит доставка?")
    async with runtime.db.scoped(company.id) as session:
        assert await answer_as_person(runtime, session, company.id, number, MARAT, runtime.clock())
    await say(runtime, company, "Вы бот?")
    async with runtime.db.scoped(company.id) as session:
        assert await give_back(session, number, "Марат", runtime.clock())
    answer = await answer_pending(runtime, company, number, lambda _: None)
    assert answer is not None
    assert "виртуальный помощник" in answer.text
    assert ("Марат", MARAT.text) in await said(runtime, company)


async def test_a_reply_that_comes_twice_is_said_once(runtime: Runtime, company: CompanyConfig) -> None:
    await say(runtime, company, "Здравствуйте")
    number = (await conversation_of(runtime, company)).id
    reply = StaffReply("Добрый день", "Марат", "1:9001:7")
    for expected in (True, False):
        async with runtime.db.scoped(company.id) as session:
            said_id = await answer_as_person(runtime, session, company.id, number, reply, runtime.clock())
        assert (said_id is not None) is expected
    assert [text for author, text in await said(runtime, company) if author == "Марат"] == ["Добрый день"]


async def test_the_bot_takes_over_again_where_the_person_is_silent(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await say(runtime, company, "Здравствуйте")
    await take(runtime, company)
    taken_at = runtime.clock()
    await fire_due(runtime, taken_at + RETURN_AFTER - timedelta(seconds=1), TIMER_KINDS)
    assert (await conversation_of(runtime, company)).owner == "person"
    await fire_due(runtime, taken_at + RETURN_AFTER + timedelta(seconds=1), TIMER_KINDS)
    assert (await conversation_of(runtime, company)).owner == "bot"


async def test_an_answer_under_way_is_dropped_when_a_person_takes_the_talk(live: Runtime) -> None:
    company = await a_company(live)
    gate = asyncio.Event()
    model = ScriptedLLM(["Ответ бота"], gate)
    rt = speaking(live, model)
    answering = asyncio.create_task(say(rt, company, "Здравствуйте"))
    async with asyncio.timeout(60):
        while not model.requests:
            await asyncio.sleep(0.01)
    await take(rt, company)
    gate.set()
    answer = await answering
    assert "Марат" in answer.text
    assert [text for _, text in await said(live, company)] == ["Здравствуйте"], "the bot's answer is not stored"


async def test_another_company_cannot_take_a_conversation(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    await say(runtime, company, "Здравствуйте")
    number = (await conversation_of(runtime, company)).id
    async with runtime.db.scoped(stranger.id) as session:
        assert not await take_over(session, number, "чужой", runtime.clock())
        assert not await answer_as_person(runtime, session, stranger.id, number, MARAT, runtime.clock())
