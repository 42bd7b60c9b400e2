"""The products of a company in the database, and as the contract's Product.

The session of every function is in the company's scope.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from parley.catalog.product_row import parse_product_row
from parley.domain.product import product_payload
from parley.infra.database import driver_connection_of
from parley.models import Product
from parley.search.index.recipes import product_index_features


def _upsert_statement() -> str:
    """Returns the statement that stores all rows of one JSON text. A row that says what is stored already is left
    alone, so that a catalogue sent again every night costs no index anything."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    types = {
        column.name: column.type.compile(dialect)
        for column in Product.__table__.columns
        if column.name not in ("id", "company_id", "updated_at")
    }
    compared_columns = [name for name in types if name not in ("external_id", "vector", "terms", "reading")]
    return f"""
        INSERT INTO products (company_id, {", ".join(types)})
        SELECT %(company)s, {", ".join(f"given.{name}" for name in types)}
        FROM json_to_recordset(%(rows)s::json)
            AS given ({", ".join(f"{name} {column_type}" for name, column_type in types.items())})
        ON CONFLICT (company_id, external_id) DO UPDATE SET
            {", ".join(f"{name} = excluded.{name}" for name in types if name != "external_id")}, updated_at = now()
        WHERE ({", ".join(f"products.{name}" for name in compared_columns)})
            IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in compared_columns)})
    """


_UPSERT_SQL = _upsert_statement()


async def upsert_products(session: AsyncSession, company_id: int, products: Iterable[Mapping[str, Any]]) -> int:
    """Stores products leniently; one whose id is there already is replaced. Returns how many were stored. Raises
    Invalid when one has no id or no name."""
    return await upsert_product_rows(session, company_id, map(parse_product_row, products))


async def upsert_product_rows(session: AsyncSession, company_id: int, rows: Iterable[Mapping[str, Any]]) -> int:
    """Stores rows of parse_product_row; one whose id is there already is replaced. Returns how many were stored."""
    return await upsert_product_batch(session, company_id, encode_product_batch(company_id, rows))


class ProductBatch(NamedTuple):
    """Rows ready to be stored by one statement."""

    row_count: int
    #: a JSON array of the rows, in the order of their ids
    rows_json: str


def encode_product_batch(company_id: int, rows: Iterable[Mapping[str, Any]]) -> ProductBatch:
    """Returns the rows with their search features; of rows with one id the last counts.

    It takes the processor 0.5 ms a row: call it in a thread where others wait.
    """
    # one statement cannot touch a row twice; the same order everywhere, so that two uploads at once do not wait for
    # each other in a circle
    row_by_id = {row["external_id"]: {**row, **product_index_features(company_id, row)} for row in rows}
    sorted_rows = [row_by_id[external_id] for external_id in sorted(row_by_id)]
    return ProductBatch(len(row_by_id), json.dumps(sorted_rows, default=str, ensure_ascii=False))


async def upsert_product_batch(session: AsyncSession, company_id: int, product_batch: ProductBatch) -> int:
    """Stores a batch and returns how many rows it has."""
    if product_batch.row_count:
        driver = await driver_connection_of(session)
        await driver.execute(_UPSERT_SQL, {"company": company_id, "rows": product_batch.rows_json})
    return product_batch.row_count


async def remove_product_row(session: AsyncSession, external_id: str) -> str | None:
    """Deletes a product and returns its name; None where there is none of this id."""
    name: str | None = await session.scalar(
        delete(Product).where(Product.external_id == external_id).returning(Product.name)
    )
    return name


async def find_product(session: AsyncSession, external_id: str) -> Product | None:
    """Returns the product of the company's own id; None where there is none."""
    product: Product | None = await session.scalar(select(Product).where(Product.external_id == external_id))
    return product


async def list_products(
    session: AsyncSession, brand_id: str, limit: int, offset: int = 0, *, for_staff: bool = False
) -> list[dict[str, object]]:
    """Returns the products as the contract's Product, the oldest first. `for_staff`: with the fields that staff
    alone may see."""
    rows = await session.scalars(select(Product).order_by(Product.id).limit(limit).offset(offset))
    return [
        product_payload(product, brand_id)
        | ({"staff_only": product.staff_only} if for_staff and product.staff_only else {})
        for product in rows
    ]


async def count_products(session: AsyncSession) -> int:
    """Returns how many products the company has."""
    return await session.scalar(select(func.count()).select_from(Product)) or 0


async def list_categories(session: AsyncSession) -> list[str]:
    """Returns the categories of all products, in alphabetical order."""
    return list(
        await session.scalars(
            select(Product.category).where(Product.category != "").distinct().order_by(Product.category)
        )
    )
