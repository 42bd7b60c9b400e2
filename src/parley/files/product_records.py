"""Makes products of the records of a file: known fields, values that can be stored, an id for each."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parley.files.product_headings import ProductField, is_cost_beside_price, match_product_field
from parley.files.product_values import ValueCleaner, parse_features, parse_specifications, to_mapping
from parley.files.records import FileRecord, RawRecord, SkippedRecord, value_to_text
from parley.text.normalize import latinize, normalize
from parley.text.sanitize import sanitize_text

MAX_RECORDS = 100_000
_MAX_ID_CHARS, _MAX_EXTRA_FIELDS = 200, 200
_TEXT_FIELDS = frozenset(["id", "name", "category", "description", "currency"])
_LABEL_FIELDS = ("name", "category", "currency")
_SLUG_SEPARATOR = re.compile(r"[^a-z0-9]+")


def normalize_records(
    raw_records: Iterable[RawRecord | SkippedRecord], max_records: int = MAX_RECORDS
) -> Iterator[FileRecord | SkippedRecord]:
    """Returns the records as products, each with a name and an id; an id made of a name is the same every time."""
    ids = _IdGenerator()
    for number, record in enumerate(raw_records):
        if number >= max_records:
            yield SkippedRecord(
                record.location, f"From here on nothing is read: one file may have {max_records:,} records"
            )
            return
        yield record if isinstance(record, SkippedRecord) else _normalize_record(record, ids)


def _normalize_record(raw_record: RawRecord, ids: "_IdGenerator") -> FileRecord | SkippedRecord:
    cleaner = ValueCleaner()
    values = _collect_fields(raw_record.values, cleaner)
    name, record_id = (sanitize_text(str(values.get(key, ""))).strip() for key in ("name", "id"))
    if not name:
        return SkippedRecord(raw_record.location, "It has no name")
    if len(record_id) > _MAX_ID_CHARS:
        return SkippedRecord(
            raw_record.location, f"Its id has {len(record_id)} characters; up to {_MAX_ID_CHARS} are allowed"
        )
    if not record_id:
        values["id"] = ids.generate(name, values)
        if not values["id"]:
            return SkippedRecord(raw_record.location, "The same product stands in the file before")
    return FileRecord(raw_record.location, values, tuple(cleaner.notes))


def _collect_fields(pairs: Iterable[tuple[str, Any]], cleaner: ValueCleaner) -> dict[str, Any]:
    """Returns the fields of the contract; what has none is a specification. Of two columns for a field the first
    counts."""
    fields: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    pairs = list(pairs)
    headings = [heading for heading, _ in pairs]
    for heading, raw_value in pairs:
        value = cleaner.clean(raw_value, heading)
        if value is None or value == "":
            continue
        product_field = _match_field(heading, value, headings)
        if product_field.name and product_field.name not in fields:
            fields[product_field.name] = _field_value(product_field, value)
            if product_field.currency:
                fields.setdefault("currency", product_field.currency)
        elif product_field.is_kept and len(extra) < _MAX_EXTRA_FIELDS:
            extra[cleaner.clean_label(heading)] = value
    if extra:
        fields["specifications"] = {**extra, **to_mapping(fields.get("specifications"))}
    for name in _LABEL_FIELDS:
        if isinstance(fields.get(name), str):
            fields[name] = cleaner.shorten_label(fields[name], name)
    return fields


def _match_field(heading: str, value: Any, headings: list[str]) -> ProductField:
    """Returns the field that a column of a record stands for, beside all its columns."""
    product_field = match_product_field(heading)
    # Prices by their names are not one: {"retail": …, "purchase": …}.
    if product_field.name == "price" and (isinstance(value, Mapping) or is_cost_beside_price(heading, headings)):
        return ProductField("")
    return product_field


def _field_value(product_field: ProductField, value: Any) -> Any:
    if product_field.name == "features":
        return parse_features(value)
    if product_field.name == "specifications":
        return parse_specifications(value)
    if product_field.name in _TEXT_FIELDS:
        return value_to_text(value)
    # a stock of 0.0 is none
    return value if isinstance(value, str | int) or product_field.name == "price" else value_to_text(value)


class _IdGenerator:
    """Makes ids for records without one. Two products of one name get two, in the order they stand in the file."""

    def __init__(self) -> None:
        # by name the digests of the products that were given an id
        self._digests_by_name: dict[str, set[bytes]] = {}

    def generate(self, name: str, values: Mapping[str, Any]) -> str:
        """Returns an id; empty when the very same product came before."""
        key = " ".join(name.casefold().split())
        digests = self._digests_by_name.setdefault(key, set())
        digest = hashlib.sha256(repr(sorted(values.items())).encode()).digest()
        if digest in digests:
            return ""
        digests.add(digest)
        number = f"-{len(digests)}" if len(digests) > 1 else ""
        return f"{_slug(key)}-{hashlib.sha256(key.encode()).hexdigest()[:8]}{number}".lstrip("-")


def _slug(name: str) -> str:
    latin = " ".join(map(latinize, normalize(name[:60]).split()))
    return _SLUG_SEPARATOR.sub("-", latin).strip("-")[:40].strip("-")
