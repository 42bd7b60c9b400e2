"""Rows that share no word with a question and still mean the same, as a provider's embeddings see it."""

from collections.abc import Iterable, Sequence
from typing import Any

from parley.concepts.matcher import GOODS, SERVICES, TERMS
from parley.concepts.token import Token, answers
from parley.search.features import said
from parley.search.query import Wanted
from parley.search.scoring import FITS, Rated

# What the cosine of two texts says differs from model to model: with some, 0.8 is any two texts of one language,
# with others hardly anything but a translation is above. High enough for all of them (ADR 12); below it embeddings
# bring candidates and the words decide.
VERY_NEAR = 0.9
_THINGS = GOODS | SERVICES | TERMS


def unworded(asks: Wanted, rows: Sequence[Any]) -> Rated:
    """Of the rows that only embeddings found, those that are very near, scored 0.7 to 0.8, best first. None where
    words can judge: a number that must be right, a word in common, two things that are both understood."""
    if asks.models or asks.measures:
        return []
    close = [row for row in rows if row.cosine is not None and row.cosine >= VERY_NEAR and not _judged(asks, row)]
    rated = [(row, round(min(FITS + row.cosine - VERY_NEAR, 0.8), 3)) for row in close]
    return sorted(rated, key=lambda pair: -pair[1])


def _judged(asks: Wanted, row: Any) -> bool:
    there = said(row.reading)
    if any(answers(each, there.values(), asks.also.get(each, ())) for each in asks.tokens):
        return True
    return _understood(asks.tokens) and _understood(there.values())


def _understood(said: Iterable[Token]) -> bool:
    return any(each.meaning in _THINGS for each in said)
