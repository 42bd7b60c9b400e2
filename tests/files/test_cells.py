import csv
from io import StringIO

import pytest
from openpyxl import Workbook

from fakes import office
from parley.files import products
from parley.files.cells import safe_cell
from parley.files.record import FileRecord

FORMULAS = ['=HYPERLINK("http://demo.example","x")', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "\t=1", " =1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_read_as_text_and_written_out_as_text(text: str) -> None:
    file = StringIO()
    csv.writer(file).writerows([["id", "name", "description"], ["1", "Tea", text]])
    (record,) = products.read_products("a.csv", file.getvalue().encode())
    assert isinstance(record, FileRecord)
    assert record.values["description"] == text.strip()
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Tea", "5-6", "a=b", "", "'=1", "5"])
def test_other_text_is_written_out_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_of_a_formula_in_a_workbook_its_last_value_is_read() -> None:
    file = office.xlsx(["id", "name", "price"], [1, "Tea", "=500*2"])
    sheet = office.part(file, "xl/worksheets/sheet1.xml")
    assert b"<f>500*2</f><v" in sheet.replace(b" />", b"")
    reckoned = sheet.replace(b"<f>500*2</f><v />", b"<f>500*2</f><v>1000</v>").replace(
        b"<f>500*2</f><v></v>", b"<f>500*2</f><v>1000</v>"
    )
    (record,) = products.read_products("a.xlsx", office.repacked(file, {"xl/worksheets/sheet1.xml": reckoned}))
    assert isinstance(record, FileRecord)
    assert record.values["price"] == 1000


def test_a_formula_that_was_never_reckoned_is_no_price() -> None:
    (record,) = products.read_products("a.xlsx", office.xlsx(["id", "name", "price"], [1, "Tea", "=500*2"]))
    assert isinstance(record, FileRecord)
    assert "price" not in record.values


def test_a_workbook_holds_no_formula_of_ours() -> None:
    sheet = Workbook().active
    assert sheet is not None
    sheet["A1"] = safe_cell("=1+1")
    assert sheet["A1"].data_type == "s"
