"""The tools of an internet provider: tariffs, coverage, dates, answers (contract §5.2, §5.4)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
import pytest_asyncio

from fakes.company import a_company
from parley import plugs
from parley.catalog import products
from parley.demo.companies import DEMO_COMPANIES
from parley.documents.store import add_document
from parley.files.address_table import parse_address_records
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.tools.base import Tool, ToolContext, tool, tools_by_name
from parley.verticals.isp.coverage_table import replace_coverage

AIDA = next(company for company in DEMO_COMPANIES if company.slug == "aida")
# A Monday.
NOW = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest_asyncio.fixture(loop_scope="session")
async def context(runtime: Runtime) -> ToolContext:
    made = await a_company(runtime, "Провайдер", timezone="Europe/Moscow", country="RU")
    async with runtime.db.scoped(made.id) as session:
        await products.upsert_products(session, made.id, AIDA.products)
        for name, text in AIDA.documents:
            await add_document(session, made.id, name, text.encode())
    await replace_coverage(runtime, made.id, parse_address_records(list(AIDA.addresses)), "tester")
    runtime.clock = lambda: NOW
    async with runtime.db.scoped(made.id) as session:
        company = await load_config(session, made.id)
    assert company is not None
    return ToolContext(runtime=runtime, company=company, conversation_id=1, language="ru")


TOOLS = tools_by_name(plugs.find_plugin_instances("parley.tools", Tool))


async def ask(context: ToolContext, name: str, **arguments: Any) -> Any:
    return orjson.loads(await TOOLS[name].run(context, orjson.dumps(arguments).decode()))


async def test_tariffs_come_as_the_contract_has_them(context: ToolContext) -> None:
    answer = await ask(context, "get_tariffs")
    assert (answer["success"], answer["source"], answer["message"]) == (True, "catalogue", "Найдено тарифов: 7")
    assert answer["tariffs"][0] == {
        "name": "Пакет Домашний",
        "speed_mbps": 70,
        "price_rub": 1090,
        "segment": "home",
        "router_included": True,
        "router_rent_rub": None,
        "tv_channels": 0,
        "connection_price_rub": 0,
        "promo_price_rub": 0,
        "notes": "роутер в подарок",
    }


async def test_tariffs_are_narrowed_down(context: ToolContext) -> None:
    dearest = await ask(context, "get_tariffs", top_expensive=2)
    assert [one["price_rub"] for one in dearest["tariffs"]] == [3500, 2300]
    office = await ask(context, "get_tariffs", segment="office")
    assert {one["segment"] for one in office["tariffs"]} == {"office"}
    assert len(office["tariffs"]) == 3


async def test_a_tool_answers_to_its_other_name(context: ToolContext) -> None:
    assert await ask(context, "get_tariffs_gas") == await ask(context, "get_tariffs")
    address = "Мясницкая 12"
    assert await ask(context, "check_address_gas", address=address) == await ask(
        context, "check_coverage", address=address
    )


def test_another_name_is_not_offered_and_hides_no_tool() -> None:
    @tool(aliases=("again", "other"))
    async def first(context: ToolContext) -> str:
        """First."""
        return "first"

    @tool
    async def other(context: ToolContext) -> str:
        """Other."""
        return "other"

    tools: dict[str, Tool] = tools_by_name({"first": first, "other": other})
    assert tools["again"] is first
    assert tools["other"] is other
    assert [name for name, one in tools.items() if name == one.name] == ["first", "other"]


async def test_an_address_is_looked_up(context: ToolContext) -> None:
    assert await ask(context, "check_coverage", address="москва мясницкая 12 кв 4") == {
        "success": True,
        "available": True,
        "address_full": "г. Москва, ул. Мясницкая, д. 12, кв. 4",
        "technology": "GPON",
        "message": "Да, по адресу г. Москва, ул. Мясницкая, д. 12, кв. 4 подключение возможно. Технология: GPON.",
    }
    no = await ask(context, "check_coverage", address="Маросейка 5")
    assert (no["success"], no["available"]) == (True, False)


async def test_what_nobody_can_say_is_no_success(context: ToolContext) -> None:
    which = await ask(context, "check_coverage", address="Мира 5")
    assert (which["success"], which["available"]) == (False, None)
    assert which["candidates"] == ["пр-т Мира", "ул. Мира"]
    assert (await ask(context, "check_coverage", address="не скажу"))["success"] is False


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("завтра утром", "18.11.2025", "09:00"),
        ("послезавтра утром", "19.11.2025", "09:00"),
        ("завтра вечером", "18.11.2025", "18:00"),
        ("послезавтра вечером", "19.11.2025", "18:00"),
        ("сегодня днем", "17.11.2025", "14:00"),
        ("сегодня днём", "17.11.2025", "14:00"),
        ("сегодня в 15:30", "17.11.2025", "15:30"),
        ("завтра в 10", "18.11.2025", "10:00"),
        ("завтра в 14.30", "18.11.2025", "14:30"),
        ("завтра 14:30", "18.11.2025", "14:30"),
        ("завтра после 14:00", "18.11.2025", "14:00"),
        ("завтра ночью", "18.11.2025", "21:00"),
        ("послезавтра", "19.11.2025", "14:00"),
        ("послезавтра к обеду", "19.11.2025", "14:00"),
        ("через 3 дня", "20.11.2025", "14:00"),
        ("через 3 дня вечером", "20.11.2025", "18:00"),
        ("через день", "19.11.2025", "14:00"),
        ("через неделю", "24.11.2025", "14:00"),
        ("в субботу", "22.11.2025", "14:00"),
        ("25 ноября 2025", "25.11.2025", "14:00"),
        ("20 ноября в 14:00", "20.11.2025", "14:00"),
        ("1 января 2026", "01.01.2026", "14:00"),
        ("15 марта", "15.03.2026", "14:00"),
        ("25.11.2025", "25.11.2025", "14:00"),
        ("2025-11-25", "25.11.2025", "14:00"),
        ("25/11/2025", "25.11.2025", "14:00"),
        ("завтра с 14:00 до 18:00", "18.11.2025", "14:00"),
    ],
)
async def test_a_date_is_made_of_words(context: ToolContext, text: str, day: str, hour: str) -> None:
    answer = await ask(context, "parse_relative_date", text=text)
    assert (answer["success"], answer["date"], answer["time"]) == (True, day, hour)


async def test_a_range_of_hours_keeps_its_words(context: ToolContext) -> None:
    answer = await ask(context, "parse_relative_date", text="давайте завтра с 14:00 до 18:00")
    assert answer["text"].endswith("с 14:00 до 18:00")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no day was said"),
        ("не знаю", "no day was said"),
        ("в 15:00", "no day was said"),
        ("вчера", "the date lies in the past"),
        ("10.11.2025", "the date lies in the past"),
        ("сегодня в 9 утра", "the date lies in the past"),
    ],
)
async def test_what_is_no_date_to_come_is_no_success(context: ToolContext, text: str, reason: str) -> None:
    answer = await ask(context, "parse_relative_date", text=text)
    assert (answer["success"], answer["reason"]) == (False, reason)
    assert "date" not in answer


async def test_the_day_is_the_companys_own(context: ToolContext) -> None:
    context.runtime.clock = lambda: datetime(2025, 11, 17, 22, 30, tzinfo=ZoneInfo("UTC"))
    answer = await ask(context, "parse_relative_date", text="завтра")
    assert answer["date"] == "19.11.2025"  # in Moscow it is the 18th already


async def test_the_companys_own_answer_is_found(context: ToolContext) -> None:
    answer = await ask(context, "find_answer_in_kb", question="нужно ли сверлить стены?")
    assert answer["success"] is True
    assert answer["question_matched"] == "Нужно ли сверлить стены при подключении?"
    assert "8 мм" in answer["answer"]


async def test_a_question_nobody_answered_is_no_success(context: ToolContext) -> None:
    answer = await ask(context, "find_answer_in_kb", question="продаёте ли вы велосипеды?")
    assert answer == {"success": False, "answer": "", "question_matched": ""}
