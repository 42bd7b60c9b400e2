"""When a turn searches the company's data, and for what."""

import pytest
import pytest_asyncio

from fakes.talk import Talk
from parley.catalog import products
from parley.conversation.retrieval import asks_something
from parley.documents.store import add_document
from parley.domain.company import CompanyConfig
from parley.domain.turn import Answer
from parley.domain.understanding import Understanding
from parley.runtime import Runtime

GOODS = [
    {"id": "1", "name": "Ноутбук ASUS", "price": 289990},
    {"id": "2", "name": "Ноутбук Lenovo", "price": 189990},
    {"id": "3", "name": "Диван «Уют»", "price": 99990},
]


def names(answer: Answer) -> list[object] | None:
    return None if answer.products is None else [product["name"] for product in answer.products]


@pytest_asyncio.fixture(loop_scope="session")
async def talk(runtime: Runtime, company: CompanyConfig) -> Talk:
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, GOODS)
    return await Talk.begin(runtime, company.id)


@pytest.mark.parametrize(
    ("found", "asks"),
    [
        ({}, False),
        ({"greeting": True, "thanks": True}, False),
        ({"email": "saken@example.kz"}, False),
        ({"search_text": "ноутбук"}, True),
        ({"asks_catalogue": True}, True),
        ({"question": True}, True),
        ({"asks_price": True}, True),
        ({"email": "saken@example.kz", "search_text": "ноутбук"}, False),
        ({"email": "saken@example.kz", "asks_catalogue": True}, False),
        ({"email": "saken@example.kz", "search_text": "ноутбук", "question": True}, True),
        ({"email": "saken@example.kz", "search_text": "ноутбук", "asks_price": True}, True),
    ],
)
def test_a_message_is_searched_for_when_it_asks_something_and_does_not_just_give_an_email(
    found: dict[str, object], asks: bool
) -> None:
    assert asks_something(Understanding(language="ru", **found)) is asks  # type: ignore[arg-type]


async def test_who_leaves_an_email_for_an_offer_is_shown_no_goods(talk: Talk) -> None:
    assert names(await talk.say("пришлите про ноутбук на saken@example.kz")) is None
    assert names(await talk.say("пришлите про ноутбук")) == ["Ноутбук ASUS", "Ноутбук Lenovo"]


async def test_a_question_without_its_subject_is_asked_of_what_was_found_last(talk: Talk) -> None:
    await talk.say("есть ноутбуки?")
    assert names(await talk.say("а какой дешевле?")) == ["Ноутбук Lenovo"]


async def test_what_finds_nothing_with_the_subject_is_searched_for_as_it_stands(talk: Talk) -> None:
    await talk.say("есть диваны?")
    assert names(await talk.say("а Lenovo есть?")) == ["Ноутбук Lenovo"]


async def test_whoever_has_trouble_with_what_was_bought_is_shown_no_goods_and_passed_on(talk: Talk) -> None:
    answer = await talk.say("купил у вас ноутбук, не включается")
    assert not answer.products
    assert answer.handover
    assert "жаль" in answer.text
    assert "зовут" not in answer.text


async def test_whoever_has_trouble_is_told_what_the_documents_say_for_it(talk: Talk) -> None:
    async with talk.rt.db.scoped(talk.company_id) as session:
        await add_document(session, talk.company_id, "rules.md", "# Гарантия\nГарантия на всё два года.".encode())
    assert "два года" in (await talk.say("диван от вас сломался на второй день")).text


async def test_what_helps_in_trouble_is_quoted_where_it_is_in_another_language(talk: Talk) -> None:
    async with talk.rt.db.scoped(talk.company_id) as session:
        await add_document(session, talk.company_id, "rules.md", "# Гарантия\nГарантия на всё два года.".encode())
    assert "“Гарантия на всё два года.”" in (await talk.say("the sofa I bought from you broke")).text


async def test_arguments_for_a_price_are_quoted_where_they_are_in_another_language(talk: Talk) -> None:
    async with talk.rt.db.scoped(talk.company_id) as session:
        await add_document(session, talk.company_id, "rules.md", "# Скидки\nСтудентам скидка 3 %.".encode())
    await talk.say("do you have laptops?")
    assert "“Студентам скидка 3 %.”" in (await talk.say("that is too expensive for me")).text


@pytest.mark.parametrize("objection", ["дорого", "дороговато", "у других не дороже"])
async def test_who_finds_it_dear_is_told_the_cheapest(talk: Talk, objection: str) -> None:
    await talk.say("ноутбук нужен")
    answer = await talk.say(objection)
    assert names(answer) == ["Ноутбук Lenovo"]
    assert "Дешевле всех" in answer.text
    assert "ASUS" not in answer.text


async def test_a_search_for_the_dearest_meets_no_understanding_for_a_small_budget(talk: Talk) -> None:
    answer = await talk.say("самый дорогой ноутбук")
    assert "Ноутбук ASUS" in answer.text
    assert "бюджет" not in answer.text
