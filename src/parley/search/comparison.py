"""Questions how things differ: each thing is looked for by itself, for no product is two of them."""

from collections.abc import Sequence
from itertools import groupby

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
_MAX_SIDES = 4
# Of the words for the goods, so many are said again for a side that leaves them out.
_SHARED_GOODS_WORDS = 2


def is_comparison(annotations: Sequence[Annotation]) -> bool:
    """Tells whether it is asked how things differ."""
    return any(annotation.concept == COMPARE_CONCEPT for annotation in annotations)


def comparison_sides(annotations: Sequence[Annotation]) -> list[str]:
    """Returns what may be compared, piece by piece: "чем отличается айфон 13 от 15" has "айфон 13" and "айфон 15".
    Empty where it is one piece or too many."""
    pieces = [list(piece) for is_separator, piece in groupby(annotations, _separates) if not is_separator]
    if not 1 < len(pieces) <= _MAX_SIDES:
        return []
    goods_words = [word for part in annotations if part.concept in GOODS for word in part.words]
    return [_name_side(piece, goods_words[:_SHARED_GOODS_WORDS]) for piece in pieces]


def _separates(annotation: Annotation) -> bool:
    return annotation.concept == COMPARE_CONCEPT or annotation.words[0] in _SEPARATORS


def _name_side(piece: Sequence[Annotation], goods_words: Sequence[str]) -> str:
    """Returns the words of a piece; those for the goods before them where it leaves them out."""
    words = [word for part in piece for word in part.words]
    return " ".join(words if any(part.concept in GOODS for part in piece) else [*goods_words, *words])
