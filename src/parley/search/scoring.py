"""How well a row answers a question, so that the number means something: 0.7 and more is an obvious fit.

Of goods, what is asked for decides whether a product fits, and the other words in which order: who asks for a
lightweight laptop for travel is shown laptops even where nobody speaks of travel, the light ones first.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from parley.concepts.head_noun import own_kinds, said_to_be
from parley.concepts.matcher import BRANDS, GOODS, SERVICES, TERMS, kinship
from parley.concepts.superlatives import Extreme
from parley.concepts.token import Token, answers, pieces, same, slip_of
from parley.concepts.units import Measure, answered, largest
from parley.search.features import Reading, recalled, said
from parley.search.query import COUNT, Wanted, corrected

FITS = 0.7
Rated = list[tuple[Any, float]]

# How much a match in a field counts.
NAME, CATEGORY, DETAIL, TEXT = 1.0, 0.97, 0.88, 0.85
_PRODUCT, _PASSAGE = (NAME, CATEGORY, DETAIL, TEXT), (NAME, DETAIL)
# How much a word of the question counts: what is asked about wholly, a number half, an adjective less, what nobody
# here has heard of hardly when the rest is clear, and what the other kind of data answers next to nothing.
_FULL, _NUMBER, _BESIDE, _UNKNOWN, _UNKNOWN_BESIDE, _ELSEWHERE, _COUNT = 1.0, 0.5, 0.35, 0.6, 0.15, 0.05, 0.1
# A word of those that only decide the order, where it is in a name; and how much all of them count beside what is
# asked for.
_IN_NAME, _ORDER, _OWN_NAME = 0.6, 0.25, 0.4
# A word that is in every row tells that much less than one that is in few.
_COMMON = 0.6
# What is worth a measure nobody tells of the product.
_UNTOLD = 0.6
# Two words of a question that names no goods are worth this wherever they stand.
_ANYWHERE = 0.95
# A phrase that is answered word by word.
_BY_WORDS = 0.95
# What is left of the score of a product that is about what was asked, but something else ("чехол для айфона"), or
# only of its category.
_OTHER_THING, _OF_CATEGORY, _ONLY_MENTIONED = 0.65, 0.85, 0.8
_TELLING = GOODS | SERVICES | BRANDS
_THINGS = GOODS | SERVICES | TERMS


class _Asked(NamedTuple):
    """A word of the question. `hard`: it decides whether a row fits, and not only the order."""

    token: Token
    weight: float
    hard: bool


def spelled(asks: Wanted, rows: Sequence[Any]) -> Wanted:
    """Its unknown words read as words of these rows that they are misspelt for."""
    if all(each.meaning or each.number for each in asks.tokens):
        return asks
    there = _words(rows)
    return corrected(asks, [_spelled(each, there, asks.spent) for each in asks.tokens])


def _spelled(each: Token, there: dict[str, Token], spent: frozenset[str]) -> Token:
    if each.meaning or each.plain in there or each.plain in spent:
        return each
    return slip_of(each, there.values()) or each


def passages(asks: Wanted, rows: Sequence[Any]) -> Rated:
    """Rows with their scores, best first, only those that fit."""
    elsewhere = _TELLING if asks.service else frozenset[str]()
    asked = asks.tokens
    matches = _matches(asks, asked, rows, _PASSAGE)
    best = _best(matches, len(asked))
    clear = any(
        most and each.meaning in _THINGS and each.meaning not in elsewhere
        for each, most in zip(asked, best, strict=True)
    )
    weights = [_weight(each, most, clear, elsewhere) for each, most in zip(asked, best, strict=True)]
    total = sum(weights) or 1.0
    return _fitting(rows, [sum(map(float.__mul__, weights, found)) / total for found in matches])


def products(asks: Wanted, rows: Sequence[Any]) -> Rated:
    """Rows with their scores, best first, only those that fit."""
    asked = [each for each in asks.tokens if not asks.spent.issuperset(each.plain.split(" "))]
    read = list(map(_reading, rows))
    matches = _matches(asks, asked, rows, _PRODUCT)
    kinds = frozenset[str]() if asks.goods else _categories(asks, asked, read)
    weighed = _weighed(asks, asked, matches, kinds)
    if any(each.hard and each.token.meaning in _TELLING for each in weighed) or asks.head or kinds:
        scores = [_of_goods(weighed, found) for found in matches]
    else:
        scores = [_of_words(weighed, found) for found in matches]
    if asks.measures:
        scores = [
            _with_measures(asks, row, texts, score) for row, texts, score in zip(rows, read, scores, strict=True)
        ]
    return _fitting(rows, _of_that_kind(asks, asked, rows, read, scores))


def _categories(asks: Wanted, asked: Sequence[Token], read: Sequence[Reading]) -> frozenset[str]:
    """The words of no known meaning that are what categories are called: a kitchen, in a shop that sells them."""
    unknown = [each for each in asked if not each.meaning and not each.number and each.plain not in asks.beside]
    called = {each.plain: each for texts in read for each in texts[1] if not each.meaning}.values()
    return frozenset(each.plain for each in unknown if any(same(each, there) for there in called))


def _reading(row: Any) -> Reading:
    return recalled(row.reading)


def _words(rows: Iterable[Any]) -> dict[str, Token]:
    """All the words of these rows."""
    there: dict[str, Token] = {}
    for row in rows:
        there.update(said(row.reading))
    return there


def _fitting(rows: Sequence[Any], scores: Sequence[float]) -> Rated:
    rated = [(row, round(min(score, 1.0), 3)) for row, score in zip(rows, scores, strict=True)]
    return sorted((pair for pair in rated if pair[1] >= FITS), key=lambda pair: -pair[1])


def _best(matches: Sequence[Sequence[float]], size: int) -> list[float]:
    return [max((found[at] for found in matches), default=0.0) for at in range(size)]


def _weighed(
    asks: Wanted, asked: Sequence[Token], matches: Sequence[Sequence[float]], kinds: frozenset[str]
) -> list[_Asked]:
    elsewhere = TERMS | SERVICES if asks.goods else frozenset[str]()
    best = _best(matches, len(asked))
    goods = asks.goods and any(
        most and each.meaning in _TELLING and each.plain not in asks.beside
        for each, most in zip(asked, best, strict=True)
    )
    found = []
    for at, (each, most) in enumerate(zip(asked, best, strict=True)):
        share = sum(1 for match in matches if match[at]) / max(len(matches), 1)
        if each.plain in kinds:
            found.append(_Asked(each, _FULL, True))
        else:
            found.append(_role(asks, each, most, goods or bool(kinds), 1 - _COMMON * share, elsewhere))
    return found


def _role(asks: Wanted, each: Token, best: float, clear: bool, rarity: float, elsewhere: frozenset[str]) -> _Asked:
    beside = each.plain in asks.beside
    if each.plain == asks.head:
        return _Asked(each, _FULL, True)
    if each.meaning == COUNT or (each.meaning in elsewhere and best < CATEGORY and not beside):
        return _Asked(each, _weight(each, best, clear, elsewhere), False)
    if each.meaning in BRANDS or (each.meaning in _TELLING | TERMS and not beside):
        return _Asked(each, _FULL, True)
    if each.plain in asks.models:
        return _Asked(each, _NUMBER, True)
    if not clear and not asks.head:
        return _Asked(each, _weight(each, best, clear, elsewhere), False)
    if not best:
        return _Asked(each, _UNKNOWN_BESIDE, False)
    if best > DETAIL and not beside and not each.meaning and not each.number:  # a name of the company's own
        return _Asked(each, _OWN_NAME, True)
    return _Asked(each, rarity * (_IN_NAME if best > DETAIL else _BESIDE), False)


def _weight(asked: Token, best: float, clear: bool, elsewhere: frozenset[str]) -> float:
    if asked.meaning == COUNT:
        return _COUNT
    if asked.meaning in elsewhere and best < CATEGORY:
        return _ELSEWHERE
    if asked.meaning in _TELLING | TERMS:
        return _FULL
    if asked.number:
        return _NUMBER
    if not best:
        return _UNKNOWN_BESIDE if clear else _UNKNOWN
    return _BESIDE if clear and best <= DETAIL else _FULL


def _of_goods(asked: Sequence[_Asked], found: Sequence[float]) -> float:
    """What is asked for decides, the rest only orders."""
    hard, soft = 0.0, 0.0
    hard_total, soft_total = 0.0, 0.0
    for each, match in zip(asked, found, strict=True):
        if each.hard:
            hard += each.weight * match
            hard_total += each.weight
        else:
            soft += each.weight * match
            soft_total += each.weight
    if not hard_total:
        return 0.0
    order = min(soft_total, _ORDER * hard_total)
    return (hard + (order * soft / soft_total if soft_total else 0.0)) / (hard_total + order)


def _of_words(asked: Sequence[_Asked], found: Sequence[float]) -> float:
    """Where no goods are named, every word counts; several of them in one row, wherever they stand."""
    if not asked:
        return 0.0
    told = [match for each, match in zip(asked, found, strict=True) if match and not each.token.number]
    if len(told) > 1:
        found = [max(match, _ANYWHERE * min(1.0, match / TEXT)) if match else 0.0 for match in found]
    total = sum(each.weight for each in asked) or 1.0
    return sum(each.weight * match for each, match in zip(asked, found, strict=True)) / total


def _with_measures(asks: Wanted, row: Any, texts: Reading, score: float) -> float:
    there = texts_of(row)
    numbers = {each.plain for each in texts[0] if each.number}
    values = [_measured(each, there, numbers) for each in asks.measures]
    named = bool(score) or any(not asks.spent.issuperset(each.plain.split(" ")) for each in asks.tokens)
    weight = _NUMBER * len(values)
    return ((score if named else 0.0) + _NUMBER * sum(values)) / (float(named) + weight)


def _measured(asked: Measure, there: Sequence[str], numbers: set[str]) -> float:
    fits = answered(asked, there)
    if fits is None and all(f"{value:g}" in numbers for value in asked.values):
        return CATEGORY
    return _UNTOLD if fits is None else fits


def texts_of(row: Any) -> tuple[str, ...]:
    """What is said of a product, in which numbers with units stand."""
    details = "; ".join([f"{key}: {value}" for key, value in row.specifications.items() if value])
    return row.name, "; ".join(row.features), row.description, details


def extent(row: Any, way: Extreme) -> float:
    """What products are put in order by, the wanted end first; last what does not tell."""
    value = largest(texts_of(row), way.dimensions)
    return float("inf") if value is None else -value if way.most else value


def _matches(
    asks: Wanted, asked: Sequence[Token], rows: Sequence[Any], fields: Sequence[float]
) -> list[list[float]]:
    """For each row, how well its best field answers each word of the question."""
    there = _words(rows).values()
    answering = [answers(each, there, asks.also.get(each, ())) for each in asked]
    by_words = [[answers(part, there) for part in pieces(each) if each.meaning] for each in asked]
    wholly = [each.plain not in asks.beside for each in asked]
    return [
        [
            max(_match(good, placed), _by_words(parts, placed, whole) if parts else 0.0)
            for good, parts, whole in zip(answering, by_words, wholly, strict=True)
        ]
        for placed in (_placed(row.reading, tuple(fields)) for row in rows)
    ]


@lru_cache(maxsize=2048)
def _placed(reading: str, fields: Sequence[float]) -> Mapping[str, float]:
    """The words of a row with what a match there counts."""
    placed: dict[str, float] = {}
    for text, weight in zip(recalled(reading), fields, strict=True):
        for each in text:
            placed[each.plain] = max(placed.get(each.plain, 0.0), weight)
    return placed


def _match(good: Mapping[str, float], placed: Mapping[str, float]) -> float:
    return max([likeness * placed[plain] for plain, likeness in good.items() if plain in placed], default=0.0)


def _by_words(parts: Sequence[Mapping[str, float]], placed: Mapping[str, float], wholly: bool) -> float:
    """A corner sofa is also a sofa of which is said that it is for a corner. `wholly`: for every word something."""
    if len(parts) < 2:
        return 0.0
    found = [_match(good, placed) for good in parts]
    return _BY_WORDS * sum(found) / len(found) if all(found) or not wholly else 0.0


def _of_that_kind(
    asks: Wanted, asked: Sequence[Token], rows: Sequence[Any], read: Sequence[Reading], scores: Sequence[float]
) -> list[float]:
    """Less for what only mentions the goods asked for: a case is no phone, setting up a laptop is no laptop."""
    heads = [each for each in asked if each.plain not in asks.beside]
    meant = {each.meaning for each in (*heads, *chain.from_iterable(map(asks.also.get, heads, [()] * len(heads))))}
    meant &= _THINGS
    if meant.isdisjoint(GOODS):
        return list(scores)
    kinds = [_kind(row, texts, meant) for row, texts in zip(rows, read, strict=True)]
    mentioned = _OTHER_THING if any(kind > _OTHER_THING for kind in kinds) else _ONLY_MENTIONED
    return [score * (kind or mentioned) for kind, score in zip(kinds, scores, strict=True)]


def _kind(row: Any, texts: Reading, meant: set[str]) -> float:
    """What is left of the score of a product that is this; 0 where nobody says what it is."""
    category, own = texts[1], _own(row.reading, row.name)
    if any(_one_of(meant, each) for each in own):
        return 1.0
    if any(_one_of(meant, each.meaning) for each in category):
        return _OF_CATEGORY if not GOODS.isdisjoint(own) else 1.0
    return _OTHER_THING if own or any(each.meaning in GOODS for each in category) else 0.0


@lru_cache(maxsize=2048)
def _own(reading: str, name: str) -> tuple[str, ...]:
    """What a product says it is."""
    texts = recalled(reading)
    return own_kinds(texts[0], name) or said_to_be(texts[-1])


def _one_of(meant: set[str], there: str) -> bool:
    return any(kinship(asked, there) for asked in meant)
