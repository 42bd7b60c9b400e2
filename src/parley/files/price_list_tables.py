"""Leaves the columns that are for staff out of price lists that stand in documents (domain/staff_columns.py).

A table is a price list where a heading is a product's name, price or id: "Поставщик | Покупатель" of a contract is
none.
"""

from collections.abc import Iterable, Sequence

from parley.domain.staff_columns import is_staff_only
from parley.files.product_headings import match_product_field

# A title or two may stand above the headings.
HEADING_ROWS = 3
_PRODUCT_FIELDS = frozenset({"name", "price", "id"})


def staff_columns(cells: Sequence[str], above: Sequence[str] = ()) -> frozenset[int]:
    """Returns which columns under these headings are for staff, by their places; none for what is no price list.

    `above`: what stands in the rows of headings before.
    """
    found = frozenset(place for place, cell in enumerate(cells) if is_staff_only(cell))
    others = [*above, *(cell for place, cell in enumerate(cells) if place not in found)]
    return found if any(match_product_field(cell).name in _PRODUCT_FIELDS for cell in others) else frozenset()


def without_staff_columns(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Returns the rows of a table without them."""
    hidden: frozenset[int] = frozenset()
    public, above = [], list[str]()
    for number, row in enumerate(rows):
        if number < HEADING_ROWS and not hidden:
            hidden = staff_columns(row, above)
            above += row
        public.append([cell for place, cell in enumerate(row) if place not in hidden])
    return public


def without_staff_columns_of_lines(lines: Sequence[str]) -> list[str]:
    """Returns lines of text, the rows of a table drawn with "|" among them, without them."""
    rows = [line.split("|") for line in lines]
    if max(map(len, rows), default=0) < 2:
        return list(lines)
    return ["|".join(row) for row in without_staff_columns(rows)]


class TableColumns:
    """Follows the cells of tables, which may stand in each other, and tells which are to be left out."""

    def __init__(self) -> None:
        self._tables: list[_Table] = []

    def open_table(self) -> None:
        self._tables.append(_Table())

    def close_table(self) -> None:
        if self._tables:
            self._tables.pop()

    def open_row(self) -> None:
        if self._tables:
            self._tables[-1].open_row()

    def close_row(self) -> None:
        if self._tables:
            self._tables[-1].close_row()

    def open_cell(self, width: int) -> None:
        """Begins a cell. `width`: in columns."""
        if self._tables:
            self._tables[-1].open_cell(width)

    def read(self, text: str) -> None:
        """Takes note of the text of a cell, which may be a heading."""
        if self._tables:
            self._tables[-1].read(text)

    @property
    def is_hidden(self) -> bool:
        """Tells whether the cell that is open, or one around it, is for staff."""
        return any(table.is_hidden for table in self._tables)


class _Table:
    def __init__(self) -> None:
        self._hidden: frozenset[int] = frozenset()
        self._rows = self._column = self._next_column = 0
        self._headings: list[str] = []
        self._above: list[str] = []
        self.is_hidden = False

    def open_row(self) -> None:
        self.close_row()
        self._rows += 1
        self._headings, self._column, self._next_column = [], -1, 0

    def open_cell(self, width: int) -> None:
        self._column, self._next_column = self._next_column, self._next_column + width
        self._headings += [""] * (self._next_column - len(self._headings))
        self.is_hidden = self._column in self._hidden

    def read(self, text: str) -> None:
        if self._rows <= HEADING_ROWS and 0 <= self._column < len(self._headings):
            self._headings[self._column] += text

    def close_row(self) -> None:
        self.is_hidden = False
        if self._rows <= HEADING_ROWS and not self._hidden:
            self._hidden = staff_columns(self._headings, self._above)
            self._above += self._headings
        self._headings, self._column = [], -1
