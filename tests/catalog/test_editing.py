"""Staff change the catalogue, and every change is on record."""

from typing import Any

import msgspec
import pytest

from parley.catalog.editing import PRODUCT_BATCH_SIZE, add_product, add_products, remove_product, replace_product
from parley.catalog.products import find_product, list_products
from parley.domain.company import CompanyConfig
from parley.errors import Invalid, NotFound
from parley.runtime import Runtime
from parley.tenants.audit_log import find_changes

KETTLE = {"id": "kettle", "name": "Чайник", "price": 990}


async def changes(rt: Runtime, company: CompanyConfig) -> list[tuple[str, str, dict[str, Any]]]:
    """Who did what, the newest first."""
    async with rt.db.scoped(company.id) as session:
        return [(change["who"], change["what"], change["changes"]) for change in await find_changes(session, 10)]


async def names(rt: Runtime, company: CompanyConfig) -> list[object]:
    async with rt.db.scoped(company.id) as session:
        return [product["name"] for product in await list_products(session, company.slug, 1000)]


async def test_an_added_product_is_on_record(runtime: Runtime, company: CompanyConfig) -> None:
    assert await add_product(runtime, company.id, KETTLE, "Анна") == "kettle"
    assert await names(runtime, company) == ["Чайник"]
    assert await changes(runtime, company) == [
        ("Анна", "product stored", {"product_id": "kettle", "name": "Чайник"})
    ]


async def test_of_a_replaced_product_what_changed_is_on_record(runtime: Runtime, company: CompanyConfig) -> None:
    await add_product(runtime, company.id, KETTLE, "Анна")
    await replace_product(runtime, company.id, "kettle", {"name": "Чайник", "price": 1290.5}, "Борис")
    by, action, details = (await changes(runtime, company))[0]
    assert (by, action) == ("Борис", "product changed")
    assert details == {"product_id": "kettle", "price": {"from": 990.0, "to": 1290.5}}
    async with runtime.db.scoped(company.id) as session:
        product = await find_product(session, "kettle")
    assert product is not None
    assert product.price == 1290.5


async def test_a_product_is_replaced_only_under_its_own_id(runtime: Runtime, company: CompanyConfig) -> None:
    await add_product(runtime, company.id, KETTLE, "Анна")
    with pytest.raises(Invalid, match="Product ID mismatch"):
        await replace_product(runtime, company.id, "kettle", {**KETTLE, "id": "iron"}, "Анна")
    with pytest.raises(NotFound):
        await replace_product(runtime, company.id, "iron", {"name": "Утюг"}, "Анна")
    assert len(await changes(runtime, company)) == 1


async def test_a_removed_product_is_gone_and_on_record(runtime: Runtime, company: CompanyConfig) -> None:
    await add_product(runtime, company.id, KETTLE, "Анна")
    await remove_product(runtime, company.id, "kettle", "Борис")
    assert await names(runtime, company) == []
    assert (await changes(runtime, company))[0] == (
        "Борис",
        "product deleted",
        {"product_id": "kettle", "name": "Чайник"},
    )
    with pytest.raises(NotFound):
        await remove_product(runtime, company.id, "kettle", "Борис")


async def test_many_products_are_stored_batch_by_batch_and_bad_ones_told_by_their_place(
    runtime: Runtime, company: CompanyConfig
) -> None:
    goods: list[Any] = [{"id": f"p{number}", "name": f"Товар {number}"} for number in range(PRODUCT_BATCH_SIZE + 5)]
    goods[1] = {"id": "p1"}
    goods[PRODUCT_BATCH_SIZE + 1] = 7
    stored, total, skipped = await add_products(runtime, company.id, msgspec.json.encode(goods), "Анна")
    assert (stored, total) == (PRODUCT_BATCH_SIZE + 3, PRODUCT_BATCH_SIZE + 5)
    assert skipped == [
        {"place": 2, "why": "A product needs an id and a name"},
        {"place": PRODUCT_BATCH_SIZE + 2, "why": "A product is a JSON object"},
    ]
    assert (await changes(runtime, company))[0] == ("Анна", "products stored", {"stored": stored, "skipped": 2})
    assert len(await names(runtime, company)) == stored


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[", b"\xff", b"[" * 100_000], ids=["", "object", "cut", "bytes", "deep"]
)
async def test_what_is_no_json_array_is_refused(runtime: Runtime, company: CompanyConfig, body: bytes) -> None:
    with pytest.raises(Invalid, match="must be a JSON array"):
        await add_products(runtime, company.id, body, "Анна")
    assert await changes(runtime, company) == []
