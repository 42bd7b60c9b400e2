"""Rows with a header → records. What CSV, XLSX and the tables of DOCX have in common."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from parley.files.fields import field
from parley.files.record import Given, Place, Skipped, plain

# A price list has its title, its address and its date above the header.
_HEADER_WITHIN, _MAX_COLUMNS = 20, 256
NO_HEADER = "No column holds the names of products. Call one «name» or «Название» in the first row"


class Row(NamedTuple):
    place: Place
    cells: Sequence[Any]


class _Header(NamedTuple):
    names: tuple[str, ...]
    # Whether a row of one cell is the heading of the rows below it.
    with_sections: bool


def given(rows: Iterable[Row | Skipped], *, named_by: str = "") -> Iterator[Given | Skipped]:
    """The records under the header, which is the first row with a column for names; none is found: one Skipped.
    `named_by`: what to call the table then."""
    coming = iter(rows)
    start = list(islice(coming, _HEADER_WITHIN))
    for at, row in enumerate(start):
        if isinstance(row, Row) and (header := _header(row.cells)):
            yield from (one for one in start[:at] if isinstance(one, Skipped))
            yield from _under(header, chain(start[at + 1 :], coming))
            return
    if start:
        yield Skipped(named_by or start[0].place, NO_HEADER)


def is_header(cells: Sequence[Any]) -> bool:
    return _header(cells) is not None


def fields_named(cells: Sequence[Any]) -> int:
    """How many of the cells name a field of a product."""
    return len({known for cell in cells if isinstance(cell, str) and (known := field(cell).name)})


def _header(cells: Sequence[Any]) -> _Header | None:
    names = tuple(plain(cell).strip() for cell in cells[:_MAX_COLUMNS])
    known = {field(name).name for name in names}
    if "name" not in known or (len(known) == 1 and sum(map(bool, names)) > 1 and _repeated(names)):
        return None
    # A lone cell may be a product without a price where there is little else to fill in.
    with_sections = "price" in known and "category" not in known and sum(map(bool, names)) > 2
    return _Header(names, with_sections)


def _repeated(names: Sequence[str]) -> bool:
    """The cells a title spreads over when its merged cells are taken apart."""
    filled = [name for name in names if name]
    return all(left == right for left, right in pairwise(filled))


def _under(header: _Header, rows: Iterable[Row | Skipped]) -> Iterator[Given | Skipped]:
    section = ""
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        cells = row.cells[: len(header.names)]
        filled = [text for cell in cells if cell is not None and (text := plain(cell).strip())]
        if not filled or filled == [name for name in header.names if name]:
            continue  # an empty row, or the header once more on the next printed page
        if header.with_sections and len(filled) == 1 and not filled[0].isdecimal():
            section = filled[0]
            yield Skipped(row.place, f"Taken as the category of what follows: {section[:100]}")
            continue
        values = list(zip(header.names, cells, strict=False))
        if section:
            values.append(("category", section))
        yield Given(row.place, values)
