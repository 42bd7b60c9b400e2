"""Rows as search compares them, made without a database."""

from decimal import Decimal
from typing import Any

from parley.search.index.recipes import passage_index_features, product_index_features
from parley.search.rows import PassageRow, ProductRow


def a_product(
    name: str,
    category: str = "",
    description: str = "",
    *,
    specifications: dict[str, Any] | None = None,
    price: int | None = None,
    available: bool = True,
    cosine: float | None = None,
) -> ProductRow:
    """Returns a product with the words that the index keeps of it."""
    columns: dict[str, Any] = {
        "name": name,
        "category": category,
        "description": description,
        "features": [],
        "specifications": specifications or {},
    }
    return ProductRow(
        external_id=name,
        price=None if price is None else Decimal(price),
        currency="",
        available=available,
        reading=str(product_index_features(1, columns)["reading"]),
        cosine=cosine,
        **columns,
    )


def a_passage(title: str, text: str, document_id: int = 1) -> PassageRow:
    """Returns a piece of a document with the words that the index keeps of it."""
    reading = str(passage_index_features(1, {"title": title, "text": text})["reading"])
    return PassageRow(document_id, f"{document_id}.pdf", None, title, text, reading)
