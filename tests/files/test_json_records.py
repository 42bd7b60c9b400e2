"""Products of JSON."""

import pytest

from fakes.product_files import products_of, records_of
from parley.errors import Invalid


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5_000 + "1" + "}" * 5_000, "[" * 80 + "]" * 80])
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="nested more than 64 levels"):
        records_of("a.json", text)


def test_a_mistake_is_named_by_its_line() -> None:
    with pytest.raises(Invalid, match=r"not valid JSON: .*line 2, column 14"):
        records_of("a.json", '[\n{"name": "A" "price": 5}]')


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    with pytest.raises(Invalid, match="thousands of digits"):
        records_of("a.json", '[{"name":"A","price":' + "9" * 10_000 + "}]")


def test_what_cannot_be_stored_is_left_out() -> None:
    text = r'[{"name":"A\u0000\ud800","price":NaN,"specifications":{"x":Infinity,"y":["\u0000b"]}}]'
    (record,) = products_of("a.json", text)
    assert record["name"] == "A"
    assert "price" not in record
    assert record["specifications"] == {"x": None, "y": ["b"]}


def test_keys_in_russian_and_of_ones_own_are_kept() -> None:
    (record,) = products_of("a.json", '{"товары":[{"Название":"A","Цена":5,"Цвет":"red","brand_id":"x"}]}')
    assert record == {"name": "A", "price": 5, "specifications": {"Цвет": "red"}, "id": record["id"]}
