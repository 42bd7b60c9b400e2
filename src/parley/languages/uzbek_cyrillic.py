"""Writes Uzbek of the Latin script in Cyrillic: its speakers type both."""

import re
from collections.abc import Iterable

# Longest first.
_LETTERS = (
    *(("o'", "ў"), ("g'", "ғ"), ("sh", "ш"), ("ch", "ч"), ("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ye", "е")),
    *zip("abdefghijklmnopqrstuvxyz'", "абдефгҳижклмнопқрстувхйзъ", strict=True),
)
_INITIAL_E = re.compile(r"(?<![a-z'])e")


def add_uzbek_cyrillic(entries: Iterable[str]) -> tuple[str, ...]:
    """Returns the Latin entries, followed by the same in Cyrillic, each once."""
    latin = tuple(entries)
    return tuple(dict.fromkeys((*latin, *(_to_uzbek_cyrillic(entry) for entry in latin))))


def _to_uzbek_cyrillic(entry: str) -> str:
    text = _INITIAL_E.sub("э", entry)
    for latin, cyrillic in _LETTERS:
        text = text.replace(latin, cyrillic)
    return text
