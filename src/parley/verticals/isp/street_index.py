"""A company's streets in memory, and which of them a customer means."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parley.nlu.addresses.extract import Address
from parley.nlu.addresses.street_names import phonetic_key, split_street_type, street_key
from parley.text.normalize import normalize
from parley.text.spelling import edit_distance
from parley.text.tokenize import latinize_text

_MIN_CHARS_FOR_ONE_EDIT, _MIN_CHARS_FOR_TWO_EDITS = 5, 9
_ADJECTIVE_ENDINGS = re.compile(r"(?:ая|яя|ой|ей|ую|юю|ий|ый|ого|его|ому|ему|ом|ем|ои|ии|а|у)$")
# "Тверська" is Ukrainian for "Тверская".
_UKRAINIAN_SOFT_SIGN = re.compile(r"(?<=[сц])ь(?=к)")


class StreetCoverage(NamedTuple):
    """One row of the table (models/coverage.py)."""

    city: str
    street: str
    houses: str
    technology: str
    available: bool


class StreetIndex:
    """Finds streets by name, however it is spelled. Few keys are compared, and only for a name that no street has
    as it was typed. A key is a street's name without its type, in one spelling (nlu.addresses.street_names)."""

    def __init__(self, rows: Iterable[StreetCoverage]) -> None:
        self._rows_by_key: dict[str, list[StreetCoverage]] = {}
        self._keys_by_sound: dict[str, set[str]] = {}
        self._keys_by_stem: dict[str, set[str]] = {}
        self._keys_by_word: dict[str, set[str]] = {}
        self._keys_by_first_letter: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._cities: dict[str, str] = {}
        for row in rows:
            key = street_key(row.street)
            self._rows_by_key.setdefault(key, []).append(row)
            self._cities.setdefault(normalize(row.city), row.city)
        for key in filter(None, self._rows_by_key):
            self._keys_by_first_letter.setdefault(key[0], []).append((key, frozenset(key)))
            self._keys_by_sound.setdefault(phonetic_key(key), set()).add(key)
            self._keys_by_stem.setdefault(_stem(key), set()).add(key)
            for word in key.split():
                self._keys_by_word.setdefault(word, set()).add(key)

    def __bool__(self) -> bool:
        return bool(self._rows_by_key)

    def find_city(self, name: str) -> str | None:
        """Returns the table's city of this name. Without a name: the only city of the table, empty where it has
        several. Empty as well where the table names no city; None for a city that is not in it."""
        city_by_name = {normalized: city for normalized, city in self._cities.items() if normalized}
        if not name:
            return next(iter(city_by_name.values())) if len(self._cities) == len(city_by_name) == 1 else ""
        if not city_by_name:
            return ""
        normalized = normalize(name)
        if normalized in city_by_name:
            return city_by_name[normalized]
        latin = latinize_text(name)
        near = [
            city
            for city in city_by_name.values()
            if edit_distance(latinize_text(city), latin, 1) <= (len(latin) > 4)
        ]
        return near[0] if len(near) == 1 else ("" if "" in self._cities else None)

    def find_streets(self, address: Address, city: str) -> Sequence[StreetCoverage]:
        """Returns the rows of the street that is meant, of several streets where the name fits several."""
        for keys in self._candidate_keys(street_key(address.street)):
            rows = [
                row
                for key in sorted(keys)
                for row in self._rows_by_key[key]
                if city in ("", row.city) or not row.city
            ]
            if rows:
                return _filter_by_kind(rows, address.kind)
        return ()

    def _candidate_keys(self, key: str) -> Iterable[Iterable[str]]:
        """Returns keys by step: the name itself, its sound, its stem, one near it, some with its words."""
        if not key:
            return
        if key in self._rows_by_key:
            yield (key,)
        yield self._keys_by_sound.get(phonetic_key(key), ())
        yield self._keys_by_stem.get(_stem(key), ())
        yield self._misspelt_keys(key)
        yield self._keys_with_words(key)

    def _misspelt_keys(self, key: str) -> Sequence[str]:
        """Returns the nearest keys: with one edit in five letters and more, two in nine; of the same numbers."""
        max_edits = (len(key) >= _MIN_CHARS_FOR_ONE_EDIT) + (len(key) >= _MIN_CHARS_FOR_TWO_EDITS)
        if not max_edits:
            return ()
        numbers = _numbers(key)
        edits_by_key = {
            known: edits
            for known in self._keys_with_similar_letters(key, max_edits)
            if (edits := edit_distance(known, key, max_edits)) <= max_edits and _numbers(known) == numbers
        }
        fewest = min(edits_by_key.values(), default=0)
        return [known for known, edits in edits_by_key.items() if edits == fewest]

    def _keys_with_similar_letters(self, key: str, max_edits: int) -> Iterable[str]:
        """Returns the keys that may be within so many edits: most are told apart by their letters alone."""
        letters = frozenset(key)
        # the first letter is hardly ever the wrong one, and most streets begin with another
        for known, known_letters in self._keys_by_first_letter.get(key[0], ()):
            if abs(len(known) - len(key)) <= max_edits and len(known_letters ^ letters) <= 2 * max_edits:
                yield known

    def _keys_with_words(self, key: str) -> Iterable[str]:
        """Returns the keys that have all the words: "1-я Парковая" and "2-я Парковая" for "Парковая"."""
        words = [word for word in key.split() if len(word) > 3 or word.isdecimal()]
        if not words or all(word.isdecimal() for word in words):
            return set()
        return set.intersection(*(self._keys_by_word.get(word, set()) for word in words))


def _stem(key: str) -> str:
    """Returns what "Садовой", "Садовая" and the Ukrainian "Садова" share."""
    words = _UKRAINIAN_SOFT_SIGN.sub("", key).split()
    return " ".join(_ADJECTIVE_ENDINGS.sub("", word) if len(word) > 5 else word for word in words)


def _numbers(key: str) -> list[str]:
    return [word for word in key.split() if word.isdecimal()]


def _filter_by_kind(rows: Sequence[StreetCoverage], kind: str) -> Sequence[StreetCoverage]:
    """Keeps "пр-т Мира" of "ул. Мира" and "пр-т Мира" where it was named; both where none was, or another."""
    same = [row for row in rows if kind and split_street_type(row.street)[0] == kind]
    return same or rows
