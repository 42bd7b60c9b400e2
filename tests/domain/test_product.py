"""What a client is told of a product: picture and page where the owner named them, whatever they called them."""

import pytest

from parley.catalog.products import parse_product_row
from parley.domain.product import is_link_key, product_links, product_payload
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
