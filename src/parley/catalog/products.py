"""What a company sells: stored from lenient input (⚑C30), read back as the contract's Product."""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.knowledge.represent import vector
from parley.models import Product

_SIGNS = {"KZT": "₸", "RUB": "₽", "UAH": "₴", "MNT": "₮", "KGS": "сом", "UZS": "so'm"}
_BEFORE = {"USD": "$", "EUR": "€", "GBP": "£", "IDR": "Rp "}


async def add(session: AsyncSession, company_id: int, products: Iterable[Mapping[str, Any]]) -> int:
    """Store products by their own id; one that is there already is replaced. Returns how many were given."""
    rows = [{"company_id": company_id, **_row(given)} for given in products]
    if not rows:
        return 0
    statement = insert(Product)
    changed = {
        column.name: statement.excluded[column.name]
        for column in Product.__table__.columns
        if column.name not in ("id", "company_id", "external_id")
    }
    await session.execute(
        statement.on_conflict_do_update(index_elements=["company_id", "external_id"], set_=changed), rows
    )
    return len(rows)


def _row(given: Mapping[str, Any]) -> dict[str, Any]:
    features, specifications = _features(given.get("features")), _specifications(given.get("specifications"))
    name, category = str(given["name"]).strip(), str(given.get("category") or "").strip()
    description = str(given.get("description") or "").strip()
    details = " ".join(f"{key} {value}" for key, value in specifications.items())
    return {
        "external_id": str(given["id"]),
        "name": name,
        "description": description,
        "category": category,
        "price": price(given.get("price")),
        "currency": str(given.get("currency") or ""),
        "features": features,
        "specifications": specifications,
        "available": bool(given.get("availability", True)),
        "vector": vector(f"{name} {name} {category} {category} {' '.join(features)} {description} {details}"),
    }


def price(given: Any) -> Decimal | None:
    """A number, or text with one: "Rp 12.500.000", "12 500,50". None when there is none."""
    if given is None or isinstance(given, bool):
        return None
    text = re.sub(r"[^\d.,]", "", str(given))
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        text = re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    elif re.fullmatch(r"\d{1,3}([.,]\d{3})+", text) and not isinstance(given, int | float):
        text = re.sub(r"[.,]", "", text)
    try:
        return Decimal(text.replace(",", ".")) if text else None
    except InvalidOperation:
        return None


def _features(given: Any) -> list[str]:
    parts = given.split(",") if isinstance(given, str) else given or []
    return [str(part).strip() for part in parts if str(part).strip()]


def _specifications(given: Any) -> dict[str, Any]:
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            return {"details": given} if given.strip() else {}
    return dict(given) if isinstance(given, Mapping) else {}


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


def card(row: Product, brand_id: str) -> dict[str, object]:
    """The contract's Product."""
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
