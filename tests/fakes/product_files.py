"""Files of products, read by the door that owners use."""

from typing import Any

from parley.files.products import read_products
from parley.files.records import FileRecord, SkippedRecord


def records_of(name: str, data: bytes | str) -> list[FileRecord | SkippedRecord]:
    """Returns what is in a file, and what was passed over."""
    return list(read_products(name, data.encode() if isinstance(data, str) else data))


def products_of(name: str, data: bytes | str) -> list[dict[str, Any]]:
    """Returns the products of a file of which nothing is passed over."""
    records = records_of(name, data)
    assert not [record for record in records if isinstance(record, SkippedRecord)]
    return [dict(record.values) for record in records if isinstance(record, FileRecord)]
