"""The facts one answer may use and the step it must lead to: told to every model, as data or as words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parley.domain.lead import DialogueAct
from parley.domain.understanding import Understanding


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

    def feature_text(self) -> str:
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

    def citation(self) -> dict[str, object]:
        """Where it stands, as clients are told."""
        return {"document": self.document, "page": self.page, "heading": self.title}


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What a search of the company's own data brought. `is_product_query`: the question was about products, so that
    no hit is an answer too ("we do not have it"). `lacking`: words of the question for what none of the products
    has ("corner" of a sofa), to be said with them."""

    products: Sequence[ProductHit] = ()
    passages: Sequence[PassageHit] = ()
    is_product_query: bool = False
    unmet_terms: Sequence[str] = ()
    # how they differ was asked
    is_comparison: bool = False
    # the words that asked for the products, where others asked for what the passages answer
    product_query: str = ""
    categories: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PromptContext:
    company_name: str
    company_description: str
    language: str
    act: DialogueAct
    understanding: Understanding
    results: SearchResults
    name: str = ""
    phone: str = ""
    is_first_answer: bool = False
    is_repeated_request: bool = False
    one_sentence: bool = False
    # a flow holds the order: `closing` is said by code behind the model's words, `aside` is the flow's own answer
    # to a free question, `guide` what a model has to know of it
    is_scripted: bool = False
    closing_text: str = ""
    flow_answer: str = ""
    # what is asked for stands in `closing`
    is_answered_by_closing: bool = False
    flow_instructions: str = ""
