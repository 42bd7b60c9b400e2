"""What an answer has to leave open is counted, and a person is offered."""

import pytest_asyncio

from fakes.talk import Talk
from parley.documents.store import add_document
from parley.documents.unanswered import list_unanswered
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime


@pytest_asyncio.fixture(loop_scope="session")
async def talk(runtime: Runtime, company: CompanyConfig) -> Talk:
    async with runtime.db.scoped(company.id) as session:
        await add_document(session, company.id, "rules.md", "# Доставка\nДва дня.".encode())
    return await Talk.begin(runtime, company.id)


async def counted(talk: Talk) -> list[tuple[str, str, int]]:
    async with talk.rt.db.scoped(talk.company_id) as session:
        return [(row["question"], row["language"], row["times"]) for row in await list_unanswered(session, 10)]


async def test_what_nobody_knows_is_counted_once_a_conversation_and_a_person_is_offered(talk: Talk) -> None:
    answer = await talk.say("а танцуете ли вы танго?")
    assert "менеджер" in answer.text
    assert answer.suggestions
    await talk.say("а танцуете ли вы танго?")
    assert await counted(talk) == [("а танцуете ли вы танго", "ru", 1)]


async def test_of_several_questions_only_the_open_one_is_counted(talk: Talk) -> None:
    await talk.say("есть ли доставка и танцуете ли вы танго?")
    assert [question for question, _, _ in await counted(talk)] == ["танцуете ли вы танго"]


async def test_talk_and_what_is_answered_are_not_counted(talk: Talk) -> None:
    for text in ("сколько идёт доставка?", "вы бот?", "позовите менеджера, можно?", "спасибо"):
        await talk.say(text)
    assert await counted(talk) == []
