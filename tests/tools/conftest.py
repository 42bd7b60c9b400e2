"""An internet provider with the demo's tariffs, addresses and answers, on a Monday at noon in Moscow."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest_asyncio

from fakes.company import a_company
from parley.catalog import products
from parley.demo.companies import DEMO_COMPANIES
from parley.documents.store import add_document
from parley.files.address_table import parse_address_records
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.tools.base import ToolContext
from parley.verticals.isp.coverage_table import replace_coverage

AIDA = next(company for company in DEMO_COMPANIES if company.slug == "aida")
MONDAY_NOON = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest_asyncio.fixture(loop_scope="session")
async def provider(runtime: Runtime) -> ToolContext:
    """What the tools are given on behalf of the provider."""
    made = await a_company(runtime, "Провайдер", timezone="Europe/Moscow", country="RU")
    async with runtime.db.scoped(made.id) as session:
        await products.upsert_products(session, made.id, AIDA.products)
        for name, text in AIDA.documents:
            await add_document(session, made.id, name, text.encode())
    await replace_coverage(runtime, made.id, parse_address_records(list(AIDA.addresses)), "tester")
    runtime.clock = lambda: MONDAY_NOON
    async with runtime.db.scoped(made.id) as session:
        company = await load_config(session, made.id)
    assert company is not None
    return ToolContext(runtime=runtime, company=company, conversation_id=1, language="ru")
