"""JSON: parsed whole, since a file is at most 20 MiB."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from parley.errors import Invalid
from parley.files.encoding import decode
from parley.files.fields import field
from parley.files.record import Given, Skipped

_LISTS = ("products", "items", "goods", "data", "offers", "catalog", "товары", "услуги", "тарифы")
_DEEPEST = 64


def parsed(data: bytes) -> Any:
    """Raises Invalid for what is no JSON, with the line, and for nesting no catalogue has."""
    text = decode(data)
    too_deep = f"This JSON is nested more than {_DEEPEST} levels deep"
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise Invalid(too_deep) from error
    except json.JSONDecodeError as error:
        raise Invalid(f"This is not valid JSON: {error.msg}, line {error.lineno}, column {error.colno}") from error
    except ValueError as error:
        raise Invalid("This JSON holds a number of thousands of digits") from error
    if _deep(value):
        raise Invalid(too_deep)
    return value


def given(data: bytes) -> Iterator[Given | Skipped]:
    for number, one in enumerate(_listed(parsed(data)), 1):
        if isinstance(one, Mapping):
            yield Given(number, list(one.items()))
        else:
            yield Skipped(number, "It is not an object with a name and a price")


def _listed(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key.casefold() in _LISTS and isinstance(inner, list):
                return inner
        if any(field(key).name == "name" for key in value):
            return [value]
    raise Invalid('No products were found in this JSON. It should be a list of products, or {"products": [...]}')


def _deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
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
