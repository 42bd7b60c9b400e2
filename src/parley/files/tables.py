"""Makes records of rows with a header: what CSV, XLSX and the tables of DOCX have in common."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from parley.domain.staff_columns import is_staff_only
from parley.files.product_headings import match_product_field
from parley.files.records import FileLocation, RawRecord, SkippedRecord, value_to_text

# A price list has its title, its address and its date above the header.
_MAX_HEADER_ROWS, _MAX_COLUMNS = 20, 256
NO_HEADER = "No column holds the names of products. Call one «name» or «Название» in the first row"


class TableRow(NamedTuple):
    location: FileLocation
    cells: Sequence[Any]


class _Header(NamedTuple):
    names: tuple[str, ...]
    #: whether a row of one cell is the category of the rows below it
    has_sections: bool


def read_table_records(
    rows: Iterable[TableRow | SkippedRecord], *, table_name: str = ""
) -> Iterator[RawRecord | SkippedRecord]:
    """Returns the records below the header, which is the first row with a column for names; where there is none,
    one skipped record that says so. `table_name`: what that one calls the table."""
    remaining = iter(rows)
    first_rows = list(islice(remaining, _MAX_HEADER_ROWS))
    for index, row in enumerate(first_rows):
        if isinstance(row, TableRow) and (header := _parse_header(row.cells)):
            yield from (skipped for skipped in first_rows[:index] if isinstance(skipped, SkippedRecord))
            next_index = index + 1
            if next_index < len(first_rows) and (below := _with_second_row(header, first_rows[next_index])):
                header, next_index = below, next_index + 1
            yield from _read_below_header(header, chain(first_rows[next_index:], remaining))
            return
    if first_rows:
        yield SkippedRecord(table_name or first_rows[0].location, NO_HEADER)


def is_header(cells: Sequence[Any]) -> bool:
    """Tells whether a row names the columns of products."""
    return _parse_header(cells) is not None


def count_product_fields(cells: Sequence[Any]) -> int:
    """Returns how many fields of a product the cells name."""
    return len({name for cell in cells if isinstance(cell, str) and (name := match_product_field(cell).name)})


def _parse_header(cells: Sequence[Any]) -> _Header | None:
    names = tuple(value_to_text(cell).strip() for cell in cells[:_MAX_COLUMNS])
    field_names = {match_product_field(name).name for name in names}
    if "name" not in field_names or (
        len(field_names) == 1 and sum(map(bool, names)) > 1 and _is_spread_title(names)
    ):
        return None
    # where there is little else to fill in, a lone cell may be a product without a price
    has_sections = "price" in field_names and "category" not in field_names and sum(map(bool, names)) > 2
    return _Header(names, has_sections)


def _with_second_row(header: _Header, row: TableRow | SkippedRecord) -> _Header | None:
    """Returns the header with the words of a second row of headings: "Цена закуп" and "Цена розница" of "Цена" over
    "закуп" and "розница". None where the row is none, or names nothing that is for staff."""
    if isinstance(row, SkippedRecord):
        return None
    below = [value_to_text(cell).strip() for cell in row.cells[:_MAX_COLUMNS]]
    above = [*header.names, *[""] * (len(below) - len(header.names))]
    below += [""] * (len(above) - len(below))
    if any(text and match_product_field(name).name == "name" for name, text in zip(above, below, strict=True)):
        return None
    names, spread = [], ""
    for name, text in zip(above, below, strict=True):
        # A heading stands over all columns up to the next.
        spread = name or spread
        names.append(f"{spread} {text}" if text else name)
    is_named = any(text and is_staff_only(name) for name, text in zip(names, below, strict=True))
    return _Header(tuple(names), header.has_sections) if is_named else None


def _is_spread_title(names: Sequence[str]) -> bool:
    """Tells the title of a table, repeated in every cell it spread over, from the names of columns."""
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
        texts = _filled_texts(cells)
        if not texts or _repeats_header(texts, header):
            continue
        if header.has_sections and len(texts) == 1 and not texts[0].isdecimal():
            section = texts[0]
            yield SkippedRecord(row.location, f"Taken as the category of what follows: {section[:100]}")
            continue
        values = list(zip(header.names, cells, strict=False))
        yield RawRecord(row.location, [*values, ("category", section)] if section else values)


def _filled_texts(cells: Iterable[Any]) -> list[str]:
    return [text for cell in cells if cell is not None and (text := value_to_text(cell).strip())]


def _repeats_header(texts: Sequence[str], header: _Header) -> bool:
    """Tells the header once more, on the next printed page."""
    return texts == [name for name in header.names if name]
