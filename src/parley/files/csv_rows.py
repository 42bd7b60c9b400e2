"""Reads the rows of a CSV file: with any of four separators, quotes that are never closed, cells of any length."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import Any

from parley.errors import Invalid
from parley.files.file_type import MAX_UPLOAD_BYTES
from parley.files.records import SkippedRecord
from parley.files.tables import TableRow, count_product_fields

# Longer than any file that is read: cells are cut later, where the owner can be told.
csv.field_size_limit(MAX_UPLOAD_BYTES)

_SEPARATORS = ",;\t|"
_MAX_HEADER_ROWS = 20
# Of one record; and in all, of records that are read once more because of a quote.
_MAX_RECORD_LINES, _MAX_REPLAYED_LINES = 500, 50_000
_UNCLOSED_QUOTE = "A quote is opened in this line and never closed"


def read_csv_rows(
    text: str, count_headings: Callable[[Sequence[Any]], int] = count_product_fields
) -> Iterator[TableRow | SkippedRecord]:
    """Returns every row with the number of the line it starts in. A line whose quote is never closed is skipped
    alone.

    `count_headings`: returns how many cells of a row name a known column; by that the separator is found. Raises
    Invalid where quotes close nowhere.
    """
    first, separator = 1, _detect_separator(text, count_headings)
    lines = _ReplayableLines(text)
    if text[:4].casefold() == "sep=":
        next(lines)
        first, lines.record_lines = 2, []
    while True:
        try:
            for cells in csv.reader(lines, delimiter=separator, strict=True):
                if cells:
                    yield TableRow(first, cells)
                first += len(lines.record_lines)
                lines.record_lines = []
        except csv.Error:
            if len(lines.record_lines) > 1:
                lines.replay()
                yield SkippedRecord(first, _UNCLOSED_QUOTE)
            else:
                # `"5" screen";100` still says what is meant
                yield TableRow(first, next(csv.reader(lines.record_lines, delimiter=separator), []))
                lines.record_lines = []
            first += 1
        else:
            return


class _ReplayableLines:
    """The lines of a text. Those of the record being read are kept, to be read once more."""

    def __init__(self, text: str) -> None:
        self._source = StringIO(text, newline="")
        self._replayed: list[str] = []
        self._replay_count = 0
        self.record_lines: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.record_lines) > _MAX_RECORD_LINES:
            raise StopIteration
        line = self._replayed.pop() if self._replayed else self._source.readline()
        if not line:
            raise StopIteration
        self.record_lines.append(line)
        return line

    def replay(self) -> None:
        """Goes back to the second line of this record. Raises Invalid where that was needed too often."""
        self._replay_count += len(self.record_lines) - 1
        if self._replay_count > _MAX_REPLAYED_LINES:
            raise Invalid("The quotes of this CSV file do not close. Save it again as CSV from a table program")
        self._replayed += reversed(self.record_lines[1:])
        self.record_lines = []


def _detect_separator(text: str, count_headings: Callable[[Sequence[Any]], int]) -> str:
    """Returns the separator with which the header names the most columns, or the one that Excel wrote above it."""
    start = text[:20_000].splitlines()[:_MAX_HEADER_ROWS]
    if start and start[0][:4].casefold() == "sep=" and len(start[0]) > 4:
        return start[0][4]
    best, best_score = ",", (0, 0)
    for line in start:
        for separator in _SEPARATORS:
            cells = next(csv.reader([line], delimiter=separator), [])
            if (score := (count_headings(cells), len(cells))) > best_score and score[0]:
                best, best_score = separator, score
    return best
