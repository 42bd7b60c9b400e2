"""A product as clients are told of it: the contract's Product, with its picture and page where they are known."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from parley.text.tokenize import clean

# How owners call them, in the product itself or among its specifications.
_NAMES = {
    "image_url": ("image_url", "image", "picture", "photo", "img", "фото", "изображение", "картинка", "сурет"),
    "url": ("url", "link", "product_url", "page", "ссылка", "сілтеме"),
}
_KNOWN = {name: field for field, names in _NAMES.items() for name in names}
_LONGEST = 2000
_SIGNS = {"KZT": "₸", "RUB": "₽", "UAH": "₴", "MNT": "₮", "KGS": "сом", "UZS": "so'm"}
_BEFORE = {"USD": "$", "EUR": "€", "GBP": "£", "IDR": "Rp "}


def is_link(key: str) -> bool:
    """Whether a specification is a picture's or a page's address: nothing to search in."""
    return key.strip().casefold() in _KNOWN


def links(given: Mapping[str, Any]) -> dict[str, str]:
    """The addresses among these values, by their own names; anything but http and https is none."""
    found: dict[str, str] = {}
    for key, value in given.items():
        field = _KNOWN.get(str(key).strip().casefold())
        if field and field not in found and (address := _address(value)):
            found[field] = address
    return found


def card(row: Any, brand_id: str) -> dict[str, object]:
    """The contract's Product. `row`: a Product, or a result row with its columns."""
    specifications = dict(row.specifications)
    return {
        "id": row.external_id,
        "name": row.name,
        "description": row.description,
        "category": row.category,
        "price": float(row.price) if row.price is not None else 0.0,
        "features": list(row.features),
        "specifications": specifications,
        "availability": row.available,
        "brand_id": brand_id or None,
        **links(specifications),
    }


def _address(value: Any) -> str:
    text = clean(value).strip() if isinstance(value, str) else ""
    if not text or len(text) > _LONGEST or len(text.split()) > 1:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:  # "http://["
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


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
