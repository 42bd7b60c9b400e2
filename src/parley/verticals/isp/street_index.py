"""A company's streets in memory, and which of them a customer means."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parley.nlu.addresses.extract import Address
from parley.nlu.addresses.street_names import parted, sound, street_key
from parley.text.edit_distance import edits
from parley.text.tokenize import fold, transliterate

_ENDINGS = re.compile(r"(?:ая|яя|ой|ей|ую|юю|ий|ый|ого|его|ому|ему|ом|ем)$")


class Street(NamedTuple):
    """One row of the table (models/coverage.py)."""

    city: str
    street: str
    houses: str
    technology: str
    available: bool


class Streets:
    """Found by name whatever the spelling. Few are gone through, and only for a name that is not there as it was
    typed."""

    def __init__(self, rows: Iterable[Street]) -> None:
        self._by_key: dict[str, list[Street]] = {}
        self._by_sound: dict[str, set[str]] = {}
        self._by_stem: dict[str, set[str]] = {}
        self._by_word: dict[str, set[str]] = {}
        self._by_first: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self._cities: dict[str, str] = {}
        for row in rows:
            key = street_key(row.street)
            self._by_key.setdefault(key, []).append(row)
            self._cities.setdefault(fold(row.city), row.city)
        for key in filter(None, self._by_key):
            self._by_first.setdefault(key[0], []).append((key, frozenset(key)))
            self._by_sound.setdefault(sound(key), set()).add(key)
            self._by_stem.setdefault(_stem(key), set()).add(key)
            for word in key.split():
                self._by_word.setdefault(word, set()).add(key)

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def city(self, asked: str) -> str | None:
        """The table's city of this name; empty where the table or the customer names none, the only one where it
        has but one. None for a city that is not in it."""
        own = {folded: city for folded, city in self._cities.items() if folded}
        if not asked:
            return next(iter(own.values())) if len(self._cities) == len(own) == 1 else ""
        if not own:
            return ""
        plain = fold(asked)
        if plain in own:
            return own[plain]
        latin = transliterate(asked)
        near = [city for city in own.values() if edits(transliterate(city), latin, 1) <= (len(latin) > 4)]
        return near[0] if len(near) == 1 else ("" if "" in self._cities else None)

    def named(self, asked: Address, city: str) -> Sequence[Street]:
        """The rows of the street that is meant; of several where the name fits several."""
        for keys in self._ways(street_key(asked.street)):
            rows = [
                row for key in sorted(keys) for row in self._by_key[key] if city in ("", row.city) or not row.city
            ]
            if rows:
                return _of_kind(rows, asked.kind)
        return ()

    def _ways(self, key: str) -> Iterable[Iterable[str]]:
        """Keys, from the very name to what it may have been meant to be."""
        if not key:
            return
        if key in self._by_key:
            yield (key,)
        yield self._by_sound.get(sound(key), ())
        yield self._by_stem.get(_stem(key), ())
        yield self._slips(key)
        yield self._with_words(key)

    def _slips(self, key: str) -> Sequence[str]:
        """The nearest by slips of the finger: one in five letters and more, two in nine."""
        allowed = 2 if len(key) >= 9 else 1 if len(key) >= 5 else 0
        numbers, letters = _numbers(key), frozenset(key)
        # The first letter is hardly ever the wrong one, and most streets begin with another.
        near = [
            (away, known)
            for known, its in (self._by_first.get(key[0], ()) if allowed else ())
            if abs(len(known) - len(key)) <= allowed
            and len(its ^ letters) <= 2 * allowed
            and (away := edits(known, key, allowed)) <= allowed
            and _numbers(known) == numbers
        ]
        least = min((away for away, _ in near), default=0)
        return [known for away, known in near if away == least]

    def _with_words(self, key: str) -> Iterable[str]:
        """ "Парковая" where there are a first and a second; "Фонтанки" for "реки Фонтанки"."""
        words = [word for word in key.split() if len(word) > 3 or word.isdecimal()]
        if not words or all(word.isdecimal() for word in words):
            return set()
        return set.intersection(*(self._by_word.get(word, set()) for word in words))


def _stem(key: str) -> str:
    """ "на Садовой" and "Садовая" have one."""
    return " ".join(_ENDINGS.sub("", word) if len(word) > 5 else word for word in key.split())


def _numbers(key: str) -> list[str]:
    return [word for word in key.split() if word.isdecimal()]


def _of_kind(rows: Sequence[Street], kind: str) -> Sequence[Street]:
    """Of "ул. Мира" and "пр-т Мира" the one that was named; both where none was, or another."""
    same = [row for row in rows if kind and parted(row.street)[0] == kind]
    return same or rows
