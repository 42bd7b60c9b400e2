"""Changes to the catalogue by a company's staff: one product or many, each on record in the audit log."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from parley.catalog import products
from parley.catalog.product_row import parse_product_row
from parley.errors import Invalid, NotFound
from parley.search.index.maintain import schedule_rebuild
from parley.services import Services
from parley.tenants.audit_log import record_change
from parley.tenants.cache import invalidate_company

# Products that are stored, and can be found, at once; so few that no customer's turn waits for them.
PRODUCT_BATCH_SIZE = 100
_AUDITED_FIELDS = (
    "name",
    "description",
    "category",
    "price",
    "currency",
    "features",
    "specifications",
    "staff_only",
    "available",
    "stock",
)


async def add_product(rt: Services, company_id: int, product: Mapping[str, Any], by: str) -> str:
    """Stores a product; one of the same id is replaced. Returns its id. Raises Invalid."""
    row = parse_product_row(product)
    async with rt.db.scoped(company_id) as session:
        await products.upsert_product_rows(session, company_id, [row])
        details = {"product_id": row["external_id"], "name": row["name"]}
        record_change(session, company_id, by, "product stored", rt.clock(), details)
        await schedule_rebuild(rt, session, company_id)
        await session.flush()
    return str(row["external_id"])


async def replace_product(
    rt: Services, company_id: int, external_id: str, product: Mapping[str, Any], by: str
) -> None:
    """Stores a product in place of the one of this id. Raises NotFound where there is none, Invalid where the ids
    differ."""
    row = parse_product_row({**product, "id": product.get("id") or external_id})
    if row["external_id"] != external_id:
        raise Invalid("Product ID mismatch")
    async with rt.db.scoped(company_id) as session:
        before = await products.find_product(session, external_id)
        if before is None:
            raise NotFound("Product not found")
        changes = {
            field: {"from": _json_value(getattr(before, field)), "to": _json_value(row[field])}
            for field in _AUDITED_FIELDS
            if getattr(before, field) != row[field]
        }
        await products.upsert_product_rows(session, company_id, [row])
        record_change(
            session, company_id, by, "product changed", rt.clock(), {"product_id": external_id, **changes}
        )
        await schedule_rebuild(rt, session, company_id)
        await session.flush()


async def remove_product(rt: Services, company_id: int, external_id: str, by: str) -> None:
    """Deletes a product. Raises NotFound where there is none of this id."""
    async with rt.db.scoped(company_id) as session:
        name = await products.remove_product_row(session, external_id)
        if name is None:
            raise NotFound("Product not found")
        record_change(
            session, company_id, by, "product deleted", rt.clock(), {"product_id": external_id, "name": name}
        )
        await schedule_rebuild(rt, session, company_id)
        await session.flush()


async def add_products(
    rt: Services, company_id: int, body: bytes, by: str
) -> tuple[int, int, list[dict[str, Any]]]:
    """Stores a JSON array of products, batch by batch. Returns how many were stored, how many there were, and of
    each bad one its place and why it was skipped. Raises Invalid for what is no JSON array."""
    try:
        raw_products = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Invalid(f"The body must be a JSON array of products: {error}") from None
    stored, skipped = 0, list[dict[str, Any]]()
    # the database stores a batch while a thread makes the next
    next_batch = _start_parsing(company_id, raw_products, 0)
    for start in range(0, len(raw_products), PRODUCT_BATCH_SIZE):
        product_batch, batch_skipped = await next_batch
        skipped += batch_skipped
        next_batch = _start_parsing(company_id, raw_products, start + PRODUCT_BATCH_SIZE)
        stored += await _upsert_batch(rt, company_id, product_batch)
    await next_batch
    async with rt.db.scoped(company_id) as session:
        record_change(
            session, company_id, by, "products stored", rt.clock(), {"stored": stored, "skipped": len(skipped)}
        )
        await schedule_rebuild(rt, session, company_id)
        await session.flush()
    return stored, len(raw_products), skipped


async def add_product_rows(rt: Services, company_id: int, rows: list[dict[str, Any]]) -> int:
    """Stores one batch of rows of parse_product_row and returns how many they are."""
    return await _upsert_batch(
        rt, company_id, await asyncio.to_thread(products.encode_product_batch, company_id, rows)
    )


async def _upsert_batch(rt: Services, company_id: int, product_batch: products.ProductBatch) -> int:
    async with rt.db.scoped(company_id) as session:
        # Whoever does this may be killed before the last batch: what is stored so far counts from now on.
        await invalidate_company(session, company_id)
        return await products.upsert_product_batch(session, company_id, product_batch)


def _start_parsing(
    company_id: int, raw_products: list[msgspec.Raw], start: int
) -> "asyncio.Task[tuple[products.ProductBatch, list[dict[str, Any]]]]":
    return asyncio.create_task(asyncio.to_thread(_parse_batch, company_id, raw_products, start))


def _parse_batch(
    company_id: int, raw_products: list[msgspec.Raw], start: int
) -> tuple[products.ProductBatch, list[dict[str, Any]]]:
    parsed_rows, skipped = [], []
    for place, raw in enumerate(raw_products[start : start + PRODUCT_BATCH_SIZE], start + 1):
        try:
            parsed_rows.append(parse_product_row(_decode_object(raw)))
        except Invalid as error:
            skipped.append({"place": place, "why": str(error)})
    return products.encode_product_batch(company_id, parsed_rows), skipped


def _decode_object(raw: msgspec.Raw) -> Mapping[str, Any]:
    try:
        value = msgspec.json.decode(raw)
    except RecursionError:
        raise Invalid("The product is nested too deeply") from None
    if not isinstance(value, dict):
        raise Invalid("A product is a JSON object")
    return value


def _json_value(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
