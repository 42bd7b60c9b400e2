"""Products: taken in leniently, given back as the contract says."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.catalog.products import fetch_products, parse_price, upsert_products
from parley.domain.company import CompanyConfig
from parley.domain.product import format_price
from parley.errors import Invalid
from parley.runtime import Runtime


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ("Rp 12.500.000", "12500000"),
        ("Rp. 12.500.000", "12500000"),
        ("12 500,50", "12500.50"),
        ("12\u00a0500 ₸", "12500"),
        ("$1,299.99", "1299.99"),
        ("1.299,99 €", "1299.99"),
        ("1500", "1500"),
        ("1,5", "1.5"),
        (999, "999"),
        (19.5, "19.5"),
    ],
)
def test_a_price_is_read_however_it_is_written(given: Any, amount: str) -> None:
    assert parse_price(given) == Decimal(amount)


@pytest.mark.parametrize("given", [None, "", "по запросу", True, float("nan"), -5, 10**15])
def test_what_is_no_price_is_none(given: Any) -> None:
    assert parse_price(given) is None


@given(st.text())
def test_no_text_breaks_the_reading_of_a_price(text: str) -> None:
    amount = parse_price(text)
    assert amount is None or amount >= 0


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("12500", "KZT", "12\u202f500 ₸"),
        ("999", "USD", "$999"),
        ("1299.50", "USD", "$1,299.50"),
        ("1290.00", "RUB", "1\u202f290 ₽"),
        ("1290", "KGS", "1\u202f290 сом"),
        ("90", "UZS", "90 so'm"),
        ("90.5", "UAH", "90,50 ₴"),
        ("90", "MNT", "90 ₮"),
    ],
)
def test_a_price_is_ready_to_read(amount: str, currency: str, text: str) -> None:
    assert format_price(Decimal(amount), currency) == text


async def test_strings_for_features_and_specifications_are_taken(runtime: Runtime, company: CompanyConfig) -> None:
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
        assert await fetch_products(session, company.slug, 100) == [
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


async def test_the_same_id_again_replaces(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        await upsert_products(session, company.id, [{"id": "a", "name": "Старое"}, {"id": "b", "name": "Второе"}])
        await upsert_products(
            session, company.id, [{"id": "a", "name": "Промежуточное"}, {"id": "a", "name": "Новое\x00"}]
        )
        assert [card["name"] for card in await fetch_products(session, "", 100)] == ["Новое", "Второе"]


async def test_a_product_without_a_name_is_refused(runtime: Runtime, company: CompanyConfig) -> None:
    async with runtime.db.scoped(company.id) as session:
        with pytest.raises(Invalid):
            await upsert_products(session, company.id, [{"id": "a"}])
