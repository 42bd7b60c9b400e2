"""Tables of addresses, whatever their owner called the columns."""

import json
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from parley.errors import Invalid
from parley.files.address_table import read_address_file
from parley.files.records import FileRecord, SkippedRecord


def taken(name: str, data: bytes | str) -> list[Any]:
    found = read_address_file(name, data if isinstance(data, bytes) else data.encode())
    return [dict(record.values) if isinstance(record, FileRecord) else record for record in found]


def workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


ROW = {"city": "Москва", "street": "ул. Ленина", "houses": "1-45"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Город;Улица;Дома\nМосква;ул. Ленина;1-45\n"),
        ("a.csv", "city,street,houses\nМосква,ул. Ленина,1-45\n"),
        ("a.tsv", "Населённый пункт\tНазвание улицы\tНомера домов\nМосква\tул. Ленина\t1-45\n"),
        ("a.csv", "Зона покрытия\n\nГород;Улица;Дом\nМосква;ул. Ленина;1-45\n;;\n"),
        ("a.csv", "Город;Улица;Дома\nМосква;ул. Ленина;1-45\n".encode("cp1251")),
        ("a.json", json.dumps([ROW])),
        ("a.json", json.dumps({"addresses": [ROW]})),
        ("a.json", json.dumps([{"Город": "Москва", "улица": "ул. Ленина", "Дома": "1-45"}])),
        ("a.xlsx", workbook(["Город", "Улица", "Дома"], ["Москва", "ул. Ленина", "1-45"])),
    ],
)
def test_a_table_is_read_whatever_its_columns_are_called(name: str, data: bytes | str) -> None:
    assert taken(name, data) == [ROW]


def test_every_column_is_read() -> None:
    heading = "Улица;Дом;Чётность;Технология подключения;Доступно;Примечание;Код\n"
    assert taken("a.csv", heading + "Мира;1-9;нечет;GPON;нет;скоро;17\n") == [
        {
            "street": "Мира",
            "houses": "1-9",
            "parity": "нечет",
            "technology": "GPON",
            "available": "нет",
            "note": "скоро",
        }
    ]


def test_cells_of_a_workbook_are_text() -> None:
    assert taken("a.xlsx", workbook(["Улица", "Дом", "Доступно"], ["Мира", 5.0, True])) == [
        {"street": "Мира", "houses": "5", "available": "да"}
    ]


def test_a_row_with_the_whole_address_is_kept_whole() -> None:
    assert taken("a.csv", "Адрес\nг. Москва ул. Ленина 5\n") == [{"address": "г. Москва ул. Ленина 5"}]


def test_what_is_no_row_is_told() -> None:
    assert taken("a.json", "[5]") == [SkippedRecord(1, "It is not an object with a street")]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", "Имя;Телефон\nИван;1\n", "No column holds streets"),
        ("a.json", "{}", "should be a list"),
        ("a.json", "{", "not valid JSON"),
        ("a.pdf", "%PDF-1.4", "Unsupported file type"),
        ("a.csv", "", "is empty"),
        ("a.xlsx", "Улица", "is named as an Excel workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(name: str, data: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        taken(name, data)
