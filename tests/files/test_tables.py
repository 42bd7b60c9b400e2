from collections.abc import Iterator

import pytest

from fakes import office
from parley.errors import Invalid
from parley.files import products, record, tables
from parley.files.fields import match_product_field
from parley.files.record import FileRecord, SkippedRecord, normalize_records
from parley.files.tables import TableRow


def read(name: str, data: bytes | str) -> list[FileRecord | SkippedRecord]:
    return list(products.read_products(name, data.encode() if isinstance(data, str) else data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8_r"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_in_russian_is_read_in_any_encoding_with_any_separator(encoding: str, separator: str) -> None:
    lines = [["Артикул", "Наименование", "Цена"], ["A-1", "Чайник электрический", "5000"]]
    (one,) = read("a.csv", "\r\n".join(separator.join(line) for line in lines).encode(encoding))
    assert one == FileRecord(2, {"id": "A-1", "name": "Чайник электрический", "price": "5000"})


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
def test_a_column_is_known_however_it_is_called(written: str, name: str, currency: str) -> None:
    assert (match_product_field(written).name, match_product_field(written).currency) == (name, currency)


def test_other_columns_become_specifications() -> None:
    (one,) = read(
        "a.csv",
        "№;Название;Цвет;Характеристики\n1;Чайник;белый;Объём: 2 л; Вес: 1 кг\n".replace(
            "Объём: 2 л; Вес: 1 кг", '"Объём: 2 л; Вес: 1 кг"'
        ),
    )
    assert isinstance(one, FileRecord)
    assert one.values["specifications"] == {"Цвет": "белый", "Объём": "2 л", "Вес": "1 кг"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('{"RAM": 8, "OS": ["a", "b"]}', {"RAM": 8, "OS": ["a", "b"]}),
        ("RAM: 8 GB; Site: http://demo.example", {"RAM": "8 GB", "Site": "http://demo.example"}),
        ("RAM=8|OS=none", {"RAM": "8", "OS": "none"}),
        ("{broken", "{broken"),
        ("made of steel", "made of steel"),
    ],
)
def test_specifications_are_json_or_pairs_or_left_to_the_catalogue(written: str, expected: object) -> None:
    quoted = written.replace('"', '""')
    (one,) = read("a.csv", f'name,specifications\nA,"{quoted}"\n')
    assert isinstance(one, FileRecord)
    assert one.values["specifications"] == expected


def test_features_are_split_at_bars_and_semicolons_only() -> None:
    found = read("a.csv", 'name,features\nA,x|y\nB,"x, 5; y"\nC,"x, y"\n')
    assert [one.values["features"] for one in found if isinstance(one, FileRecord)] == [
        ["x", "y"],
        ["x, 5", "y"],
        "x, y",
    ]


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
    first, tea, second, coffee = read("price.xlsx", file)
    assert first == SkippedRecord(4, "Taken as the category of what follows: Чай")
    assert isinstance(tea, FileRecord)
    assert isinstance(second, SkippedRecord)
    assert isinstance(coffee, FileRecord)
    assert (tea.location, tea.values["category"], tea.values["currency"]) == (5, "Чай", "KZT")
    assert (coffee.values["category"], coffee.values["price"]) == ("Кофе", 1200.5)


def test_every_sheet_with_products_is_read_and_the_others_are_named() -> None:
    file = office.xlsx(["name"], ["A"], more={"Notes": [["call Ann"]], "More": [["name"], ["B"]]})
    assert [one.location for one in read("a.xlsx", file)] == ["Sheet, row 2", "Sheet Notes", "More, row 2"]


def test_a_quote_that_is_never_closed_costs_one_line() -> None:
    bad, *rest = read("a.csv", 'name;description\nA;"never closed\nB;x\n"C";"two\nlines"\nD;"5"" screen"\n')
    assert bad == SkippedRecord(2, "A quote is opened in this line and never closed")
    assert [(one.location, one.values.get("description")) for one in rest if isinstance(one, FileRecord)] == [
        (3, "x"),
        (4, "two\nlines"),
        (6, '5" screen'),
    ]


def test_quotes_within_quotes_are_taken_as_they_are_meant() -> None:
    found = read("a.csv", 'name,description\nA,"5" screen"\nB,6" screen\nC,"x" \n')
    assert [one.values["description"] for one in found if isinstance(one, FileRecord)] == [
        '5 screen"',
        '6" screen',
        "x",
    ]


def test_quotes_that_close_nowhere_end_the_reading() -> None:
    with pytest.raises(Invalid, match="quotes of this CSV file do not close"):
        read("a.csv", "name,b\nA,1\n" + 'b","c\n' * 5_000)


def test_what_excel_writes_above_the_header_is_no_row() -> None:
    (one,) = read("a.csv", "sep=;\r\nname;price\r\nA;5\r\n")
    assert (one.location, isinstance(one, FileRecord)) == (3, True)


def test_cells_of_a_workbook_keep_their_numbers_and_lose_their_faults() -> None:
    file = office.xlsx(["id", "name", "price", "In stock", "Made"], [1001.0, "A", 99.5, True, "#REF!"])
    (one,) = read("a.xlsx", file)
    assert isinstance(one, FileRecord)
    assert one.values == {"id": "1001", "name": "A", "price": 99.5, "availability": True}


def test_a_workbook_that_names_absurd_rows_is_read_up_to_them() -> None:
    file = office.xlsx(["name"], ["A"], ["B"])
    sheet = office.part(file, "xl/worksheets/sheet1.xml").replace(b'<row r="3">', b'<row r="999999999999">')
    found = read("a.xlsx", office.repacked(file, {"xl/worksheets/sheet1.xml": sheet}))
    assert [one.values["name"] for one in found if isinstance(one, FileRecord)] == ["A"]


def test_ten_thousand_rows_come_one_by_one() -> None:
    taken = 0

    def rows() -> Iterator[TableRow]:
        nonlocal taken
        for taken in range(10_001):
            yield TableRow(taken + 1, [f"p{taken}", f"Товар {taken}"] if taken else ["id", "name"])

    reading = normalize_records(tables.read_table_records(rows()))
    assert next(reading) == FileRecord(2, {"id": "p1", "name": "Товар 1"})
    assert taken < 50
    assert sum(isinstance(one, FileRecord) for one in reading) == 9_999


def test_more_records_than_a_file_may_have_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "MAX_RECORDS", 3)
    *_, last, end = read("a.csv", "name\n" + "\n".join("ABCDE"))
    assert isinstance(last, FileRecord)
    assert end == SkippedRecord(5, "From here on nothing is read: one file may have 3 records")
