"""A product is read leniently, as clients and files give it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.catalog.product_row import parse_price, parse_product_row
from parley.errors import Invalid


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
        (Decimal("7.25"), "7.25"),
        ("от 990 до 1290", "990"),
        ("0", "0"),
        ("999999999999", "999999999999"),
    ],
)
def test_a_price_is_read_however_it_is_written(given: Any, amount: str) -> None:
    assert parse_price(given) == Decimal(amount)


@pytest.mark.parametrize(
    "given", [None, "", "по запросу", True, float("nan"), float("inf"), -5, 10**12, "1000000000000"]
)
def test_what_no_price_can_be_is_none(given: Any) -> None:
    assert parse_price(given) is None


@given(st.text())
def test_no_text_breaks_the_reading_of_a_price(text: str) -> None:
    amount = parse_price(text)
    assert amount is None or amount >= 0


def row(**values: Any) -> dict[str, Any]:
    return parse_product_row({"id": "1", "name": "Чайник", **values})


def test_a_product_has_an_id_and_a_name_and_may_have_nothing_else() -> None:
    assert parse_product_row({"id": 7, "name": " Чайник\x00 "}) == {
        "external_id": "7",
        "name": "Чайник",
        "description": "",
        "category": "",
        "price": None,
        "currency": "",
        "features": [],
        "specifications": {},
        "staff_only": {},
        "available": True,
        "stock": None,
    }


def test_what_is_for_staff_stands_apart() -> None:
    row = parse_product_row(
        {
            "id": 7,
            "name": "Чайник",
            "features": ["Wi-Fi", "Закуп: 100"],
            "specifications": '{"Цвет": "белый", "supplier": "Demo"}',
            "staff_only": {"margin": 5},
        }
    )
    assert (row["features"], row["specifications"]) == (["Wi-Fi"], {"Цвет": "белый"})
    assert row["staff_only"] == {"Закуп": "100", "supplier": "Demo", "margin": 5}


@pytest.mark.parametrize("price", [{"purchase": 3, "retail": 5}, [3, 5], True])
def test_several_prices_are_none(price: Any) -> None:
    assert parse_product_row({"id": 7, "name": "Чайник", "price": price})["price"] is None


@pytest.mark.parametrize(
    "values", [{"id": "1"}, {"name": "Чайник"}, {"id": " ", "name": "Чайник"}, {"id": "1", "name": "\x00"}]
)
def test_a_product_without_an_id_or_a_name_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="needs an id and a name"):
        parse_product_row(values)


@pytest.mark.parametrize(
    ("values", "available"),
    [
        ({"availability": "нет"}, False),
        ({"availability": "Out of stock"}, False),
        ({"availability": False}, False),
        ({"availability": "0"}, False),
        ({"availability": "под заказ"}, True),
        ({"availability": True}, True),
        ({"availability": None}, True),
        # a number in stock says more
        ({"availability": "нет", "stock": 3}, True),
        ({"availability": "да", "stock": "0 шт"}, False),
    ],
)
def test_whether_a_product_can_be_had_is_read_from_words_or_stock(values: dict[str, Any], available: bool) -> None:
    assert row(**values)["available"] is available


@pytest.mark.parametrize(("stock", "number"), [("12 шт", 12), (2.9, 2), (10**11, 2**31 - 1), ("много", None)])
def test_stock_is_a_whole_number_that_a_column_holds(stock: Any, number: int | None) -> None:
    assert row(stock=stock)["stock"] == number


@pytest.mark.parametrize(
    ("features", "listed"),
    [
        ("SSD, 16 ГБ,", ["SSD", "16 ГБ"]),
        ("SSD, быстрый; 16 ГБ", ["SSD, быстрый", "16 ГБ"]),
        ("SSD | 16 ГБ", ["SSD", "16 ГБ"]),
        (["SSD", None, 16], ["SSD", "16"]),
        (5, []),
    ],
)
def test_features_are_a_list_or_text_with_signs_between(features: Any, listed: list[str]) -> None:
    assert row(features=features)["features"] == listed


@pytest.mark.parametrize(
    ("specifications", "mapping"),
    [
        ('{"ram": "16 ГБ"}', {"ram": "16 ГБ"}),
        ("сталь", {"details": "сталь"}),
        ("[1, 2]", {"details": "[1, 2]"}),
        ("", {}),
        ({"a\x00": float("nan"), "b": ["\x00c"]}, {"a": None, "b": ["c"]}),
        (5, {}),
    ],
)
def test_specifications_are_a_mapping_or_its_json_or_details(specifications: Any, mapping: dict[str, Any]) -> None:
    assert row(specifications=specifications)["specifications"] == mapping


def test_picture_and_page_are_kept_among_the_specifications() -> None:
    assert row(фото="https://shop.example/1.jpg")["specifications"] == {"image_url": "https://shop.example/1.jpg"}


def test_ids_and_currencies_are_of_limited_length() -> None:
    parsed = row(id="x" * 300, currency="kzt" + "x" * 300)
    assert len(parsed["external_id"]) == len(parsed["currency"]) == 200
    assert row(currency="kzt")["currency"] == "KZT"
