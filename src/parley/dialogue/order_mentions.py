"""Which of the goods that are known to a talk a message names, and where it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parley.concepts.token import MISSPELT_MATCH, ConceptToken, token_from_annotation, token_similarity
from parley.domain.search_results import ProductHit
from parley.nlu.message import UnderstoodMessage
from parley.search.facts.named import name_words
from parley.search.query import GENERIC_CONCEPTS
from parley.search.query_words import LATIN_STOP_WORDS

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


def find_mentions(
    message: UnderstoodMessage, hits: Sequence[ProductHit], *, within: Collection[int] | None = None
) -> list[Mention]:
    """Returns what a message names of these goods, in order. Neighbouring words narrow each other down: "25 роз" is
    the bouquet of 25. `within`: the tokens that count; all where it is not given."""
    names = [(hit, name_words(hit)) for hit in hits]
    mentions: list[Mention] = []
    current: Mention | None = None
    is_named = False
    for start, end, token in _positions(message):
        if (within is not None and start not in within) or _says_nothing(token):
            continue
        named = tuple(hit for hit, words in names if _is_in(token, words))
        if not named:
            continue
        common = tuple(hit for hit in current.hits if hit in named) if current else ()
        if current and common:
            current, is_named = Mention(current.start, end, common), is_named or not token.is_number
            continue
        mentions += [current] if current and is_named else []
        current, is_named = Mention(start, end, named), not token.is_number
    return [*mentions, *([current] if current and is_named else [])]


def find_same_name(hits: Sequence[ProductHit], name_of: ProductHit, number: str) -> ProductHit | None:
    """Returns the product that is called as another but for its number: the bouquet of 25 for the one of 51; None
    where none is, or several are."""
    own = {token.latin for token in name_words(name_of) if not token.is_number}
    shared = {
        hit.id: len(own & {token.latin for token in name_words(hit)})
        for hit in hits
        if hit.id != name_of.id and any(token.latin == number for token in name_words(hit))
    }
    most = max(shared.values(), default=0)
    best = [hit for hit in hits if most and shared.get(hit.id) == most]
    return best[0] if len(best) == 1 else None


def name_numbers(hit: ProductHit) -> frozenset[str]:
    """Returns the numbers in a product's name."""
    return frozenset(token.latin for token in name_words(hit) if token.is_number)


def _positions(message: UnderstoodMessage) -> list[tuple[int, int, ConceptToken]]:
    found, start = [], 0
    for annotation in message.annotations:
        end = start + len(annotation.words)
        found.append((start, end, token_from_annotation(annotation)))
        start = end
    return found


def _says_nothing(token: ConceptToken) -> bool:
    is_short = len(token.latin) < _MIN_LETTERS and not token.is_number
    return is_short or token.latin in LATIN_STOP_WORDS or token.concept in GENERIC_CONCEPTS


def _is_in(token: ConceptToken, words: Sequence[ConceptToken]) -> bool:
    return any(token_similarity(token, word) >= MISSPELT_MATCH for word in words)
