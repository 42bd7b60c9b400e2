"""Which of the goods that are known to a talk a message names, and where it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from parley.concepts.matcher import find_concept
from parley.concepts.token import (
    EXACT_MATCH,
    MISSPELT_MATCH,
    ConceptToken,
    concept_tokens,
    make_token,
    token_from_annotation,
    token_similarity,
)
from parley.domain.search_results import ProductHit
from parley.nlu.message import UnderstoodMessage
from parley.search.facts.named import name_words
from parley.search.query import GENERIC_CONCEPTS
from parley.search.query_words import LATIN_STOP_WORDS
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# A shorter word is no name by itself.
_MIN_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name goods."""

    #: index of their first token, and the one behind their last
    start: int
    end: int
    #: all that they may name
    hits: tuple[ProductHit, ...]

    @property
    def hit(self) -> ProductHit | None:
        """The product that they name; None where they may name several."""
        return self.hits[0] if len(self.hits) == 1 else None


def find_named_goods(
    message: UnderstoodMessage, hits: Sequence[ProductHit], *, within: Collection[int] | None = None
) -> list[Mention]:
    """Returns what a message names of these goods, in order. Neighbouring words narrow each other down: "25 роз" is
    the bouquet of 25. `within`: the tokens that count; all where it is not given."""
    names = [(hit, name_words(hit)) for hit in hits]
    groups: list[_Group] = []
    for start, end, token in _positions(message):
        named = () if within is not None and start not in within else _named_by(token, names)
        if not named:
            continue
        narrowed = groups[-1].narrowed(named, end, token) if groups else None
        if narrowed:
            groups[-1] = narrowed
        elif not _says_nothing(token):  # "Pro" behind a name is a part of it, and a preposition elsewhere
            groups.append(_Group(start, end, named, not token.digits))
    counted = {index for group in groups for index in _leading_count(message, group)}
    return [
        Mention(group.start + (group.start in counted), group.end, group.hits) for group in groups if group.is_named
    ]


def _leading_count(message: UnderstoodMessage, group: "_Group") -> Sequence[int]:
    """Returns the number before a name where it counts, though the name has such a number: "2 AirPods" are called
    AirPods Pro 2, "25 роз" are a bouquet."""
    first, *others = (token.normalized for token in message.tokenized.tokens[group.start : group.end])
    if not (first[0].isdecimal() and others):
        return ()
    if any(_stand_together(hit, first, others[0]) for hit in group.hits):
        return ()
    return (group.start,) if len(first) == 1 or first in others else ()


def _stand_together(hit: ProductHit, number: str, word: str) -> bool:
    """Returns whether a number stands in a name right before such a word, or before the word that it says of."""
    names = concept_tokens(hit.name)
    said = make_token(latinize(word), find_concept(word))
    behind = [after for before, after in pairwise(names) if before.latin == number]
    return any(token_similarity(said, after) >= MISSPELT_MATCH for after in behind)


class _Group(NamedTuple):
    """Neighbouring words that name the same goods."""

    start: int
    end: int
    hits: tuple[ProductHit, ...]
    #: by more than a number
    is_named: bool

    def narrowed(self, named: Collection[ProductHit], end: int, token: ConceptToken) -> "_Group | None":
        """Returns the group with another word; None where that names other goods."""
        common = tuple(hit for hit in self.hits if hit in named)
        return _Group(self.start, end, common, self.is_named or not token.digits) if common else None


def find_same_name(hits: Sequence[ProductHit], name_of: ProductHit, number: str) -> ProductHit | None:
    """Returns the product that is called as another but for its number: the bouquet of 25 for the one of 51; None
    where none is, or several are."""
    own = {token.latin for token in name_words(name_of) if not token.digits}
    shared = {
        hit.id: len(own & {token.latin for token in name_words(hit)})
        for hit in hits
        if hit.id != name_of.id and any(token.latin == number for token in name_words(hit))
    }
    most = max(shared.values(), default=0)
    best = {hit.id: hit for hit in hits if most and shared.get(hit.id) == most}
    return next(iter(best.values())) if len(best) == 1 else None


def name_numbers(hit: ProductHit) -> frozenset[str]:
    """Returns the numbers in a product's name."""
    return frozenset(token.latin for token in name_words(hit) if token.is_number)


def name_number_tokens(message: UnderstoodMessage, hits: Sequence[ProductHit]) -> frozenset[int]:
    """Returns the tokens of numbers that some of these goods are called by, alone too: "давайте 25" of a bouquet of
    25. A single digit counts as often as not, and what is said twice counts once."""
    called = {number for hit in hits for number in name_numbers(hit) if len(number) > 1}
    tokens = [token.normalized for token in message.tokenized.tokens] if called else []
    return frozenset(index for index, word in enumerate(tokens) if word in called and tokens.count(word) == 1)


def counted_name_tokens(message: UnderstoodMessage, hits: Sequence[ProductHit]) -> frozenset[int]:
    """Returns the tokens of numbers that stand in a name with the word that counts: of "the bits 32 pcs" the set
    has 32, and one set is taken. What is said twice counts once."""
    pairs = {pair for hit in hits for pair in pairwise(map(latinize, normalized_words(hit.name)))}
    words = list(map(latinize, message.words))
    return frozenset(
        index
        for index, pair in enumerate(pairwise(words))
        if pair[0].isdecimal() and pair in pairs and words.count(pair[0]) == 1
    )


def _positions(message: UnderstoodMessage) -> list[tuple[int, int, ConceptToken]]:
    found, start = [], 0
    for annotation in message.annotations:
        end = start + len(annotation.words)
        found.append((start, end, token_from_annotation(annotation)))
        start = end
    return found


def _says_nothing(token: ConceptToken) -> bool:
    is_short = len(token.latin) < _MIN_LETTERS and not token.digits
    return is_short or token.latin in LATIN_STOP_WORDS or token.concept in GENERIC_CONCEPTS


def _named_by(
    token: ConceptToken, names: Sequence[tuple[ProductHit, Sequence[ConceptToken]]]
) -> tuple[ProductHit, ...]:
    """Returns the goods that a word names: those called so, else those of the same concept. "Медовик" is one of the
    cakes."""
    likeness = [(hit, max((token_similarity(token, word) for word in words), default=0.0)) for hit, words in names]
    exact = tuple(hit for hit, similarity in likeness if similarity == EXACT_MATCH)
    return exact or tuple(hit for hit, similarity in likeness if similarity >= MISSPELT_MATCH)
