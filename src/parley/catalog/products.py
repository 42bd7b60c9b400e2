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

from parley.domain.product import card, links
from parley.errors import Invalid
from parley.infra.database import driver_of
from parley.models import Product
from parley.search.index.recipes import compared_product
from parley.text.tokenize import clean

# A number with its thousands and decimals however they are written, spaces of any width included.
_NUMBER = re.compile(r"\d(?:[\d.,\s]*\d)?")
_TOO_MUCH = Decimal(10) ** 12
_MOST = 2**31 - 1
_LONGEST_ID = 200
_UNAVAILABLE = frozenset(["false", "no", "0", "нет", "out of stock", "нет в наличии", "habis"])


def _statement() -> str:
    """All rows from one JSON text. A row that says what is stored already is left alone, so that a catalogue sent
    again every night costs no index anything."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    types = {
        column.name: column.type.compile(dialect)
        for column in Product.__table__.columns
        if column.name not in ("id", "company_id", "updated_at")
    }
    told = [name for name in types if name not in ("external_id", "vector", "terms", "reading")]
    return f"""
        INSERT INTO products (company_id, {", ".join(types)})
        SELECT %(company)s, {", ".join(f"given.{name}" for name in types)}
        FROM json_to_recordset(%(rows)s::json)
            AS given ({", ".join(f"{name} {its}" for name, its in types.items())})
        ON CONFLICT (company_id, external_id) DO UPDATE SET
            {", ".join(f"{name} = excluded.{name}" for name in types if name != "external_id")}, updated_at = now()
        WHERE ({", ".join(f"products.{name}" for name in told)})
            IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in told)})
    """


_PUT = _statement()


async def add(session: AsyncSession, company_id: int, products: Iterable[Mapping[str, Any]]) -> int:
    """Store products by their own id; one that is there already is replaced. Returns how many were stored.
    Raises Invalid when one has no id or no name."""
    return await put(session, company_id, map(row, products))


async def put(session: AsyncSession, company_id: int, rows: Iterable[Mapping[str, Any]]) -> int:
    """Store what `row` made; a row with a known id replaces the old one. Returns how many were stored."""
    return await put_batch(session, company_id, batch(company_id, rows))


class Batch(NamedTuple):
    """Rows as they are stored: how many, and all of them as JSON."""

    number: int
    text: str


def batch(company_id: int, rows: Iterable[Mapping[str, Any]]) -> Batch:
    """Work of the processor, 0.5 ms a row: in a thread, where others wait for theirs."""
    # One statement cannot touch a row twice: of products with one id the last counts. In one order everywhere, so
    # that two uploads at once do not wait for each other in a circle.
    own = {row["external_id"]: {**row, **compared_product(company_id, row)} for row in rows}
    given = [own[external_id] for external_id in sorted(own)]
    return Batch(len(own), json.dumps(given, default=str, ensure_ascii=False))


async def put_batch(session: AsyncSession, company_id: int, made: Batch) -> int:
    if made.number:
        driver = await driver_of(session)
        await driver.execute(_PUT, {"company": company_id, "rows": made.text})
    return made.number


def row(given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a product from lenient input. Raises Invalid without an id or a name."""
    features, specifications = _features(given.get("features")), _specifications(given.get("specifications"))
    name, category, description = (_text(given.get(key)) for key in ("name", "category", "description"))
    external_id, stock = _text(given.get("id")), _stock(given.get("stock"))
    if not external_id or not name:
        raise Invalid("A product needs an id and a name")
    return {
        "external_id": external_id[:_LONGEST_ID],
        "name": name,
        "description": description,
        "category": category,
        "price": price(given.get("price")),
        "currency": _text(given.get("currency")).upper()[:_LONGEST_ID],
        "features": features,
        "specifications": {**specifications, **links(given)},
        "available": _available(given.get("availability")) if stock is None else stock > 0,
        "stock": stock,
    }


def price(given: Any) -> Decimal | None:
    """A number, or text with one: "Rp 12.500.000", "12 500,50". None when there is none, or none a price can be."""
    if given is None or isinstance(given, bool):
        return None
    written = str(given) if isinstance(given, int | float | Decimal) else _plain(str(given))
    try:
        amount = Decimal(written)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < _TOO_MUCH else None


def _plain(text: str) -> str:
    """ "Rp. 12.500.000,00" → "12500000.00"."""
    found = _NUMBER.search(text)
    digits = re.sub(r"\s", "", found[0]) if found else ""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return re.sub(r"[.,]", "", digits)
    at = max(digits.rfind("."), digits.rfind(","))
    if at < 0:
        return digits
    return re.sub(r"[.,]", "", digits[:at]) + "." + digits[at + 1 :]


def _text(given: Any) -> str:
    return "" if given is None else clean(str(given)).strip()


def _stock(given: Any) -> int | None:
    """How many there are; None where that is not told."""
    amount = price(given)
    return None if amount is None else min(int(amount), _MOST)


def _available(given: Any) -> bool:
    return _text(given).casefold() not in _UNAVAILABLE if given is not None else True


def _features(given: Any) -> list[str]:
    if isinstance(given, str):
        given = re.split(r"[;|]" if re.search(r"[;|]", given) else ",", given)
    return [text for part in given if (text := _text(part))] if isinstance(given, list | tuple) else []


def _specifications(given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        text = _text(given)
        try:
            given = json.loads(text)
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            return {"details": text} if text else {}
    return _storable(given) if isinstance(given, dict) else {}


def _storable(value: Any) -> Any:
    """As JSONB takes it: no NUL, no NaN."""
    match value:
        case str():
            return _text(value)
        case float() if not isfinite(value):
            return None
        case dict():
            return {_text(key): _storable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_storable(inner) for inner in value]
    return value


async def remove(session: AsyncSession, external_id: str) -> str | None:
    """Take a product away; its name, or None when there is none of this id."""
    name: str | None = await session.scalar(
        delete(Product).where(Product.external_id == external_id).returning(Product.name)
    )
    return name


async def known(session: AsyncSession, external_id: str) -> Product | None:
    row: Product | None = await session.scalar(select(Product).where(Product.external_id == external_id))
    return row


async def listed(session: AsyncSession, brand_id: str, limit: int, offset: int = 0) -> list[dict[str, object]]:
    """Products in the order they came."""
    rows = await session.scalars(select(Product).order_by(Product.id).limit(limit).offset(offset))
    return [card(row, brand_id) for row in rows]


async def counted(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Product)) or 0


async def categories(session: AsyncSession) -> list[str]:
    """Sorted."""
    return list(
        await session.scalars(
            select(Product.category).where(Product.category != "").distinct().order_by(Product.category)
        )
    )
