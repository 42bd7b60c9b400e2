"""Reads a table of addresses, in CSV, XLSX or JSON, whatever its owner called the columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from parley.errors import Invalid
from parley.files import csv_rows, json_records, tables
from parley.files.encoding import decode_text
from parley.files.file_type import open_upload
from parley.files.parse_errors import translate_parse_errors
from parley.files.records import FileLocation, FileRecord, SkippedRecord, value_to_text
from parley.text.normalize import normalize
from parley.text.sanitize import remove_unstorable

ADDRESS_EXTENSIONS = (".csv", ".tsv", ".xlsx", ".json")
MAX_ADDRESS_ROWS = 100_000
_MAX_HEADER_ROWS = 20
_MAX_CELL_CHARS = 2000
_LIST_KEYS = ("addresses", "streets", "rows", "data", "items", "адреса", "улицы")
_FIELD_HEADINGS = {
    "city": "город, city, населенный пункт, нп, нас. пункт, town, қала, місто, shahar, муниципалитет",
    "street": """улица, street, улица проспект, название улицы, наименование улицы, street name, көше, вулиця,
        ko'cha, улицы""",
    "houses": """дом, дома, house, houses, номер дома, номера домов, дома с по, диапазон, диапазон домов,
        house number, house numbers, үй, үйлер, № дома, будинки, номера, номер""",
    "parity": "четность, чет нечет, parity, сторона",
    "technology": """технология, technology, тип подключения, тип сети, tech, технология подключения, сеть,
        технологиясы""",
    "note": "примечание, комментарий, note, notes, comment, заметка, ескерту, примечания",
    "available": """доступно, доступен, available, подключение, подключен, есть, статус, доступность, availability,
        возможность подключения, қолжетімді, подключено""",
    "address": "адрес, address, полный адрес, адрес дома, мекенжай, адреса",
}


def _normalize_heading(heading: Any) -> str:
    text = normalize(value_to_text(heading)).replace("_", " ").replace("#", "№")
    return " ".join(text.replace("/", " ").replace("(", " ").replace(")", " ").replace("-", " ").split()).strip(
        " .:"
    )


_FIELD_BY_HEADING = {
    _normalize_heading(heading): name for name, listed in _FIELD_HEADINGS.items() for heading in listed.split(",")
}


def read_address_file(name: str, data: bytes) -> Iterator[FileRecord | SkippedRecord]:
    """Returns the rows of the file called `name`, by field: city, street, houses, parity, technology, note,
    available; or address, for all of it in one. Raises Invalid for a file that is not what its name says or has
    no streets."""
    upload = open_upload(name, data, ADDRESS_EXTENSIONS)
    with translate_parse_errors(upload.name, upload.extension[1:].upper()):
        if upload.extension == ".json":
            yield from parse_address_records(json_records.parse_json(upload.data))
        elif upload.extension == ".xlsx":
            from parley.files import xlsx

            for sheet in xlsx.read_sheets(upload.data):
                yield from _read_table(sheet.rows)
        else:
            yield from _read_table(
                csv_rows.read_csv_rows(decode_text(upload.data), count_headings=_count_known_headings)
            )


def parse_address_records(value: Any) -> Iterator[FileRecord | SkippedRecord]:
    """Returns the rows of decoded JSON: a list of objects, or an object with one. Raises Invalid for anything
    else."""
    if isinstance(value, Mapping):
        value = next((inner for key, inner in value.items() if normalize(str(key)) in _LIST_KEYS), value)
    if not isinstance(value, list):
        raise Invalid('The addresses should be a list: [{"city", "street", "houses"}, …]')
    for number, item in enumerate(value, 1):
        if not isinstance(item, Mapping):
            yield SkippedRecord(number, "It is not an object with a street")
            continue
        yield _make_record(
            number, [(_FIELD_BY_HEADING.get(_normalize_heading(key), ""), inner) for key, inner in item.items()]
        )


def _count_known_headings(cells: Sequence[Any]) -> int:
    return len({name for cell in cells if (name := _FIELD_BY_HEADING.get(_normalize_heading(cell)))})


def _read_table(rows: Iterable[tables.TableRow | SkippedRecord]) -> Iterator[FileRecord | SkippedRecord]:
    remaining = iter(rows)
    for row in islice(remaining, _MAX_HEADER_ROWS):
        if isinstance(row, SkippedRecord):
            yield row
            continue
        fields = [_FIELD_BY_HEADING.get(_normalize_heading(cell), "") for cell in row.cells]
        if "street" in fields or "address" in fields:
            yield from _read_below_header(fields, remaining)
            return
    raise Invalid("No column holds streets. Call one «Улица» or «street» in the first row")


def _read_below_header(
    fields: Sequence[str], rows: Iterable[tables.TableRow | SkippedRecord]
) -> Iterator[FileRecord | SkippedRecord]:
    for row in rows:
        if isinstance(row, SkippedRecord):
            yield row
        elif any(value_to_text(cell).strip() for cell in row.cells):
            yield _make_record(row.location, zip(fields, row.cells, strict=False))


def _make_record(location: FileLocation, cells: Iterable[tuple[str, Any]]) -> FileRecord:
    """Returns the cells by field; of two for one field the first counts."""
    values: dict[str, str] = {}
    for name, cell in cells:
        text = " ".join(remove_unstorable(_cell_text(cell)).split())
        if name and text:
            values.setdefault(name, text[:_MAX_CELL_CHARS])
    return FileRecord(location, values)


def _cell_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    return value_to_text(cell)
