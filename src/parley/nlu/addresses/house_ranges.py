"""Reads which houses of a street are meant: "1-45", "2-40 чётные", "2, 4, 6а", "*", as people write in tables."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.addresses.tokens import normalize_house
from parley.text.normalize import normalize

_ODD = re.compile(r"\(?(?:нечетн[а-я]*|нечет|odd|так)\.?\)?")
_EVEN = re.compile(r"\(?(?:четн[а-я]*|чет|even|жуп)\.?\)?")
_ALL = re.compile(r"(?:\*|все|all|вся улица|все дома|барлыгы)")
_RANGE = re.compile(r"(?:с|от|from)?\s*(\d{1,4})\s*(?:-|–|—|\.\.\.?|…|по|до|to)\s*(\d{1,4})")
_HOUSE = re.compile(r"\d{1,4}\s?[а-яa-z]?(?:/\d{1,4}[а-яa-z]?)?(?:\s?(?:корп|стр|к|с|k|c)\.?\s?\d{1,3})*")
_HOUSE_PREFIX = re.compile(r"^(?:дома|дом|д|№|#)\.?\s*")
_LEADING_NUMBER = re.compile(r"\d+")
# How precisely a row names a house: a row that names it alone counts more than one that names many.
MATCH_ALL, MATCH_RANGE, MATCH_ONE = 1, 2, 3


class _HouseRange(NamedTuple):
    """One house, or all from one number to another."""

    #: the first and the last number
    low: int
    high: int
    #: the one house as `Address.house` has it; empty for a range
    single: str = ""
    #: 0 even, 1 odd, -1 both
    parity: int = -1


def match_house(houses: str, house: str) -> int:
    """Returns how precisely a house is named: MATCH_ONE, MATCH_RANGE or MATCH_ALL; 0 where it is not among them.

    `house`: as `Address.house` has it ("5", "5а", "5к2"). A range has all houses of its numbers, whatever their
    letters.
    """
    number = _LEADING_NUMBER.match(house)
    return (
        max(
            (_match_range(house_range, house, int(number[0])) for house_range in _parse_house_ranges(houses)[0]),
            default=0,
        )
        if number
        else 0
    )


def _match_range(house_range: _HouseRange, house: str, number: int) -> int:
    if house_range.single:
        return MATCH_ONE if house_range.single == house else 0
    if not house_range.low <= number <= house_range.high or house_range.parity not in (-1, number % 2):
        return 0
    return MATCH_RANGE if house_range.high < _MAX_HOUSE_NUMBER else MATCH_ALL


def first_invalid_range(houses: str) -> str:
    """Returns the first part of a list of houses that is not understood; "" where all is well."""
    return _parse_house_ranges(houses)[1]


_MAX_HOUSE_NUMBER = 10_000


@lru_cache(maxsize=20_000)
def _parse_house_ranges(houses: str) -> tuple[Sequence[_HouseRange], str]:
    ranges: list[_HouseRange] = []
    for item in re.split(r"[,;\n]", normalize(houses)):
        text = _HOUSE_PREFIX.sub("", " ".join(item.split()))
        parity, text = _extract_parity(text)
        if not text:
            if parity < 0:
                continue
            # "1-45, нечётные" says it of the range before.
            if ranges and not ranges[-1].single and ranges[-1].parity < 0:
                ranges[-1] = ranges[-1]._replace(parity=parity)
            else:
                ranges.append(_HouseRange(0, _MAX_HOUSE_NUMBER, parity=parity))
        elif _ALL.fullmatch(text):
            ranges.append(_HouseRange(0, _MAX_HOUSE_NUMBER, parity=parity))
        elif matched := _RANGE.fullmatch(text):
            low, high = sorted((int(matched[1]), int(matched[2])))
            ranges.append(_HouseRange(low, high, parity=parity))
        elif _HOUSE.fullmatch(text) and parity < 0:
            ranges.append(_HouseRange(0, 0, single=normalize_house(text)))
        else:
            return (), item.strip()[:60]
    return tuple(ranges), "" if ranges else "no houses"


def _extract_parity(text: str) -> tuple[int, str]:
    """Returns which numbers are meant (0 even, 1 odd, -1 both), and the text without the words for it."""
    for parity, pattern in ((1, _ODD), (0, _EVEN)):
        if matched := re.search(rf"(?<!\w){pattern.pattern}(?!\w)", text):
            return parity, " ".join((text[: matched.start()] + text[matched.end() :]).replace("()", "").split())
    return -1, text
