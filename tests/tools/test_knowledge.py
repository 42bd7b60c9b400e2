"""The tool that searches a company's documents."""

import pytest_asyncio

from fakes.tools import call_tool
from parley.documents.store import add_document
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.tools.base import ToolContext


@pytest_asyncio.fixture(loop_scope="session")
async def context(runtime: Runtime, company: CompanyConfig) -> ToolContext:
    async with runtime.db.scoped(company.id) as session:
        await add_document(session, company.id, "faq.md", "# Доставка\nЗа два дня.".encode())
    return ToolContext(runtime=runtime, company=company, conversation_id=1, language="ru")


async def test_documents_come_as_passages(context: ToolContext) -> None:
    (hit,) = await call_tool(context, "search_knowledge", query="сколько стоит доставка")
    assert (hit["title"], hit["text"], hit["document"]) == ("Доставка", "За два дня.", "faq.md")


async def test_what_no_document_says_is_an_empty_list(context: ToolContext) -> None:
    assert await call_tool(context, "search_knowledge", query="гарантия") == []
