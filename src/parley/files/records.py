"""The records that readers of files give, and what they passed over."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

# Of one text of a record.
MAX_TEXT_CHARS = 20_000

#: the row or line in the file, or words for the place ("page 3, line 12")
FileLocation = int | str
T = TypeVar("T")


class RawRecord(NamedTuple):
    """A record as its format gives it: headings and values as they were written."""

    location: FileLocation
    values: Iterable[tuple[str, Any]]


class FileRecord(NamedTuple):
    """A record with known fields; its values are as they were written."""

    location: FileLocation
    values: Mapping[str, Any]
    #: what was done to it, for the owner of the file to read
    notes: tuple[str, ...] = ()


class SkippedRecord(NamedTuple):
    """A record that could not be used, and why, for the owner of the file to read."""

    location: FileLocation
    reason: str


def merge_skipped(skipped: list[SkippedRecord], items: Iterable[T]) -> Iterator[T | SkippedRecord]:
    """Returns the items, before each of them what was added to `skipped` while it was looked for."""
    for item in items:
        yield from skipped
        skipped.clear()
        yield item
    yield from skipped


def value_to_text(value: Any) -> str:
    """Returns one line of text for any value: "1001" for 1001.0, "a, b" for a list, "k: v" for a mapping."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(map(value_to_text, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_to_text(part)}" for key, part in value.items())
    return "" if value is None else str(value)
