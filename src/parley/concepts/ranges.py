"""Reads for whom or for what goods are meant by a range, "рост 115-135 см", "6 oydan 3 yoshgacha", "up to 25 kg",
and the measures of a person, an animal or a room that a customer tells, "рост 122", "my dog is 22 kg".

Lengths are in centimetres, masses in kilograms, ages in months, areas in square metres, volumes in litres,
distances in kilometres.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from parley.concepts.attributes import attributes_of_text, ids_of_kind
from parley.concepts.units import find_unit

# dimension, factor, and how the unit is written behind a number; what ends in * is the beginning of a word.
_OWN_UNITS: tuple[tuple[str, float, str], ...] = (
    (
        "age",
        1,
        "мес мес. месяц* month* mo mos ай айдан айға айга айлық* айлык* айдық* oy oydan oyga oylik* oygacha "
        "ой ойдан ойга ойлик* міс міс. місяц* сар сарын сартай* сараас сард",
    ),
    (
        "age",
        12,
        "лет год года году годик* годам годик годов годовал* летн* year* yr yrs yo yosh* ёш* жас жаста* жасар* "
        "жасқа жастан жасына жаш жаша* жашка жашта* жашар* рок рік років року роки річн* нас настай* наснаас насны "
        "насанд",
    ),
    (
        "people",
        1,
        "человек* персон* гост* чел чел. people person* persons guests адам* кісі* киши* kishi* odam* mehmon* осіб "
        "особи людей люд* хүн* хүний",
    ),
    ("distance", 1, "км km километр* kilomet* kilometr* шақырым* чакырым*"),
    ("area", 1, "квадрат* kvadrat* шаршы* чарчы* кв кв. sq square* дөрвөлжин* мкв"),
)
_OWN_BY_NAME = {
    name: (kind, factor) for kind, factor, names in _OWN_UNITS for name in names.split() if name[-1] != "*"
}
_OWN_BY_PREFIX = [
    (name[:-1], kind, factor) for kind, factor, names in _OWN_UNITS for name in names.split() if name[-1] == "*"
]
# Of these measures of units.py goods are meant for a range.
_DIMENSIONS = frozenset({"length", "mass", "area", "volume"})

_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_UNIT = r"[мm][2²]|[^\W\d_]+\.?"
# "115-135 см", "4–6 лет", "3 months - 2 years"
_SPAN = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER})(?:\s?(?P<low_unit>{_UNIT}))?\s?[-–—]\s?(?P<high>{_NUMBER})[\s-]?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
# "от 10 до 18 кг", "from 6 months to 3 years"
_FROM_TO = re.compile(
    rf"(?<!\w)(?:от|с|із|з|від|from|between)\s+(?P<low>{_NUMBER})(?:\s?(?P<low_unit>{_UNIT}))?\s+(?:до|to|and)\s+"
    rf"(?P<high>{_NUMBER})[\s-]?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_FROM_ENDING = re.compile(r"(?:[дтн][аеоө]н|dan|аас|ээс|оос|өөс)$", re.IGNORECASE)
_TO_WORD = r"(?:дейін|чейин|хүртэл|gacha|гача)"
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)?"
# "6 oydan 3 yoshgacha", "6 айдан 3 жасқа дейін", "10-нан 18 кг-ға дейін"
_FROM_TO_AFTER = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER})[\s-]?(?P<from_unit>{_WORD})\s+(?P<high>{_NUMBER})[\s-]?(?P<unit>{_UNIT})"
    rf"(?:[\s-]*(?:[^\W\d_]{{1,3}}\s+)?{_TO_WORD})?",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    rf"(?<!\w)(?:до|up\s+to|to|under|max\.?|maximum|макс\.?|максимум|не\s+(?:более|больше)|не\s+більше|≤|<)\s*"
    rf"(?P<high>{_NUMBER})[\s-]?(?P<unit>{_UNIT})",
    re.IGNORECASE,
)
_UP_TO_AFTER = re.compile(
    rf"(?<![\w.,])(?P<high>{_NUMBER})[\s-]?(?P<unit>[^\W\d_]+?)"
    rf"(?:gacha|гача|[\s-]+(?:[^\W\d_]{{1,3}}\s+)?{_TO_WORD})(?!\w)",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"(?<!\w)(?P<from>от|с|із|з|від|from|over|min\.?|минимум|мин\.?|≥|>)\s*(?P<low>{_NUMBER})[\s-]?(?P<unit>{_UNIT})",
    re.IGNORECASE,
)
# Before an age these say from when; before a mass they say with what.
_FROM_AGE_ONLY = frozenset({"с", "із", "з"})
_PLUS = re.compile(rf"(?<![\w.,])(?P<low>{_NUMBER})(?:\s?(?P<unit>{_UNIT}))?\+(?![\d\w])", re.IGNORECASE)
_AT_LEAST_AFTER = re.compile(rf"(?<![\w.,])(?P<low>{_NUMBER})[\s-]?(?P<from_unit>{_WORD})", re.IGNORECASE)
_ONE = re.compile(rf"(?<![\w.,\-–—])(?P<number>{_NUMBER})(?:\s?-?(?P<unit>{_UNIT}))?", re.IGNORECASE)
# "Max dog weight: 35 kg"
_MOST = re.compile(r"(?<!\w)(?:max|макс|maks|ең\s+көп|эң\s+көп|eng\s+ko|хамгийн\s+их|дээд)", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?<!\w)(?:новорожд\w*|новонародж\w*|с\s+(?:самого\s+)?рождения|(?:від|з)\s+народження|newborn\w*|from\s+birth|"
    r"жаңа\s+туған\w*|туғаннан\w*|жаңы\s+төрөл\w*|төрөлгөндөн\w*|yangi\s+tug['ʻ’ʼ`]?il\w*|tug['ʻ’ʼ`]?ilgan(?:i)?dan\w*|"
    r"шинэ\s+төрсөн|төрсөн\s+цагаас|төрснөөс|нярай\w*|чақалоқ\w*|chaqaloq\w*)",
    re.IGNORECASE,
)
# Words beside a number that say what it measures where no unit does: dimension, factor, and their beginnings.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "length",
        re.compile(
            r"(?<!\w)(?:рост(?:а|у|ом|ый)?|зріст\w*|зросту|бойы\w*|бою\w*|бойум\w*|bo['ʻ’ʼ`]?yi\w*|height|tall|өндөр\w*)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "mass",
        re.compile(
            r"(?<!\w)(?:вес(?:ом|а|у)?|вешу|весит|вага|важу|важить|weigh\w*|салма[қғ]\w*|салмаг\w*|vazn\w*|og['ʻ’ʼ`]?irli\w*|жин\w{0,3})(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        "age",
        re.compile(
            r"(?<!\w)(?:возраст\w*|вік\w{0,2}|віком|age[ds]?|жасы\w*|жашы\w*|yoshi\w*|насны|нас)(?!\w)",
            re.IGNORECASE,
        ),
    ),
)
_RANGE_PATTERNS = (_FROM_TO, _SPAN, _FROM_TO_AFTER, _UP_TO_AFTER, _UP_TO, _AT_LEAST, _PLUS, _AT_LEAST_AFTER)
# A clause that speaks of this tells of no customer: "гарантия 2-3 года", "доставка 3-5 дней".
_OTHER_CLAUSE = re.compile(
    r"гарант|служб|достав|рассроч|розстроч|warrant|deliver|instal+ment|shelf\s+life|кепіл|жеткіз|кепилд|жеткир|kafolat|"
    r"yetkaz|muddatli|баталгаа|хүргэлт|срок|термін|мерзім|мөөнөт|годен|придат|хранен",
    re.IGNORECASE,
)
# Behind an age, it is how long ago something was; before one, when it will be.
_AGO = re.compile(
    r"^[\s-]*(?:назад|бұрын|мурун|мурда|oldin|avval|ago|тому|өмнө|болд[ыу]|bo['ʻ’ʼ`]?ldi|прошло|кепіл|кепил|гарант|warrant|"
    r"рассроч|nasiya|кредит)",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?:через|within|гаранти\w*|warranty)\s*$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;\n]+|(?<!\d)\.(?=\s|$)|(?<=\d)\.(?=\s|$)|[,!?…](?!\d)")
# Measures of a product itself, unless its clause speaks of who uses it.
_OWN_SIZES = frozenset({"height", "width", "depth", "length", "thickness", "diameter", "screen"})
_USER_WORDS = re.compile(r"(?<!\w)(?:rider|child|kid|person|body|your|user)", re.IGNORECASE)
_TALLEST_METRES, _MAX_AGE_YEARS, _MAX_MASS, _MIN_HEIGHT, _MAX_HEIGHT = 2.5, 110, 300, 40, 230
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Range:
    """For whom, or for what, something is meant."""

    #: "length", "mass", "age", "area", "volume", "people", "distance"
    dimension: str
    #: both inclusive
    low: float
    high: float
    #: the clause that states it, as it was written
    text: str

    def holds(self, value: float) -> bool:
        """Returns whether a value is within the range."""
        return self.low <= value <= self.high

    def closeness(self, value: float) -> float:
        """Returns how well a value lies within, 0…1: best in the middle of two ends, and close to a single one."""
        if self.high == inf:
            return self.low / value if value else 1.0
        if self.low == 0:
            return value / self.high if self.high else 1.0
        half = (self.high - self.low) / 2
        return 1 - abs(value - self.low - half) / half if half else 1.0


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """A measure of a person, an animal or a room."""

    dimension: str
    value: float
    #: where it stands in the text
    start: int
    end: int


def find_ranges(text: str, label: str = "") -> tuple[Range, ...]:
    """Returns the ranges that a text of a product states. `label`: what a specification is called, before it."""
    return _find_ranges(text, label)


@lru_cache(maxsize=8192)
def _find_ranges(text: str, label: str) -> tuple[Range, ...]:
    found: list[Range] = []
    for clause in split_clauses(text):
        stated = f"{label}: {clause}" if label else clause
        if not _OTHER_CLAUSE.search(stated):
            found += _ranges_of_clause(clause, stated)
    return tuple(found)


def split_clauses(text: str) -> list[str]:
    """Returns the pieces of a text between its commas and stops."""
    return [clause for clause in map(str.strip, _CLAUSE_END.split(text)) if clause]


def find_own_measures(text: str) -> tuple[OwnMeasure, ...]:
    """Returns the measures that a customer tells: one of each dimension, the first; "from 6 months" is none."""
    found: dict[str, OwnMeasure] = {}
    taken = [(match.start(), match.end()) for match in _one_sided_matches(text)]
    for match in _SPAN.finditer(text):
        if measure := _middle_of(match):
            found.setdefault(measure.dimension, measure)
        taken.append(match.span())
    for match in _ONE.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        if measure := _own_measure(text, match):
            found.setdefault(measure.dimension, measure)
    if "age" not in found and (birth := _BIRTH.search(text)):
        found["age"] = OwnMeasure("age", 0.0, *birth.span())
    return tuple(found.values())


def _one_sided_matches(text: str) -> Iterator[re.Match[str]]:
    """Yields what says from or up to how much and tells no measure of one's own."""
    for pattern in (_FROM_TO, _FROM_TO_AFTER, _AT_LEAST, _AT_LEAST_AFTER, _PLUS):
        yield from (match for match in pattern.finditer(text) if _range_of(match, "", ""))


def _own_measure(text: str, match: re.Match[str]) -> OwnMeasure | None:
    number, unit = _parse(match["number"]), _unit_of(match["unit"] or "")
    if unit:
        if unit[0] == "age" and (_AGO.match(text[match.end() :]) or _LATER.search(text[: match.start()])):
            return None
        return OwnMeasure(unit[0], number * unit[1], *match.span())
    end = match.end("number")
    before, after = text[max(0, match.start() - 24) : match.start()], text[end : end + 14]
    for dimension, label in _LABELS:
        if _stands_beside(label, before, after):
            return _labelled(dimension, number, match.start(), end)
    return None


def _stands_beside(label: re.Pattern[str], before: str, after: str) -> bool:
    """Returns whether a label stands before a number with one word between at most, or right behind it."""
    last = list(label.finditer(before))
    stands_before = bool(last) and len(before[last[-1].end() :].split()) <= 1
    return stands_before or bool((next_word := re.match(r"\s*(\S+)", after)) and label.fullmatch(next_word[1]))


def _labelled(dimension: str, number: float, start: int, end: int) -> OwnMeasure | None:
    if dimension == "length":
        value = number * 100 if number <= _TALLEST_METRES else number
        return OwnMeasure(dimension, value, start, end) if _MIN_HEIGHT <= value <= _MAX_HEIGHT else None
    if dimension == "age":
        return OwnMeasure(dimension, number * _YEAR, start, end) if number <= _MAX_AGE_YEARS else None
    return OwnMeasure(dimension, number, start, end) if number <= _MAX_MASS else None


def _middle_of(match: re.Match[str]) -> OwnMeasure | None:
    unit = _unit_of(match["unit"] or "")
    if unit is None:
        return None
    low, high = (
        _parse(match["low"]) * (_unit_of(match["low_unit"] or "") or unit)[1],
        _parse(match["high"]) * unit[1],
    )
    return OwnMeasure(unit[0], (low + high) / 2, *match.span()) if low <= high else None


def _ranges_of_clause(clause: str, stated: str) -> Iterator[Range]:
    unlabelled = next((dimension for dimension, label in _LABELS if label.search(stated)), "")
    taken: list[tuple[int, int]] = []
    dimensions: set[str] = set()
    for match in (match for pattern in _RANGE_PATTERNS for match in pattern.finditer(clause)):
        is_free = all(end <= match.start() or match.end() <= start for start, end in taken)
        found = _range_of(match, unlabelled, stated) if is_free else None
        if found and not _is_own_size(found):
            taken.append(match.span())
            yield found
            dimensions.add(found.dimension)
    if not dimensions:
        yield from _most_of_label(clause, stated)
    if "age" not in dimensions and _BIRTH.search(clause):
        yield Range("age", 0.0, inf, stated)


def _most_of_label(clause: str, stated: str) -> Iterator[Range]:
    """Yields the range of a clause that only its label says: "Max load: 35 kg"."""
    one = _ONE.search(clause) if _MOST.search(stated) else None
    unit = _unit_of(one["unit"] or "") if one else None
    if one and unit:
        yield Range(unit[0], 0.0, _parse(one["number"]) * unit[1], stated)


def _is_own_size(found: Range) -> bool:
    """Returns whether a range is of the product's own: "height 60-80 cm" of a table."""
    if found.dimension != "length" or _USER_WORDS.search(found.text):
        return False
    ids = frozenset(ids_of_kind(attributes_of_text(found.text), "measure"))
    return "growth" not in ids and not ids.isdisjoint(_OWN_SIZES)


def _range_of(match: re.Match[str], unlabelled: str, stated: str) -> Range | None:
    groups = {name: value or "" for name, value in match.groupdict().items()}
    from_unit = groups.get("from_unit", "")
    if from_unit and not _FROM_ENDING.search(from_unit):
        return None
    unit = _unit_of(groups.get("unit", from_unit)) or _bare_unit(match, unlabelled)
    if unit is None or (groups.get("from", "").lower() in _FROM_AGE_ONLY and unit[0] != "age"):
        return None
    low_unit = _unit_of(groups.get("low_unit", from_unit)) or unit
    if low_unit[0] != unit[0]:
        return None
    low = _parse(groups.get("low") or "0") * low_unit[1]
    high = _parse(groups["high"]) * unit[1] if "high" in groups else inf
    if match.re is _SPAN:
        high = _whole_year(high, unit)
    return Range(unit[0], low, high, stated) if low <= high else None


def _bare_unit(match: re.Match[str], unlabelled: str) -> tuple[str, float] | None:
    """Returns the unit of a range that has none: its label's; of "3+" a year."""
    if unlabelled:
        return unlabelled, float(_YEAR) if unlabelled == "age" else 1.0
    is_plus = match.re is _PLUS and not match["unit"]
    return ("age", float(_YEAR)) if is_plus and _parse(match["low"]) <= _MAX_AGE_YEARS else None


def _whole_year(high: float, unit: tuple[str, float]) -> float:
    """Returns an upper end in years with the months of its last year: who is six and a half is six."""
    return high + _YEAR - 1 if unit[0] == "age" and unit[1] == _YEAR and high != inf else high


@lru_cache(maxsize=2048)
def _unit_of(text: str) -> tuple[str, float] | None:
    name = text.casefold().replace("’", "'")
    for each in (name, name.rstrip(".")):
        if each in _OWN_BY_NAME:
            return _OWN_BY_NAME[each]
    for prefix, dimension, factor in _OWN_BY_PREFIX:
        if name.startswith(prefix):
            return dimension, factor
    for each in (name.rstrip("."), _without_ending(name.rstrip("."))):
        found = find_unit(each) if each else None
        if found and found[0] in _DIMENSIONS:
            return found
    return None


_CASE_ENDING = re.compile(
    r"(?:gacha|гача|[гғқк][аеоө]|[дтн][аеоө]н|dan|ga|lik|дық|лық|дык|лык|тай|той|тэй|төй|аас|ээс|оос|өөс|ға|ге)$"
)


def _without_ending(name: str) -> str:
    return _CASE_ENDING.sub("", name)


def _parse(number: str) -> float:
    return float(number.replace(",", "."))
