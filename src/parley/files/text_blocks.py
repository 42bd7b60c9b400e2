"""Reads products written as text, as TXT, MD, PDF and DOCX have them: a name, then `- Key: value` lines.

=== Laptops ===
ASUS Vivobook 15
- ID: L-1
- Harga: Rp 8.500.000
- RAM: 16 GB
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from parley.domain.staff_columns import is_staff_only
from parley.files.product_headings import match_product_field
from parley.files.records import MAX_TEXT_CHARS, FileLocation, RawRecord, SkippedRecord

_HEADING = re.compile(r"^(?:={2,}\s*(?P<bar>[^=].*?)\s*={2,}|#{1,6}\s+(?P<hash>.+?)\s*#*)$")
_BULLET = re.compile(r"^\s*[-–—•*·‣▪●◦+]\s+(?P<text>.*)$")
_PAIR = re.compile(r"^(?P<key>[^:：=\n]{1,60}?)\s*[:：=]\s*(?P<value>.*)$")
_LIST_MARKER = re.compile(r"^(?:\d{1,4}[.)]\s+|[-–—•*·‣▪●◦+]\s+)")
_RULER = re.compile(r"^[\s\-=_*~—–]{3,}$")
_EMPHASIS = re.compile(r"\*\*|__|`")
_MAX_LINES, _MAX_PAIRS, _MAX_HEADING_CHARS = 2_000, 300, 400
# A line below one of these does not go on with its value.
_SINGLE_LINE_FIELDS = frozenset(["id", "price", "currency", "availability"])
NO_DETAILS = "No «- Key: value» lines stand under it"


def _public_field(key: str) -> str:
    """Returns the product's field that a key stands for; empty for "Cost" too, which may stand beside a price."""
    return "" if is_staff_only(key) else match_product_field(key).name


class TextLine(NamedTuple):
    location: FileLocation
    text: str


class _Block:
    """A product while its lines come in."""

    def __init__(self, location: FileLocation, name: str, category: str) -> None:
        self.location, self.name, self.category = location, name, category
        self.pairs: list[tuple[str, str]] = []
        self.free_lines: list[str] = []
        self.line_count = 0

    def has_field(self, key: str) -> bool:
        field_name = _public_field(key)
        if field_name:
            return any(_public_field(other) == field_name for other, _ in self.pairs)
        return any(other.casefold() == key.casefold() for other, _ in self.pairs)

    def append_continuation(self, text: str) -> None:
        """Adds a line that goes on with the value above it, or describes the product."""
        self.line_count += 1
        if self.line_count > _MAX_LINES:
            return
        if not self.pairs or match_product_field(self.pairs[-1][0]).name in _SINGLE_LINE_FIELDS:
            self.free_lines.append(text)
        else:
            key, value = self.pairs[-1]
            if len(value) <= MAX_TEXT_CHARS:
                self.pairs[-1] = (key, f"{value} {text}".strip())

    def to_raw_record(self) -> RawRecord | SkippedRecord:
        if not self.pairs:
            return SkippedRecord(self.location, f"{NO_DETAILS}: {self.name[:100]}")
        values: list[tuple[str, Any]] = [*self.pairs]
        if not any(match_product_field(key).name == "name" for key, _ in self.pairs):
            values.insert(0, ("name", self.name))
        if self.free_lines and not self.has_field("description"):
            values.append(("description", " ".join(self.free_lines)))
        if self.category and not self.has_field("category"):
            values.append(("category", self.category))
        return RawRecord(self.location, values)


def number_lines(text: str, location: str = "") -> Iterator[TextLine]:
    """Returns the lines with their numbers; `location` goes before a number ("page 3, line 12")."""
    for number, line in enumerate(text.splitlines(), 1):
        yield TextLine(f"{location}, line {number}" if location else number, line)


def read_block_records(source: Iterable[TextLine]) -> Iterator[RawRecord | SkippedRecord]:
    """Returns the products; a paragraph of text that is none is skipped with a reason."""
    return _BlockReader().read(source)


def _parse_heading(line: str) -> str:
    matched = _HEADING.match(line) if len(line) < _MAX_HEADING_CHARS else None
    return (matched["bar"] or matched["hash"]).strip() if matched else ""


class _BlockReader:
    """Gathers lines to blocks. A line that is no pair waits until the next pair tells whose it is."""

    def __init__(self) -> None:
        self._category = ""
        # a heading that may turn out to be a category or a name
        self._heading: TextLine | None = None
        self._block: _Block | None = None
        self._pending: list[TextLine] = []
        # whether an empty line stood before the pending ones, or before the next pair
        self._after_blank = True

    def read(self, source: Iterable[TextLine]) -> Iterator[RawRecord | SkippedRecord]:
        for line in source:
            text = _EMPHASIS.sub("", line.text).strip().lstrip("\ufeff\f")
            if not text or (_RULER.match(text) and not _parse_heading(text)):
                yield from self._end_paragraph()
            elif heading := _parse_heading(text):
                yield from self._close()
                self._start_section(TextLine(line.location, heading))
            elif pair := self._parse_pair(line.text, text):
                yield from self._add_pair(line.location, *pair)
            else:
                self._pending.append(TextLine(line.location, text if not line.text[:1].isspace() else f" {text}"))
                if len(self._pending) > _MAX_LINES:
                    yield from self._close()
        yield from self._close()

    def _parse_pair(self, raw: str, text: str) -> tuple[str, str] | None:
        """Returns a bulleted `Key: value`, or one without a bullet where the key is known or the block has such
        already."""
        bullet = _BULLET.match(_EMPHASIS.sub("", raw))
        matched = _PAIR.match(bullet["text"].strip() if bullet else text)
        if not matched or not matched["key"].strip():
            return None
        key, value = matched["key"].strip(), matched["value"].strip()
        if bullet or match_product_field(key).name or (value and self._goes_on_with_pairs()):
            return key, value
        return None

    def _goes_on_with_pairs(self) -> bool:
        return bool(self._block and self._block.pairs) and not self._pending and not self._after_blank

    def _start_section(self, heading: TextLine) -> None:
        if self._heading:
            self._category = self._heading.text
        self._heading, self._after_blank = heading, True

    def _end_paragraph(self) -> Iterator[RawRecord | SkippedRecord]:
        if self._pending and self._after_blank:
            # a paragraph of its own: the name of what follows, or no product at all
            name, *more = self._pending
            yield from self._begin_block(TextLine(name.location, name.text.strip()), more)
        elif self._pending:
            self._append_lines(self._pending)
        self._pending, self._after_blank = [], True

    def _add_pair(self, location: FileLocation, key: str, value: str) -> Iterator[RawRecord | SkippedRecord]:
        """Adds a pair to the block it belongs to, which may be a new one."""
        if self._pending:
            yield from self._assign_pending(key)
        elif self._heading and self._block is None:
            yield from self._begin_block(self._heading, [])
            self._heading = None
        elif self._starts_unnamed_block(key):
            yield from self._begin_block(TextLine(location, ""), [])
        self._after_blank = False
        if self._block is not None and len(self._block.pairs) < _MAX_PAIRS:
            self._block.pairs.append((key, value))

    def _assign_pending(self, key: str) -> Iterator[RawRecord | SkippedRecord]:
        """Gives the lines before a pair to a new block, as its name and description, or to the value above them."""
        pending, self._pending = self._pending, []
        if self._after_blank or self._block is None:
            yield from self._begin_block(pending[0], pending[1:])
            return
        *before, last = pending
        continues_value = last.text[0] == " " or last.text[0].islower()
        if self._repeats_key(key) or not continues_value:
            self._append_lines(before)
            yield from self._begin_block(last, [])
        else:
            self._append_lines(pending)

    def _starts_unnamed_block(self, key: str) -> bool:
        """Tells a pair that cannot belong to the block there is, and has no name before it."""
        if self._block is None or self._names_other_product(key):
            return True
        return self._after_blank and self._repeats_key(key)

    def _names_other_product(self, key: str) -> bool:
        """Tells a `Name: …` where the block has its name already, or an empty line parted it from that."""
        block = self._block
        if block is None or match_product_field(key).name != "name":
            return False
        return block.has_field(key) or bool(self._after_blank and block.name and block.pairs)

    def _repeats_key(self, key: str) -> bool:
        return self._block is not None and self._block.has_field(key)

    def _append_lines(self, lines: list[TextLine]) -> None:
        for line in lines:
            if self._block:
                self._block.append_continuation(line.text.strip())

    def _begin_block(self, name: TextLine, lines: list[TextLine]) -> Iterator[RawRecord | SkippedRecord]:
        yield from self._finish_block()
        if self._heading and self._heading is not name:
            self._category, self._heading = self._heading.text, None
        text = _LIST_MARKER.sub("", name.text.strip()).strip().rstrip(":").strip()
        self._block = _Block(name.location, text, self._category)
        self._block.free_lines = [line.text.strip() for line in lines]

    def _close(self) -> Iterator[RawRecord | SkippedRecord]:
        """Ends the block. Lines that wait belong to it, or are a paragraph without a product."""
        yield from self._end_paragraph()
        yield from self._finish_block()

    def _finish_block(self) -> Iterator[RawRecord | SkippedRecord]:
        block, self._block = self._block, None
        if block and (block.name or block.pairs):
            yield block.to_raw_record()
