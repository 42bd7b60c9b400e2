"""Products in the database: stored by their own id, listed, counted, removed."""

import pytest

from parley.catalog.products import (
    count_products,
    find_product,
    list_categories,
    list_products,
    remove_product_row,
    upsert_products,
)
from parley.domain.company import CompanyConfig
from parley.errors import Invalid
from parley.runtime import Runtime


async def test_a_product_is_given_back_as_the_contract_has_it(runtime: Runtime, company: CompanyConfig) -> None:
    product = {
        "id": 7,
        "name": "Ноутбук",
        "features": "SSD, 16 ГБ,",
        "specifications": '{"ram": "16 ГБ"}',
        "price": "12 500,50",
        "availability": "нет",
    }
    async with runtime.db.scoped(company.id) as session:
        assert await upsert_products(session, company.id, [product]) == 1
        assert await list_products(session, company.slug, 100) == [
            {
                "id": "7",
                "name": "Ноутбук",
                "description": "",
                "category": "",
                "price": 12500.5,
                "features": ["SSD", "16 ГБ"],
                "specifications": {"ram": "16 ГБ"},
                "availability": False,
                "brand_id": company.slug,
            }
        ]


async def test_a_product_of_the_same_id_is_replaced(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        await upsert_products(session, company.id, [{"id": "a", "name": "Старое"}, {"id": "b", "name": "Второе"}])
        await upsert_products(
            session, company.id, [{"id": "a", "name": "Промежуточное"}, {"id": "a", "name": "Новое\x00"}]
        )
        assert [product["name"] for product in await list_products(session, "", 100)] == ["Новое", "Второе"]


async def test_a_product_sent_again_unchanged_is_not_written_again(
    runtime: Runtime, company: CompanyConfig
) -> None:
    async with runtime.db.scoped(company.id) as session:
        await upsert_products(session, company.id, [{"id": "a", "name": "Чайник"}])
        before = await find_product(session, "a")
    async with runtime.db.scoped(company.id) as session:
        assert await upsert_products(session, company.id, [{"id": "a", "name": "Чайник"}]) == 1
        after = await find_product(session, "a")
    assert before is not None
    assert after is not None
    assert after.updated_at == before.updated_at


async def test_a_product_without_a_name_is_refused(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        with pytest.raises(Invalid):
            await upsert_products(session, company.id, [{"id": "a"}])


async def test_no_products_are_stored_without_a_statement(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        assert await upsert_products(session, company.id, []) == 0
        assert await count_products(session) == 0


async def test_products_are_listed_page_by_page_and_counted(runtime: Runtime, company: CompanyConfig) -> None:
    goods = [{"id": f"p{number}", "name": f"Товар {number}", "category": "БА"[number % 2]} for number in range(5)]
    async with runtime.db.scoped(company.id) as session:
        await upsert_products(session, company.id, goods)
        page = await list_products(session, company.slug, limit=2, offset=3)
        assert [product["id"] for product in page] == ["p3", "p4"]
        assert await count_products(session) == 5
        assert await list_categories(session) == ["А", "Б"]


async def test_a_removed_product_gives_its_name_once(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        await upsert_products(session, company.id, [{"id": "a", "name": "Чайник"}])
        assert await remove_product_row(session, "a") == "Чайник"
        assert await remove_product_row(session, "a") is None
        assert await find_product(session, "a") is None


async def test_a_company_sees_and_removes_its_own_products_only(
    runtime: Runtime, company: CompanyConfig, stranger: CompanyConfig
) -> None:
    async with runtime.db.scoped(company.id) as session:
        await upsert_products(session, company.id, [{"id": "a", "name": "Чайник"}])
    async with runtime.db.scoped(stranger.id) as session:
        assert await list_products(session, stranger.slug, 100) == []
        assert await remove_product_row(session, "a") is None
    async with runtime.db.scoped(company.id) as session:
        assert await count_products(session) == 1
