"""Numbers with units: "32gb", "55 дюймов", "160x200", "2 м", read from questions and from what is said of products.

Values of one dimension are comparable: lengths in centimetres, screens in inches, memory in gigabytes, line speed
in megabits, mass in kilograms, volume in litres, power in watts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Relation = Literal["=", ">=", "<="]

# dimension, factor, and how the unit is written; an entry that ends in * stands for every word that begins so.
_UNITS: tuple[tuple[str, float, str], ...] = (
    ("length", 0.1, "мм mm миллиметр* millimet* millimetr*"),
    ("length", 1, "см cm sm сантиметр* centimet* santimetr*"),
    ("length", 100, "м m метр* meter* metre* metr*"),
    ("inch", 1, "дюйм* inch* инч* dyuym* dyum* ″ ” \" ''"),
    ("memory", 0.001, "мб mb мегабайт* megabyte* megabayt*"),
    ("memory", 1, "гб gb гигабайт* gigabyte* gigabayt* гиг гига гигов gig gigs"),
    ("memory", 1000, "тб tb терабайт* terabyte* terabayt*"),
    ("speed", 1, "мбит* mbit* mbps мб/с мегабит* megabit*"),
    ("speed", 1000, "гбит* gbit* gbps гигабит* gigabit*"),
    ("mass", 0.001, "г гр g gr грамм* gram*"),
    ("mass", 1, "кг kg kgs килограмм* kilogram* кило kilo"),
    ("volume", 0.001, "мл ml миллилитр* millilit*"),
    ("volume", 1, "л l литр* liter* litre* litr*"),
    ("power", 1, "вт w ватт* watt* vt vatt*"),
    ("power", 1000, "квт kw киловатт* kilowatt* kvt"),
    ("frequency", 1, "гц hz герц* hertz gts"),
    ("charge", 1, "мач mah ма·ч"),
    ("light", 1, "лм lm люмен* lumen*"),
    ("area", 1, "м2 m2 м² m² кв.м sqm"),
    ("pixels", 1, "мп mp мегапиксел* megapixel* мегапіксел*"),
)
_WHOLE = {name: (kind, factor) for kind, factor, names in _UNITS for name in names.split() if name[-1] != "*"}
_BEGINNINGS = [
    (name[:-1], kind, factor) for kind, factor, names in _UNITS for name in names.split() if name[-1] == "*"
]

_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"мб/с|кв\.\s?м|ма·ч|[мm][2²]|''|[″”\"]|[^\W\d_]+"
_BY = r"\s?(?:[xх×*]|на|by|ga|га)\s?"
# "160x200", "2 на 3 м", "240×220×60 см"
_SIDES = rf"(?P<sides>{_NUMBER}(?:{_BY}{_NUMBER}){{1,2}})(?:\s?(?P<side_unit>[мсmc][мm]?)(?!\w))?"
_MEASURE = re.compile(rf"(?<![\w.,])(?:{_SIDES}|(?P<number>{_NUMBER})[\s-]?(?P<unit>{_UNIT}))", re.IGNORECASE)
_LEAST = re.compile(
    r"(?:(?<!\w)(?:от|від|from|min|минимум|не\s+менее|не\s+меньше|at\s+least|more\s+than|больше|более|over|kamida|кемінде|кеминде|дор\s+хаяж)\s*)$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:(?<!\w)(?:до|to|under|below|up\s+to|max|максимум|не\s+более|не\s+больше|at\s+most|less\s+than|меньше|within|легче)\s*)$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s?(?:\+|(?:or|and)\s+(?:more|up|above|larger)|и\s+(?:больше|более|выше)|(?:дан|ден|тан|тен|dan)\s+(?:кем|бастап|баштап|kam|ortiq|жогору))",
    re.IGNORECASE,
)
# How far from a value another is still the same: a 24-inch monitor has 23.8 inches.
_NEAR, _NEAR_INCHES = 0.025, 0.7
_METRES = 10  # sides without a unit that are smaller than this are metres, others centimetres


@dataclass(frozen=True, slots=True)
class Measure:
    """`dimension`: "length", "memory"… `values`: one, or the sides of something in any order."""

    dimension: str
    values: tuple[float, ...]
    relation: Relation = "="


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of a question, and the pieces of its text they were read from."""

    measures: tuple[Measure, ...]
    pieces: tuple[str, ...]


def measured(text: str) -> Measured:
    """What a question asks for in numbers with units."""
    found = [(match, each) for match in _MEASURE.finditer(text) if (each := _measure(match)) is not None]
    return Measured(
        tuple(Measure(each.dimension, each.values, _relation(text, match, each)) for match, each in found),
        tuple(match[0] for match, _ in found),
    )


@lru_cache(maxsize=4096)
def values(text: str) -> Mapping[str, frozenset[float]]:
    """Every value that a text names, by dimension."""
    held: dict[str, set[float]] = {}
    for match in _MEASURE.finditer(text):
        if each := _measure(match):
            held.setdefault(each.dimension, set()).update(each.values)
    return {dimension: frozenset(its) for dimension, its in held.items()}


def answered(asked: Measure, texts: Iterable[str]) -> float | None:
    """1 where the texts name what is asked for, 0 where they name something else of that dimension, None where they
    name nothing of it."""
    there = frozenset[float]().union(*(values(text).get(asked.dimension, frozenset()) for text in texts))
    if not there:
        return None
    return float(all(any(_fits(value, asked, other) for other in there) for value in asked.values))


def _fits(value: float, asked: Measure, there: float) -> bool:
    if asked.relation == "=":
        slack = _NEAR_INCHES if asked.dimension == "inch" else value * _NEAR
        return abs(value - there) <= slack
    return there >= value if asked.relation == ">=" else there <= value


def _measure(match: re.Match[str]) -> Measure | None:
    if match["sides"]:
        numbers = [_value(each) for each in re.findall(_NUMBER, match["sides"])]
        written = _unit(match["side_unit"] or "")
        factor = written[1] if written else 100.0 if max(numbers) < _METRES else 1.0
        return Measure("length", tuple(sorted(each * factor for each in numbers)))
    if (unit := _unit(match["unit"])) is None:
        return None
    number = _value(match["number"])
    if match["unit"] == "г" and 1900 <= number <= 2100:  # a year
        return None
    return Measure(unit[0], (number * unit[1],))


def _relation(text: str, match: re.Match[str], each: Measure) -> Relation:
    if len(each.values) > 1:
        return "="
    before = text[: match.start()]
    if _LEAST.search(before) or _OR_MORE.match(text, match.end()):
        return ">="
    return "<=" if _MOST.search(before) else "="


@lru_cache(maxsize=1024)
def _unit(written: str) -> tuple[str, float] | None:
    name = written.casefold()
    if name in _WHOLE:
        return _WHOLE[name]
    return next(((kind, factor) for begins, kind, factor in _BEGINNINGS if name.startswith(begins)), None)


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def largest(texts: Iterable[str], dimensions: Iterable[str]) -> float | None:
    """The largest value of the first of the dimensions that the texts name."""
    every = [values(text) for text in texts]
    for dimension in dimensions:
        if its := frozenset[float]().union(*(each.get(dimension, frozenset()) for each in every)):
            return max(its)
    return None
