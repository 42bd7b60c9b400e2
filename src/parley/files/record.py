"""What a reader of products gives: records with the field names of the contract, and what it passed over."""

import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from parley.files.encoding import storable
from parley.files.fields import Field, field
from parley.text.tokenize import clean, fold, skeleton

MAX_RECORDS = 100_000
MAX_TEXT, _MAX_LABEL, _MAX_ID = 20_000, 300, 200
_MAX_ENTRIES, _MAX_DEPTH = 200, 5
_SEPARATORS = re.compile(r"[;|\n]")
_SLUG = re.compile(r"[^a-z0-9]+")

Place = int | str
T = TypeVar("T")


class Record(NamedTuple):
    """A product as it was written; `catalog.products` makes it one of its own. `place`: the row or line in the
    file, or words for it. `notes`: what was done to it, for the owner to read."""

    place: Place
    values: Mapping[str, Any]
    notes: tuple[str, ...] = ()


class Skipped(NamedTuple):
    """A record that could not be used, and why, for the owner to read."""

    place: Place
    why: str


class Given(NamedTuple):
    """A record as a format gives it: names and values as they were written."""

    place: Place
    values: Iterable[tuple[str, Any]]


def records(given: Iterable[Given | Skipped]) -> Iterator[Record | Skipped]:
    """The records of a file, checked: each has a name and an id; ids made from names are the same every time."""
    ids = _Ids()
    for number, one in enumerate(given):
        if number >= MAX_RECORDS:
            yield Skipped(one.place, f"From here on nothing is read: one file may have {MAX_RECORDS:,} records")
            return
        yield one if isinstance(one, Skipped) else _record(one, ids)


def after(noted: list[Skipped], found: Iterable[T]) -> Iterator[T | Skipped]:
    """What is found, each after what was noted while it was looked for."""
    for one in found:
        yield from noted
        noted.clear()
        yield one
    yield from noted


def _record(given: Given, ids: "_Ids") -> Record | Skipped:
    notes: list[str] = []
    values = _fields(given.values, notes)
    name = clean(str(values.get("name", ""))).strip()
    if not name:
        return Skipped(given.place, "It has no name")
    written = clean(str(values.get("id", ""))).strip()
    if len(written) > _MAX_ID:
        return Skipped(given.place, f"Its id has {len(written)} characters; up to {_MAX_ID} are allowed")
    if not written:
        values["id"] = ids.made(name, values)
        if not values["id"]:
            return Skipped(given.place, "The same product stands in the file before")
    return Record(given.place, values, tuple(notes))


class _Ids:
    """Ids for records without one. Two products of one name get two ids, in the order they stand in the file."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[bytes, None]] = {}

    def made(self, name: str, values: Mapping[str, Any]) -> str:
        """Empty when the very same product came before."""
        plain = " ".join(name.casefold().split())
        same_name = self._seen.setdefault(plain, {})
        content = hashlib.sha256(repr(sorted(values.items())).encode()).digest()
        if content in same_name:
            return ""
        same_name[content] = None
        mark = hashlib.sha256(plain.encode()).hexdigest()[:8]
        latin = " ".join(map(skeleton, fold(plain[:60]).split()))
        slug = _SLUG.sub("-", latin).strip("-")[:40].strip("-")
        number = f"-{len(same_name)}" if len(same_name) > 1 else ""
        return f"{slug}-{mark}{number}".lstrip("-")


def _fields(given: Iterable[tuple[str, Any]], notes: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    more: dict[str, Any] = {}
    for written, value in given:
        value = _tidy(value, notes, written)
        if value is None or value == "":
            continue
        known = field(written)
        if known.name and known.name not in values:
            values[known.name] = _of(known, value)
            if known.currency:
                values.setdefault("currency", known.currency)
        elif known.kept and len(more) < _MAX_ENTRIES:
            more[_label(written)] = value
    if more:
        values["specifications"] = {**more, **_as_mapping(values.get("specifications"))}
    for key in ("name", "category", "currency"):
        if isinstance(text := values.get(key), str) and len(text) > _MAX_LABEL:
            values[key] = _cut(text, _MAX_LABEL, notes, key)
    return values


def _of(known: Field, value: Any) -> Any:
    if known.name == "features":
        return features(value)
    if known.name == "specifications":
        return specifications(value)
    if known.name in ("id", "name", "category", "description", "currency"):
        return plain(value)
    # A stock of 0.0 is none.
    return value if isinstance(value, str | int) or known.name == "price" else plain(value)


def features(value: Any) -> Any:
    """ "Wi-Fi; NFC" or "Wi-Fi | NFC" → a list. Text with neither sign stays as it is."""
    if isinstance(value, str):
        parts = [part.strip() for part in _SEPARATORS.split(value)]
        return [part for part in parts if part] if len(parts) > 1 else value
    return [plain(part) for part in value] if isinstance(value, list) else [plain(value)]


def specifications(value: Any) -> Any:
    """ "RAM: 8 GB; Colour: red", or a JSON object as text → a mapping. Text that is neither stays as it is."""
    if not isinstance(value, str):
        return value if isinstance(value, Mapping) else plain(value)
    if value.lstrip().startswith("{"):
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):
            return value
        return _tidy(found, [], "specifications") or {}
    return _pairs(value) or value


def _pairs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for piece in _SEPARATORS.split(text):
        key, sign, value = piece.partition(":") if ":" in piece else piece.partition("=")
        if sign and key.strip() and value.strip():
            last = key.strip()[:_MAX_LABEL]
            found[last] = value.strip()
        elif last and piece.strip():
            found[last] += f"; {piece.strip()}"
        elif piece.strip():
            return {}
    return found


def _as_mapping(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    return {"details": value} if value else {}


def plain(value: Any) -> str:
    """One line of text for any value: 1001.0 → "1001", a list → its parts with commas."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(map(plain, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(part)}" for key, part in value.items())
    return "" if value is None else str(value)


def _tidy(value: Any, notes: list[str], where: str, depth: int = 0) -> Any:
    """The value with nothing in it that cannot be stored: endless text, null bytes, NaN, deep nesting."""
    if isinstance(value, str):
        text = storable(value).strip()
        return text if len(text) <= MAX_TEXT else _cut(text, MAX_TEXT, notes, where)
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int | float):
        return value if math.isfinite(value) and abs(value) < 10**300 else None
    if depth >= _MAX_DEPTH:
        notes.append(f"{_label(where)}: nested too deeply, the innermost part is left out")
        return None
    if isinstance(value, list | tuple):
        return [_tidy(part, notes, where, depth + 1) for part in value[:_MAX_ENTRIES]]
    if isinstance(value, Mapping):
        entries = list(value.items())[:_MAX_ENTRIES]
        return {_label(key): _tidy(part, notes, where, depth + 1) for key, part in entries}
    return storable(str(value)).strip()


def _label(text: Any) -> str:
    return " ".join(storable(str(text)).split())[:_MAX_LABEL]


def _cut(text: str, limit: int, notes: list[str], where: str) -> str:
    notes.append(f"{_label(where)}: cut from {len(text):,} to {limit:,} characters")
    return text[: limit - 1] + "…"
