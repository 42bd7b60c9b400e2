"""Who asks for the fastest or the largest: by which values products are put in order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from parley.text.tokenize import skeleton, words


class Extreme(NamedTuple):
    """`dimensions`: of units.py, the first that a product tells counts. `most`: the largest value first."""

    dimensions: tuple[str, ...]
    most: bool


def _plain(listed: str) -> tuple[str, ...]:
    return tuple(map(skeleton, words(listed)))


_MOST = frozenset(_plain("самый самая самое самые самого самую наиболее ең эң eng най найбільш хамгийн most"))
_SIZES = ("inch", "volume", "length", "memory")
_WORDS = (
    (Extreme(("speed", "frequency"), True), _plain("быстр скорост жылдам тез ылдам tez шв швидк хурдан fast")),
    (Extreme(_SIZES, True), _plain("больш крупн үлкен чоң katta великий велик найбільш том large big")),
    (Extreme(_SIZES, False), _plain("маленьк мелк кіші кішкентай кичинекей kichik маленьк жижиг small tini")),
    (Extreme(("mass",), False), _plain("легк жеңіл жеңил yengil хөнгөн light")),
    (
        Extreme(("power", "light"), True),
        _plain("мощн қуатты күчтүү quvvatli kuchli потужн хүчтэй powerful bright ярк"),
    ),
)
_FIRST = (
    (Extreme(("speed", "frequency"), True), _plain("fastest быстрейш найшвидш")),
    (Extreme(_SIZES, True), _plain("largest biggest наибольш найбільший")),
    (Extreme(_SIZES, False), _plain("smallest tiniest наименьш найменш")),
    (Extreme(("mass",), False), _plain("lightest легчайш найлегш")),
    (Extreme(("power", "light"), True), _plain("strongest brightest мощнейш")),
)


def extreme(said: Sequence[str]) -> Extreme | None:
    """`said`: the folded words of a message."""
    plain = list(map(skeleton, said))
    for way, stems in _FIRST:
        if any(word.startswith(stems) for word in plain):
            return way
    for before, word in pairwise(plain):
        if before in _MOST:
            for way, stems in _WORDS:
                if word.startswith(stems):
                    return way
    return None
