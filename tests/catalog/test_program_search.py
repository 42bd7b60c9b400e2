"""The catalogue as a program searches it (contract §1.7)."""

import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.products import upsert_products
from parley.catalog.program_search import CatalogQuery, explain_recommendation, search_catalog
from parley.domain.company import CompanyConfig
from parley.models import Company
from parley.runtime import Runtime

GOODS = [
    {"id": "1", "name": "Ноутбук ASUS", "category": "Ноутбуки", "price": 289990},
    {"id": "2", "name": "Ноутбук Lenovo", "category": "Ноутбуки", "price": 199990},
    {"id": "3", "name": "Кружка", "category": "Посуда", "price": 990},
    {"id": "4", "name": "Тарелка", "category": "Посуда", "price": 1990, "availability": "нет"},
]


@pytest_asyncio.fixture(loop_scope="session")
async def shop(runtime: Runtime, company: CompanyConfig) -> Company:
    async with runtime.db.scoped(company.id) as session:
        await upsert_products(session, company.id, GOODS)
        return await stored_company(session, company.id)


async def stored_company(session: AsyncSession, company_id: int) -> Company:
    return await session.get_one(Company, company_id)


async def found(rt: Runtime, shop: Company, request: CatalogQuery) -> list[str]:
    return [hit.id for hit in await search_catalog(rt, shop, request)]


async def test_what_fits_is_found_and_nothing_else(runtime: Runtime, shop: Company) -> None:
    assert set(await found(runtime, shop, CatalogQuery("ноутбук"))) == {"1", "2"}
    assert await found(runtime, shop, CatalogQuery("велосипед")) == []


async def test_prices_are_both_inclusive(runtime: Runtime, shop: Company) -> None:
    assert await found(runtime, shop, CatalogQuery("ноутбук", max_price=199990)) == ["2"]
    assert await found(runtime, shop, CatalogQuery("ноутбук", min_price=289990)) == ["1"]


async def test_of_a_category_what_fits_comes_first_and_then_the_rest_all_of_one_score(
    runtime: Runtime, shop: Company
) -> None:
    hits = await search_catalog(runtime, shop, CatalogQuery("lenovo", category="ноутбуки"))
    assert [(hit.id, hit.score) for hit in hits] == [("2", 1.0), ("1", 1.0)]
    assert await found(runtime, shop, CatalogQuery("подарок", category="Посуда")) == ["3", "4"]
    assert await found(runtime, shop, CatalogQuery("подарок", category="Посуда", max_price=990)) == ["3"]
    assert await found(runtime, shop, CatalogQuery("ноутбук", category="Ноут")) == []


async def test_no_more_are_found_than_were_asked_for(runtime: Runtime, shop: Company) -> None:
    assert len(await found(runtime, shop, CatalogQuery("ноутбук", limit=1))) == 1
    assert len(await found(runtime, shop, CatalogQuery("подарок", category="Посуда", limit=1))) == 1


async def test_a_recommendation_says_how_many_fit_and_which_best(runtime: Runtime, shop: Company) -> None:
    hits = await search_catalog(runtime, shop, CatalogQuery("lenovo", category="Ноутбуки"))
    assert explain_recommendation("lenovo", hits) == (
        "2 of the catalogue's products fit “lenovo”, from Ноутбуки; the best match is Ноутбук Lenovo."
    )
    assert explain_recommendation("велосипед", []).startswith("Nothing in the catalogue fits “велосипед”")
