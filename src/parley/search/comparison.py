"""Questions how things differ: each thing is looked for by itself, for no product is two of them."""

from collections.abc import Sequence
from itertools import groupby

from parley.concepts.attributes import find_attributes, ids_of_kind
from parley.concepts.matcher import GOODS, Annotation
from parley.search.query import COMPARE_CONCEPT
from parley.text.tokenize import normalized_words

# What stands between two things that are compared; folded.
_SEPARATORS = frozenset(
    normalized_words(
        "and or vs with from than и или с от й та або чи з від мен пен бен және менен жана же bilan va yoki "
        "билан ва ёки ба болон эсвэл"
    )
)
# Between two things of which one is to be chosen, where it is also said what for, or that it be better.
_CHOICE_WORDS = frozenset(
    normalized_words("or vs than или чем чи ніж немесе әлде же болбосо yoki эсвэл жакшыбы yaxshimi")
)
_BETTER_STEMS = tuple(normalized_words("better лучше краще жақсы жакшы yaxshi дээр сайн артық"))
_MAX_SIDES = 4
# Of the words for the goods, so many are said again for a side that leaves them out.
_SHARED_GOODS_WORDS = 2


def is_comparison(annotations: Sequence[Annotation]) -> bool:
    """Tells whether it is asked how things differ, or which of two is better: "valuebook or convertbook for a
    student?"."""
    if any(annotation.concept == COMPARE_CONCEPT for annotation in annotations):
        return True
    words = [word for annotation in annotations for word in annotation.words]
    if _CHOICE_WORDS.isdisjoint(words):
        return False
    is_better_asked = any(word.startswith(_BETTER_STEMS) for word in words)
    return is_better_asked or bool(ids_of_kind(find_attributes(words), "need"))


def comparison_sides(annotations: Sequence[Annotation]) -> list[str]:
    """Returns what may be compared, piece by piece: "чем отличается айфон 13 от 15" has "айфон 13" and "айфон 15".
    Empty where it is one piece or too many."""
    pieces = [list(piece) for is_separator, piece in groupby(annotations, _separates) if not is_separator]
    needs = _need_words([word for part in annotations for word in part.words])
    pieces = [[part for part in piece if needs.isdisjoint(part.words)] for piece in pieces]
    pieces = [piece for piece in pieces if piece]
    goods_words = [word for part in annotations if part.concept in GOODS for word in part.words]
    if not 1 < len(pieces) <= _MAX_SIDES:
        return []
    return [_name_side(piece, goods_words[:_SHARED_GOODS_WORDS]) for piece in pieces]


def _need_words(words: Sequence[str]) -> frozenset[str]:
    """Returns the words that say what the goods are wanted for: they are no side."""
    mentions = [mention for mention in find_attributes(words) if ids_of_kind([mention], "need")]
    return frozenset(word for mention in mentions for word in words[mention.start : mention.end])


def _separates(annotation: Annotation) -> bool:
    word = annotation.words[0]
    return (
        annotation.concept == COMPARE_CONCEPT
        or word in _SEPARATORS
        or word in _CHOICE_WORDS
        or word.startswith(_BETTER_STEMS)
    )


def _name_side(piece: Sequence[Annotation], goods_words: Sequence[str]) -> str:
    """Returns the words of a piece; those for the goods before them where it leaves them out."""
    words = [word for part in piece for word in part.words]
    return " ".join(words if any(part.concept in GOODS for part in piece) else [*goods_words, *words])
