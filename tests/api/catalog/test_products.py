"""Products over HTTP (contract §1.7, ⚑C30)."""

from typing import Any

import pytest
import pytest_asyncio
from aiohttp import FormData
from sqlalchemy import select, update

from fakes.company import a_company
from fakes.site import Site
from parley.companies import manage
from parley.models import Company, Product

MUG = {
    "id": "mug-1",
    "name": "Coffee Mug",
    "description": "A white mug for coffee",
    "category": "Kitchen",
    "price": 9.5,
    "features": ["ceramic"],
    "specifications": {"volume": "330 ml"},
    "availability": True,
}
KETTLE = {"id": 7, "name": "Electric Kettle", "category": "Kitchen", "price": "Rp 450.000"}
LAMP = {"id": "lamp", "name": "Desk Lamp", "category": "Light", "price": 25, "availability": False}


class Shop:
    def __init__(self, site: Site, made: dict[str, Any]) -> None:
        self.site, self.slug, self.key = site, made["subdomain"], made["api_key"]

    async def call(self, method: str, path: str = "", **body: Any) -> Any:
        return await getattr(self.site, method)(f"/brands/{self.slug}{path}", key=self.key, **body)

    async def products(self) -> list[dict[str, Any]]:
        cards: list[dict[str, Any]] = (await self.call("get", "/products")).json()
        return cards


@pytest_asyncio.fixture(loop_scope="session")
async def shop(site: Site) -> Shop:
    other = await a_company(site.rt)
    made = await manage.add_company(
        site.rt, name="Shop", subdomain=f"shop-{other.id}", default_language="en", country="US"
    )
    return Shop(site, made)


@pytest_asyncio.fixture(loop_scope="session")
async def stocked(shop: Shop) -> Shop:
    await shop.call("post", "/products/bulk", json=[MUG, KETTLE, LAMP])
    return shop


async def test_a_product_is_stored_and_read_back(shop: Shop) -> None:
    got = await shop.call("post", "/products", json=MUG)
    assert got.json() == {"message": "Product added successfully", "product_id": "mug-1", "brand_id": shop.slug}
    assert await shop.products() == [{**MUG, "brand_id": shop.slug}]


async def test_lenient_input_is_normalised(shop: Shop) -> None:
    loose = {"id": 5, "name": "Teapot", "price": "Rp 12.500.000", "features": "glass, 1 l",
             "specifications": '{"colour": "blue"}', "stock": 0}  # fmt: skip
    await shop.call("post", "/products", json=loose)
    (card,) = await shop.products()
    assert (card["id"], card["price"], card["features"]) == ("5", 12_500_000.0, ["glass", "1 l"])
    assert (card["specifications"], card["availability"]) == ({"colour": "blue"}, False)


async def test_a_product_of_the_same_id_is_replaced(shop: Shop) -> None:
    await shop.call("post", "/products", json=MUG)
    await shop.call("post", "/products", json=MUG | {"price": 11})
    assert [card["price"] for card in await shop.products()] == [11.0]


async def test_a_change_needs_an_id_that_is_known_and_the_same_in_path_and_body(stocked: Shop) -> None:
    got = await stocked.call("put", "/products/mug-1", json=MUG | {"name": "Tea Mug"})
    assert got.json() == {"message": "Product updated successfully"}
    got = await stocked.call("put", "/products/lamp", json=MUG)
    assert (got.status, got.json()) == (400, {"detail": "Product ID mismatch"})
    got = await stocked.call("put", "/products/none", json={"name": "x"})
    assert (got.status, got.json()) == (404, {"detail": "Product not found"})
    assert "Tea Mug" in [card["name"] for card in await stocked.products()]
    newest = (await stocked.call("get", "/audit")).json()[0]
    assert newest["changes"]["name"] == {"from": "Coffee Mug", "to": "Tea Mug"}


async def test_a_deleted_product_is_gone(stocked: Shop) -> None:
    got = await stocked.call("delete", "/products/mug-1")
    assert (got.status, got.json()) == (200, {"message": "Product deleted successfully"})
    assert (await stocked.call("delete", "/products/mug-1")).status == 404
    assert "mug-1" not in [card["id"] for card in await stocked.products()]


async def test_a_bulk_upload_stores_valid_products_and_reports_invalid_ones(shop: Shop) -> None:
    got = (await shop.call("post", "/products/bulk", json=[MUG, {"id": "x"}, "no product", KETTLE])).json()
    assert got["message"] == "Successfully added 2/4 products to Shop"
    assert (got["success_count"], got["total_count"], got["brand_id"]) == (2, 4, shop.slug)
    assert [skip["place"] for skip in got["skipped"]] == [2, 3]


@pytest.mark.parametrize("body", [b"", b"{}", b"[1,", b"\xff", b"[" * 100_000])
async def test_a_bulk_upload_that_is_no_array_is_refused(shop: Shop, body: bytes) -> None:
    assert (await shop.call("post", "/products/bulk", data=body)).status == 400


async def test_ten_thousand_products_are_stored_by_one_request(shop: Shop) -> None:
    many = [{"id": n, "name": f"Mug number {n}", "price": n, "category": "Kitchen"} for n in range(10_000)]
    got = (await shop.call("post", "/products/bulk", json=many)).json()
    assert got["success_count"] == 10_000
    listed = await shop.call("get", "/products?limit=2&offset=9998")
    assert [card["id"] for card in listed.json()] == ["9998", "9999"]
    assert listed.headers["x-total-count"] == "10000"
    hits = (await shop.call("post", "/products/search", json={"query": "mug number 7777"})).json()["results"]
    assert hits[0]["product"]["id"] == "7777"


async def test_search_finds_what_fits_and_nothing_else(stocked: Shop) -> None:
    results = (await stocked.call("post", "/products/search", json={"query": "coffee mug"})).json()
    assert (results["query"], results["brand_id"]) == ("coffee mug", stocked.slug)
    assert results["results"][0]["product"]["id"] == "mug-1"
    assert 0.7 <= results["results"][0]["similarity_score"] <= 1
    none = (await stocked.call("post", "/products/search", json={"query": "winter tyres"})).json()
    assert all(hit["similarity_score"] < 0.7 for hit in none["results"])


async def test_a_category_is_matched_exactly_and_wholly(stocked: Shop) -> None:
    search = {"query": "kettle", "category": "Kitchen", "limit": 5}
    hits = (await stocked.call("post", "/products/search", json=search)).json()["results"]
    assert [(hit["product"]["id"], hit["similarity_score"]) for hit in hits] == [("7", 1.0), ("mug-1", 1.0)]
    assert (await stocked.call("post", "/products/search", json=search | {"category": "Kitch"})).json()[
        "results"
    ] == []


async def test_results_stay_within_the_price_range(stocked: Shop) -> None:
    search = {"query": "", "category": "Kitchen", "price_range": [5, 10]}
    hits = (await stocked.call("post", "/products/search", json=search)).json()["results"]
    assert [hit["product"]["id"] for hit in hits] == ["mug-1"]
    search = {"query": "electric kettle", "price_range": [0, 100]}
    assert (await stocked.call("post", "/products/search", json=search)).json()["results"] == []


async def test_a_recommendation_gives_its_reason(stocked: Shop) -> None:
    got = (await stocked.call("post", "/recommendations?query=mug+for+coffee&limit=2")).json()
    assert got["products"][0]["id"] == "mug-1"
    assert "Coffee Mug" in got["reasoning"]
    assert 0.7 <= got["match_score"] <= 1
    got = (await stocked.call("post", "/recommendations", json={"query": "winter tyres"})).json()
    assert (got["products"], got["match_score"]) == ([], 0.0)


async def test_categories_are_listed_and_products_counted(stocked: Shop) -> None:
    got = await stocked.call("get", "/categories")
    assert got.json() == {"categories": ["Kitchen", "Light"], "brand_id": stocked.slug}
    got = await stocked.call("get", "/stats")
    assert got.json() == {
        "brand_id": stocked.slug,
        "brand_name": "Shop",
        "total_products": 3,
        "available_products": 2,
        "categories": 2,
        "active_conversations": 0,
        "category_list": ["Kitchen", "Light"],
    }


async def test_without_the_companys_key_nothing_is_changed(stocked: Shop, site: Site) -> None:
    other = await manage.add_company(site.rt, name="Other", subdomain=f"other-{stocked.slug}")
    path = f"/brands/{stocked.slug}/products"
    assert (await site.post(path, json=MUG)).status == 401
    assert (await site.post(path, json=MUG, key=other["api_key"])).status == 403
    assert (await site.delete(f"{path}/mug-1", key=other["api_key"])).status == 403
    assert len((await site.get(path)).json()) == 3


FILE = """Название;Цена;Закуп.;Наценка %;Поставщик;Цвет
Чайник «Демо»;5000;3217;55;ТОО «Тайный склад»;белый
"""
SECRETS = ("3217", "Тайный", "Закуп", "Наценка", "Поставщик", "staff_only")


async def test_purchase_prices_are_shown_to_staff_only(shop: Shop, site: Site) -> None:
    form = FormData()
    form.add_field("file", FILE.encode(), filename="price.csv")
    await shop.call("post", "/upload/products", data=form)
    (product,) = await shop.products()
    assert product["specifications"] == {"Цвет": "белый"}
    assert product["staff_only"] == {"Закуп.": "3217", "Наценка %": "55", "Поставщик": "ТОО «Тайный склад»"}
    public, question = f"/brands/{shop.slug}", "чайник: почём в закупе, у кого куплен?"
    answers = [
        await site.get(f"{public}/products"),
        await site.post(f"{public}/products/search", json={"query": question}),
        await site.post(f"{public}/recommendations", json={"query": question}),
        await site.post(f"/chat/{shop.slug}", json={"message": question}),
    ]
    for answer in answers:
        assert answer.status == 200
        assert "Чайник" in answer.text
        assert not [secret for secret in SECRETS if secret in answer.text]


async def test_fields_for_staff_are_not_searched(shop: Shop, site: Site) -> None:
    await shop.call("post", "/products", json={**MUG, "specifications": {"supplier": "Zyxwvut"}})
    got = await site.post(f"/brands/{shop.slug}/products/search", json={"query": "zyxwvut"})
    assert got.json()["results"] == []


async def test_staff_of_another_company_see_no_fields_for_staff(shop: Shop, site: Site) -> None:
    await shop.call("post", "/products", json={**MUG, "specifications": {"cost": 3}})
    other = await manage.add_company(site.rt, name="Other", subdomain=f"other-{shop.slug}")
    (product,) = (await site.get(f"/brands/{shop.slug}/products", key=other["api_key"])).json()
    assert "staff_only" not in product
    assert product["specifications"] == {}


async def test_a_product_as_staff_see_it_can_be_sent_back(shop: Shop) -> None:
    await shop.call("post", "/products", json={**MUG, "specifications": {"volume": "330 ml", "Cost": 3}})
    (product,) = await shop.products()
    await shop.call("put", f"/products/{MUG['id']}", json={**product, "price": 10})
    (changed,) = await shop.products()
    assert (changed["price"], changed["staff_only"], changed["specifications"]) == (
        10,
        {"Cost": 3},
        {"volume": "330 ml"},
    )


async def test_a_product_stored_before_a_column_was_for_staff_does_not_show_it(shop: Shop, site: Site) -> None:
    await shop.call("post", "/products", json=MUG)
    specifications, features = {"Закуп": 3217, "Цвет": "белый"}, ["cost: 3217"]
    async with site.rt.db.across() as session:
        of_this_shop = select(Company.id).where(Company.subdomain == shop.slug).scalar_subquery()
        change = update(Product).where(Product.company_id == of_this_shop)
        await session.execute(change.values(specifications=specifications, features=features))
    (product,) = (await site.get(f"/brands/{shop.slug}/products")).json()
    assert (product["specifications"], product["features"]) == ({"Цвет": "белый"}, [])
