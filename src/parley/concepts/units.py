"""Parses numbers with units, "32gb", "55 дюймов", "160x200", "2 м", in questions and in what is said of products.

Values of one dimension are comparable: lengths in centimetres, screens in inches, memory in gigabytes, line speed
in megabits, mass in kilograms, volume in litres, power in watts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from parley.text.normalize import normalize

Relation = Literal["=", ">=", "<="]

# dimension, factor, and how the unit is written; an entry that ends in * stands for every word that begins so.
_UNITS: tuple[tuple[str, float, str], ...] = (
    ("length", 0.1, "мм mm миллиметр* милиметр* millimet* millimetr*"),
    ("length", 1, "см cm sm сантиметр* centimet* santimetr*"),
    ("length", 100, "м m метр* meter* metre* metr*"),
    ("inch", 1, "дюйм* inch* инч* dyuym* dyum* ″ ” \" ''"),
    ("memory", 0.001, "мб mb мегабайт* megabyte* megabayt*"),
    ("memory", 1, "гб gb гигабайт* gigabyte* gigabayt* гиг гига гигов гигами гигах гигив gig gigs"),
    ("memory", 1000, "тб tb терабайт* terabyte* terabayt*"),
    ("speed", 1, "мбит* mbit* mbps мб/с мегабит* megabit*"),
    ("speed", 1000, "гбит* gbit* gbps гигабит* gigabit*"),
    ("mass", 0.001, "г гр g gr грамм* gram*"),
    ("mass", 1, "кг kg kgs килограм* kilogram* кило kilo"),
    ("volume", 0.001, "мл ml миллилитр* милилитр* millilit*"),
    ("volume", 1, "л l литр* liter* litre* litr*"),
    ("power", 1, "вт w ват* watt* vt vatt*"),
    ("power", 1000, "квт kw киловат* kilowatt* kvt"),
    ("frequency", 1, "гц hz герц* hertz gts"),
    ("charge", 1, "мач mah ма·ч"),
    ("light", 1, "лм lm люмен* lumen*"),
    ("area", 1, "м2 m2 м² m² кв.м sqm"),
    ("pixels", 1, "мп mp мегапиксел* megapixel* мегапіксел*"),
)
_UNITS_BY_NAME = {
    name: (kind, factor) for kind, factor, names in _UNITS for name in names.split() if name[-1] != "*"
}
_UNITS_BY_PREFIX = [
    (name[:-1], kind, factor) for kind, factor, names in _UNITS for name in names.split() if name[-1] == "*"
]

_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"мб/с|кв\.\s?м|ма·ч|[мm][2²]|''|[″”\"]|[^\W\d_]+"
_TIMES = r"\s?(?:[xх×*]|на|by|ga|га)\s?"
# "160x200", "2 на 3 м", "240×220×60 см"
_SIDES = rf"(?P<sides>{_NUMBER}(?:{_TIMES}{_NUMBER}){{1,2}})(?:\s?(?P<side_unit>[мсmc][мm]?)(?!\w))?"
_MEASURE = re.compile(rf"(?<![\w.,])(?:{_SIDES}|(?P<number>{_NUMBER})[\s-]?(?P<unit>{_UNIT}))", re.IGNORECASE)
_AT_LEAST_BEFORE = re.compile(
    r"(?:(?<!\w)(?:от|від|from|min|минимум|не\s+менее|не\s+меньше|at\s+least|more\s+than|больше|более|over|kamida|кемінде|кеминде|дор\s+хаяж)\s*)$",
    re.IGNORECASE,
)
_AT_MOST_BEFORE = re.compile(
    r"(?:(?<!\w)(?:до|to|under|below|up\s+to|max|максимум|не\s+более|не\s+больше|at\s+most|less\s+than|меньше|within|легче)\s*)$",
    re.IGNORECASE,
)
_OR_MORE_AFTER = re.compile(
    r"\s?(?:\+|(?:or|and)\s+(?:more|up|above|larger)|и\s+(?:больше|более|выше)|(?:дан|ден|тан|тен|dan)\s+(?:кем|бастап|баштап|kam|ortiq|жогору))",
    re.IGNORECASE,
)
# How far from a value another is still the same: a 24-inch monitor has 23.8 inches.
_TOLERANCE, _TOLERANCE_INCHES = 0.025, 0.7
_MAX_BARE_METRES = 10  # sides without a unit that are smaller than this are metres, others centimetres


@dataclass(frozen=True, slots=True)
class Measure:
    """What a question asks for in numbers."""

    #: "length", "memory"…, the first column above
    dimension: str
    #: one, or the sides of something in any order, in the unit of the dimension
    values: tuple[float, ...]
    relation: Relation = "="


@dataclass(frozen=True, slots=True)
class ParsedMeasures:
    """The measures of a question."""

    measures: tuple[Measure, ...]
    #: the piece of the text that each was read from
    source_texts: tuple[str, ...]


def parse_measures(text: str) -> ParsedMeasures:
    """Returns what a question asks for in numbers with units."""
    matches = [
        (match, measure) for match in _MEASURE.finditer(text) if (measure := _parse_match(match)) is not None
    ]
    return ParsedMeasures(
        tuple(
            Measure(measure.dimension, measure.values, _find_relation(text, match, measure))
            for match, measure in matches
        ),
        tuple(match[0] for match, _ in matches),
    )


def is_unit(word: str) -> bool:
    """Returns whether a word is a unit of measure: "гигабайт", "дюймов"."""
    return find_unit(word) is not None


def stated_values(texts: Iterable[str]) -> Mapping[str, frozenset[float]]:
    """Returns every number with a unit that the texts state, by dimension, in the units above."""
    values_by_dimension: dict[str, frozenset[float]] = {}
    for text in texts:
        for dimension, values in _values_of_text(text).items():
            values_by_dimension[dimension] = values_by_dimension.get(dimension, frozenset()) | values
    return values_by_dimension


@lru_cache(maxsize=4096)
def _values_of_text(text: str) -> Mapping[str, frozenset[float]]:
    values_by_dimension: dict[str, set[float]] = {}
    for match in _MEASURE.finditer(text):
        if measure := _parse_match(match):
            values_by_dimension.setdefault(measure.dimension, set()).update(measure.values)
    return {dimension: frozenset(values) for dimension, values in values_by_dimension.items()}


def match_measure(measure: Measure, stated: Mapping[str, frozenset[float]]) -> float | None:
    """Returns 1 where what is stated has the measure, 0 where it has another of that dimension, None where it has
    none. `stated`: values by dimension."""
    values = stated.get(measure.dimension)
    if not values:
        return None
    return float(all(any(_satisfies(wanted, measure, value) for value in values) for wanted in measure.values))


def largest_value(stated: Mapping[str, frozenset[float]], dimensions: Iterable[str]) -> float | None:
    """Returns the largest value of the first of the dimensions that is stated; None when none is."""
    return next((max(stated[dimension]) for dimension in dimensions if stated.get(dimension)), None)


def _satisfies(value: float, measure: Measure, stated: float) -> bool:
    if measure.relation == "=":
        tolerance = _TOLERANCE_INCHES if measure.dimension == "inch" else value * _TOLERANCE
        return abs(value - stated) <= tolerance
    return stated >= value if measure.relation == ">=" else stated <= value


def _parse_match(match: re.Match[str]) -> Measure | None:
    if match["sides"]:
        numbers = [_parse_number(each) for each in re.findall(_NUMBER, match["sides"])]
        side_unit = find_unit(match["side_unit"] or "")
        factor = side_unit[1] if side_unit else 100.0 if max(numbers) < _MAX_BARE_METRES else 1.0
        return Measure("length", tuple(sorted(each * factor for each in numbers)))
    if (unit := find_unit(match["unit"])) is None:
        return None
    number = _parse_number(match["number"])
    if match["unit"] == "г" and 1900 <= number <= 2100:  # a year
        return None
    return Measure(unit[0], (number * unit[1],))


def _find_relation(text: str, match: re.Match[str], measure: Measure) -> Relation:
    if len(measure.values) > 1:
        return "="
    before = text[: match.start()]
    if _AT_LEAST_BEFORE.search(before) or _OR_MORE_AFTER.match(text, match.end()):
        return ">="
    return "<=" if _AT_MOST_BEFORE.search(before) else "="


@lru_cache(maxsize=1024)
def find_unit(text: str) -> tuple[str, float] | None:
    """Returns the dimension that a unit is of, and its factor: ("mass", 0.001) of "g"; None for what is no unit."""
    for name in (text.casefold(), normalize(text)):  # "гігабайт" is "гигабайт"
        if name in _UNITS_BY_NAME:
            return _UNITS_BY_NAME[name]
        for prefix, dimension, factor in _UNITS_BY_PREFIX:
            if name.startswith(prefix):
                return dimension, factor
    return None


def _parse_number(number: str) -> float:
    return float(number.replace(",", "."))
