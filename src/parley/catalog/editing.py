"""A company's catalogue as its staff changes it: one product, many, and the way back out; each on record."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from parley.catalog import products
from parley.errors import Invalid, NotFound
from parley.search.index import maintain as upkeep
from parley.services import Services
from parley.tenants.audit_log import note

# Stored, and searchable, as one; small enough that a customer's turn does not wait for it.
BATCH = 100
_SHOWN = (
    "name",
    "description",
    "category",
    "price",
    "currency",
    "features",
    "specifications",
    "available",
    "stock",
)


async def put(rt: Services, company_id: int, product: Mapping[str, Any], by: str) -> str:
    """Store one product; one of the same id is replaced. Returns its id. Raises Invalid."""
    row = products.row(product)
    async with rt.db.scoped(company_id) as session:
        await products.put(session, company_id, [row])
        told = {"product_id": row["external_id"], "name": row["name"]}
        note(session, company_id, by, "product stored", rt.clock(), told)
        await upkeep.due(rt, session, company_id)
        await session.flush()
    return str(row["external_id"])


async def replace(rt: Services, company_id: int, external_id: str, product: Mapping[str, Any], by: str) -> None:
    """Store a product in place of the one of this id. Raises NotFound where there is none, Invalid where the ids
    differ."""
    row = products.row({**product, "id": product.get("id") or external_id})
    if row["external_id"] != external_id:
        raise Invalid("Product ID mismatch")
    async with rt.db.scoped(company_id) as session:
        before = await products.known(session, external_id)
        if before is None:
            raise NotFound("Product not found")
        changes = {
            field: {"from": _plain(getattr(before, field)), "to": _plain(row[field])}
            for field in _SHOWN
            if getattr(before, field) != row[field]
        }
        await products.put(session, company_id, [row])
        note(session, company_id, by, "product changed", rt.clock(), {"product_id": external_id, **changes})
        await upkeep.due(rt, session, company_id)
        await session.flush()


async def remove(rt: Services, company_id: int, external_id: str, by: str) -> None:
    """Raises NotFound where there is none of this id."""
    async with rt.db.scoped(company_id) as session:
        name = await products.remove(session, external_id)
        if name is None:
            raise NotFound("Product not found")
        note(session, company_id, by, "product deleted", rt.clock(), {"product_id": external_id, "name": name})
        await upkeep.due(rt, session, company_id)
        await session.flush()


async def bulk(rt: Services, company_id: int, body: bytes, by: str) -> tuple[int, int, list[dict[str, Any]]]:
    """Store a JSON array of products, batch by batch: (stored, how many were given, what was skipped and why).
    Raises Invalid when it is no JSON array; a bad product among good ones is only skipped."""
    try:
        given = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Invalid(f"The body must be a JSON array of products: {error}") from None
    stored, skipped = 0, list[dict[str, Any]]()
    # The database stores a batch while a thread makes the next.
    making = _made(company_id, given, 0)
    for start in range(0, len(given), BATCH):
        made, wrong = await making
        skipped += wrong
        making = _made(company_id, given, start + BATCH)
        stored += await _store(rt, company_id, made)
    await making
    async with rt.db.scoped(company_id) as session:
        note(session, company_id, by, "products stored", rt.clock(), {"stored": stored, "skipped": len(skipped)})
        await upkeep.due(rt, session, company_id)
        await session.flush()
    return stored, len(given), skipped


async def store(rt: Services, company_id: int, rows: list[dict[str, Any]]) -> int:
    """One batch of products.row()s."""
    return await _store(rt, company_id, await asyncio.to_thread(products.batch, company_id, rows))


async def _store(rt: Services, company_id: int, made: products.Batch) -> int:
    async with rt.db.scoped(company_id) as session:
        return await products.put_batch(session, company_id, made)


def _made(
    company_id: int, given: list[msgspec.Raw], start: int
) -> "asyncio.Task[tuple[products.Batch, list[dict[str, Any]]]]":
    return asyncio.create_task(asyncio.to_thread(_make, company_id, given, start))


def _make(company_id: int, given: list[msgspec.Raw], start: int) -> tuple[products.Batch, list[dict[str, Any]]]:
    good, skipped = [], []
    for place, raw in enumerate(given[start : start + BATCH], start + 1):
        try:
            good.append(products.row(_object(raw)))
        except Invalid as error:
            skipped.append({"place": place, "why": str(error)})
    return products.batch(company_id, good), skipped


def _object(raw: msgspec.Raw) -> Mapping[str, Any]:
    try:
        value = msgspec.json.decode(raw)
    except RecursionError:
        raise Invalid("The product is nested too deeply") from None
    if not isinstance(value, dict):
        raise Invalid("A product is a JSON object")
    return value


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
