"""Storing a message: one statement where nothing is in its way, whole where something is."""

import asyncio

import pytest

from fakes.company import a_company
from fakes.talk import ask, write
from parley.conversation.receive import ReceivedMessage, receive_message
from parley.domain.company import CompanyConfig
from parley.domain.messages import Attribution, InboundMessage
from parley.infra.database import fetch_one
from parley.runtime import Runtime

NO_ATTRIBUTION = Attribution()
_SAVED = """
WITH reply AS (
    INSERT INTO messages (company_id, conversation_id, role, text, created_at)
    VALUES (%(company)s, %(conversation)s, 'assistant', 'Ответ.', now()) RETURNING id
), answered AS (
    UPDATE messages SET answered_by = reply.id FROM reply
    WHERE conversation_id = %(conversation)s AND role = 'user'
)
UPDATE conversations SET claim = NULL, waiting_since = NULL WHERE id = %(conversation)s
"""


async def take(
    rt: Runtime,
    company: CompanyConfig,
    words: str,
    external_id: str = "",
    page_language: str = "",
    attribution: Attribution = NO_ATTRIBUTION,
) -> ReceivedMessage:
    inbound = InboundMessage(
        channel="web",
        sender_id="v_1",
        text=words,
        external_id=external_id,
        language=page_language,
        attribution=attribution,
    )
    async with rt.db.direct(company.id) as connection:
        return await receive_message(rt, connection, company, inbound, claim_turn=True)


async def language_of(rt: Runtime, company: CompanyConfig) -> str:
    """The language of the company's only conversation."""
    async with rt.db.direct(company.id) as connection:
        return str((await fetch_one(connection, "SELECT language FROM conversations", {})).language)


async def test_the_turn_that_comes_with_a_message_knows_what_was_said_before(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await ask(runtime, company, "Здравствуйте!")
    received = await take(runtime, company, "А доставка есть?")
    assert received.turn is not None
    assert [(line.role, line.text) for line in received.turn.history][:1] == [("user", "Здравствуйте!")]
    assert [line.role for line in received.turn.history] == ["user", "assistant"]
    assert [(line.id, line.text) for line in received.turn.pending] == [(received.message_id, "А доставка есть?")]


async def test_all_that_waited_is_in_the_turn_however_much_it_is(runtime: Runtime, company: CompanyConfig) -> None:
    lines = [f"строка {number}" for number in range(runtime.settings.max_context_messages * 2)]
    for words in lines:
        await write(runtime, company, words)
    received = await take(runtime, company, "и всё")
    assert received.turn is not None
    assert [line.text for line in received.turn.pending] == [*lines, "и всё"]


@pytest.mark.parametrize(
    ("pages", "language"),
    [
        ([""], "ru"),
        (["kk"], "kk"),
        (["ru", "ru"], "ru"),
        (["ru", "kk"], "kk"),
        (["ru", ""], "ru"),
    ],
)
async def test_a_conversation_begins_in_the_language_of_its_page_and_follows_a_change_of_it(
    runtime: Runtime, company: CompanyConfig, pages: list[str], language: str
) -> None:
    for page in pages:
        await take(runtime, company, "Здравствуйте!", page_language=page)
    assert await language_of(runtime, company) == language


async def test_a_page_that_repeats_its_language_does_not_switch_a_customer_back(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await take(runtime, company, "Здравствуйте!", page_language="ru")
    async with runtime.db.direct(company.id) as connection:
        await connection.execute("UPDATE conversations SET language = 'kk', claim = NULL")  # as an answer does
    message = await take(runtime, company, "Жеткізу бар ма?", page_language="ru")
    assert message.turn is not None
    assert message.turn.language == "kk"
    message = await take(runtime, company, "And in English?", page_language="en")
    assert await language_of(runtime, company) == "en"


async def test_a_changed_source_is_the_leads_as_well_and_marks_of_adverts_add_up(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await take(runtime, company, "Здравствуйте!", attribution=Attribution("1", {"utm_source": "ads"}))
    await take(runtime, company, "Есть доставка?", attribution=Attribution("2", {"utm_term": "sofa"}))
    async with runtime.db.direct(company.id) as connection:
        row = await fetch_one(
            connection,
            "SELECT origin, source FROM conversations JOIN leads ON conversation_id = conversations.id",
            {},
        )
    assert row.origin["utm"] == {"utm_source": "ads", "utm_term": "sofa"}
    assert (row.origin["source"], row.source) == ("2", "2")


@pytest.mark.parametrize("external_id", ["", "m-2"])
async def test_a_message_that_had_to_wait_for_an_answer_to_be_saved_knows_that_answer(
    live: Runtime, external_id: str
) -> None:
    """The statement began before the answer was there: what it saw of the talk then is not what it goes by."""
    company = await a_company(live)
    first = await take(live, company, "Здравствуйте!", "m-1")
    values = {"company": company.id, "conversation": first.conversation_id}
    async with live.db.direct(company.id) as connection, connection.transaction():
        await connection.execute(_SAVED, values)
        waiting = asyncio.create_task(take(live, company, "А доставка есть?", external_id))
        await _until_somebody_waits(live)
    received = await waiting
    assert received.turn is not None
    assert [line.text for line in received.turn.history] == ["Здравствуйте!", "Ответ."]
    assert [line.text for line in received.turn.pending] == ["А доставка есть?"]


async def test_the_same_message_in_many_requests_at_once_is_stored_once(live: Runtime) -> None:
    company = await a_company(live)
    await take(live, company, "Здравствуйте!")
    received = await asyncio.gather(*(take(live, company, "Вы тут?", "m-7") for _ in range(8)))
    assert [one.is_repeated for one in received].count(False) == 1
    assert len({one.message_id for one in received}) == 1


async def test_the_same_first_message_in_many_requests_at_once_opens_one_conversation(live: Runtime) -> None:
    company = await a_company(live)
    received = await asyncio.gather(*(take(live, company, "Здравствуйте!", "m-1") for _ in range(8)))
    assert len({(one.conversation_id, one.message_id) for one in received}) == 1
    assert [one.is_repeated for one in received].count(False) == 1


async def _until_somebody_waits(rt: Runtime) -> None:
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    async with asyncio.timeout(10), rt.db.owner() as connection:
        while not (await fetch_one(connection, waits, {})).count:
            await asyncio.sleep(0.01)
