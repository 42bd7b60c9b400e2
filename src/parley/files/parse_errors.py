"""Turns the errors of parsers into words for the owner of a file."""

from collections.abc import Iterator
from contextlib import contextmanager

from parley.errors import Invalid, ParleyError


@contextmanager
def translate_parse_errors(name: str, format_name: str) -> Iterator[None]:
    """Turns whatever a parser raises over a broken file into Invalid: each has dozens of errors for that."""
    try:
        yield
    except ParleyError:
        raise
    except Exception as error:
        raise Invalid(f"«{name[:100]}» is damaged or is no real {format_name}: it cannot be read") from error
