"""An order as it is stored with the lead: for systems, and in lines for people."""

from collections.abc import Iterator
from typing import Any

from parley.domain.order import Order, OrderItem
from parley.languages.base import Replies


def order_details(order: Order) -> dict[str, Any]:
    """Returns the order for systems, ready for JSON. `price` is that of all goods, where it is known."""
    details: dict[str, Any] = {"items": [_item_details(item) for item in order.items]}
    if order.amount is not None:
        details["price"] = float(order.amount)
    if order.remarks:
        details["remarks"] = list(order.remarks)
    return details


def _item_details(item: OrderItem) -> dict[str, Any]:
    values = {
        "id": item.product_id,
        "name": item.name,
        "quantity": item.quantity,
        "price": item.price,
        "size": item.size,
        "colour": item.colour,
        "total": item.total,
    }
    return {key: value for key, value in values.items() if value != ""}


def order_lines(order: Order, replies: Replies) -> Iterator[tuple[str, str]]:
    """Yields the order for people, as (label, words)."""
    if order.items:
        yield replies.label_order, order.text
    if order.remarks:
        yield replies.label_wishes, "; ".join(order.remarks)
