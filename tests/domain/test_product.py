"""What a client is told of a product: picture and page where the owner named them, whatever they called them."""

from decimal import Decimal

import pytest

from parley.catalog.product_row import parse_product_row
from parley.domain.product import format_price, is_link_key, product_links, product_payload
from parley.models import Product

MUG = {"id": "mug-1", "name": "Кружка", "price": 990}


def told(**given: object) -> dict[str, object]:
    return product_payload(Product(**parse_product_row({**MUG, **given})), "shop")


@pytest.mark.parametrize("name", ["image_url", "image", "Фото", "картинка"])
def test_a_picture_is_found_under_any_of_its_names(name: str) -> None:
    assert told(**{name: "https://shop.example/mug.jpg"})["image_url"] == "https://shop.example/mug.jpg"
    assert (
        told(specifications={name: "https://shop.example/mug.jpg"})["image_url"] == "https://shop.example/mug.jpg"
    )


def test_a_page_is_told_too() -> None:
    assert told(url="https://shop.example/mug")["url"] == "https://shop.example/mug"


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "mug.jpg",
        "",
        None,
        5,
        "http://",
        "http://[",
        "https://a b",
    ],
)
def test_what_is_no_address_of_the_web_is_not_told(bad: object) -> None:
    assert product_links({"image": bad}) == {}
    assert "image_url" not in told(image=bad)


def test_a_product_without_them_has_no_such_keys() -> None:
    assert {"image_url", "url"}.isdisjoint(told())


def test_addresses_are_nothing_to_search_in() -> None:
    assert is_link_key("Фото")
    assert not is_link_key("цвет")


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
def test_a_price_is_shown_as_its_country_writes_it(amount: str, currency: str, text: str) -> None:
    assert format_price(Decimal(amount), currency) == text


def test_without_a_price_nothing_is_shown() -> None:
    assert format_price(None, "KZT") == ""
