"""Describes what a search finds: products, passages of documents, and what is to be said of the search itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from parley.domain.product_facts import ProductFact

# What an object takes in memory, to the JSON of it; measured with hits of the demo companies.
_MEMORY_PER_JSON_BYTE = 3
_MIN_RESULT_BYTES = 2_000
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# So many of the best products become cards below an answer.
MAX_CARDS = 3


@dataclass(frozen=True, slots=True)
class ProductHit:
    """A product that fits the question."""

    #: the company's own id of it
    id: str
    name: str
    #: ready to read ("12 500 ₸"), empty when there is none
    price: str
    #: 0…1, calibrated: 0.7 and more is an obvious fit
    score: float
    description: str
    category: str
    available: bool
    #: the contract's Product object
    card: dict[str, object]
    #: what it costs, in `currency` (ISO 4217); None where it is not known
    amount: Decimal | None = None
    currency: str = ""

    def feature_text(self) -> str:
        """Returns its features and specifications in words."""
        return f"{self.card.get('features')} {self.card.get('specifications')}"

    def with_score(self, score: float) -> "ProductHit":
        """Returns the same product with another score."""
        return replace(self, score=score)


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a company is open at this moment, by its hours and its clock."""

    is_open: bool
    #: when it closes or opens next, "19:00"; empty where it is open around the clock
    time: str = ""
    #: in how many days it opens; 0 is today
    days_ahead: int = 0
    #: the day of the week on which it does, 0 is Monday
    weekday: int = 0

    def describe(self) -> str:
        """Returns it in English, as models are told."""
        if self.is_open:
            return f"open now, until {self.time}" if self.time else "open around the clock"
        return f"closed now, opens {_WEEKDAYS[self.weekday]} at {self.time}"


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A piece of the company's documents that answers the question."""

    title: str
    text: str
    #: 0…1, calibrated as a product's
    score: float
    #: the sentences of the text that hold the answer
    answer: str = ""
    document: str = ""
    #: where the document has pages
    page: int | None = None
    #: ISO, of the text; empty where nobody looked
    language: str = ""
    #: where the company's profile says it and no document: the topic (search/company_info.py)
    info_topic: str = ""
    #: whether the company is open at this moment, where that was asked
    opening: Opening | None = None

    def citation(self) -> dict[str, object]:
        """Returns where the passage stands, as clients are told."""
        return {"document": self.document, "page": self.page, "heading": self.title}


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search of the company's own data brought."""

    products: Sequence[ProductHit] = ()
    passages: Sequence[PassageHit] = ()
    #: whether the question was about products, so that no hit is an answer too ("we do not have it")
    is_product_query: bool = False
    #: words of the question for what none of the products has ("corner" of a sofa), to be said with them
    unmet_terms: Sequence[str] = ()
    #: whether it was asked how the products differ
    is_comparison: bool = False
    categories: Sequence[str] = ()
    #: what answers a question about the products, the telling ones first
    facts: Sequence[ProductFact] = ()
    #: of a message with several questions, what was found for each, in their order
    parts: Sequence["SearchResults"] = ()
    #: the customer's words for what is asked and nothing answers
    unanswered: Sequence[str] = ()


def numeric_price(hit: ProductHit) -> float | None:
    """Returns the price of a product as a number, in the company's currency; None where there is none."""
    price = hit.card.get("price")
    return float(price) if isinstance(price, int | float) else None


def estimate_memory(results: SearchResults) -> int:
    """Returns about how many bytes the results take in memory, with the key that they are found by."""
    return _MIN_RESULT_BYTES + _MEMORY_PER_JSON_BYTE * len(msgspec.json.encode(results))
