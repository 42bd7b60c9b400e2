"""Which houses of a street: "1-45", "2-40 чётные", "2, 4, 6а", "*", as the owner of a table writes them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.addresses.tokens import spelled
from parley.text.tokenize import fold

_ODD = re.compile(r"\(?(?:нечетн[а-я]*|нечет|odd|так)\.?\)?")
_EVEN = re.compile(r"\(?(?:четн[а-я]*|чет|even|жуп)\.?\)?")
_ALL = re.compile(r"(?:\*|все|all|вся улица|все дома|барлыгы)")
_RANGE = re.compile(r"(?:с|от|from)?\s*(\d{1,4})\s*(?:-|–|—|\.\.\.?|…|по|до|to)\s*(\d{1,4})")
_HOUSE = re.compile(r"\d{1,4}\s?[а-яa-z]?(?:/\d{1,4}[а-яa-z]?)?(?:\s?(?:корп|стр|к|с|k|c)\.?\s?\d{1,3})*")
_WORDS = re.compile(r"^(?:дома|дом|д|№|#)\.?\s*")
_FIRST = re.compile(r"\d+")
# How much a row that names a house says about it, against one that names many.
ALL, RANGE, ONE = 1, 2, 3


class _Part(NamedTuple):
    """`only`: the one house, or empty; else all numbers from `low` to `high`. `parity`: 0 even, 1 odd, -1 both."""

    low: int
    high: int
    only: str = ""
    parity: int = -1


def covers(houses: str, house: str) -> int:
    """0 where a house is not among them; else how precisely they say so: ALL, RANGE or ONE. `house` as an Address
    has it: "5", "5а", "5к2". A range has all houses of its numbers, whatever their letters."""
    number = _FIRST.match(house)
    return max((_covers(part, house, int(number[0])) for part in _parts(houses)[0]), default=0) if number else 0


def _covers(part: _Part, house: str, number: int) -> int:
    if part.only:
        return ONE if part.only == house else 0
    if not part.low <= number <= part.high or part.parity not in (-1, number % 2):
        return 0
    return RANGE if part.high < _LAST else ALL


def misread(houses: str) -> str:
    """The first part that nobody understands; empty where all is well."""
    return _parts(houses)[1]


_LAST = 10_000


@lru_cache(maxsize=20_000)
def _parts(houses: str) -> tuple[Sequence[_Part], str]:
    found: list[_Part] = []
    for written in re.split(r"[,;\n]", fold(houses)):
        text = _WORDS.sub("", " ".join(written.split()))
        parity, text = _parity(text)
        if not text:
            if parity < 0:
                continue
            # "1-45, нечётные" says it of the range before.
            if found and not found[-1].only and found[-1].parity < 0:
                found[-1] = found[-1]._replace(parity=parity)
            else:
                found.append(_Part(0, _LAST, parity=parity))
        elif _ALL.fullmatch(text):
            found.append(_Part(0, _LAST, parity=parity))
        elif between := _RANGE.fullmatch(text):
            low, high = sorted((int(between[1]), int(between[2])))
            found.append(_Part(low, high, parity=parity))
        elif _HOUSE.fullmatch(text) and parity < 0:
            found.append(_Part(0, 0, only=spelled(text)))
        else:
            return (), written.strip()[:60]
    return tuple(found), "" if found else "no houses"


def _parity(text: str) -> tuple[int, str]:
    for parity, pattern in ((1, _ODD), (0, _EVEN)):
        if found := re.search(rf"(?<!\w){pattern.pattern}(?!\w)", text):
            return parity, " ".join((text[: found.start()] + text[found.end() :]).replace("()", "").split())
    return -1, text
