"""A company's own table of addresses: read leniently from what its staff upload, stored, listed and deleted."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import Invalid
from parley.files.address_table import MAX_ADDRESS_ROWS
from parley.files.records import FileRecord, SkippedRecord
from parley.models import CoverageEntry
from parley.nlu.addresses.extract import extract_address
from parley.nlu.addresses.house_ranges import first_invalid_range
from parley.nlu.addresses.street_names import format_street_name, split_street_type
from parley.services import Services
from parley.tenants.audit_log import record_change
from parley.tenants.cache import invalidate_company
from parley.text.normalize import normalize

_BATCH_ROWS = 2_000
_UNAVAILABLE_WORDS = frozenset(
    ["нет", "no", "0", "false", "-", "недоступно", "недоступен", "не подключен", "не подключено", "жок", "planned"]
)
_COLUMNS = ("city", "street", "houses", "technology", "note", "available")


def parse_coverage_rows(records: Iterable[FileRecord | SkippedRecord]) -> Iterator[dict[str, Any] | SkippedRecord]:
    """Returns each record as a row of CoverageEntry, or why it cannot be used."""
    for number, record in enumerate(records):
        if number >= MAX_ADDRESS_ROWS:
            yield SkippedRecord(
                record.location, f"From here on nothing is read: a table may have {MAX_ADDRESS_ROWS:,} rows"
            )
            return
        yield record if isinstance(record, SkippedRecord) else _parse_row(record)


def _parse_row(record: FileRecord) -> dict[str, Any] | SkippedRecord:
    values = dict(record.values)
    city, street, houses = (values.get(name, "") for name in ("city", "street", "houses"))
    if not street and (address_text := values.get("address")):
        address = extract_address(address_text, requested=True)
        if address is None or not address.street:
            return SkippedRecord(record.location, f"No street was recognised in «{address_text[:100]}»")
        city, street, houses = city or address.city, address.street_with_type, houses or address.house
    kind, name = split_street_type(street)
    if not any(char.isalnum() for char in name):
        return SkippedRecord(record.location, "It has no street")
    houses = f"{houses or '*'} {values.get('parity', '')}".strip()
    if unreadable := first_invalid_range(houses):
        return SkippedRecord(record.location, f"The houses are not understood: «{unreadable}»")
    return {
        "city": _normalize_city(city),
        "street": f"{kind} {name}".strip(),
        "houses": houses,
        "technology": values.get("technology", "")[:100],
        "note": values.get("note", "")[:500],
        "available": normalize(values.get("available", "да")).strip() not in _UNAVAILABLE_WORDS,
    }


def _normalize_city(text: str) -> str:
    """Returns "Москва" for "г. Москва"."""
    words = text.replace(".", ". ").split()
    if len(words) > 1 and normalize(words[0]).rstrip(".") in ("г", "гор", "город", "қ"):
        words = words[1:]
    return format_street_name(" ".join(words))


async def replace_coverage(
    rt: Services, company_id: int, records: Iterable[FileRecord | SkippedRecord], by: str
) -> tuple[int, list[SkippedRecord]]:
    """Stores the records in place of the whole table. Returns how many were stored, and what was left out.

    Raises Invalid, and leaves the table as it was, where none can be used.
    """
    parsed = list(parse_coverage_rows(records))
    skipped = [row for row in parsed if isinstance(row, SkippedRecord)]
    rows = [row for row in parsed if not isinstance(row, SkippedRecord)]
    if not rows:
        reasons = "; ".join(dict.fromkeys(f"{row.location}: {row.reason}" for row in skipped[:3]))
        raise Invalid(f"There are no addresses to store. {reasons}".strip())
    async with rt.db.scoped(company_id) as session:
        await session.execute(delete(CoverageEntry))
        await add_coverage_rows(session, company_id, rows)
        details = {"stored": len(rows), "skipped": len(skipped)}
        record_change(session, company_id, by, "addresses stored", rt.clock(), details)
        await session.flush()
        await invalidate_company(session, company_id)
    return len(rows), skipped


async def add_coverage_rows(
    session: AsyncSession, company_id: int, coverage_rows: Iterable[dict[str, Any]]
) -> None:
    """Stores rows of parse_coverage_rows beside those that are there."""
    remaining = iter(coverage_rows)
    while batch := list(islice(remaining, _BATCH_ROWS)):
        await session.execute(insert(CoverageEntry), [{**row, "company_id": company_id} for row in batch])


async def remove_coverage(rt: Services, company_id: int, by: str) -> int:
    """Deletes the whole table and returns how many rows it had. From then on nobody is told that there is no
    service."""
    async with rt.db.scoped(company_id) as session:
        deleted = len((await session.scalars(delete(CoverageEntry).returning(CoverageEntry.id))).all())
        record_change(session, company_id, by, "addresses deleted", rt.clock(), {"deleted": deleted})
        await session.flush()
        await invalidate_company(session, company_id)
    return deleted


async def list_coverage_rows(session: AsyncSession, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """Returns the rows in the order in which they were stored."""
    rows = await session.scalars(select(CoverageEntry).order_by(CoverageEntry.id).limit(limit).offset(offset))
    return [{name: getattr(row, name) for name in _COLUMNS} for row in rows]


async def count_coverage_rows(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(CoverageEntry)) or 0
