"""Rows of CSV: separators, quotes, what programs add."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.product_files import products_of, records_of
from parley.errors import Invalid
from parley.files.records import FileRecord, SkippedRecord


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8_r"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_in_russian_is_read_in_any_encoding_with_any_separator(encoding: str, separator: str) -> None:
    lines = [["Артикул", "Наименование", "Цена"], ["A-1", "Чайник электрический", "5000"]]
    (record,) = records_of("a.csv", "\r\n".join(separator.join(line) for line in lines).encode(encoding))
    assert record == FileRecord(2, {"id": "A-1", "name": "Чайник электрический", "price": "5000"})


def test_a_quote_that_is_never_closed_costs_one_line() -> None:
    bad, *rest = records_of("a.csv", 'name;description\nA;"never closed\nB;x\n"C";"two\nlines"\nD;"5"" screen"\n')
    assert bad == SkippedRecord(2, "A quote is opened in this line and never closed")
    assert [
        (record.location, record.values.get("description")) for record in rest if isinstance(record, FileRecord)
    ] == [
        (3, "x"),
        (4, "two\nlines"),
        (6, '5" screen'),
    ]


def test_quotes_within_quotes_are_taken_as_they_are_meant() -> None:
    found = records_of("a.csv", 'name,description\nA,"5" screen"\nB,6" screen\nC,"x" \n')
    assert [record.values["description"] for record in found if isinstance(record, FileRecord)] == [
        '5 screen"',
        '6" screen',
        "x",
    ]


def test_quotes_that_close_nowhere_end_the_reading() -> None:
    with pytest.raises(Invalid, match="quotes of this CSV file do not close"):
        records_of("a.csv", "name,b\nA,1\n" + 'b","c\n' * 5_000)


def test_what_excel_writes_above_the_header_is_no_row() -> None:
    (record,) = records_of("a.csv", "sep=;\r\nname;price\r\nA;5\r\n")
    assert (record.location, isinstance(record, FileRecord)) == (3, True)


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://demo.example","x")', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3"]
)
def test_a_formula_is_read_as_text(text: str) -> None:
    file = StringIO()
    csv.writer(file).writerows([["id", "name", "description"], ["1", "Tea", text]])
    (product,) = products_of("a.csv", file.getvalue())
    assert product["description"] == text


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=30)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=10), st.sampled_from(",;\t"))
def test_csv_comes_back_as_it_was_written(rows: list[tuple[str, str, str]], separator: str) -> None:
    file = StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(["id", "name", "description"])
    writer.writerows([f"p{number}", f"N{name}", description] for number, (_, name, description) in enumerate(rows))
    found = products_of("a.csv", file.getvalue())
    expected = [
        {"id": f"p{number}", "name": f"N{name}".strip(), "description": description.strip()}
        for number, (_, name, description) in enumerate(rows)
    ]
    assert found == [{key: text for key, text in record.items() if text} for record in expected]
