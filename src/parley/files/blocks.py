"""Products written as text: a name line, then `- Key: value` lines. What TXT, MD, PDF and DOCX have in common.

=== Laptops ===
ASUS Vivobook 15
- ID: L-1
- Harga: Rp 8.500.000
- RAM: 16 GB
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from parley.files.fields import field
from parley.files.record import MAX_TEXT, Given, Place, Skipped

_HEADING = re.compile(r"^(?:={2,}\s*(?P<bar>[^=].*?)\s*={2,}|#{1,6}\s+(?P<hash>.+?)\s*#*)$")
_BULLET = re.compile(r"^\s*[-–—•*·‣▪●◦+]\s+(?P<text>.*)$")
_PAIR = re.compile(r"^(?P<key>[^:：=\n]{1,60}?)\s*[:：=]\s*(?P<value>.*)$")
_NUMBERED = re.compile(r"^(?:\d{1,4}[.)]\s+|[-–—•*·‣▪●◦+]\s+)")
_RULER = re.compile(r"^[\s\-=_*~—–]{3,}$")
_EMPHASIS = re.compile(r"\*\*|__|`")
_MOST_LINES, _MOST_PAIRS, _LONG = 2_000, 300, 400
# What follows these on a line of its own is no part of them.
_SHORT = frozenset(["id", "price", "currency", "availability"])
NO_DETAILS = "No «- Key: value» lines stand under it"


class Line(NamedTuple):
    place: Place
    text: str


class _Block:
    """A product while its lines come in."""

    def __init__(self, place: Place, name: str, category: str) -> None:
        self.place, self.name, self.category = place, name, category
        self.pairs: list[tuple[str, str]] = []
        self.free: list[str] = []
        self.lines = 0

    def has(self, key: str) -> bool:
        known = field(key).name
        if known:
            return any(field(other).name == known for other, _ in self.pairs)
        return any(other.casefold() == key.casefold() for other, _ in self.pairs)

    def extend(self, text: str) -> None:
        """A line that goes on with the value above it."""
        self.lines += 1
        if self.lines > _MOST_LINES:
            return
        if not self.pairs or field(self.pairs[-1][0]).name in _SHORT:
            self.free.append(text)
        else:
            key, value = self.pairs[-1]
            if len(value) <= MAX_TEXT:
                self.pairs[-1] = (key, f"{value} {text}".strip())

    def given(self) -> Given | Skipped:
        if not self.pairs:
            return Skipped(self.place, f"{NO_DETAILS}: {self.name[:100]}")
        values: list[tuple[str, Any]] = [*self.pairs]
        if not any(field(key).name == "name" for key, _ in self.pairs):
            values.insert(0, ("name", self.name))
        if self.free and not self.has("description"):
            values.append(("description", " ".join(self.free)))
        if self.category and not self.has("category"):
            values.append(("category", self.category))
        return Given(self.place, values)


def lines(text: str, place: str = "") -> Iterator[Line]:
    """Numbered lines; `place` goes before the number ("page 3, line 12")."""
    for number, line in enumerate(text.splitlines(), 1):
        yield Line(f"{place}, line {number}" if place else number, line)


def given(source: Iterable[Line]) -> Iterator[Given | Skipped]:
    return _Reader().read(source)


def _heading(line: str) -> str:
    found = _HEADING.match(line) if len(line) < _LONG else None
    return (found["bar"] or found["hash"]).strip() if found else ""


class _Reader:
    def __init__(self) -> None:
        self._category = ""
        self._heading: Line | None = None
        self._block: _Block | None = None
        # Lines that are no pair, until the next pair tells whose they are; whether an empty line set them apart.
        self._waiting: list[Line] = []
        self._apart = True

    def read(self, source: Iterable[Line]) -> Iterator[Given | Skipped]:
        for line in source:
            text = _EMPHASIS.sub("", line.text).strip().lstrip("\ufeff\f")
            if not text or (_RULER.match(text) and not _heading(text)):
                yield from self._empty_line()
            elif heading := _heading(text):
                yield from self._close()
                self._section(Line(line.place, heading))
            elif pair := self._pair(line.text, text):
                yield from self._take(line.place, *pair)
            else:
                self._waiting.append(Line(line.place, text if not line.text[:1].isspace() else f" {text}"))
                if len(self._waiting) > _MOST_LINES:
                    yield from self._close()
        yield from self._close()

    def _pair(self, raw: str, text: str) -> tuple[str, str] | None:
        """A bulleted `Key: value`, or one without a bullet where the key is known or the block has such already."""
        bullet = _BULLET.match(_EMPHASIS.sub("", raw))
        found = _PAIR.match(bullet["text"].strip() if bullet else text)
        if not found or not found["key"].strip():
            return None
        key, value = found["key"].strip(), found["value"].strip()
        if bullet or field(key).name:
            return key, value
        plain = self._block is not None and bool(self._block.pairs) and not self._waiting
        return (key, value) if plain and not self._apart and value else None

    def _section(self, heading: Line) -> None:
        if self._heading:
            self._category = self._heading.text
        self._heading, self._apart = heading, True

    def _empty_line(self) -> Iterator[Given | Skipped]:
        if self._waiting and self._apart:
            # A paragraph of its own: the name of what follows, or no product at all.
            name, *more = self._waiting
            yield from self._begin(Line(name.place, name.text.strip()), more)
        elif self._waiting:
            self._continue(self._waiting)
        self._waiting, self._apart = [], True

    def _take(self, place: Place, key: str, value: str) -> Iterator[Given | Skipped]:
        if self._waiting:
            yield from self._named(key)
        elif self._heading and self._block is None:
            yield from self._begin(self._heading, [])
            self._heading = None
        elif self._block is None or (self._apart and self._starts_anew(key)) or self._names_another(key):
            yield from self._begin(Line(place, ""), [])
        self._apart = False
        if self._block is not None and len(self._block.pairs) < _MOST_PAIRS:
            self._block.pairs.append((key, value))

    def _named(self, key: str) -> Iterator[Given | Skipped]:
        """Lines stand before this pair: name and description of a new block, or the end of the value above."""
        waiting, self._waiting = self._waiting, []
        if self._apart or self._block is None:
            yield from self._begin(waiting[0], waiting[1:])
            return
        *before, last = waiting
        goes_on = last.text[0] == " " or last.text[0].islower()
        if self._starts_anew(key) or not goes_on:
            self._continue(before)
            yield from self._begin(last, [])
        else:
            self._continue(waiting)

    def _names_another(self, key: str) -> bool:
        """A `Name: …` where the block has its name already, or an empty line parted it from that."""
        block = self._block
        if block is None or field(key).name != "name":
            return False
        return block.has(key) or bool(self._apart and block.name and block.pairs)

    def _starts_anew(self, key: str) -> bool:
        return self._block is not None and self._block.has(key)

    def _continue(self, more: list[Line]) -> None:
        for line in more:
            if self._block:
                self._block.extend(line.text.strip())

    def _begin(self, name: Line, more: list[Line]) -> Iterator[Given | Skipped]:
        yield from self._finish()
        if self._heading and self._heading is not name:
            self._category, self._heading = self._heading.text, None
        text = _NUMBERED.sub("", name.text.strip()).strip().rstrip(":").strip()
        self._block = _Block(name.place, text, self._category)
        self._block.free = [line.text.strip() for line in more]

    def _close(self) -> Iterator[Given | Skipped]:
        """What waits belongs to the block before it, or is a paragraph without a product."""
        yield from self._empty_line()
        yield from self._finish()

    def _finish(self) -> Iterator[Given | Skipped]:
        block, self._block = self._block, None
        if block and (block.name or block.pairs):
            yield block.given()
