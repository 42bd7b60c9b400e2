"""Products as a search finds them, for tests of facts."""

from decimal import Decimal
from typing import Any

from parley.domain.product import format_price
from parley.domain.search_results import ProductHit


def a_product(
    name: str,
    *,
    price: int | None = 100,
    features: tuple[str, ...] = (),
    description: str = "",
    category: str = "Laptops",
    available: bool = True,
    currency: str = "USD",
    **specifications: Any,
) -> ProductHit:
    amount = None if price is None else Decimal(price)
    return ProductHit(
        id=name,
        name=name,
        price=format_price(amount, currency),
        score=1.0,
        description=description,
        category=category,
        available=available,
        card={"features": list(features), "specifications": specifications},
        amount=amount,
        currency=currency,
    )
