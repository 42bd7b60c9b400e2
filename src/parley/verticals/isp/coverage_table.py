"""A company's table of addresses as its staff change it: taken in leniently, told row by row what was left out."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import Invalid
from parley.files.address_table import MOST
from parley.files.record import Record, Skipped
from parley.models import Served
from parley.nlu.addresses.extract import find
from parley.nlu.addresses.house_ranges import misread
from parley.nlu.addresses.street_names import parted, shown
from parley.services import Services
from parley.tenants.audit_log import note
from parley.tenants.cache import changed
from parley.text.tokenize import fold

_BATCH = 2_000
_NO = frozenset(
    ["нет", "no", "0", "false", "-", "недоступно", "недоступен", "не подключен", "не подключено", "жок", "planned"]
)
_SHOWN = ("city", "street", "houses", "technology", "note", "available")


def rows(found: Iterable[Record | Skipped]) -> Iterator[dict[str, Any] | Skipped]:
    """The columns of each row, or why it cannot be used."""
    for number, one in enumerate(found):
        if number >= MOST:
            yield Skipped(one.place, f"From here on nothing is read: a table may have {MOST:,} rows")
            return
        yield one if isinstance(one, Skipped) else _row(one)


def _row(record: Record) -> dict[str, Any] | Skipped:
    values = dict(record.values)
    city, street, houses = (values.get(name, "") for name in ("city", "street", "houses"))
    if not street and (whole := values.get("address")):
        address = find(whole, asked=True)
        if address is None or not address.street:
            return Skipped(record.place, f"No street was recognised in «{whole[:100]}»")
        city, street, houses = city or address.city, address.street_full, houses or address.house
    kind, name = parted(street)
    if not any(char.isalnum() for char in name):
        return Skipped(record.place, "It has no street")
    houses = f"{houses or '*'} {values.get('parity', '')}".strip()
    if wrong := misread(houses):
        return Skipped(record.place, f"The houses are not understood: «{wrong}»")
    return {
        "city": _city(city),
        "street": f"{kind} {name}".strip(),
        "houses": houses,
        "technology": values.get("technology", "")[:100],
        "note": values.get("note", "")[:500],
        "available": fold(values.get("available", "да")).strip() not in _NO,
    }


def _city(written: str) -> str:
    """ "г. Москва" → "Москва"."""
    words = written.replace(".", ". ").split()
    if len(words) > 1 and fold(words[0]).rstrip(".") in ("г", "гор", "город", "қ"):
        words = words[1:]
    return shown(" ".join(words))


async def replace(
    rt: Services, company_id: int, found: Iterable[Record | Skipped], by: str
) -> tuple[int, list[Skipped]]:
    """Put these in place of the whole table: how many were stored, what was left out. Raises Invalid, and leaves
    the table as it was, where none can be used."""
    made = list(rows(found))
    skipped = [one for one in made if isinstance(one, Skipped)]
    good = [{**one, "company_id": company_id} for one in made if not isinstance(one, Skipped)]
    if not good:
        reasons = "; ".join(dict.fromkeys(f"{one.place}: {one.why}" for one in skipped[:3]))
        raise Invalid(f"There are no addresses to store. {reasons}".strip())
    async with rt.db.scoped(company_id) as session:
        await session.execute(delete(Served))
        await put(session, company_id, good)
        told = {"stored": len(good), "skipped": len(skipped)}
        note(session, company_id, by, "addresses stored", rt.clock(), told)
        await session.flush()
        await changed(session, company_id)
    return len(good), skipped


async def put(session: AsyncSession, company_id: int, given: Iterable[dict[str, Any]]) -> None:
    """Store rows that `rows` made, beside those that are there."""
    coming = iter(given)
    while batch := list(islice(coming, _BATCH)):
        await session.execute(insert(Served), [{**row, "company_id": company_id} for row in batch])


async def clear(rt: Services, company_id: int, by: str) -> int:
    """Take the whole table away: how many rows there were. From then on nobody is told that there is no service."""
    async with rt.db.scoped(company_id) as session:
        gone = len((await session.scalars(delete(Served).returning(Served.id))).all())
        note(session, company_id, by, "addresses deleted", rt.clock(), {"deleted": gone})
        await session.flush()
        await changed(session, company_id)
    return gone


async def listed(session: AsyncSession, limit: int, offset: int = 0) -> list[dict[str, Any]]:
    """In the order they came."""
    found = await session.scalars(select(Served).order_by(Served.id).limit(limit).offset(offset))
    return [{name: getattr(row, name) for name in _SHOWN} for row in found]


async def counted(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Served)) or 0
