"""Short facts that answer a question about goods, found in the company's own data: what a model has to say first.

Names, labels and values are as the company wrote them; amounts are ready to read.
"""

from dataclasses import dataclass
from typing import Literal

# "": the value was asked for. "unknown": the company's data does not say.
Verdict = Literal["", "yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class AttributeFact:
    """What a product has, does or is."""

    product: str
    #: id of the attribute (concepts/attributes.py); empty where the value stands for itself
    attribute: str
    #: as the product's card says it; empty where it does not
    value: str
    verdict: Verdict = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A product that may be had instead."""

    product: str
    price: str


@dataclass(frozen=True, slots=True)
class AvailabilityFact:
    """Whether a product can be had now."""

    product: str
    available: bool
    price: str = ""
    #: of one that is sold out: what there is of its kind
    alternatives: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedCost:
    """What comes on top of the goods: delivery, assembly, installation."""

    #: id of the concept ("delivery"), or the name of the service sold
    name: str
    #: empty where it costs nothing
    price: str


@dataclass(frozen=True, slots=True)
class PriceFact:
    """What so many of a product cost."""

    product: str
    unit_price: str
    quantity: int = 1
    #: percent off that the company's terms give for this quantity, as "5"; empty without any
    discount: str = ""
    added: tuple[AddedCost, ...] = ()
    #: of all of it; empty where only one is asked for and nothing is added
    total: str = ""
    #: of all of it without the discount; empty without any
    full: str = ""
    #: whether the discount is on the second of two alone
    on_second: bool = False
    #: whether the customer takes it
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class BasketFact:
    """What several different goods cost together."""

    items: tuple[PriceFact, ...]
    total: str
    #: the company's rule on discounts, word for word, where it may take something off; empty without any
    terms: str = ""
    #: what comes on top, as delivery; it is in the total
    added: tuple[AddedCost, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenChoiceFact:
    """Goods of which the customer takes one, and it cannot be told which."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class RankFact:
    """A product's place among its like."""

    product: str
    #: "price", or the id of an attribute
    by: str
    #: whether the largest value stands first
    largest_first: bool
    #: from 1
    place: int
    #: the value that gives it the place
    value: str
    price: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of a comparison."""

    #: id of the attribute, or the label of the specification
    attribute: str
    #: of each product, in their order; empty where it is not stated
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonFact:
    """How products differ."""

    products: tuple[str, ...]
    prices: tuple[str, ...]
    differences: tuple[Difference, ...]
    #: what is said of each, where the specifications tell too little apart
    descriptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationFact:
    """The product that fits a need best, and why."""

    product: str
    price: str
    #: words of its own card that speak for it, the telling ones first
    reasons: tuple[str, ...]
    #: whether it is also the cheapest of those that were looked at
    cheapest: bool = False


ProductFact = (
    AttributeFact
    | AvailabilityFact
    | PriceFact
    | BasketFact
    | OpenChoiceFact
    | RankFact
    | ComparisonFact
    | RecommendationFact
)
