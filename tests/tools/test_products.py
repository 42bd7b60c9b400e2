"""The tool that searches a company's catalogue."""

import pytest_asyncio

from fakes.tools import call_tool
from parley.catalog import products
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.tools.base import ToolContext


@pytest_asyncio.fixture(loop_scope="session")
async def context(runtime: Runtime, company: CompanyConfig) -> ToolContext:
    async with runtime.db.scoped(company.id) as session:
        laptop = {
            "id": "1",
            "name": "Ноутбук ASUS",
            "price": 289990,
            "features": ["16 ГБ ОЗУ"],
            "specifications": {"Вес": "1,7 кг"},
        }
        await products.upsert_products(session, company.id, [laptop])
    return ToolContext(runtime=runtime, company=company, conversation_id=1, language="ru")


async def test_products_come_with_what_their_cards_say(context: ToolContext) -> None:
    answer = await call_tool(context, "find_products", query="ноутбук")
    assert answer["products"] == [
        {
            "name": "Ноутбук ASUS",
            "price": "289\u202f990 ₸",
            "available": True,
            "description": "",
            "features": ["16 ГБ ОЗУ"],
            "specifications": {"Вес": "1,7 кг"},
        }
    ]


async def test_a_question_about_goods_is_answered_with_the_fact(context: ToolContext) -> None:
    answer = await call_tool(context, "find_products", query="сколько весит ноутбук ASUS?")
    assert answer["facts"] == ["Ноутбук ASUS: weight: 1,7 кг"]


async def test_what_is_not_sold_is_an_empty_list(context: ToolContext) -> None:
    assert await call_tool(context, "find_products", query="велосипед") == {"facts": [], "products": []}
