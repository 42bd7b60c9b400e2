"""The products of a file, record by record, in whichever of the formats it is written.

CSV, XLSX and XML are read as they go; JSON, TXT and DOCX are parsed whole.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from parley.errors import Invalid
from parley.files import blocks, csv_rows, json_records, tables, xml_records
from parley.files import file_type as kind
from parley.files.blocks import Line
from parley.files.encoding import decode
from parley.files.file_type import Upload
from parley.files.parse_errors import told
from parley.files.record import Given, Record, Skipped, after, records

if TYPE_CHECKING:
    from parley.files import docx

__all__ = ["Record", "Skipped", "read"]

_Given = Iterator[Given | Skipped]


def read(name: str, source: kind.Source) -> Iterator[Record | Skipped]:
    """The products of the file called `name`. The same file gives the same ids every time.

    Raises Invalid at once for a file that is not what its name says, and while being read for one that breaks off
    or holds no products at all; what was read before stays good.
    """
    upload = kind.opened(name, source, kind.PRODUCTS)
    return _told(upload, records(_some(_READERS[upload.kind](upload))))


def _told(upload: Upload, found: Iterator[Record | Skipped]) -> Iterator[Record | Skipped]:
    with told(upload.name, upload.kind[1:].upper()):
        yield from found


def _some(found: _Given) -> _Given:
    """Nothing but skipped records, and few of them, is no catalogue: its owner is told at once."""
    held: list[Skipped] = []
    for one in found:
        if isinstance(one, Given) or len(held) > 100:
            yield from held
            yield one
            yield from found
            return
        held.append(one)
    reasons = "; ".join(dict.fromkeys(one.why for one in held[:3]))
    raise Invalid(f"No products were found in this file. {reasons}".strip())


def _json(upload: Upload) -> _Given:
    return json_records.given(upload.data)


def _csv(upload: Upload) -> _Given:
    return tables.given(csv_rows.rows(decode(upload.data)))


def _xml(upload: Upload) -> _Given:
    return xml_records.given(upload.data)


def _text(upload: Upload) -> _Given:
    return blocks.given(blocks.lines(decode(upload.data)))


# What reads PDF, DOCX and XLSX takes 28 MB of memory: it is loaded by the first file of its kind.
def _xlsx(upload: Upload) -> _Given:
    from parley.files import xlsx

    for sheet in xlsx.sheets(upload.data):
        yield from tables.given(sheet.rows, named_by=f"Sheet {sheet.title}")


def _pdf(upload: Upload) -> _Given:
    faults: list[Skipped] = []
    yield from after(faults, blocks.given(_pdf_lines(upload, faults)))


def _pdf_lines(upload: Upload, faults: list[Skipped]) -> Iterator[Line]:
    from parley.files import pdf

    for page in pdf.pages(upload.data, upload.name):
        if page.fault:
            faults.append(Skipped(f"page {page.number}", f"The page was not read: {page.fault}"))
        yield from blocks.lines(page.text, f"page {page.number}")


def _docx(upload: Upload) -> _Given:
    """Tables with a header are rows; everything else is text, a table of two columns the details of a product."""
    from parley.files import docx

    pending: list[Line] = []
    for number, block in enumerate(docx.contents(upload.data), 1):
        if isinstance(block, docx.Paragraph):
            pending += _docx_lines(block, number)
        elif any(map(tables.is_header, block.rows[:20])):
            yield from blocks.given(pending)
            pending = []
            rows = (tables.Row(f"table {number}, row {at}", row) for at, row in enumerate(block.rows, 1))
            yield from tables.given(rows)
        else:
            pending += (Line(f"table {number}", line) for row in block.rows if (line := _detail(row)))
    yield from blocks.given(pending)


def _docx_lines(paragraph: "docx.Paragraph", number: int) -> Iterable[Line]:
    mark = f"{'#' * min(paragraph.level, 6)} " if paragraph.level else "- " if paragraph.bullet else ""
    if not paragraph.text:
        return [Line(number, "")]
    first, *more = paragraph.text.splitlines()
    return [Line(number, line) for line in (mark + first, *more)]


def _detail(row: list[str]) -> str:
    cells = [" ".join(cell.split()) for cell in row if cell.strip()]
    return f"- {cells[0].rstrip(':')}: {cells[1]}" if len(cells) == 2 else " ".join(cells)


_READERS: dict[str, Callable[[Upload], _Given]] = {
    ".json": _json,
    ".csv": _csv,
    ".tsv": _csv,
    ".xml": _xml,
    ".txt": _text,
    ".md": _text,
    ".pdf": _pdf,
    ".docx": _docx,
    ".xlsx": _xlsx,
}
