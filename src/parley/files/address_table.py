"""A table of addresses, in CSV, XLSX or JSON, whatever its owner called the columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from parley.errors import Invalid
from parley.files import csv_rows, json_records, tables
from parley.files import file_type as kind
from parley.files.encoding import decode, storable
from parley.files.parse_errors import told
from parley.files.record import Place, Record, Skipped, plain
from parley.text.tokenize import fold

FORMATS = (".csv", ".tsv", ".xlsx", ".json")
MOST = 100_000
_HEADER_WITHIN = 20
_LISTS = ("addresses", "streets", "rows", "data", "items", "адреса", "улицы")
_NAMES = {
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


def _key(heading: Any) -> str:
    text = fold(plain(heading)).replace("_", " ").replace("#", "№")
    return " ".join(text.replace("/", " ").replace("(", " ").replace(")", " ").replace("-", " ").split()).strip(
        " .:"
    )


_BY_HEADING = {_key(heading): name for name, listed in _NAMES.items() for heading in listed.split(",")}


def read(name: str, data: bytes) -> Iterator[Record | Skipped]:
    """The rows of the file called `name`, by field: city, street, houses, parity, technology, note, available; or
    address, for all of it in one. Raises Invalid for a file that is not what its name says or has no streets."""
    upload = kind.opened(name, data, FORMATS)
    with told(upload.name, upload.kind[1:].upper()):
        if upload.kind == ".json":
            yield from records(json_records.parsed(upload.data))
        elif upload.kind == ".xlsx":
            from parley.files import xlsx

            for sheet in xlsx.sheets(upload.data):
                yield from _table(sheet.rows)
        else:
            yield from _table(csv_rows.rows(decode(upload.data), headings=_known))


def records(value: Any) -> Iterator[Record | Skipped]:
    """The same of JSON: a list of objects, or an object with such a list. Raises Invalid for anything else."""
    if isinstance(value, Mapping):
        value = next((inner for key, inner in value.items() if fold(str(key)) in _LISTS), value)
    if not isinstance(value, list):
        raise Invalid('The addresses should be a list: [{"city", "street", "houses"}, …]')
    for number, one in enumerate(value, 1):
        if not isinstance(one, Mapping):
            yield Skipped(number, "It is not an object with a street")
            continue
        yield _record(number, [(_BY_HEADING.get(_key(key), ""), inner) for key, inner in one.items()])


def _known(cells: Sequence[Any]) -> int:
    return len({name for cell in cells if (name := _BY_HEADING.get(_key(cell)))})


def _table(rows: Iterable[tables.Row | Skipped]) -> Iterator[Record | Skipped]:
    coming = iter(rows)
    for row in islice(coming, _HEADER_WITHIN):
        if isinstance(row, Skipped):
            yield row
            continue
        names = [_BY_HEADING.get(_key(cell), "") for cell in row.cells]
        if "street" in names or "address" in names:
            yield from _under(names, coming)
            return
    raise Invalid("No column holds streets. Call one «Улица» or «street» in the first row")


def _under(names: Sequence[str], rows: Iterable[tables.Row | Skipped]) -> Iterator[Record | Skipped]:
    for row in rows:
        if isinstance(row, Skipped):
            yield row
        elif any(plain(cell).strip() for cell in row.cells):
            yield _record(row.place, zip(names, row.cells, strict=False))


def _record(place: Place, cells: Iterable[tuple[str, Any]]) -> Record:
    values: dict[str, str] = {}
    for name, cell in cells:
        text = " ".join(storable(_written(cell)).split())
        if name and text:
            values.setdefault(name, text[:2000])
    return Record(place, values)


def _written(cell: Any) -> str:
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    return plain(cell)
