"""The rows that search compares with a question: products and passages, and the words of each."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from parley.concepts.head_noun import description_concepts, product_concepts
from parley.concepts.token import ConceptToken
from parley.concepts.units import stated_values
from parley.search.features import decode_token, split_reading

# What a match counts in each field of a row, in the order of its `reading`; the first fields count most.
NAME_WEIGHT, CATEGORY_WEIGHT, DETAIL_WEIGHT, TEXT_WEIGHT = 1.0, 0.97, 0.88, 0.85
_PRODUCT_FIELD_WEIGHTS = (NAME_WEIGHT, CATEGORY_WEIGHT, DETAIL_WEIGHT, TEXT_WEIGHT)
_PASSAGE_FIELD_WEIGHTS = (NAME_WEIGHT, DETAIL_WEIGHT)


class RowWords(NamedTuple):
    """The words of a row. Each is encoded as in the row's `reading` (features.py)."""

    #: the distinct words of each field, in order
    fields: Sequence[Sequence[str]]
    #: what a match with a word counts: the weight of the first field that has it
    weights: Mapping[str, float]

    def field_tokens(self, index: int) -> tuple[ConceptToken, ...]:
        """Returns the words of one field, by its place in the `reading`."""
        return tuple(map(decode_token, self.fields[index]))

    def tokens(self) -> Iterator[ConceptToken]:
        """Yields every word of the row, each once."""
        return map(decode_token, self.weights)


class ProductRow(Struct, dict=True):
    """A product as the database or a snapshot has it, and what scoring reads of it once."""

    #: the company's own id of the product
    external_id: str
    name: str
    description: str
    #: empty where the product has none
    category: str
    #: in units of `currency`; None where it is not known
    price: Decimal | None
    #: ISO 4217
    currency: str
    features: list[str]
    specifications: dict[str, Any]
    #: False when it is sold out
    available: bool
    #: its words, field by field (features.encode_reading)
    reading: str
    #: how near it is to the question's embedding, -1…1; None where embeddings did not find it
    cosine: float | None = None

    @cached_property
    def words(self) -> RowWords:
        """Words of the product, with their weights."""
        return read_words(self.reading, _PRODUCT_FIELD_WEIGHTS)

    @cached_property
    def own_concepts(self) -> tuple[str, ...]:
        """Concepts of what the product is: from its name, else from its description."""
        return _own_concepts(self.reading, self.name)

    @cached_property
    def category_tokens(self) -> tuple[ConceptToken, ...]:
        """Words of the category."""
        return self.words.field_tokens(1)

    @cached_property
    def stated_values(self) -> Mapping[str, frozenset[float]]:
        """Numbers with units in the product's texts, by dimension (units.py)."""
        details = "; ".join([f"{key}: {value}" for key, value in self.specifications.items() if value])
        return stated_values((self.name, "; ".join(self.features), self.description, details))


class PassageRow(Struct, dict=True):
    """A piece of a document."""

    #: a document that was uploaded first has the smaller one
    document_id: int
    #: the document's name
    document: str
    #: its page, where the document has pages
    page: int | None
    #: the heading it stands under
    title: str
    text: str
    #: its words, field by field (features.encode_reading)
    reading: str
    #: how near it is to the question's embedding, -1…1; None where embeddings did not find it
    cosine: float | None = None

    @cached_property
    def words(self) -> RowWords:
        """Words of the passage, with their weights."""
        return read_words(self.reading, _PASSAGE_FIELD_WEIGHTS)


@lru_cache(maxsize=1024)  # rows come anew from the database for every question
def read_words(reading: str, field_weights: Sequence[float]) -> RowWords:
    """Returns the words of a row. `field_weights`: what a match counts in each field, falling."""
    fields = split_reading(reading, len(field_weights))
    weights: dict[str, float] = {}
    for words, weight in zip(reversed(fields), reversed(field_weights), strict=True):
        weights.update(dict.fromkeys(words, weight))
    return RowWords(fields, weights)


@lru_cache(maxsize=1024)
def _own_concepts(reading: str, name: str) -> tuple[str, ...]:
    words = read_words(reading, _PRODUCT_FIELD_WEIGHTS)
    return product_concepts(words.field_tokens(0), name) or description_concepts(words.field_tokens(-1))
