"""An internet provider for a test: a table of addresses, and the outside table it may have beside."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from fakes.sheet_server import FakeSheet
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.tenants.config import load_config

COVERAGE_TABLE = [
    {"city": "Москва", "street": "ул. Ленина", "houses": "1-45", "technology": "GPON"},
    {"city": "Москва", "street": "ул. Ленина", "houses": "13", "available": False},
    {"city": "Москва", "street": "пр-т Мира", "houses": "1-99 нечётные", "technology": "FTTB"},
    {"city": "Москва", "street": "ул. Мира", "houses": "*"},
    {"city": "Москва", "street": "1-я Парковая ул.", "houses": "*"},
    {"city": "Москва", "street": "2-я Парковая ул.", "houses": "1-20"},
    {"city": "Москва", "street": "ул. Садовая", "houses": "2, 4, 6а"},
    {"city": "Москва", "street": "Невский пр-т", "houses": "*"},
    {"city": "Москва", "street": "ул. Маросейка", "houses": "*", "available": "нет"},
    {"city": "Москва", "street": "наб. реки Фонтанки", "houses": "*"},
]


async def reload_config(rt: Runtime, company_id: int) -> CompanyConfig:
    """Returns the company as the next turn sees it."""
    async with rt.db.scoped(company_id) as session:
        company = await load_config(session, company_id)
    assert company is not None
    return company


@asynccontextmanager
async def outside_table(rt: Runtime, company: CompanyConfig, **answers: Any) -> AsyncIterator[FakeSheet]:
    """Gives the company an outside table with these answers."""
    async with FakeSheet(**answers) as sheet:
        rt.settings = rt.settings.model_copy(
            update={"google_sheets_link": SecretStr(sheet.link), "aida_tenant": company.slug}
        )
        yield sheet
