"""Rows of a workbook."""

from fakes import office
from fakes.product_files import records_of
from parley.files.records import FileRecord


def test_every_sheet_with_products_is_read_and_the_others_are_named() -> None:
    file = office.xlsx(["name"], ["A"], more={"Notes": [["call Ann"]], "More": [["name"], ["B"]]})
    assert [record.location for record in records_of("a.xlsx", file)] == [
        "Sheet, row 2",
        "Sheet Notes",
        "More, row 2",
    ]


def test_cells_of_a_workbook_keep_their_numbers_and_lose_their_faults() -> None:
    file = office.xlsx(["id", "name", "price", "In stock", "Made"], [1001.0, "A", 99.5, True, "#REF!"])
    (record,) = records_of("a.xlsx", file)
    assert isinstance(record, FileRecord)
    assert record.values == {"id": "1001", "name": "A", "price": 99.5, "availability": True}


def test_a_workbook_that_names_absurd_rows_is_read_up_to_them() -> None:
    file = office.xlsx(["name"], ["A"], ["B"])
    sheet = office.part(file, "xl/worksheets/sheet1.xml").replace(b'<row r="3">', b'<row r="999999999999">')
    found = records_of("a.xlsx", office.repacked(file, {"xl/worksheets/sheet1.xml": sheet}))
    assert [record.values["name"] for record in found if isinstance(record, FileRecord)] == ["A"]


def test_of_a_formula_in_a_workbook_its_last_value_is_read() -> None:
    file = office.xlsx(["id", "name", "price"], [1, "Tea", "=500*2"])
    sheet = office.part(file, "xl/worksheets/sheet1.xml")
    assert b"<f>500*2</f><v" in sheet.replace(b" />", b"")
    reckoned = sheet.replace(b"<f>500*2</f><v />", b"<f>500*2</f><v>1000</v>").replace(
        b"<f>500*2</f><v></v>", b"<f>500*2</f><v>1000</v>"
    )
    (record,) = records_of("a.xlsx", office.repacked(file, {"xl/worksheets/sheet1.xml": reckoned}))
    assert isinstance(record, FileRecord)
    assert record.values["price"] == 1000


def test_a_formula_that_was_never_reckoned_is_no_price() -> None:
    (record,) = records_of("a.xlsx", office.xlsx(["id", "name", "price"], [1, "Tea", "=500*2"]))
    assert isinstance(record, FileRecord)
    assert "price" not in record.values
