"""Ids, fields and limits of the products of a file."""

import json

import pytest

from fakes.product_files import products_of, records_of
from parley.files.product_records import normalize_records
from parley.files.records import MAX_TEXT_CHARS, FileRecord, RawRecord, SkippedRecord


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Название;Цена\nЧайник;5000\nУтюг;7000\n"),
        ("a.json", '[{"name":"Чайник"},{"name":"Утюг"}]'),
        ("a.txt", "Чайник\n- Цена: 5000\nУтюг\n- Цена: 7000\n"),
    ],
)
def test_the_same_file_gives_the_same_ids_every_time(name: str, data: str) -> None:
    first, second = (record["id"] for record in products_of(name, data))
    assert first.startswith("chainik-")
    assert second.startswith("utiug-")
    assert [record["id"] for record in products_of(name, data)] == [first, second]


def test_the_id_of_a_name_depends_on_neither_format_nor_place() -> None:
    (of_json,) = products_of("a.json", '{"name": "Чайник  электрический"}')
    *_, of_csv = products_of("b.csv", "Цена,Товар\n1,Утюг\n2,чайник Электрический\n")
    assert of_json["id"] == of_csv["id"]


def test_two_products_of_one_name_are_two() -> None:
    first, second = products_of("a.csv", "name,size\nShirt,S\nShirt,M\n")
    assert second["id"] == first["id"] + "-2"


def test_the_very_same_product_counts_once() -> None:
    _, repeated, _ = records_of("a.csv", "name,size\nShirt,S\nShirt,S\nHat,S\n")
    assert repeated == SkippedRecord(3, "The same product stands in the file before")


def test_an_id_too_long_to_be_one_is_skipped() -> None:
    long, good = records_of("a.json", json.dumps([{"id": "x" * 300, "name": "A"}, {"id": 5, "name": "B"}]))
    assert isinstance(long, SkippedRecord)
    assert isinstance(good, FileRecord)
    assert good.values["id"] == "5"


def test_a_long_cell_is_cut_and_the_owner_told() -> None:
    (record,) = records_of("a.csv", f"name,description\nA,{'x' * 200_000}\n")
    assert isinstance(record, FileRecord)
    assert len(record.values["description"]) == MAX_TEXT_CHARS
    assert record.notes == ("description: cut from 200,000 to 20,000 characters",)


def test_a_long_name_is_cut_and_the_owner_told() -> None:
    (record,) = records_of("a.csv", f"name,price\n{'x' * 400},5\n")
    assert isinstance(record, FileRecord)
    assert record.values["name"] == "x" * 299 + "…"
    assert record.notes == ("name: cut from 400 to 300 characters",)


def test_more_records_than_a_file_may_have_are_not_read() -> None:
    raw = (RawRecord(number, [("name", f"Product {number}")]) for number in range(1, 9))
    *_, last, end = normalize_records(raw, max_records=3)
    assert isinstance(last, FileRecord)
    assert end == SkippedRecord(4, "From here on nothing is read: one file may have 3 records")


def test_of_two_columns_for_one_field_the_first_counts_and_the_other_is_kept() -> None:
    (record,) = products_of("a.csv", "name;title;price\nTea;Green;5\n")
    assert (record["name"], record["specifications"]) == ("Tea", {"title": "Green"})


def test_other_columns_become_specifications() -> None:
    (record,) = records_of(
        "a.csv",
        "№;Название;Цвет;Характеристики\n1;Чайник;белый;Объём: 2 л; Вес: 1 кг\n".replace(
            "Объём: 2 л; Вес: 1 кг", '"Объём: 2 л; Вес: 1 кг"'
        ),
    )
    assert isinstance(record, FileRecord)
    assert record.values["specifications"] == {"Цвет": "белый", "Объём": "2 л", "Вес": "1 кг"}


@pytest.mark.parametrize(
    ("data", "price", "specifications"),
    [
        ("name,cost,price\nMug,3,5\n", "5", {"cost": "3"}),
        ("name,Cost,Retail\nMug,3,5\n", "5", {"Cost": "3"}),
        ("name,Cost,Price club\nMug,3,5\n", None, {"Cost": "3", "Price club": "5"}),
        ("name,cost,supplier\nMug,3,Demo\n", None, {"cost": "3", "supplier": "Demo"}),
        ("Название;Закуп.цена;Цена\nЧайник;3;5\n", "5", {"Закуп.цена": "3"}),
        # the only figure there is, is what a customer pays
        ("name,cost\nMug,3\n", "3", {}),
        ("name,cost,Cost of delivery\nMug,3,1\n", "3", {"Cost of delivery": "1"}),
    ],
)
def test_what_goods_cost_the_company_is_not_taken_for_their_price(
    data: str, price: str | None, specifications: dict[str, str]
) -> None:
    (product,) = products_of("a.csv", data)
    assert product.get("price") == price
    assert product.get("specifications", {}) == specifications


def test_prices_by_their_names_are_none_of_them_the_price() -> None:
    (product,) = products_of("a.json", '[{"name": "Mug", "price": {"purchase": 3, "retail": 5}}]')
    assert "price" not in product
    assert product["specifications"] == {"price": {"purchase": 3, "retail": 5}}


def test_a_cost_beside_a_price_does_not_begin_another_product() -> None:
    (product,) = products_of("a.txt", "Mug\n- Cost: 3\n- Price: 5\n- Colour: white\n")
    assert (product["price"], product["specifications"]) == ("5", {"Cost": "3", "Colour": "white"})
