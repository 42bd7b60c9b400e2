"""Divides a text into its sentences: a point behind an abbreviation ends none ("г. Астана, ул. Абая 1")."""

import re
from collections.abc import Iterator
from functools import cache

_GAP = re.compile(r"(?<=[.!?…])\s+|\n+")
_GAP_OR_SEMICOLON = re.compile(r"(?<=[.!?…])\s+|\n+|;\s+")
_LAST_WORD = re.compile(r"(?P<number>\d\s*)?(?P<word>[^\W\d_]+(?:[-.'’ʻ][^\W\d_]+)*)\.$")
# Words that are written short in addresses and before names and numbers.
_ABBREVIATIONS = """
    г гг ул д кв корп стр обл р-н пр пр-т пр-кт просп пер пл ш наб бул бульв б-р мкр мкрн ст м пос пгт с тел моб доб
    вн им св ок оф эт т п т.е т.к см напр в н вул буд смт
    қ көш ауд көч х
    sh ko'ch ko’ch koʻch vil tum kv tel
    st ave rd nr apt dr mr mrs ms e.g i.e approx ext vs
"""


def split_sentences(text: str, *, at_semicolons: bool = False) -> list[str]:
    """Returns the sentences and lines of a text, none of them empty.

    `at_semicolons`: a semicolon divides as well, as owners put the properties of goods in a row.
    """
    sentences: list[str] = []
    begun = ""
    for piece, gap in _pieces(text, _GAP_OR_SEMICOLON if at_semicolons else _GAP):
        begun += piece
        if gap.isspace() and "\n" not in gap and _ends_in_abbreviation(begun):
            begun += gap
            continue
        sentences.append(begun.strip())
        begun = ""
    return [sentence for sentence in sentences if sentence]


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(_ABBREVIATIONS.split())


def _pieces(text: str, gaps: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yields what stands between gaps, each with the gap behind it."""
    start = 0
    for gap in gaps.finditer(text):
        yield text[start : gap.start()], gap[0]
        start = gap.end()
    yield text[start:], ""


def _ends_in_abbreviation(text: str) -> bool:
    """Returns whether the point at the end belongs to a word that is written short. Behind a number such a word is
    a unit ("500 г."), and a single capital is the letter of a name."""
    match = _LAST_WORD.search(text[-16:])
    if match is None or match["number"]:
        return False
    word = match["word"]
    return word.casefold() in _abbreviations() or (len(word) == 1 and word.isupper())
