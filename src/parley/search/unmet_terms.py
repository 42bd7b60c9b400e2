"""What was asked of goods and none of those that are shown has: to be said, and not passed over in silence.

Only what can be told from the catalogue: a kind of goods ("corner sofa"), a colour or a material where those shown
have another one, a number with its unit.
"""

from collections.abc import Sequence
from typing import Any

from parley.concepts.matcher import GOODS, heads, kinship
from parley.concepts.token import Token, pieces
from parley.concepts.units import answered
from parley.search.features import recalled
from parley.search.query import Wanted
from parley.search.scoring import texts_of

_FAMILIES = frozenset({"colour", "material"})


def lacking(asks: Wanted, shown: Sequence[Any]) -> tuple[str, ...]:
    """In English words of the concept lexicon; empty where what is shown is what was asked for."""
    if not shown:
        return ()
    read = [[each for text in recalled(row.reading) for each in text] for row in shown]
    meanings = {each.meaning for words in read for each in words if each.meaning}
    told = [each.meaning for each in asks.tokens if _lacks(each, meanings, {w.plain for ws in read for w in ws})]
    sizes = [measure for measure in asks.measures if _none_has([answered(measure, texts_of(row)) for row in shown])]
    return (*(meaning.replace("-", " ") for meaning in told), *("this size" for _ in sizes[:1]))


def _lacks(asked: Token, there: set[str], plains: set[str]) -> bool:
    if any(kinship(asked.meaning, meaning) == 1 for meaning in there) or not asked.meaning:
        return False
    if asked.meaning in GOODS:
        parts = pieces(asked)
        wordwise = len(parts) > 1 and all(part.plain in plains or part.meaning in there for part in parts)
        return bool(heads(asked.meaning)) and not wordwise and not _a_kind_is_there(asked.meaning, there)
    family = _FAMILIES.intersection(heads(asked.meaning))
    return any(meaning not in family and not family.isdisjoint(heads(meaning)) for meaning in there)


def _a_kind_is_there(asked: str, there: set[str]) -> bool:
    return any(asked in heads(meaning) for meaning in there)


def _none_has(fits: Sequence[float | None]) -> bool:
    return all(each == 0 for each in fits)
