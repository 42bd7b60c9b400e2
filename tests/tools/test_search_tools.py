"""The tools that search the company's own data."""

import orjson
import pytest_asyncio

from parley.catalog import products
from parley.core.company import CompanyConfig
from parley.knowledge import ingest
from parley.runtime import Runtime
from parley.tools.base import ToolContext
from parley.tools.knowledge import search_documents
from parley.tools.products import search_products


@pytest_asyncio.fixture(loop_scope="session")
async def context(runtime: Runtime, company: CompanyConfig) -> ToolContext:
    async with runtime.db.scoped(company.id) as session:
        await products.add(session, company.id, [{"id": "1", "name": "Ноутбук ASUS", "price": 289990}])
        await ingest.add_text(session, company.id, "faq", "# Доставка\nЗа два дня.")
    return ToolContext(runtime=runtime, company=company, conversation_id=1, language="ru")


async def test_products_come_with_name_and_price(context: ToolContext) -> None:
    answer = orjson.loads(await search_products.run(context, '{"query": "ноутбук"}'))
    assert answer == [{"name": "Ноутбук ASUS", "price": "289\u202f990 ₸", "available": True, "description": ""}]


async def test_what_is_not_there_is_an_empty_list(context: ToolContext) -> None:
    assert orjson.loads(await search_products.run(context, '{"query": "велосипед"}')) == []
    assert orjson.loads(await search_documents.run(context, '{"query": "гарантия"}')) == []


async def test_documents_come_as_passages(context: ToolContext) -> None:
    answer = orjson.loads(await search_documents.run(context, '{"query": "сколько стоит доставка"}'))
    assert answer == ["Доставка: За два дня."]
