"""The values of a product's fields: cleaned of what cannot be stored, and lists and pairs taken apart."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from parley.files.records import MAX_TEXT_CHARS, value_to_text
from parley.text.sanitize import remove_unstorable

_MAX_LABEL_CHARS = 300
_MAX_ENTRIES, _MAX_DEPTH = 200, 5
_MAX_NUMBER = 10**300
_SEPARATORS = re.compile(r"[;|\n]")


class ValueCleaner:
    """Cleans the values of one record of what cannot be stored: endless text, null bytes, NaN, deep nesting.
    `notes` tell the owner of the file what was cut."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def clean(self, value: Any, label: str) -> Any:
        """Returns the value as it can be stored; None for a number that cannot. `label`: what notes call it."""
        return self._clean(value, label, 0)

    def clean_label(self, text: Any) -> str:
        return " ".join(remove_unstorable(str(text)).split())[:_MAX_LABEL_CHARS]

    def shorten_label(self, text: str, label: str) -> str:
        return self._shorten(text, _MAX_LABEL_CHARS, label)

    def _clean(self, value: Any, label: str, depth: int) -> Any:
        if isinstance(value, str):
            return self._shorten(remove_unstorable(value).strip(), MAX_TEXT_CHARS, label)
        if isinstance(value, bool | None):
            return value
        if isinstance(value, int | float):
            return value if math.isfinite(value) and abs(value) < _MAX_NUMBER else None
        if depth >= _MAX_DEPTH:
            self.notes.append(f"{self.clean_label(label)}: nested too deeply, the innermost part is left out")
            return None
        if isinstance(value, list | tuple):
            return [self._clean(part, label, depth + 1) for part in value[:_MAX_ENTRIES]]
        if isinstance(value, Mapping):
            entries = list(value.items())[:_MAX_ENTRIES]
            return {self.clean_label(key): self._clean(part, label, depth + 1) for key, part in entries}
        return remove_unstorable(str(value)).strip()

    def _shorten(self, text: str, max_chars: int, label: str) -> str:
        if len(text) <= max_chars:
            return text
        self.notes.append(f"{self.clean_label(label)}: cut from {len(text):,} to {max_chars:,} characters")
        return text[: max_chars - 1] + "…"


def parse_features(value: Any) -> Any:
    """Returns a list for "Wi-Fi; NFC" and "Wi-Fi | NFC"; text with neither sign stays as it is."""
    if isinstance(value, str):
        parts = [part.strip() for part in _SEPARATORS.split(value)]
        return [part for part in parts if part] if len(parts) > 1 else value
    return [value_to_text(part) for part in value] if isinstance(value, list) else [value_to_text(value)]


def parse_specifications(value: Any) -> Any:
    """Returns a mapping for "RAM: 8 GB; Colour: red" and for a JSON object as text; text that is neither stays as
    it is."""
    if not isinstance(value, str):
        return value if isinstance(value, Mapping) else value_to_text(value)
    if value.lstrip().startswith("{"):
        try:
            parsed = json.loads(value)
        except (ValueError, RecursionError):
            return value
        return ValueCleaner().clean(parsed, "specifications") or {}
    return _parse_pairs(value) or value


def _parse_pairs(text: str) -> dict[str, str]:
    """Returns the pairs of "key: value" or "key=value" pieces; a piece without a sign goes on with the value before
    it. Empty for text that begins without a pair."""
    pairs: dict[str, str] = {}
    last_key = ""
    for piece in filter(None, map(str.strip, _SEPARATORS.split(text))):
        key, _, value = (part.strip() for part in piece.partition(":" if ":" in piece else "="))
        if key and value:
            last_key = key[:_MAX_LABEL_CHARS]
            pairs[last_key] = value
        elif last_key:
            pairs[last_key] += f"; {piece}"
        else:
            return {}
    return pairs


def to_mapping(value: Any) -> Mapping[str, Any]:
    """Returns a mapping as it is, and anything else under the key "details"."""
    if isinstance(value, Mapping):
        return value
    return {"details": value} if value else {}
