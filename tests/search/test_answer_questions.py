"""Everyday questions are answered from documents of every language, in order, with what was spoken of before."""

from dataclasses import replace

import pytest_asyncio

from fakes.talk import Talk
from parley.catalog import products
from parley.companies.brands import update_brand_config
from parley.documents.store import add_document
from parley.domain.company import CompanyConfig
from parley.domain.search_results import PassageHit, SearchResults
from parley.runtime import Runtime
from parley.search.answer_questions import merge_results

RULES = """# Доставка
По Алматы привозим за 2 дня, 1 500 ₸. По Казахстану отправляем за 7 дней, от 3 000 ₸.

# Гарантия
На всё два года.

# Работаете ли вы с гостиницами?
Да, для них есть отдельные цены.
"""
GOODS = [{"id": "1", "name": "Диван «Уют»", "price": 99990, "description": "Серый, велюр."}]


@pytest_asyncio.fixture(loop_scope="session")
async def talk(runtime: Runtime, company: CompanyConfig) -> Talk:
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, GOODS)
        await add_document(session, company.id, "rules.md", RULES.encode())
    info = {"hours": {"mon-fri": "9:00-18:00", "sun": "closed"}}
    await update_brand_config(runtime, company.id, {"company_info": info}, "owner")
    return await Talk.begin(runtime, company.id)


async def test_questions_are_answered_in_their_order(talk: Talk) -> None:
    text = (await talk.say("какая гарантия, сколько стоит диван и есть ли доставка?")).text
    assert text.index("два года") < text.index("Уют") < text.index("1 500")


async def test_what_nobody_knows_is_said_once_and_a_person_offered(talk: Talk) -> None:
    text = (await talk.say("есть ли доставка и танцуете ли вы танго?")).text
    assert "1 500" in text
    assert text.count("менеджер") == 1
    assert "танго" in text


async def test_a_place_is_added_to_the_question_before_it(talk: Talk) -> None:
    await talk.say("сколько стоит доставка?")
    text = (await talk.say("а до Астаны?")).text
    assert "3 000" in text
    assert "1 500" not in text


async def test_a_day_is_added_to_the_question_before_it(talk: Talk) -> None:
    await talk.say("до скольки работаете?")
    assert "closed" in (await talk.say("а в вс?")).text


async def test_a_service_that_nobody_offers_is_not_answered_with_goods(talk: Talk) -> None:
    answer = await talk.say("делаете гравировку на диване?")
    assert not answer.products
    assert "менеджер" in answer.text


async def test_an_everyday_question_in_other_words_is_answered(talk: Talk) -> None:
    assert "два года" in (await talk.say("а если через месяц сломается, что тогда?")).text


async def test_goods_stay_the_subject_behind_an_everyday_question(talk: Talk) -> None:
    await talk.say("диван есть?")
    await talk.say("а доставка?")
    answer = await talk.say("а в сером?")
    assert [product["name"] for product in answer.products or ()] == ["Диван «Уют»"]


async def test_the_profile_answers_where_no_document_does(talk: Talk) -> None:
    assert "closed" in (await talk.say("are you open on Sunday?")).text
    text = (await talk.say("до скольки работаете?")).text
    assert "9:00-18:00" in text
    assert "отдельные цены" not in text


async def test_a_document_in_another_language_is_introduced_and_quoted(talk: Talk) -> None:
    text = (await talk.say("what is your warranty?")).text
    assert "original language: “На всё два года.”" in text


async def test_whoever_buys_is_shown_goods_and_not_the_topic(talk: Talk) -> None:
    assert (await talk.say("хочу купить диван с доставкой")).products


def test_the_results_of_one_question_are_its_own() -> None:
    one = SearchResults(passages=[PassageHit("a", "b", 1.0)])
    assert merge_results([one]) is one
    merged = merge_results([one, replace(one, unanswered=["c"])])
    assert (len(merged.passages), len(merged.parts), list(merged.unanswered)) == (1, 2, ["c"])
