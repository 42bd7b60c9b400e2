"""Rows with a header become records."""

from collections.abc import Iterator
from typing import Any

import pytest

from fakes import office
from fakes.product_files import products_of, records_of
from parley.files import tables
from parley.files.product_records import normalize_records
from parley.files.records import FileRecord, RawRecord, SkippedRecord
from parley.files.tables import NO_HEADER, TableRow, count_product_fields, is_header, read_table_records


def test_a_title_above_the_header_and_sections_between_rows_are_understood() -> None:
    file = office.xlsx(
        ["Прайс-лист демо-магазина"],
        [],
        ["№", "Наименование", "Цена, тг"],
        ["Чай"],
        [1, "Ассам", 500],
        [None, "Кофе", None],
        [2, "Арабика", 1200.5],
    )
    first, tea, second, coffee = records_of("price.xlsx", file)
    assert first == SkippedRecord(4, "Taken as the category of what follows: Чай")
    assert isinstance(tea, FileRecord)
    assert isinstance(second, SkippedRecord)
    assert isinstance(coffee, FileRecord)
    assert (tea.location, tea.values["category"], tea.values["currency"]) == (5, "Чай", "KZT")
    assert (coffee.values["category"], coffee.values["price"]) == ("Кофе", 1200.5)


def test_ten_thousand_rows_come_one_by_one() -> None:
    taken = 0

    def rows() -> Iterator[TableRow]:
        nonlocal taken
        for taken in range(10_001):
            yield TableRow(taken + 1, [f"p{taken}", f"Товар {taken}"] if taken else ["id", "name"])

    reading = normalize_records(tables.read_table_records(rows()))
    assert next(reading) == FileRecord(2, {"id": "p1", "name": "Товар 1"})
    assert taken < 50
    assert sum(isinstance(record, FileRecord) for record in reading) == 9_999


@pytest.mark.parametrize(
    ("cells", "header"),
    [
        (["name", "price"], True),
        (["№", "Наименование", "Цена, тг"], True),
        (["name"], True),
        (["price", "category"], False),
        ([None, 5, "Чайник"], False),
        (["Товары", "Товары", "Товары"], False),  # the cells of one title
        (["Товары", "", "Товары"], False),
        (["Товар", "Цвет"], True),
        ([], False),
    ],
)
def test_a_header_is_a_row_with_a_column_for_names(cells: list[Any], header: bool) -> None:
    assert is_header(cells) is header


def test_known_columns_are_counted_once_each() -> None:
    assert count_product_fields(["name", "Название", "price", "Цвет", 5, None]) == 2


def test_a_table_without_a_header_is_named() -> None:
    rows = [TableRow(number, ["Abay", number]) for number in range(1, 40)]
    assert list(read_table_records(rows)) == [SkippedRecord(1, NO_HEADER)]
    assert list(read_table_records(rows, table_name="Sheet 2")) == [SkippedRecord("Sheet 2", NO_HEADER)]
    assert list(read_table_records([])) == []


@pytest.mark.parametrize(("rows_before", "found"), [(19, True), (20, False)])
def test_a_header_is_looked_for_in_the_first_twenty_rows(rows_before: int, found: bool) -> None:
    rows = [TableRow(number, ["", "our prices"]) for number in range(rows_before)]
    records = list(read_table_records([*rows, TableRow(98, ["name", "price"]), TableRow(99, ["Tea", 5])]))
    assert [record.location for record in records] == ([99] if found else [0])


def test_the_header_of_the_next_printed_page_is_no_product() -> None:
    header: list[Any] = ["name", "price"]
    rows = [TableRow(1, header), TableRow(2, ["A", 1]), TableRow(3, header), TableRow(4, ["B", 2])]
    assert [record.location for record in read_table_records(rows)] == [2, 4]


def test_a_lone_cell_is_a_product_where_there_is_little_else_to_fill_in() -> None:
    rows = [TableRow(1, ["name", "price"]), TableRow(2, ["Tea"])]
    assert [type(record) for record in read_table_records(rows)] == [RawRecord]


@pytest.mark.parametrize(
    ("data", "cost"),
    [
        ("Наименование;Цена;\n;закуп;розница\nЧайник;3217;5000\n", {"Цена закуп": "3217"}),
        ("Наименование;Цена;Цена\n;Закуп.;Розница\nЧайник;3217;5000\n", {"Цена Закуп.": "3217"}),
        ("Прайс;;\nName;Price;\n;cost;retail\nЧайник;3217;5000\n", {"Price cost": "3217"}),
        ("Название;Цены\n;закуп;цена\nЧайник;3217;5000\n", {"Цены закуп": "3217"}),
    ],
)
def test_a_second_row_of_headings_tells_what_goods_cost_from_their_price(data: str, cost: dict[str, str]) -> None:
    (kettle,) = products_of("a.csv", data)
    assert kettle["name"] == "Чайник"
    assert cost.items() <= kettle["specifications"].items()
    assert "3217" not in str(kettle.get("price", ""))


@pytest.mark.parametrize(
    "data", ["Название;Цена;Цвет\nЗакуп;5;\nЧайник;5000;белый\n", "Название;Цена\n\nЧайник;5000\nУтюг;7000\n"]
)
def test_a_first_product_is_no_second_row_of_headings(data: str) -> None:
    assert len(products_of("a.csv", data)) == 2
