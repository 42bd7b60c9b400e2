"""Reads the text of a document in parts, in order, each under its heading."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from parley.errors import Invalid
from parley.files import json_records
from parley.files.encoding import decode_text
from parley.files.file_type import DOCUMENT_EXTENSIONS, FileSource, UploadedFile, open_upload
from parley.files.parse_errors import translate_parse_errors
from parley.files.price_list_tables import without_staff_columns, without_staff_columns_of_lines
from parley.files.records import SkippedRecord, merge_skipped, value_to_text
from parley.text.sanitize import remove_unstorable

MAX_PART_CHARS = 2_000
_MAX_HEADING = 300
_HASH_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_BAR_HEADING = re.compile(r"^\s*={2,}\s*([^=\s].*?)\s*={2,}\s*$")
_SENTENCE_ENDS = (". ", "? ", "! ")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,})\s*$")
# A word parted at the end of a printed line.
_HYPHENATION = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_A-ZА-ЯЁ])")


class DocumentPart(NamedTuple):
    """A stretch of text under one heading."""

    #: at most MAX_PART_CHARS; paragraphs are set apart by empty lines
    text: str
    #: of a PDF
    page: int | None = None
    #: the nearest one above; the question, where the text is its answer
    heading: str = ""


class _Paragraph(NamedTuple):
    text: str
    page: int | None = None
    is_heading: bool = False


def read_document_parts(name: str, source: FileSource) -> Iterator[DocumentPart | SkippedRecord]:
    """Returns the parts of the document called `name`, and what of it could not be read.

    Raises Invalid at once for a file that is not what its name says, and while being read for one that breaks off
    or has no text."""
    upload = open_upload(name, source, DOCUMENT_EXTENSIONS)
    return _require_text(upload)


def _require_text(upload: UploadedFile) -> Iterator[DocumentPart | SkippedRecord]:
    found, skipped = False, ""
    with translate_parse_errors(upload.name, upload.extension[1:].upper()):
        for part in _READERS[upload.extension](upload):
            found = found or isinstance(part, DocumentPart)
            skipped = skipped or (f": {part.location}, {part.reason}" if isinstance(part, SkippedRecord) else "")
            yield part
    if not found:
        raise Invalid(f"«{upload.name}» has no text that can be read{skipped}")


def _join_paragraphs(paragraphs: Iterable[_Paragraph]) -> Iterator[DocumentPart]:
    """Joins paragraphs under one heading and of one page, up to the longest part there may be."""
    heading, page, pending = "", None, ""
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if pending and (
            paragraph.is_heading or paragraph.page != page or len(pending) + len(text) + 2 > MAX_PART_CHARS
        ):
            yield DocumentPart(pending, page, heading)
            pending = ""
        page = paragraph.page
        if paragraph.is_heading:
            heading = " ".join(text.split())[:_MAX_HEADING]
            continue
        *complete, text = _split_long_text(text)
        yield from (DocumentPart(complete_text, page, heading) for complete_text in complete)
        pending = f"{pending}\n\n{text}".strip()
    if pending:
        yield DocumentPart(pending, page, heading)


def _split_long_text(text: str) -> list[str]:
    """Returns pieces no longer than a part may be; each ends with a line, a sentence or a word where it can."""
    pieces, start = [], 0
    while len(text) - start > MAX_PART_CHARS:
        end = start + _end_of_piece(text[start : start + MAX_PART_CHARS])
        if piece := text[start:end].strip():
            pieces.append(piece)
        start = end
    return [*pieces, text[start:].strip()]


def _end_of_piece(window: str) -> int:
    """Returns where the window is best cut."""
    end = max(window.rfind("\n"), *(window.rfind(sign) + 1 for sign in _SENTENCE_ENDS))
    if end < MAX_PART_CHARS // 4:
        end = window.rfind(" ")
    return end if end > 0 else len(window)


def _find_paragraphs(text: str, page: int | None = None, *, markdown: bool = False) -> Iterator[_Paragraph]:
    """Returns the paragraphs, set apart by empty lines, and the headings: `== heading ==`, and with `markdown` also
    `# heading` and a line that is underlined. A fenced block has none."""
    pending: list[str] = []
    fenced = False
    for line in text.splitlines():
        if markdown and _FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else _parse_heading(line, markdown)
        if markdown and not fenced and len(pending) == 1 and _UNDERLINE.match(line):
            heading = pending.pop()
        if line.strip() and not heading:
            pending.append(line.rstrip())
            continue
        yield from _join_lines(pending, page)
        pending.clear()
        if heading:
            yield _Paragraph(heading, page, is_heading=True)
    yield from _join_lines(pending, page)


def _join_lines(lines: Iterable[str], page: int | None) -> Iterator[_Paragraph]:
    if paragraph := "\n".join(without_staff_columns_of_lines(list(lines))).strip():
        yield _Paragraph(paragraph, page)


def _parse_heading(line: str, markdown: bool) -> str | None:
    if len(line) > 2 * _MAX_HEADING:
        return None
    if matched := _BAR_HEADING.match(line):
        return matched[1]
    matched = _HASH_HEADING.match(line) if markdown else None
    return matched[2] if matched else None


def _read_text(upload: UploadedFile) -> Iterator[DocumentPart]:
    return _join_paragraphs(_find_paragraphs(decode_text(upload.data)))


def _read_markdown(upload: UploadedFile) -> Iterator[DocumentPart]:
    return _join_paragraphs(_find_paragraphs(decode_text(upload.data), markdown=True))


def _read_pdf(upload: UploadedFile) -> Iterator[DocumentPart | SkippedRecord]:
    skipped: list[SkippedRecord] = []
    yield from merge_skipped(skipped, _join_paragraphs(_pdf_paragraphs(upload, skipped)))


# The readers of PDF, HTML and DOCX are loaded by the first file of their kind.
def _pdf_paragraphs(upload: UploadedFile, skipped: list[SkippedRecord]) -> Iterator[_Paragraph]:
    from parley.files import pdf

    for page in pdf.read_pdf_pages(upload.data, upload.name):
        if page.error:
            skipped.append(SkippedRecord(f"page {page.number}", f"The page was not read: {page.error}"))
        yield from _find_paragraphs(_HYPHENATION.sub("", page.text), page.number)


def _read_html(upload: UploadedFile) -> Iterator[DocumentPart]:
    from parley.files import html

    return _join_paragraphs(
        _Paragraph(piece.text, is_heading=piece.level > 0) for piece in html.read_html_blocks(upload.data)
    )


def _read_docx(upload: UploadedFile) -> Iterator[DocumentPart]:
    return _join_paragraphs(_docx_paragraphs(upload))


def _docx_paragraphs(upload: UploadedFile) -> Iterator[_Paragraph]:
    from parley.files import docx

    for block in docx.read_docx_blocks(upload.data):
        if isinstance(block, docx.WordTable):
            public_rows = without_staff_columns(block.rows)
            rows = (" | ".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in public_rows)
            yield _Paragraph("\n".join(filter(None, rows)))
        elif block.text:
            yield _Paragraph(f"- {block.text}" if block.is_bullet else block.text, is_heading=block.level > 0)


def _read_answers(upload: UploadedFile) -> Iterator[DocumentPart]:
    """Reads questions with their answers: {"qna": [{"question", "answer"}]}, or the list alone."""
    document = json_records.parse_json(upload.data)
    entries = (
        next((document[key] for key in ("qna", "faq", "questions") if document.get(key)), None)
        if isinstance(document, Mapping)
        else document
    )
    if not isinstance(entries, list):
        raise Invalid(
            'A JSON document is read as questions and answers: {"qna": [{"question": "…", "answer": "…"}]}'
        )
    for entry in entries:
        question, answer = (_entry_text(entry, key) for key in ("question", "answer"))
        for text in _split_long_text(answer) if question and answer else ():
            yield DocumentPart(text, None, question[:_MAX_HEADING])


def _entry_text(entry: Any, key: str) -> str:
    return remove_unstorable(value_to_text(entry.get(key))).strip() if isinstance(entry, Mapping) else ""


_READERS: dict[
    str,
    Callable[[UploadedFile], Iterator[DocumentPart | SkippedRecord]]
    | Callable[[UploadedFile], Iterator[DocumentPart]],
] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".pdf": _read_pdf,
    ".html": _read_html,
    ".docx": _read_docx,
    ".json": _read_answers,
}
