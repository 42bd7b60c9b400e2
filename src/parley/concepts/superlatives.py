"""Superlatives in a question, "самый быстрый", "the largest": by which values products are put in order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words


class Superlative(NamedTuple):
    """An order of products."""

    #: of units.py; the first that a product states counts
    dimensions: tuple[str, ...]
    #: else the smallest value comes first
    largest_first: bool


def _latin_words(text: str) -> tuple[str, ...]:
    return tuple(map(latinize, normalized_words(text)))


_SUPERLATIVE_WORDS = frozenset(
    _latin_words("самый самая самое самые самого самую наиболее ең эң eng най найбільш хамгийн most")
)
_SIZE_DIMENSIONS = ("inch", "volume", "length", "memory")
_ADJECTIVE_STEMS = (
    (
        Superlative(("speed", "frequency"), True),
        _latin_words("быстр скорост жылдам тез ылдам tez шв швидк хурдан fast"),
    ),
    (
        Superlative(_SIZE_DIMENSIONS, True),
        _latin_words("больш крупн үлкен чоң katta великий велик найбільш том large big"),
    ),
    (
        Superlative(_SIZE_DIMENSIONS, False),
        _latin_words("маленьк мелк кіші кішкентай кичинекей kichik маленьк жижиг small tini"),
    ),
    (Superlative(("mass",), False), _latin_words("легк жеңіл жеңил yengil хөнгөн light")),
    (
        Superlative(("power", "light"), True),
        _latin_words("мощн қуатты күчтүү quvvatli kuchli потужн хүчтэй powerful bright ярк"),
    ),
)
_SUPERLATIVE_STEMS = (
    (Superlative(("speed", "frequency"), True), _latin_words("fastest быстрейш найшвидш")),
    (Superlative(_SIZE_DIMENSIONS, True), _latin_words("largest biggest наибольш найбільший")),
    (Superlative(_SIZE_DIMENSIONS, False), _latin_words("smallest tiniest наименьш найменш")),
    (Superlative(("mass",), False), _latin_words("lightest легчайш найлегш")),
    (Superlative(("power", "light"), True), _latin_words("strongest brightest мощнейш")),
)


def find_superlative(message_words: Sequence[str]) -> Superlative | None:
    """Returns the order that a message asks for; None where it asks for none. `message_words`: normalised."""
    latin = list(map(latinize, message_words))
    for superlative, stems in _SUPERLATIVE_STEMS:
        if any(word.startswith(stems) for word in latin):
            return superlative
    for previous, word in pairwise(latin):
        if previous in _SUPERLATIVE_WORDS:
            for superlative, stems in _ADJECTIVE_STEMS:
                if word.startswith(stems):
                    return superlative
    return None
