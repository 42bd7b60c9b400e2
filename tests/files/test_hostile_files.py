"""Whatever bytes come, a reader gives records or says Invalid."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import office
from parley.errors import Invalid
from parley.files import documents, products
from parley.files.file_type import DOCUMENT_EXTENSIONS, PRODUCT_EXTENSIONS

READERS: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "products": (products.read_products, PRODUCT_EXTENSIONS),
    "texts": (documents.read_document_parts, DOCUMENT_EXTENSIONS),
}
GOOD = {
    ".json": b'[{"name":"A","price":5,"features":["x"]},{"name":"B","specifications":{"k":"v"}}]',
    ".csv": 'name;price;features\nЧай;5;a|b\n"К""офе";6;"x\ny"\n'.encode(),
    ".tsv": b"name\tprice\nA\t5\n",
    ".xml": "<?xml version='1.0'?><products><product id='1'><name>Чай</name></product></products>".encode(),
    ".txt": "=== Чай ===\nАссам\n- Цена: 5\n  и ещё\nКофе\n- ID: 6\n".encode(),
    ".md": "# Чай\n## Ассам\n- **Цена:** 5\n```\n# x\n```\n".encode(),
    ".pdf": office.pdf("A\n- Price: 5", "B\n- Price: 6"),
    ".docx": office.docx("# Tea", "Assam", "* Price: 5", [["name", "price"], ["A", "1"]]),
    ".xlsx": office.as_excel_saves(office.xlsx(["name", "price"], ["A", 1], ["B", "=1+1"])),
    ".html": b"<html><body><h1>A</h1><p>b<table><tr><td>c</table></html>",
    ".htm": b"<h1>A<p>b<!-- c --><script>d</script>",
}
CASES = [(reader, kind) for reader, (_, kinds) in READERS.items() for kind in kinds]


def survives(reader: str, kind: str, data: bytes) -> None:
    try:
        found = list(READERS[reader][0](f"a{kind}", data))
    except Invalid as error:
        found = [str(error)]
    # What has been read can be stored.
    json.dumps(found, allow_nan=False, ensure_ascii=False).encode()


@pytest.mark.parametrize(("reader", "kind"), CASES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(reader: str, kind: str, data: bytes) -> None:
    survives(reader, kind, data)
    survives(reader, kind, GOOD[kind][:8] + data)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize(("reader", "kind"), CASES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_good_file_spoilt_anywhere_is_read_or_refused(reader: str, kind: str, data: st.DataObject) -> None:
    spoilt = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(spoilt) - 1))
        spoilt[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
        spoilt = spoilt or bytearray(b" ")
    survives(reader, kind, bytes(spoilt))


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize(
    ("reader", "kind", "part"),
    [
        ("products", ".xlsx", "xl/worksheets/sheet1.xml"),
        ("products", ".xlsx", "xl/sharedStrings.xml"),
        ("products", ".xlsx", "xl/workbook.xml"),
        ("products", ".xlsx", "xl/styles.xml"),
        ("products", ".docx", "word/document.xml"),
        ("texts", ".docx", "word/styles.xml"),
    ],
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_office_file_spoilt_inside_is_read_or_refused(
    reader: str, kind: str, part: str, data: st.DataObject
) -> None:
    text = office.part(GOOD[kind], part)
    at = data.draw(st.integers(0, len(text) - 1))
    size = data.draw(st.integers(0, 20))
    inside = data.draw(
        st.one_of(st.binary(max_size=9), st.from_regex(rb"[0-9]{1,12}|<[a-z:]{1,5}/?>|\"", fullmatch=True))
    )
    survives(reader, kind, office.repacked(GOOD[kind], {part: text[:at] + inside + text[at + size :]}))


@pytest.mark.parametrize(("reader", "kind"), CASES)
@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<a ",
        "<!--",
        "<![CDATA[",
        "[",
        '"',
        "- a:",
        "- a: b\nc\n",
        "<!---->",
        "=",
        "== a ==",
        "# a #",
        "(",
        "&",
        "\n",
        "| ",
        "#",
    ],
)
def test_one_sign_repeated_is_no_trouble(reader: str, kind: str, unit: str) -> None:
    survives(reader, kind, (unit * (100_000 // len(unit))).encode())
