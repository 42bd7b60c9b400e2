"""Reads the text of an HTML page: headings and paragraphs, without scripts, styles and what is hidden."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from parley.files.encoding import decode_text
from parley.files.price_list_tables import TableColumns

_HIDDEN_TAGS = frozenset(["script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"])
_HEADING_LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_TAGS = frozenset(
    """address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form
    header hr li main nav ol p pre section summary table tbody tfoot thead tr ul""".split()
)
_CELL_TAGS = frozenset(["td", "th"])
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_CHUNK_CHARS = 65536
_MAX_COLUMN_SPAN = 64


class HtmlBlock(NamedTuple):
    text: str
    #: 1 to 6 for a heading, 0 for a paragraph
    level: int = 0


def read_html_blocks(data: bytes) -> Iterator[HtmlBlock]:
    """Returns the blocks in order. The encoding is the one the page names; where it does not fit, it is guessed."""
    target = _BlockCollector()
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, recover=True)
    text = _decode_html(data)
    for start in range(0, len(text), _CHUNK_CHARS):
        parser.feed(text[start : start + _CHUNK_CHARS].encode("utf-8", "replace"))
        yield from target.take_blocks()
    parser.close()
    yield from target.take_blocks()


def _decode_html(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # named one way and saved another
    return decode_text(data)


def _column_span(attributes: Mapping[str, str]) -> int:
    span = attributes.get("colspan", "1").strip()
    return min(int(span), _MAX_COLUMN_SPAN) if span.isascii() and span.isdecimal() and len(span) < 5 else 1


class _BlockCollector:
    """Gathers the text of a page to blocks, as lxml's parser tells of its tags."""

    def __init__(self) -> None:
        self._blocks: list[HtmlBlock] = []
        self._words: list[str] = []
        self._level = self._hidden = 0
        self._columns = TableColumns()

    def take_blocks(self) -> list[HtmlBlock]:
        blocks, self._blocks = self._blocks, []
        return blocks

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _HIDDEN_TAGS:
            self._hidden += 1
        elif tag in _HEADING_LEVELS:
            self._flush()
            self._level = _HEADING_LEVELS[tag]
        elif tag in _BLOCK_TAGS:
            self._flush()
            self._open_table_part(tag)
        elif tag in _CELL_TAGS:
            self._columns.open_cell(_column_span(attributes))
            if self._words and not self._columns.is_hidden:
                self._words.append(" | ")

    def _open_table_part(self, tag: str) -> None:
        if tag == "table":
            self._columns.open_table()
        elif tag == "tr":
            self._columns.open_row()

    def end(self, tag: str) -> None:
        if tag in _HIDDEN_TAGS:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _HEADING_LEVELS:
            self._flush()
            self._level = 0
        elif tag in _BLOCK_TAGS:
            self._flush()
            if tag == "table":
                self._columns.close_table()
            elif tag == "tr":
                self._columns.close_row()

    def data(self, text: str) -> None:
        if not self._hidden:
            self._columns.read(text)
            if not self._columns.is_hidden:
                self._words.append(text)

    def comment(self, text: str) -> None:
        pass

    def close(self) -> None:
        self._flush()

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._words)).strip(" |")
        self._words = []
        if text:
            self._blocks.append(HtmlBlock(text, self._level))
