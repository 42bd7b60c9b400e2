"""Reads a product leniently, as clients and files give it (⚑C30)."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from parley.domain.product import product_links
from parley.domain.staff_columns import split_staff_only, split_staff_only_texts
from parley.errors import Invalid
from parley.text.sanitize import sanitize_json, sanitize_text

# A number however its thousands and decimals are written, with spaces of any width.
_NUMBER = re.compile(r"\d(?:[\d.,\s]*\d)?")
_PRICE_LIMIT = Decimal(10) ** 12
_MAX_STOCK = 2**31 - 1
_MAX_ID_CHARS = 200
_UNAVAILABLE_WORDS = frozenset(["false", "no", "0", "нет", "out of stock", "нет в наличии", "habis"])


def parse_product_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the columns of a product. Raises Invalid without an id or a name."""
    name, category, description = (_clean_text(values.get(key)) for key in ("name", "category", "description"))
    external_id, stock = _clean_text(values.get("id")), _parse_stock(values.get("stock"))
    features, private_features = split_staff_only_texts(_parse_features(values.get("features")))
    specifications, private_specifications = split_staff_only(_parse_specifications(values.get("specifications")))
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
        "staff_only": {
            **private_features,
            **private_specifications,
            **_parse_specifications(values.get("staff_only")),
        },
        "available": _parse_available(values.get("availability")) if stock is None else stock > 0,
        "stock": stock,
    }


def parse_price(value: Any) -> Decimal | None:
    """Returns the amount of a number or of text with one ("Rp 12.500.000", "12 500,50"); None without one, or where
    it is none that a price can be."""
    if value is None or isinstance(value, bool | Mapping | list | tuple):
        return None
    number_text = str(value) if isinstance(value, int | float | Decimal) else _plain_number(str(value))
    try:
        amount = Decimal(number_text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < _PRICE_LIMIT else None


def _plain_number(text: str) -> str:
    """Returns "12500000.00" for "Rp. 12.500.000,00"."""
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
    """Returns how many there are; None where that is not said."""
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
