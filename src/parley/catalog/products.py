"""What a company sells: stored from lenient input (⚑C30), read back as the contract's Product.

Every function wants a session in the company's scope.
"""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from parley.domain.product import product_links, product_payload
from parley.errors import Invalid
from parley.infra.database import driver_connection_of
from parley.models import Product
from parley.search.index.recipes import product_index_features
from parley.text.sanitize import sanitize_json, sanitize_text

# A number with its thousands and decimals however they are written, spaces of any width included.
_NUMBER = re.compile(r"\d(?:[\d.,\s]*\d)?")
_PRICE_LIMIT = Decimal(10) ** 12
_MAX_STOCK = 2**31 - 1
_MAX_ID_CHARS = 200
_UNAVAILABLE_WORDS = frozenset(["false", "no", "0", "нет", "out of stock", "нет в наличии", "habis"])


def _upsert_statement() -> str:
    """All rows from one JSON text. A row that says what is stored already is left alone, so that a catalogue sent
    again every night costs no index anything."""
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
    """Store products by their own id; one that is there already is replaced. Returns how many were stored.
    Raises Invalid when one has no id or no name."""
    return await upsert_product_rows(session, company_id, map(parse_product_row, products))


async def upsert_product_rows(session: AsyncSession, company_id: int, rows: Iterable[Mapping[str, Any]]) -> int:
    """Store what `row` made; a row with a known id replaces the old one. Returns how many were stored."""
    return await upsert_product_batch(session, company_id, encode_product_batch(company_id, rows))


class ProductBatch(NamedTuple):
    """Rows as they are stored: how many, and all of them as JSON."""

    row_count: int
    rows_json: str


def encode_product_batch(company_id: int, rows: Iterable[Mapping[str, Any]]) -> ProductBatch:
    """Work of the processor, 0.5 ms a row: in a thread, where others wait for theirs."""
    # One statement cannot touch a row twice: of products with one id the last counts. In one order everywhere, so
    # that two uploads at once do not wait for each other in a circle.
    row_by_id = {row["external_id"]: {**row, **product_index_features(company_id, row)} for row in rows}
    sorted_rows = [row_by_id[external_id] for external_id in sorted(row_by_id)]
    return ProductBatch(len(row_by_id), json.dumps(sorted_rows, default=str, ensure_ascii=False))


async def upsert_product_batch(session: AsyncSession, company_id: int, product_batch: ProductBatch) -> int:
    if product_batch.row_count:
        driver = await driver_connection_of(session)
        await driver.execute(_UPSERT_SQL, {"company": company_id, "rows": product_batch.rows_json})
    return product_batch.row_count


def parse_product_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a product from lenient input. Raises Invalid without an id or a name."""
    features, specifications = (
        _parse_features(values.get("features")),
        _parse_specifications(values.get("specifications")),
    )
    name, category, description = (_clean_text(values.get(key)) for key in ("name", "category", "description"))
    external_id, stock = _clean_text(values.get("id")), _parse_stock(values.get("stock"))
    if not external_id or not name:
        raise Invalid("A product needs an id and a name")
    return {
        "external_id": external_id[:_MAX_ID_CHARS],
        "name": name,
        "description": description,
        "category": category,
        "price": parse_price(values.get("price")),
        "currency": _clean_text(values.get("currency")).upper()[:_MAX_ID_CHARS],
        "features": features,
        "specifications": {**specifications, **product_links(values)},
        "available": _parse_available(values.get("availability")) if stock is None else stock > 0,
        "stock": stock,
    }


def parse_price(value: Any) -> Decimal | None:
    """A number, or text with one: "Rp 12.500.000", "12 500,50". None when there is none, or none a price can be."""
    if value is None or isinstance(value, bool):
        return None
    number_text = str(value) if isinstance(value, int | float | Decimal) else _plain_number(str(value))
    try:
        amount = Decimal(number_text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < _PRICE_LIMIT else None


def _plain_number(text: str) -> str:
    """ "Rp. 12.500.000,00" → "12500000.00"."""
    match = _NUMBER.search(text)
    digits = re.sub(r"\s", "", match[0]) if match else ""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return re.sub(r"[.,]", "", digits)
    decimal_position = max(digits.rfind("."), digits.rfind(","))
    if decimal_position < 0:
        return digits
    return re.sub(r"[.,]", "", digits[:decimal_position]) + "." + digits[decimal_position + 1 :]


def _clean_text(value: Any) -> str:
    return "" if value is None else sanitize_text(str(value)).strip()


def _parse_stock(value: Any) -> int | None:
    """How many there are; None where that is not told."""
    amount = parse_price(value)
    return None if amount is None else min(int(amount), _MAX_STOCK)


def _parse_available(value: Any) -> bool:
    return _clean_text(value).casefold() not in _UNAVAILABLE_WORDS if value is not None else True


def _parse_features(value: Any) -> list[str]:
    if isinstance(value, str):
        value = re.split(r"[;|]" if re.search(r"[;|]", value) else ",", value)
    return [text for part in value if (text := _clean_text(part))] if isinstance(value, list | tuple) else []


def _parse_specifications(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        text = _clean_text(value)
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            return {"details": text} if text else {}
    if not isinstance(value, dict):
        return {}
    specifications: dict[str, Any] = sanitize_json(value, text=_clean_text, number=_finite_or_none)
    return specifications


def _finite_or_none(number: float) -> float | None:
    return number if isfinite(number) else None


async def delete_product_row(session: AsyncSession, external_id: str) -> str | None:
    """Take a product away; its name, or None when there is none of this id."""
    name: str | None = await session.scalar(
        delete(Product).where(Product.external_id == external_id).returning(Product.name)
    )
    return name


async def find_product(session: AsyncSession, external_id: str) -> Product | None:
    product: Product | None = await session.scalar(select(Product).where(Product.external_id == external_id))
    return product


async def fetch_products(
    session: AsyncSession, brand_id: str, limit: int, offset: int = 0
) -> list[dict[str, object]]:
    """Products in the order they came."""
    rows = await session.scalars(select(Product).order_by(Product.id).limit(limit).offset(offset))
    return [product_payload(product, brand_id) for product in rows]


async def count_products(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Product)) or 0


async def fetch_categories(session: AsyncSession) -> list[str]:
    """Sorted."""
    return list(
        await session.scalars(
            select(Product.category).where(Product.category != "").distinct().order_by(Product.category)
        )
    )
