"""Reads the products of a JSON file, parsed whole: a file is at most 20 MiB."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from parley.errors import Invalid
from parley.files.encoding import decode_text
from parley.files.product_headings import match_product_field
from parley.files.records import RawRecord, SkippedRecord

_LIST_KEYS = ("products", "items", "goods", "data", "offers", "catalog", "товары", "услуги", "тарифы")
_MAX_DEPTH = 64


def parse_json(data: bytes) -> Any:
    """Returns the value. Raises Invalid for what is no JSON, with the line, and for nesting that no catalogue
    has."""
    text = decode_text(data)
    too_deep = f"This JSON is nested more than {_MAX_DEPTH} levels deep"
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise Invalid(too_deep) from error
    except json.JSONDecodeError as error:
        raise Invalid(f"This is not valid JSON: {error.msg}, line {error.lineno}, column {error.colno}") from error
    except ValueError as error:
        raise Invalid("This JSON holds a number of thousands of digits") from error
    if _is_too_deep(value):
        raise Invalid(too_deep)
    return value


def read_json_records(data: bytes) -> Iterator[RawRecord | SkippedRecord]:
    """Returns the products of a list, of an object with a list, or the one product that an object is. Raises
    Invalid."""
    for number, item in enumerate(_find_record_list(parse_json(data)), 1):
        if isinstance(item, Mapping):
            yield RawRecord(number, list(item.items()))
        else:
            yield SkippedRecord(number, "It is not an object with a name and a price")


def _find_record_list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key.casefold() in _LIST_KEYS and isinstance(inner, list):
                return inner
        if any(match_product_field(key).name == "name" for key in value):
            return [value]
    raise Invalid('No products were found in this JSON. It should be a list of products, or {"products": [...]}')


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, list | dict)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, list | dict)
        ]
        if not level:
            return False
    return True
