"""What a company sells: stored from lenient input (⚑C30), read back as the contract's Product."""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.core.text import clean
from parley.errors import Invalid
from parley.knowledge.represent import vector
from parley.models import Product

# A number with its thousands and decimals however they are written, spaces of any width included.
_NUMBER = re.compile(r"\d(?:[\d.,\s]*\d)?")
_TOO_MUCH = Decimal(10) ** 12
_UNAVAILABLE = frozenset(["false", "no", "0", "нет", "out of stock", "нет в наличии", "habis"])
_SIGNS = {"KZT": "₸", "RUB": "₽", "UAH": "₴", "MNT": "₮", "KGS": "сом", "UZS": "so'm"}
_BEFORE = {"USD": "$", "EUR": "€", "GBP": "£", "IDR": "Rp "}


async def add(session: AsyncSession, company_id: int, products: Iterable[Mapping[str, Any]]) -> int:
    """Store products by their own id; one that is there already is replaced. Returns how many were stored.
    Raises Invalid when one has no id or no name."""
    # One statement cannot touch a row twice: of products with one id the last counts.
    rows = {row["external_id"]: {"company_id": company_id, **row} for row in map(_row, products)}
    if not rows:
        return 0
    statement = insert(Product)
    changed = {
        column.name: statement.excluded[column.name]
        for column in Product.__table__.columns
        if column.name not in ("id", "company_id", "external_id")
    }
    await session.execute(
        statement.on_conflict_do_update(index_elements=["company_id", "external_id"], set_=changed),
        list(rows.values()),
    )
    return len(rows)


def _row(given: Mapping[str, Any]) -> dict[str, Any]:
    features, specifications = _features(given.get("features")), _specifications(given.get("specifications"))
    name, category, description = (_text(given.get(key)) for key in ("name", "category", "description"))
    external_id = _text(given.get("id"))
    if not external_id or not name:
        raise Invalid("A product needs an id and a name")
    details = " ".join(f"{key} {value}" for key, value in specifications.items() if value)
    return {
        "external_id": external_id,
        "name": name,
        "description": description,
        "category": category,
        "price": price(given.get("price")),
        "currency": _text(given.get("currency")),
        "features": features,
        "specifications": specifications,
        "available": _available(given.get("availability")),
        # The name and the category twice: they say more than the rest.
        "vector": vector(f"{name} {name} {category} {category} {' '.join(features)} {description} {details}"),
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


def _available(given: Any) -> bool:
    return _text(given).casefold() not in _UNAVAILABLE if given is not None else True


def _features(given: Any) -> list[str]:
    if isinstance(given, str):
        given = given.split(",")
    return [text for part in given or () if (text := _text(part))]


def _specifications(given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        text = _text(given)
        try:
            given = json.loads(text)
        except ValueError:
            return {"details": text} if text else {}
    return {_text(key): _text(value) if isinstance(value, str) else value for key, value in _pairs(given)}


def _pairs(given: Any) -> Iterable[tuple[Any, Any]]:
    return given.items() if isinstance(given, Mapping) else ()


def price_text(amount: Decimal | None, currency: str) -> str:
    """ "12 500 ₸", "$999": grouped by thin spaces, decimals only where there are any. Empty without a price."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    number = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    if currency in _BEFORE:
        return f"{_BEFORE[currency]}{number}"
    number = number.replace(",", "\u202f").replace(".", ",")
    return f"{number} {_SIGNS.get(currency, currency)}".strip()


def card(row: Any, brand_id: str) -> dict[str, object]:
    """The contract's Product. `row`: a Product, or a result row with its columns."""
    return {
        "id": row.external_id,
        "name": row.name,
        "description": row.description,
        "category": row.category,
        "price": float(row.price) if row.price is not None else 0.0,
        "features": list(row.features),
        "specifications": dict(row.specifications),
        "availability": row.available,
        "brand_id": brand_id or None,
    }


async def listed(session: AsyncSession, brand_id: str, limit: int = 1000) -> list[dict[str, object]]:
    """All products, in the order they came."""
    rows = await session.scalars(select(Product).order_by(Product.id).limit(limit))
    return [card(row, brand_id) for row in rows]
