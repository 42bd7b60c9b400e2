"""Reads the rows of every visible sheet of a workbook: of a formula the value it last had, never the formula."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import load_workbook

from parley.files.tables import TableRow

_MAX_ROWS, _MAX_COLUMNS = 200_000, 256
_ERROR_VALUES = frozenset(["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"])

# it warns of styles and validations that it does not keep
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


class WorkbookSheet(NamedTuple):
    title: str
    rows: Iterator[TableRow]


def read_sheets(data: bytes) -> Iterator[WorkbookSheet]:
    """Returns the sheets, each to be read before the next. Raises whatever openpyxl raises for a broken workbook
    (parse_errors.py)."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in visible:
            yield WorkbookSheet(sheet.title, _read_rows(sheet, sheet.title if len(visible) > 1 else ""))
    finally:
        book.close()


def _read_rows(sheet: Any, title: str) -> Iterator[TableRow]:
    # what a sheet says of its own size is often wrong: both bounds are given
    sheet_rows = sheet.iter_rows(min_row=1, max_row=_MAX_ROWS, min_col=1, max_col=_MAX_COLUMNS, values_only=True)
    for number, cells in enumerate(sheet_rows, 1):
        if trimmed := _trim_empty_cells(cells):
            yield TableRow(f"{title}, row {number}" if title else number, [_cell_value(cell) for cell in trimmed])


def _trim_empty_cells(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    """Returns the cells without the empty ones at the end, of which there are more than of all others."""
    end = len(cells) if cells.count(None) < len(cells) else 0
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


def _cell_value(cell: Any) -> Any:
    if isinstance(cell, str):
        return None if cell in _ERROR_VALUES else cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return cell
