"""Questions how things differ: each thing is looked for by itself, for no product is two of them."""

from itertools import groupby

from parley.concepts.matcher import GOODS, meant
from parley.search.query import COMPARE
from parley.text.tokenize import words

# What stands between two things that are compared; folded.
_BETWEEN = frozenset(
    words(
        "and or vs with from than и или с от й та або чи з від мен пен бен және менен жана же bilan va yoki "
        "билан ва ёки ба болон эсвэл"
    )
)
_MOST = 4


def compares(text: str) -> bool:
    """Whether it is asked how things differ."""
    return any(part.meaning == COMPARE for part in meant(words(text)))


def sides(text: str) -> list[str]:
    """What may be compared, piece by piece: "чем отличается айфон 13 от 15" has "айфон 13" and "айфон 15". Empty
    where it is one piece or too many."""
    parts = meant(words(text))
    goods = [word for part in parts if part.meaning in GOODS for word in part.words][:2]
    pieces = [
        list(piece)
        for between, piece in groupby(parts, lambda part: part.meaning == COMPARE or part.words[0] in _BETWEEN)
        if not between
    ]
    if not 1 < len(pieces) <= _MOST:
        return []
    return [
        " ".join(
            [
                *([] if any(part.meaning in GOODS for part in piece) else goods),
                *(word for part in piece for word in part.words),
            ]
        )
        for piece in pieces
    ]
