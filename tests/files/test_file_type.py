import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from fakes import office
from parley.errors import Invalid
from parley.files.file_type import DOCUMENT_EXTENSIONS, MAX_UPLOAD_BYTES, PRODUCT_EXTENSIONS, open_upload

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(name: str, data: bytes, supported: tuple[str, ...] = PRODUCT_EXTENSIONS) -> str:
    with pytest.raises(Invalid) as refused:
        open_upload(name, data, supported)
    return str(refused.value)


@pytest.mark.parametrize("name", ["shop.exe", "shop", "shop.csv.bak", ".csv", "shop.doc"])
def test_an_unknown_extension_is_answered_with_the_list(name: str) -> None:
    assert (
        refusal(name, b"id,name\n") == f"Unsupported file type. Supported formats: {', '.join(PRODUCT_EXTENSIONS)}"
    )


@pytest.mark.parametrize(
    ("name", "data", "is_named", "is_really"),
    [
        ("a.csv", office.pdf("x"), "a CSV file", "a PDF document"),
        ("a.csv", office.zipped({"x.csv": b"id"}), "a CSV file", "a ZIP archive"),
        ("a.csv", office.xlsx(["name"]), "a CSV file", "an Excel workbook (XLSX)"),
        ("a.docx", office.xlsx(["name"]), "a Word document (DOCX)", "an Excel workbook (XLSX)"),
        ("a.xlsx", b"id;name\n1;x\n", "an Excel workbook (XLSX)", "plain text"),
        ("a.xlsx", OLD_EXCEL, "an Excel workbook (XLSX)", "an old Word or Excel file (.doc, .xls). Save it as"),
        ("a.json", b"\x89PNG\r\n\x1a\n" + bytes(50), "a JSON file", "a PNG picture"),
        ("a.csv", b"<!-- saved --><!DOCTYPE html><html></html>", "a CSV file", "an HTML page"),
        ("a.pdf", b"<html><body>404</body></html>", "a PDF document", "an HTML page"),
        ("a.txt", bytes(range(32)) * 50, "a TXT file", "something that is not text"),
        ("a.docx", b"PK\x03\x04 and no more", "a Word document (DOCX)", "a damaged ZIP archive"),
    ],
)
def test_a_file_that_is_something_else_is_refused_by_both_names(
    name: str, data: bytes, is_named: str, is_really: str
) -> None:
    said = refusal(name, data)
    assert f"«{name}» is named as {is_named} but is {is_really}" in said


def test_a_workbook_locked_with_a_password_is_told_as_such() -> None:
    assert "locked with a password" in refusal("a.xlsx", OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("PRICE.CSV", "id;name\n".encode("utf-16")),
        ("a.csv", "название".encode("utf-16-le")),
        ("a.csv", "название\0;цена".encode("cp1251")),
        ("a.pdf", b"\r\nmade by a till\n" + office.pdf("x")),
        ("C:\\shop\\price.json", b"[]"),
        ("a.docx", office.docx("x")),
        ("a.txt", b"What %PDF- means"),
    ],
)
def test_a_file_that_is_what_it_says_is_opened(name: str, data: bytes) -> None:
    assert open_upload(name, data, PRODUCT_EXTENSIONS).data == data


def test_htm_is_html_and_a_path_does_for_bytes(tmp_path: Path) -> None:
    page = tmp_path / "faq.htm"
    page.write_bytes(b"<p>Open from nine")
    assert open_upload(page.name, page, DOCUMENT_EXTENSIONS) == ("faq.htm", ".html", b"<p>Open from nine")


def test_an_empty_file_is_told_as_such() -> None:
    assert refusal("a.csv", b" \r\n") == "«a.csv» is empty"


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MAX_UPLOAD_BYTES + 1)
    with pytest.raises(Invalid, match="up to 20 MiB"):
        open_upload(large.name, large, PRODUCT_EXTENSIONS)
    assert "up to 20 MiB" in refusal("a.csv", b"a" * (MAX_UPLOAD_BYTES + 1))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    sheet = b"<sheetData>" + b"<row/>" * 4_000_000
    bomb = office.repacked(office.xlsx(["name"]), {"xl/worksheets/sheet1.xml": sheet})
    assert len(bomb) < 200_000
    assert "unpacks to far more than its size" in refusal("a.xlsx", bomb)


def test_a_document_that_unpacks_to_too_much_is_refused_whatever_its_ratio() -> None:
    parts = {f"word/media/{n}.bin": bytes(1_000_000) for n in range(90)}
    assert re.search(
        r"unpacks to \d+ MiB; up to 80 MiB", refusal("a.docx", office.repacked(office.docx("x"), parts))
    )


def test_a_document_of_very_many_tags_is_refused() -> None:
    # Numbered, so that they pack no better than a real document.
    body = b"".join(b"<a/>" * 40 + b"%d" % (number * 7919) for number in range(120_000))
    bomb = office.repacked(office.docx("x"), {"word/document.xml": b"<w>" + body + b"</w>"})
    assert "more cells or paragraphs than are read" in refusal("a.docx", bomb)


def test_an_archive_of_very_many_parts_is_refused() -> None:
    parts = {f"x/{n}": b"" for n in range(5_001)}
    assert "up to 5000 are read" in refusal("a.docx", office.repacked(office.docx("x"), parts))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_office_file_that_declares_entities_is_refused(encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    file = office.repacked(office.docx("x"), {"word/document.xml": text.encode(encoding)})
    assert "declares XML entities" in refusal("a.docx", file)


def test_a_damaged_archive_is_told_as_such() -> None:
    good = bytearray(office.docx("x"))
    with zipfile.ZipFile(BytesIO(good)) as archive:
        at = archive.getinfo("word/document.xml").header_offset
    good[at + 60 : at + 200] = bytes(140)
    assert "is damaged" in refusal("a.docx", bytes(good))
