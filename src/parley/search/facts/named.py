"""Which of the products found a question names: "iPhone 13" is one of two iPhones, "Lenovo" one of the laptops."""

from collections.abc import Sequence
from typing import NamedTuple

from parley.concepts.matcher import GOODS
from parley.concepts.token import (
    MISSPELT_MATCH,
    ConceptToken,
    concept_tokens,
    phrase_parts,
    token_from_annotation,
    token_similarity,
)
from parley.domain.search_results import ProductHit
from parley.search.facts.asked import AskedFact
from parley.search.query_words import LATIN_STOP_WORDS
from parley.search.question import Question

# What a word of the kind ("laptop") counts beside one that tells a product from its like.
_KIND_WORD_WORTH = 0.1
_MIN_SPECIFIC = 0.5
_AMBIGUOUS_WORTH = 0.6
# Shorter words are alike by chance.
_MIN_LETTERS = 2


class NamedProducts(NamedTuple):
    """The products that a question is about."""

    hits: Sequence[ProductHit]
    #: whether it names them, and not only their kind
    is_specific: bool

    @property
    def is_one(self) -> bool:
        """Whether one product is meant: named, or the only one of its kind."""
        return len(self.hits) == 1


def find_named(question: Question, asked: AskedFact, hits: Sequence[ProductHit]) -> NamedProducts:
    """Returns those of the hits that are called by the most of the question's words; all of them where it names
    only their kind."""
    tokens = [
        token
        for token in map(token_from_annotation, question.message.annotations)
        if token.latin not in LATIN_STOP_WORDS
    ]
    names = [name_words(hit) for hit in hits]
    worths = [
        sum(_name_worth(token, own, names, is_attribute=_is_attribute(token, asked)) for token in tokens)
        for own in names
    ]
    best = max(worths, default=0.0)
    if best < _MIN_SPECIFIC:
        return NamedProducts(hits, False)
    return NamedProducts([hit for hit, worth in zip(hits, worths, strict=True) if worth > best - 0.01], True)


def name_words(hit: ProductHit) -> tuple[ConceptToken, ...]:
    """Returns the words of a product's name, and the parts of its phrases."""
    tokens = concept_tokens(hit.name)
    return (*tokens, *(part for token in tokens for part in phrase_parts(token)))


def _is_attribute(token: ConceptToken, asked: AskedFact) -> bool:
    return not asked.latin_words.isdisjoint(token.latin.split(" "))


def _name_worth(
    token: ConceptToken,
    names: Sequence[ConceptToken],
    all_names: Sequence[Sequence[ConceptToken]],
    *,
    is_attribute: bool,
) -> float:
    """Returns what a word tells of a name among all. A word that asks for an attribute, or that is called as some
    goods are, tells it only where it stands in this name alone: "Xotira" is a pillow, and memory."""
    is_kind = token.concept in GOODS and token.concept.count("-") == 0
    if (is_attribute or is_kind) and _stands_alone_in(token, names, all_names):
        return _AMBIGUOUS_WORTH
    if is_attribute:
        return 0.0
    if len(token.latin) < _MIN_LETTERS and not token.is_number and not token.concept:
        # A letter may be a size or a model: "Harness M" beside "Harness L".
        return _AMBIGUOUS_WORTH if _stands_alone_in(token, names, all_names) else 0.0
    similarity = max((token_similarity(token, name) for name in names), default=0.0)
    if similarity < MISSPELT_MATCH:
        return 0.0
    return _KIND_WORD_WORTH if is_kind else similarity


def _stands_alone_in(
    token: ConceptToken, names: Sequence[ConceptToken], all_names: Sequence[Sequence[ConceptToken]]
) -> bool:
    having = [each for each in all_names if any(token.latin == name.latin for name in each)]
    return len(all_names) > 1 and len(having) == 1 and having[0] is names
