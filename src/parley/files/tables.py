"""Rows with a header → records. What CSV, XLSX and the tables of DOCX have in common."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from parley.files.fields import match_product_field
from parley.files.record import FileLocation, RawRecord, SkippedRecord, value_to_text

# A price list has its title, its address and its date above the header.
_MAX_HEADER_ROWS, _MAX_COLUMNS = 20, 256
NO_HEADER = "No column holds the names of products. Call one «name» or «Название» in the first row"


class TableRow(NamedTuple):
    location: FileLocation
    cells: Sequence[Any]


class _Header(NamedTuple):
    names: tuple[str, ...]
    # Whether a row of one cell is the heading of the rows below it.
    with_sections: bool


def read_table_records(
    rows: Iterable[TableRow | SkippedRecord], *, table_name: str = ""
) -> Iterator[RawRecord | SkippedRecord]:
    """The records under the header, which is the first row with a column for names; none is found: one Skipped.
    `table_name`: what to call the table then."""
    remaining = iter(rows)
    start = list(islice(remaining, _MAX_HEADER_ROWS))
    for index, row in enumerate(start):
        if isinstance(row, TableRow) and (header := _parse_header(row.cells)):
            yield from (skipped for skipped in start[:index] if isinstance(skipped, SkippedRecord))
            yield from _read_below_header(header, chain(start[index + 1 :], remaining))
            return
    if start:
        yield SkippedRecord(table_name or start[0].location, NO_HEADER)


def is_header(cells: Sequence[Any]) -> bool:
    return _parse_header(cells) is not None


def count_product_fields(cells: Sequence[Any]) -> int:
    """How many of the cells name a field of a product."""
    return len({name for cell in cells if isinstance(cell, str) and (name := match_product_field(cell).name)})


def _parse_header(cells: Sequence[Any]) -> _Header | None:
    names = tuple(value_to_text(cell).strip() for cell in cells[:_MAX_COLUMNS])
    field_names = {match_product_field(name).name for name in names}
    if "name" not in field_names or (
        len(field_names) == 1 and sum(map(bool, names)) > 1 and _is_spread_title(names)
    ):
        return None
    # A lone cell may be a product without a price where there is little else to fill in.
    with_sections = "price" in field_names and "category" not in field_names and sum(map(bool, names)) > 2
    return _Header(names, with_sections)


def _is_spread_title(names: Sequence[str]) -> bool:
    """The cells a title spreads over when its merged cells are taken apart."""
    filled = [name for name in names if name]
    return all(left == right for left, right in pairwise(filled))


def _read_below_header(
    header: _Header, rows: Iterable[TableRow | SkippedRecord]
) -> Iterator[RawRecord | SkippedRecord]:
    section = ""
    for row in rows:
        if isinstance(row, SkippedRecord):
            yield row
            continue
        cells = row.cells[: len(header.names)]
        filled = [text for cell in cells if cell is not None and (text := value_to_text(cell).strip())]
        if not filled or filled == [name for name in header.names if name]:
            continue  # an empty row, or the header once more on the next printed page
        if header.with_sections and len(filled) == 1 and not filled[0].isdecimal():
            section = filled[0]
            yield SkippedRecord(row.location, f"Taken as the category of what follows: {section[:100]}")
            continue
        values = list(zip(header.names, cells, strict=False))
        if section:
            values.append(("category", section))
        yield RawRecord(row.location, values)
