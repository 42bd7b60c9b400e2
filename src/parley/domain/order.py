"""What a customer orders: the goods chosen in a conversation, and what was said of them."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OrderItem:
    """A product that the customer takes."""

    #: the company's own id of it
    product_id: str
    name: str
    #: of one, ready to read; empty where it is not known
    price: str = ""
    category: str = ""
    quantity: int = 1
    #: in the customer's words: "XL", "42"
    size: str = ""
    colour: str = ""
    #: what all of it costs, with a discount for the quantity; None where that is not known
    amount: Decimal | None = None
    #: the same, ready to read
    total: str = ""
    #: how that comes about, where there is a discount: "129 800 ₸ − 5 %"
    reckoning: str = ""

    @property
    def text(self) -> str:
        """Returns it in one line: "2 × DeskArm, black — $258"."""
        named = ", ".join(filter(None, (self.name, self.size, self.colour)))
        counted = f"{self.quantity} × {named}" if self.quantity > 1 else named
        cost = self.total or self.price
        reckoned = f" ({self.reckoning})" if self.reckoning else ""
        return f"{counted} — {cost}{reckoned}" if cost else counted


@dataclass(frozen=True, slots=True)
class Order:
    """What is ordered so far; stored with the draft of the lead (conversation/turn_json.py)."""

    items: tuple[OrderItem, ...] = ()
    #: what else was said of it while it was read back, in the customer's words: "без доставки"
    remarks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.remarks)

    @property
    def text(self) -> str:
        """Returns the goods in one line; empty where there are none."""
        return "; ".join(item.text for item in self.items)

    @property
    def amount(self) -> Decimal | None:
        """Returns what all goods cost; None where that is not known of one."""
        amounts = [item.amount for item in self.items]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None

    def find(self, product_id: str) -> OrderItem | None:
        """Returns the item of a product; None where it is not ordered."""
        return next((item for item in self.items if item.product_id == product_id), None)
