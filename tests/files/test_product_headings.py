"""Which field of a product a heading stands for."""

import pytest

from parley.files.product_headings import match_product_field


@pytest.mark.parametrize(
    ("written", "name", "currency"),
    [
        ("Наименование товара", "name", ""),
        ("product_id", "id", ""),
        ("productId", "id", ""),
        ("Цена, тг", "price", "KZT"),
        ("Цена за шт. (руб.)", "price", "RUB"),
        ("Price, USD", "price", "USD"),
        ("Narxi (so'm)", "price", "UZS"),
        ("Баға", "price", ""),
        ("В наличии", "availability", ""),
        ("КАТЕГОРИЯ ТОВАРА", "category", ""),
        ("Технические характеристики", "specifications", ""),
        ("Цена оптовая", "", ""),
        ("Цвет", "", ""),
    ],
)
def test_a_column_is_known_however_its_owner_called_it(written: str, name: str, currency: str) -> None:
    assert (match_product_field(written).name, match_product_field(written).currency) == (name, currency)
