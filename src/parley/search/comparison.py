"""Questions how things differ: each thing is looked for by itself, for no product is two of them."""

from itertools import groupby

from parley.concepts.matcher import GOODS, annotate
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


def is_comparison(text: str) -> bool:
    """Whether it is asked how things differ."""
    return any(annotation.concept == COMPARE_CONCEPT for annotation in annotate(normalized_words(text)))


def comparison_sides(text: str) -> list[str]:
    """What may be compared, piece by piece: "чем отличается айфон 13 от 15" has "айфон 13" and "айфон 15". Empty
    where it is one piece or too many."""
    annotations = annotate(normalized_words(text))
    goods_words = [word for part in annotations if part.concept in GOODS for word in part.words][:2]
    pieces = [
        list(piece)
        for is_separator, piece in groupby(
            annotations, lambda part: part.concept == COMPARE_CONCEPT or part.words[0] in _SEPARATORS
        )
        if not is_separator
    ]
    if not 1 < len(pieces) <= _MAX_SIDES:
        return []
    return [
        " ".join(
            [
                *([] if any(part.concept in GOODS for part in piece) else goods_words),
                *(word for part in piece for word in part.words),
            ]
        )
        for piece in pieces
    ]
