"""PDF: pages in order, and what cannot be read of them."""

import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import count

import pytest
from pypdf import PdfWriter

from fakes import office
from parley.errors import Invalid
from parley.files import documents, pdf, products
from parley.files.documents import DocumentPart
from parley.files.records import SkippedRecord


def read(file: bytes) -> list[DocumentPart]:
    return [record for record in documents.read_document_parts("a.pdf", file) if isinstance(record, DocumentPart)]


def test_five_hundred_pages_are_read() -> None:
    file = office.pdf(*(f"Page {number}\nWe are open from nine to six." for number in range(1, 501)))
    parts = read(file)
    assert [part.page for part in parts] == list(range(1, 501))
    assert parts[-1].text.startswith("Page 500")


@pytest.mark.parametrize("read_file", [documents.read_document_parts, products.read_products])
def test_the_owner_of_a_scan_is_told_that_it_has_no_text(
    read_file: Callable[[str, bytes], Iterable[object]],
) -> None:
    with pytest.raises(Invalid, match=r"«scan\.pdf» holds pictures of pages and no text"):
        list(read_file("scan.pdf", office.pdf("", "", "")))


def test_a_page_without_text_between_others_is_no_scan() -> None:
    assert [part.page for part in read(office.pdf("One", "", "Three"))] == [1, 3]


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(office.pdf("Secret prices")))
    writer.encrypt(password, owner_password="of the owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_password_is_asked_for_only_where_reading_needs_one() -> None:
    with pytest.raises(Invalid, match="locked with a password"):
        list(documents.read_document_parts("a.pdf", locked("1234")))
    assert [part.text for part in read(locked(""))] == ["Secret prices"]


def test_more_pages_than_anyone_writes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 3)
    with pytest.raises(Invalid, match="has 4 pages; up to 3 are read"):
        list(documents.read_document_parts("a.pdf", office.pdf(*"abcd")))


def test_a_page_that_takes_too_long_is_given_up_and_the_others_read() -> None:
    file = office.pdf("One", "\n".join(["x"] * 200), "Three")
    # Every look at the clock costs a tenth of a second: some twenty for a page of two hundred lines.
    ticks = (number / 10 for number in count())
    first, slow, third = pdf.read_pdf_pages(file, "a.pdf", clock=lambda: next(ticks))
    assert (first.text.strip(), slow.error, third.text.strip()) == ("One", "it takes too long to read", "Three")


def test_drawings_within_drawings_without_end_are_given_up() -> None:
    def form(body: str, inner: int) -> str:
        names = f"<< /Font << /F1 3 0 R >> /XObject << /X {inner} 0 R >> >>"
        kind = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources {names} /Length {len(body)}"
        return f"<< {kind} >>\nstream\n{body}\nendstream"

    inner = [form("/X Do " * 20, 7 + level) for level in range(8)]
    file = office.pdf("One", objects=[*inner, form("BT /F1 9 Tf (x) Tj ET", 14)], drawn_after="/X Do")
    ticks = (number / 10 for number in count())
    (page,) = pdf.read_pdf_pages(file, "a.pdf", clock=lambda: next(ticks))
    assert page.error == "it takes too long to read"


def test_a_document_that_takes_too_long_is_refused() -> None:
    ticks = count(step=100)
    with pytest.raises(Invalid, match="takes too long to read; 1 of 5 pages"):
        list(pdf.read_pdf_pages(office.pdf("", "", "", "", ""), "a.pdf", clock=lambda: next(ticks)))


def test_a_page_that_unpacks_to_far_too_much_is_passed_over() -> None:
    packed = zlib.compress(b"BT (x) Tj ET\n" * 1_000_000)
    file = office.pdf("One", "PLACE", "- Price: 5")
    at = file.index(b"BT /F1 12 Tf 14 TL 50 800 Td\n(PLACE)")
    start, end = file.rindex(b"<< /Length", 0, at), file.index(b"endstream", at)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    # The table of offsets is wrong now, which pypdf mends by searching.
    bomb = file[:start] + stream + packed + b"\n" + file[end:]
    skipped = [record for record in products.read_products("a.pdf", bomb) if isinstance(record, SkippedRecord)]
    assert SkippedRecord("page 2", "The page was not read: it holds far more than a page can show") in skipped


def test_a_damaged_pdf_is_told_as_such() -> None:
    with pytest.raises(Invalid, match=r"«a\.pdf» is damaged or is no real PDF"):
        list(documents.read_document_parts("a.pdf", b"%PDF-1.7\nno more than this"))
