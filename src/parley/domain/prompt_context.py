"""The facts one answer may use and the step it must lead to: told to every model, as data or as words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parley.domain.lead import Step
from parley.domain.understanding import Heard


@dataclass(frozen=True, slots=True)
class ProductHit:
    """A product that fits the question. `score` 0…1, calibrated: 0.7 and more is an obvious fit.

    `price` is ready to read ("12 500 ₸"), empty when there is none. `card`: the contract's Product object.
    """

    id: str
    name: str
    price: str
    score: float
    description: str
    category: str
    available: bool
    card: dict[str, object]

    def details(self) -> str:
        """Its features and specifications in words."""
        return f"{self.card.get('features')} {self.card.get('specifications')}"

    def with_score(self, score: float) -> "ProductHit":
        return replace(self, score=score)


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A piece of the company's documents that answers the question. `score` as above.

    `answer`: the sentences of it that hold the answer. `page`: where the document has pages.
    """

    title: str
    text: str
    score: float
    answer: str = ""
    document: str = ""
    page: int | None = None

    def source(self) -> dict[str, object]:
        """Where it stands, as clients are told."""
        return {"document": self.document, "page": self.page, "heading": self.title}


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search of the company's own data brought. `asked_products`: the question was about products, so that
    no hit is an answer too ("we do not have it"). `lacking`: words of the question for what none of the products
    has ("corner" of a sofa), to be said with them."""

    products: Sequence[ProductHit] = ()
    passages: Sequence[PassageHit] = ()
    asked_products: bool = False
    lacking: Sequence[str] = ()
    # how they differ was asked
    compared: bool = False
    # the words that asked for the products, where others asked for what the passages answer
    goods_asked: str = ""
    categories: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    company: str
    about: str
    welcome: str
    language: str
    step: Step
    heard: Heard
    found: Findings
    name: str = ""
    phone: str = ""
    first: bool = False
    asked_before: bool = False
    one_sentence: bool = False
    # a flow holds the order: `closing` is said by code behind the model's words, `aside` is the flow's own answer
    # to a free question, `guide` what a model has to know of it
    enforced: bool = False
    closing: str = ""
    aside: str = ""
    # what is asked for stands in `closing`
    answered: bool = False
    guide: str = ""
