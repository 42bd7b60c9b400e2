"""A document → its text in parts, in order, each under its heading. `knowledge` makes passages of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from parley.errors import Invalid
from parley.files import file_type as kind
from parley.files import json_records
from parley.files.encoding import decode, storable
from parley.files.file_type import Upload
from parley.files.parse_errors import told
from parley.files.record import Skipped, after, plain

LONGEST = 2_000
_MAX_HEADING = 300
_HASH = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_BAR = re.compile(r"^\s*={2,}\s*([^=\s].*?)\s*={2,}\s*$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,})\s*$")
# A word parted at the end of a printed line.
_PARTED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_A-ZА-ЯЁ])")


class Part(NamedTuple):
    """A stretch of text of at most `LONGEST` characters, its paragraphs set apart by empty lines. `page`: of a PDF,
    else None. `heading`: the nearest one above it; of a question with its answer the question."""

    text: str
    page: int | None = None
    heading: str = ""


class _Piece(NamedTuple):
    text: str
    page: int | None = None
    is_heading: bool = False


def read(name: str, source: kind.Source) -> Iterator[Part | Skipped]:
    """The parts of the document called `name`, and what of it could not be read. Raises Invalid at once for a file
    that is not what its name says, and while being read for one that breaks off or has no text."""
    upload = kind.opened(name, source, kind.TEXTS)
    return _told(upload)


def _told(upload: Upload) -> Iterator[Part | Skipped]:
    found, skipped = False, ""
    with told(upload.name, upload.kind[1:].upper()):
        for one in _READERS[upload.kind](upload):
            found = found or isinstance(one, Part)
            skipped = skipped or (f": {one.place}, {one.why}" if isinstance(one, Skipped) else "")
            yield one
    if not found:
        raise Invalid(f"«{upload.name}» has no text that can be read{skipped}")


def _together(pieces: Iterable[_Piece]) -> Iterator[Part]:
    """Paragraphs of one heading and one page, joined up to the longest part there may be."""
    heading, page, held = "", None, ""
    for piece in pieces:
        text = piece.text.strip()
        if held and (piece.is_heading or piece.page != page or len(held) + len(text) + 2 > LONGEST):
            yield Part(held, page, heading)
            held = ""
        page = piece.page
        if piece.is_heading:
            heading = " ".join(text.split())[:_MAX_HEADING]
            continue
        *whole, text = _cut(text)
        yield from (Part(one, page, heading) for one in whole)
        held = f"{held}\n\n{text}".strip()
    if held:
        yield Part(held, page, heading)


def _cut(text: str) -> list[str]:
    """Pieces no longer than a part may be, ending with a line, a sentence or a word where one ends."""
    pieces, start = [], 0
    while len(text) - start > LONGEST:
        window = text[start : start + LONGEST]
        end = max(window.rfind("\n"), window.rfind(". ") + 1, window.rfind("? ") + 1, window.rfind("! ") + 1)
        if end < LONGEST // 4:
            end = window.rfind(" ")
        end = start + (end if end > 0 else LONGEST)
        if piece := text[start:end].strip():
            pieces.append(piece)
        start = end
    return [*pieces, text[start:].strip()]


def _paragraphs(text: str, page: int | None = None, *, markdown: bool = False) -> Iterator[_Piece]:
    held: list[str] = []
    fenced = False

    def ended() -> Iterator[_Piece]:
        if paragraph := "\n".join(held).strip():
            yield _Piece(paragraph, page)
        held.clear()

    for line in text.splitlines():
        if markdown and _FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else _heading(line, markdown)
        if markdown and not fenced and len(held) == 1 and _UNDERLINE.match(line):
            heading = held.pop()
        if heading:
            yield from ended()
            yield _Piece(heading, page, is_heading=True)
        elif line.strip():
            held.append(line.rstrip())
        else:
            yield from ended()
    yield from ended()


def _heading(line: str, markdown: bool) -> str | None:
    if len(line) > 2 * _MAX_HEADING:
        return None
    if found := _BAR.match(line):
        return found[1]
    found = _HASH.match(line) if markdown else None
    return found[2] if found else None


def _text(upload: Upload) -> Iterator[Part]:
    return _together(_paragraphs(decode(upload.data)))


def _markdown(upload: Upload) -> Iterator[Part]:
    return _together(_paragraphs(decode(upload.data), markdown=True))


def _pdf(upload: Upload) -> Iterator[Part | Skipped]:
    faults: list[Skipped] = []
    yield from after(faults, _together(_of_pdf(upload, faults)))


# What reads PDF, HTML and DOCX is loaded by the first file of its kind.
def _of_pdf(upload: Upload, faults: list[Skipped]) -> Iterator[_Piece]:
    from parley.files import pdf

    for page in pdf.pages(upload.data, upload.name):
        if page.fault:
            faults.append(Skipped(f"page {page.number}", f"The page was not read: {page.fault}"))
        yield from _paragraphs(_PARTED.sub("", page.text), page.number)


def _html(upload: Upload) -> Iterator[Part]:
    from parley.files import html

    return _together(_Piece(piece.text, is_heading=piece.level > 0) for piece in html.pieces(upload.data))


def _docx(upload: Upload) -> Iterator[Part]:
    return _together(_of_docx(upload))


def _of_docx(upload: Upload) -> Iterator[_Piece]:
    from parley.files import docx

    for block in docx.contents(upload.data):
        if isinstance(block, docx.Table):
            rows = (" | ".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in block.rows)
            yield _Piece("\n".join(filter(None, rows)))
        elif block.text:
            yield _Piece(f"- {block.text}" if block.bullet else block.text, is_heading=block.level > 0)


def _answers(upload: Upload) -> Iterator[Part]:
    """Questions with their answers: {"qna": [{"question", "answer"}]}, or the list alone."""
    given = json_records.parsed(upload.data)
    listed = (
        next((given[key] for key in ("qna", "faq", "questions") if given.get(key)), None)
        if isinstance(given, Mapping)
        else given
    )
    if not isinstance(listed, list):
        raise Invalid(
            'A JSON document is read as questions and answers: {"qna": [{"question": "…", "answer": "…"}]}'
        )
    for one in listed:
        question, answer = (_said(one, key) for key in ("question", "answer"))
        for text in _cut(answer) if question and answer else ():
            yield Part(text, None, question[:_MAX_HEADING])


def _said(entry: Any, key: str) -> str:
    return storable(plain(entry.get(key))).strip() if isinstance(entry, Mapping) else ""


_READERS: dict[str, Callable[[Upload], Iterator[Part | Skipped]] | Callable[[Upload], Iterator[Part]]] = {
    ".txt": _text,
    ".md": _markdown,
    ".pdf": _pdf,
    ".html": _html,
    ".docx": _docx,
    ".json": _answers,
}
