"""The rows of a CSV file: any of four separators, quotes that are never closed, cells of any length."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import Any

from parley.errors import Invalid
from parley.files.file_type import MAX_BYTES
from parley.files.record import Skipped
from parley.files.tables import Row, fields_named

# The whole file is no longer; cells are cut later, where that can be told.
csv.field_size_limit(MAX_BYTES)

_SEPARATORS = ",;\t|"
_HEADER_WITHIN = 20
# Of one record; and in all, of those that are read once more because a quote went wrong.
_MAX_LINES, _MAX_AGAIN = 500, 50_000
_UNCLOSED = "A quote is opened in this line and never closed"


def rows(text: str, headings: Callable[[Sequence[Any]], int] = fields_named) -> Iterator[Row | Skipped]:
    """Every row with the number of the line it starts in. A line whose quote is never closed is skipped alone.
    `headings`: how many cells of a row name a known column."""
    first, separator = 1, _separator(text, headings)
    lines = _Lines(text)
    if text[:4].casefold() == "sep=":
        next(lines)
        first, lines.taken = 2, []
    while True:
        try:
            for cells in csv.reader(lines, delimiter=separator, strict=True):
                if cells:
                    yield Row(first, cells)
                first += len(lines.taken)
                lines.taken = []
        except csv.Error:
            if len(lines.taken) > 1:
                lines.put_back()
                yield Skipped(first, _UNCLOSED)
            else:
                # `"5" screen";100` still says what is meant.
                yield Row(first, next(csv.reader(lines.taken, delimiter=separator), []))
                lines.taken = []
            first += 1
        else:
            return


class _Lines:
    """The lines of the text, remembering those of the record being read."""

    def __init__(self, text: str) -> None:
        self._source = StringIO(text, newline="")
        self._again: list[str] = []
        self._repeated = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) > _MAX_LINES:
            raise StopIteration
        line = self._again.pop() if self._again else self._source.readline()
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def put_back(self) -> None:
        """Read the lines of this record once more, without the first."""
        self._repeated += len(self.taken) - 1
        if self._repeated > _MAX_AGAIN:
            raise Invalid("The quotes of this CSV file do not close. Save it again as CSV from a table program")
        self._again += reversed(self.taken[1:])
        self.taken = []


def _separator(text: str, headings: Callable[[Sequence[Any]], int]) -> str:
    """The one that makes the header name the most fields; what Excel writes above it is taken at its word."""
    start = text[:20_000].splitlines()[:_HEADER_WITHIN]
    if start and start[0][:4].casefold() == "sep=" and len(start[0]) > 4:
        return start[0][4]
    best, most = ",", (0, 0)
    for line in start:
        for separator in _SEPARATORS:
            cells = next(csv.reader([line], delimiter=separator), [])
            if (named := (headings(cells), len(cells))) > most and named[0]:
                best, most = separator, named
    return best
