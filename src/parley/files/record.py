"""What a reader of products gives: records with the field names of the contract, and what it passed over."""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from parley.files.fields import ProductField, match_product_field
from parley.text.normalize import latinize, normalize
from parley.text.sanitize import remove_unstorable, sanitize_text

MAX_RECORDS = 100_000
MAX_TEXT_CHARS, _MAX_LABEL_CHARS, _MAX_ID_CHARS = 20_000, 300, 200
_MAX_ENTRIES, _MAX_DEPTH = 200, 5
_SEPARATORS = re.compile(r"[;|\n]")
_SLUG = re.compile(r"[^a-z0-9]+")

FileLocation = int | str
T = TypeVar("T")


class FileRecord(NamedTuple):
    """A product as it was written; `catalog.products` makes it one of its own. `place`: the row or line in the
    file, or words for it. `notes`: what was done to it, for the owner to read."""

    location: FileLocation
    values: Mapping[str, Any]
    notes: tuple[str, ...] = ()


class SkippedRecord(NamedTuple):
    """A record that could not be used, and why, for the owner to read."""

    location: FileLocation
    reason: str


class RawRecord(NamedTuple):
    """A record as a format gives it: names and values as they were written."""

    location: FileLocation
    values: Iterable[tuple[str, Any]]


def normalize_records(raw_records: Iterable[RawRecord | SkippedRecord]) -> Iterator[FileRecord | SkippedRecord]:
    """The records of a file, checked: each has a name and an id; ids made from names are the same every time."""
    ids = _IdGenerator()
    for number, record in enumerate(raw_records):
        if number >= MAX_RECORDS:
            yield SkippedRecord(
                record.location, f"From here on nothing is read: one file may have {MAX_RECORDS:,} records"
            )
            return
        yield record if isinstance(record, SkippedRecord) else _normalize_record(record, ids)


def merge_skipped(skipped: list[SkippedRecord], items: Iterable[T]) -> Iterator[T | SkippedRecord]:
    """What is found, each after what was noted while it was looked for."""
    for item in items:
        yield from skipped
        skipped.clear()
        yield item
    yield from skipped


def _normalize_record(raw_record: RawRecord, ids: "_IdGenerator") -> FileRecord | SkippedRecord:
    notes: list[str] = []
    values = _normalize_fields(raw_record.values, notes)
    name = sanitize_text(str(values.get("name", ""))).strip()
    if not name:
        return SkippedRecord(raw_record.location, "It has no name")
    record_id = sanitize_text(str(values.get("id", ""))).strip()
    if len(record_id) > _MAX_ID_CHARS:
        return SkippedRecord(
            raw_record.location, f"Its id has {len(record_id)} characters; up to {_MAX_ID_CHARS} are allowed"
        )
    if not record_id:
        values["id"] = ids.generate(name, values)
        if not values["id"]:
            return SkippedRecord(raw_record.location, "The same product stands in the file before")
    return FileRecord(raw_record.location, values, tuple(notes))


class _IdGenerator:
    """Ids for records without one. Two products of one name get two ids, in the order they stand in the file."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[bytes, None]] = {}

    def generate(self, name: str, values: Mapping[str, Any]) -> str:
        """Empty when the very same product came before."""
        normalized = " ".join(name.casefold().split())
        same_name = self._seen.setdefault(normalized, {})
        content = hashlib.sha256(repr(sorted(values.items())).encode()).digest()
        if content in same_name:
            return ""
        same_name[content] = None
        digest = hashlib.sha256(normalized.encode()).hexdigest()[:8]
        latin = " ".join(map(latinize, normalize(normalized[:60]).split()))
        slug = _SLUG.sub("-", latin).strip("-")[:40].strip("-")
        number = f"-{len(same_name)}" if len(same_name) > 1 else ""
        return f"{slug}-{digest}{number}".lstrip("-")


def _normalize_fields(pairs: Iterable[tuple[str, Any]], notes: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for heading, value in pairs:
        value = _sanitize_value(value, notes, heading)
        if value is None or value == "":
            continue
        product_field = match_product_field(heading)
        if product_field.name and product_field.name not in values:
            values[product_field.name] = _field_value(product_field, value)
            if product_field.currency:
                values.setdefault("currency", product_field.currency)
        elif product_field.is_kept and len(extra) < _MAX_ENTRIES:
            extra[_sanitize_label(heading)] = value
    if extra:
        values["specifications"] = {**extra, **_to_mapping(values.get("specifications"))}
    for key in ("name", "category", "currency"):
        if isinstance(text := values.get(key), str) and len(text) > _MAX_LABEL_CHARS:
            values[key] = _truncate(text, _MAX_LABEL_CHARS, notes, key)
    return values


def _field_value(product_field: ProductField, value: Any) -> Any:
    if product_field.name == "features":
        return parse_features(value)
    if product_field.name == "specifications":
        return parse_specifications(value)
    if product_field.name in ("id", "name", "category", "description", "currency"):
        return value_to_text(value)
    # A stock of 0.0 is none.
    return value if isinstance(value, str | int) or product_field.name == "price" else value_to_text(value)


def parse_features(value: Any) -> Any:
    """ "Wi-Fi; NFC" or "Wi-Fi | NFC" → a list. Text with neither sign stays as it is."""
    if isinstance(value, str):
        parts = [part.strip() for part in _SEPARATORS.split(value)]
        return [part for part in parts if part] if len(parts) > 1 else value
    return [value_to_text(part) for part in value] if isinstance(value, list) else [value_to_text(value)]


def parse_specifications(value: Any) -> Any:
    """ "RAM: 8 GB; Colour: red", or a JSON object as text → a mapping. Text that is neither stays as it is."""
    if not isinstance(value, str):
        return value if isinstance(value, Mapping) else value_to_text(value)
    if value.lstrip().startswith("{"):
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):
            return value
        return _sanitize_value(found, [], "specifications") or {}
    return _parse_pairs(value) or value


def _parse_pairs(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    last = ""
    for piece in _SEPARATORS.split(text):
        key, sign, value = piece.partition(":") if ":" in piece else piece.partition("=")
        if sign and key.strip() and value.strip():
            last = key.strip()[:_MAX_LABEL_CHARS]
            pairs[last] = value.strip()
        elif last and piece.strip():
            pairs[last] += f"; {piece.strip()}"
        elif piece.strip():
            return {}
    return pairs


def _to_mapping(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    return {"details": value} if value else {}


def value_to_text(value: Any) -> str:
    """One line of text for any value: 1001.0 → "1001", a list → its parts with commas."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(map(value_to_text, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_to_text(part)}" for key, part in value.items())
    return "" if value is None else str(value)


def _sanitize_value(value: Any, notes: list[str], label: str, depth: int = 0) -> Any:
    """The value with nothing in it that cannot be stored: endless text, null bytes, NaN, deep nesting."""
    if isinstance(value, str):
        text = remove_unstorable(value).strip()
        return text if len(text) <= MAX_TEXT_CHARS else _truncate(text, MAX_TEXT_CHARS, notes, label)
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int | float):
        return value if math.isfinite(value) and abs(value) < 10**300 else None
    if depth >= _MAX_DEPTH:
        notes.append(f"{_sanitize_label(label)}: nested too deeply, the innermost part is left out")
        return None
    if isinstance(value, list | tuple):
        return [_sanitize_value(part, notes, label, depth + 1) for part in value[:_MAX_ENTRIES]]
    if isinstance(value, Mapping):
        entries = list(value.items())[:_MAX_ENTRIES]
        return {_sanitize_label(key): _sanitize_value(part, notes, label, depth + 1) for key, part in entries}
    return remove_unstorable(str(value)).strip()


def _sanitize_label(text: Any) -> str:
    return " ".join(remove_unstorable(str(text)).split())[:_MAX_LABEL_CHARS]


def _truncate(text: str, limit: int, notes: list[str], label: str) -> str:
    notes.append(f"{_sanitize_label(label)}: cut from {len(text):,} to {limit:,} characters")
    return text[: limit - 1] + "…"
