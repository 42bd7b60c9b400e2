"""The tools that search the company's own data."""

import orjson
import pytest_asyncio

from parley.catalog import products
from parley.documents.store import add_document
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.tools.base import ToolContext
from parley.tools.knowledge import search_knowledge
from parley.tools.products import find_products


@pytest_asyncio.fixture(loop_scope="session")
async def context(runtime: Runtime, company: CompanyConfig) -> ToolContext:
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, [{"id": "1", "name": "Ноутбук ASUS", "price": 289990}])
        await add_document(session, company.id, "faq.md", "# Доставка\nЗа два дня.".encode())
    return ToolContext(runtime=runtime, company=company, conversation_id=1, language="ru")


async def test_products_come_with_name_and_price(context: ToolContext) -> None:
    answer = orjson.loads(await find_products.run(context, '{"query": "ноутбук"}'))
    assert answer == [{"name": "Ноутбук ASUS", "price": "289\u202f990 ₸", "available": True, "description": ""}]


async def test_what_is_not_there_is_an_empty_list(context: ToolContext) -> None:
    assert orjson.loads(await find_products.run(context, '{"query": "велосипед"}')) == []
    assert orjson.loads(await search_knowledge.run(context, '{"query": "гарантия"}')) == []


async def test_documents_come_as_passages(context: ToolContext) -> None:
    answer = orjson.loads(await search_knowledge.run(context, '{"query": "сколько стоит доставка"}'))
    (hit,) = answer
    assert (hit["title"], hit["text"], hit["document"]) == ("Доставка", "За два дня.", "faq.md")
