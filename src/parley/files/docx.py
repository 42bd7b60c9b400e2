"""Reads a Word document from top to bottom: paragraphs with their heading level, and tables as rows."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAK, _RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_PROPERTIES, _STYLE, _LEVEL = qn("w:pPr"), qn("w:pStyle"), qn("w:outlineLvl")
_LIST, _VALUE, _SPAN = qn("w:numPr"), qn("w:val"), qn("w:gridSpan")
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# What was deleted, what Word keeps for itself, and each drawing once more for old programs.
_HIDDEN_TAGS = frozenset(
    [qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), _PROPERTIES, f"{{{_COMPATIBILITY}}}Fallback"]
)
_HEADING = re.compile(r"(?:heading|заголовок|title|название)\s*(\d?)", re.IGNORECASE)


class WordParagraph(NamedTuple):
    text: str
    #: 1 to 9 for a heading, 0 for text
    level: int = 0
    #: an item of a list
    is_bullet: bool = False


class WordTable(NamedTuple):
    rows: list[list[str]]


def read_docx_blocks(data: bytes) -> Iterator[WordParagraph | WordTable]:
    """Returns the blocks in order. Raises whatever python-docx raises for a broken document (parse_errors.py)."""
    document = Document(BytesIO(data))
    levels = {style.style_id: _heading_level(style) for style in document.styles if style.style_id}
    yield from _find_blocks(document.element.body, levels)


def _find_blocks(element: Any, levels: dict[str, int]) -> Iterator[WordParagraph | WordTable]:
    """Returns the paragraphs and tables at any depth: content controls and text boxes hold some of their own."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _PARAGRAPH:
            yield _read_paragraph(child, levels)
        elif child.tag == _TABLE:
            yield WordTable(
                [_row_cells(row) for row in child.iter(_ROW) if _nearest_ancestor(row, _TABLE) is child]
            )
        elif child.tag not in _HIDDEN_TAGS:
            stack.append(iter(child))


def _read_paragraph(element: Any, levels: dict[str, int]) -> WordParagraph:
    properties = element.find(_PROPERTIES)
    text = _paragraph_text(element).strip()
    if properties is None:
        return WordParagraph(text)
    style, outline = properties.find(_STYLE), properties.find(_LEVEL)
    name = style.get(_VALUE, "") if style is not None else ""
    level = levels.get(name, 0)
    if outline is not None and (outline_level := outline.get(_VALUE, "")).isdecimal():
        level = int(outline_level) + 1 if int(outline_level) < 9 else 0
    is_list_item = properties.find(_LIST) is not None or "list" in name.casefold()
    return WordParagraph(text, level, is_list_item and not level)


def _heading_level(style: Any) -> int:
    """Returns the heading level that a style gives, its own or its parent's; 0 for text."""
    for _ in range(10):
        if style is None:
            return 0
        if matched := _HEADING.match(style.name or ""):
            return int(matched[1] or 1)
        style = getattr(style, "base_style", None)
    return 0


def _row_cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(_CELL):
        if _nearest_ancestor(cell, _ROW) is not row:
            continue
        text = "\n".join(filter(None, (_paragraph_text(paragraph).strip() for paragraph in cell.iter(_PARAGRAPH))))
        span = cell.find(f".//{_SPAN}")
        span_width = span.get(_VALUE, "1") if span is not None else "1"
        cells += [text, *[""] * (min(int(span_width), 64) - 1 if span_width.isdecimal() else 0)]
    return cells


def _nearest_ancestor(element: Any, tag: str) -> Any:
    parent = element.getparent()
    while parent is not None and parent.tag != tag:
        parent = parent.getparent()
    return parent


def _paragraph_text(paragraph: Any) -> str:
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _TAB:
            parts.append("\t")
        elif child.tag in (_BREAK, _RETURN):
            parts.append("\n")
        elif child.tag == _PARAGRAPH:
            parts.append(f"\n{_paragraph_text(child)}\n")
        elif child.tag not in _HIDDEN_TAGS:
            stack.append(iter(child))
    return "".join(parts)
