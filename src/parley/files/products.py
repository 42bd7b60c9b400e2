"""Reads the products of a file, record by record, in whichever of the formats it is written.

CSV, XLSX and XML are read as they go; JSON, TXT and DOCX are parsed whole.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from parley.errors import Invalid
from parley.files import csv_rows, json_records, tables, text_blocks, xml_records
from parley.files.encoding import decode_text
from parley.files.file_type import PRODUCT_EXTENSIONS, FileSource, UploadedFile, open_upload
from parley.files.parse_errors import translate_parse_errors
from parley.files.product_records import normalize_records
from parley.files.records import FileRecord, RawRecord, SkippedRecord, merge_skipped
from parley.files.text_blocks import TextLine

if TYPE_CHECKING:
    from parley.files import docx

_RawRecords = Iterator[RawRecord | SkippedRecord]
_MAX_SKIPPED_FIRST = 100
# A line "- key: value" is made of a row of so many cells.
_DETAIL_CELLS = 2
_MAX_HEADING_LEVEL = 6


def read_products(name: str, source: FileSource) -> Iterator[FileRecord | SkippedRecord]:
    """Returns the products of the file called `name`. The same file gives the same ids every time.

    Raises Invalid at once for a file that is not what its name says, and while being read for one that breaks off
    or holds no products at all; what was read before stays good.
    """
    upload = open_upload(name, source, PRODUCT_EXTENSIONS)
    return _translate_errors(upload, normalize_records(_require_products(_READERS[upload.extension](upload))))


def _translate_errors(
    upload: UploadedFile, records: Iterator[FileRecord | SkippedRecord]
) -> Iterator[FileRecord | SkippedRecord]:
    with translate_parse_errors(upload.name, upload.extension[1:].upper()):
        yield from records


def _require_products(records: _RawRecords) -> _RawRecords:
    """Returns the records. Raises Invalid where all of them, up to a hundred, are skipped: that is no catalogue."""
    skipped: list[SkippedRecord] = []
    for record in records:
        if isinstance(record, RawRecord) or len(skipped) > _MAX_SKIPPED_FIRST:
            yield from skipped
            yield record
            yield from records
            return
        skipped.append(record)
    reasons = "; ".join(dict.fromkeys(record.reason for record in skipped[:3]))
    raise Invalid(f"No products were found in this file. {reasons}".strip())


def _read_json(upload: UploadedFile) -> _RawRecords:
    return json_records.read_json_records(upload.data)


def _read_csv(upload: UploadedFile) -> _RawRecords:
    return tables.read_table_records(csv_rows.read_csv_rows(decode_text(upload.data)))


def _read_xml(upload: UploadedFile) -> _RawRecords:
    return xml_records.read_xml_records(upload.data)


def _read_text(upload: UploadedFile) -> _RawRecords:
    return text_blocks.read_block_records(text_blocks.number_lines(decode_text(upload.data)))


# What reads PDF, DOCX and XLSX takes 28 MB of memory: it is loaded by the first file of its kind.
def _read_xlsx(upload: UploadedFile) -> _RawRecords:
    from parley.files import xlsx

    for sheet in xlsx.read_sheets(upload.data):
        yield from tables.read_table_records(sheet.rows, table_name=f"Sheet {sheet.title}")


def _read_pdf(upload: UploadedFile) -> _RawRecords:
    skipped: list[SkippedRecord] = []
    yield from merge_skipped(skipped, text_blocks.read_block_records(_pdf_lines(upload, skipped)))


def _pdf_lines(upload: UploadedFile, skipped: list[SkippedRecord]) -> Iterator[TextLine]:
    from parley.files import pdf

    for page in pdf.read_pdf_pages(upload.data, upload.name):
        if page.error:
            skipped.append(SkippedRecord(f"page {page.number}", f"The page was not read: {page.error}"))
        yield from text_blocks.number_lines(page.text, f"page {page.number}")


def _read_docx(upload: UploadedFile) -> _RawRecords:
    """Reads tables with a header as rows and everything else as text; a table of two columns are details of a
    product."""
    from parley.files import docx

    pending: list[TextLine] = []
    for number, block in enumerate(docx.read_docx_blocks(upload.data), 1):
        if isinstance(block, docx.WordParagraph):
            pending += _docx_lines(block, number)
        elif any(map(tables.is_header, block.rows[:20])):
            yield from text_blocks.read_block_records(pending)
            pending = []
            rows = (tables.TableRow(f"table {number}, row {index}", row) for index, row in enumerate(block.rows, 1))
            yield from tables.read_table_records(rows)
        else:
            pending += (TextLine(f"table {number}", line) for row in block.rows if (line := _detail_line(row)))
    yield from text_blocks.read_block_records(pending)


def _docx_lines(paragraph: "docx.WordParagraph", number: int) -> Iterable[TextLine]:
    heading_mark = f"{'#' * min(paragraph.level, _MAX_HEADING_LEVEL)} " if paragraph.level else ""
    mark = heading_mark or ("- " if paragraph.is_bullet else "")
    if not paragraph.text:
        return [TextLine(number, "")]
    first, *more = paragraph.text.splitlines()
    return [TextLine(number, line) for line in (mark + first, *more)]


def _detail_line(row: list[str]) -> str:
    cells = [" ".join(cell.split()) for cell in row if cell.strip()]
    return f"- {cells[0].rstrip(':')}: {cells[1]}" if len(cells) == _DETAIL_CELLS else " ".join(cells)


_READERS: dict[str, Callable[[UploadedFile], _RawRecords]] = {
    ".json": _read_json,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".xml": _read_xml,
    ".txt": _read_text,
    ".md": _read_text,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".xlsx": _read_xlsx,
}
