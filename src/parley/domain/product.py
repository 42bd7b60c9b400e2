"""Shows a product as clients get it: the contract's Product, with its picture and page where they are known."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from parley.domain.staff_columns import split_staff_only, split_staff_only_texts
from parley.text.sanitize import sanitize_text

# How owners call them, in the product itself or among its specifications.
_LINK_KEYS = {
    "image_url": ("image_url", "image", "picture", "photo", "img", "фото", "изображение", "картинка", "сурет"),
    "url": ("url", "link", "product_url", "page", "ссылка", "сілтеме"),
}
_LINK_FIELD_BY_KEY = {name: field for field, names in _LINK_KEYS.items() for name in names}
_MAX_URL_CHARS = 2000
_CURRENCY_SIGNS = {"KZT": "₸", "RUB": "₽", "UAH": "₴", "MNT": "₮", "KGS": "сом", "UZS": "so'm"}
_LEADING_CURRENCY_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "IDR": "Rp "}


def is_link_key(key: str) -> bool:
    """Tells whether a specification is the address of a picture or a page: nothing to search in."""
    return key.strip().casefold() in _LINK_FIELD_BY_KEY


def product_links(values: Mapping[str, Any]) -> dict[str, str]:
    """Returns the addresses among these values, by their own names; anything but http and https is none."""
    url_by_field: dict[str, str] = {}
    for key, value in values.items():
        field = _LINK_FIELD_BY_KEY.get(str(key).strip().casefold())
        if field and field not in url_by_field and (url := _valid_url(value)):
            url_by_field[field] = url
    return url_by_field


def product_payload(row: Any, brand_id: str) -> dict[str, object]:
    """Returns the contract's Product. `row`: a Product, or a result row with its columns.

    What is for staff alone is not stored among the specifications; what was stored before its column was known as
    such is left out here until a migration puts it in its place.
    """
    specifications, _ = split_staff_only(row.specifications)
    features, _ = split_staff_only_texts(row.features)
    return {
        "id": row.external_id,
        "name": row.name,
        "description": row.description,
        "category": row.category,
        "price": float(row.price) if row.price is not None else 0.0,
        "features": features,
        "specifications": specifications,
        "availability": row.available,
        "brand_id": brand_id or None,
        **product_links(specifications),
    }


def _valid_url(value: Any) -> str:
    text = sanitize_text(value).strip() if isinstance(value, str) else ""
    if not text or len(text) > _MAX_URL_CHARS or len(text.split()) > 1:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:  # "http://["
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def format_price(amount: Decimal | None, currency: str) -> str:
    """Returns "12 500 ₸" or "$999": grouped by thin spaces, decimals only where there are any. Empty without a
    price."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    number = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    if currency in _LEADING_CURRENCY_SIGNS:
        return f"{_LEADING_CURRENCY_SIGNS[currency]}{number}"
    number = number.replace(",", "\u202f").replace(".", ",")
    return f"{number} {_CURRENCY_SIGNS.get(currency, currency)}".strip()
