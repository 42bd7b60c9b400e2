"""A Word document as it is read from top to bottom: paragraphs with their heading level, and tables as rows."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn

_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAK, _RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_PROPERTIES, _STYLE, _LEVEL = qn("w:pPr"), qn("w:pStyle"), qn("w:outlineLvl")
_LIST, _VALUE, _SPAN = qn("w:numPr"), qn("w:val"), qn("w:gridSpan")
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# What was deleted, what Word keeps for itself, and each drawing once more for old programs.
_UNSEEN = frozenset(
    [qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), _PROPERTIES, f"{{{_COMPATIBILITY}}}Fallback"]
)
_HEADING = re.compile(r"(?:heading|заголовок|title|название)\s*(\d?)", re.IGNORECASE)


class Paragraph(NamedTuple):
    """`level`: 1 to 9 for a heading, 0 for text. `bullet`: it is an item of a list."""

    text: str
    level: int = 0
    bullet: bool = False


class Table(NamedTuple):
    rows: list[list[str]]


def contents(data: bytes) -> Iterator[Paragraph | Table]:
    """Raises whatever a broken document leads to (see `damage`)."""
    document = Document(BytesIO(data))
    levels = {style.style_id: _level(style) for style in document.styles if style.style_id}
    yield from _walk(document.element.body, levels)


def _walk(element: Any, levels: dict[str, int]) -> Iterator[Paragraph | Table]:
    """Content controls and text boxes hold paragraphs of their own, at any depth."""
    coming = [iter(element)]
    while coming:
        child = next(coming[-1], None)
        if child is None:
            coming.pop()
        elif child.tag == _P:
            yield _paragraph(child, levels)
        elif child.tag == _TABLE:
            yield Table([_cells(row) for row in child.iter(_ROW) if _nearest(row, _TABLE) is child])
        elif child.tag not in _UNSEEN:
            coming.append(iter(child))


def _paragraph(element: Any, levels: dict[str, int]) -> Paragraph:
    properties = element.find(_PROPERTIES)
    text = _text(element).strip()
    if properties is None:
        return Paragraph(text)
    style, outline = properties.find(_STYLE), properties.find(_LEVEL)
    name = style.get(_VALUE, "") if style is not None else ""
    level = levels.get(name, 0)
    if outline is not None and (given := outline.get(_VALUE, "")).isdecimal():
        level = int(given) + 1 if int(given) < 9 else 0
    listed = properties.find(_LIST) is not None or "list" in name.casefold()
    return Paragraph(text, level, listed and not level)


def _level(style: Any) -> int:
    """The heading level a style gives, its own or its parent's."""
    for _ in range(10):
        if style is None:
            return 0
        if found := _HEADING.match(style.name or ""):
            return int(found[1] or 1)
        style = getattr(style, "base_style", None)
    return 0


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(_CELL):
        if _nearest(cell, _ROW) is not row:
            continue
        text = "\n".join(filter(None, (_text(one).strip() for one in cell.iter(_P))))
        span = cell.find(f".//{_SPAN}")
        wide = span.get(_VALUE, "1") if span is not None else "1"
        cells += [text, *[""] * (min(int(wide), 64) - 1 if wide.isdecimal() else 0)]
    return cells


def _nearest(element: Any, tag: str) -> Any:
    parent = element.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    coming = [iter(paragraph)]
    while coming:
        child = next(coming[-1], None)
        if child is None:
            coming.pop()
        elif child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _TAB:
            parts.append("\t")
        elif child.tag in (_BREAK, _RETURN):
            parts.append("\n")
        elif child.tag == _P:
            parts.append(f"\n{_text(child)}\n")
        elif child.tag not in _UNSEEN:
            coming.append(iter(child))
    return "".join(parts)
