"""Reads numbers in words, as speech is written down: "двести пятьдесят шесть", "үч жүз миң", "half a million".

The words are `number_words` and `number_forms` of each language's `ContactVocabulary`; whoever reads a number in
words takes them from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.vocabulary import ContactVocabulary, Vocabulary
from parley.text.digits import only_digits
from parley.text.tokenize import normalized_words

THOUSAND = 1000
_HUNDRED, _MILLION = 100, 1_000_000
# Parts are divided by nothing, or by one of these: "hundred and fifty", "два с половиной", "half a million".
JOINERS = frozenset({"and", "a", "с", "и", "з", "ва", "va"})
# Numbers of these languages stand in messages of all others.
_ALSO_SPOKEN = ("ru", "en")
# Case endings behind a number, normalised: "мыңға", "миңден", "minggacha", "мянгаас".
_ENDINGS = (
    *("гача", "gacha", "наас", "гаас", "аас", "ээс", "оос", "дын", "дин", "тын", "тин", "нын", "нин", "дон", "тон"),
    *("нон", "дан", "ден", "тан", "тен", "нан", "нен", "dan", "га", "ге", "го", "ка", "ке", "ко", "да", "де", "та"),
    *("те", "ны", "ни", "ga", "ka", "da", "ta", "ni", "ас", "н"),
)
# So much of a word may follow the beginning that a list has ("тысяч*"), if that is long enough to be no accident.
_MAX_INFLECTION_CHARS, _MIN_PREFIX_CHARS, _MIN_STEM_CHARS = 3, 4, 3


class NumberWord:
    """What one spoken number word does to a number; `ContactVocabulary.number_words` tells the notation."""

    __slots__ = ("amount", "kind", "value")

    def __init__(self, notation: str) -> None:
        #: the digits of the notation, or how often "x2" repeats the next ones
        self.value = int(only_digits(notation) or 0)
        #: the same as part of an amount: 1.5 of "полтора"
        self.amount = Decimal(notation.strip("*+-x=") or 0)
        sign = notation.strip("0123456789.")
        #: "=" a number, "10+" one that takes a unit, "*" a multiplier, "x" a repetition, "+" a plus, "-" nothing
        self.kind = "10+" if sign == "+" and self.value else sign or "="

    @property
    def multiplies(self) -> bool:
        return self.kind == "*"

    @property
    def counts(self) -> bool:
        """Whether it is a number, and no repetition or sign."""
        return self.kind in ("=", "10+", "*")


class FoundNumber(NamedTuple):
    """A number word of a message."""

    word: NumberWord
    #: its case ending, normalised, where one stands behind it
    ending: str = ""


def parse_number_words(entries: Iterable[str]) -> dict[str, NumberWord]:
    """Returns what each word of such entries does to a number, by normalised word; those that end in * with it."""
    words = {}
    for entry in entries:
        word, _, notation = entry.partition("=")
        words["".join(normalized_words(word)) + ("*" if word.endswith("*") else "")] = NumberWord(notation)
    return words


class NumberWords:
    """The number words of each language, with those of Russian beside them. `vocabularies`: by ISO code."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        tables = {code: _own_words(vocabulary.contacts) for code, vocabulary in vocabularies.items()}
        russian = tables.get("ru", {})
        self._tables = {code: russian | own if code != "en" else own for code, own in tables.items()}
        self.find = lru_cache(maxsize=16_384)(self._find)
        self.is_known = lru_cache(maxsize=16_384)(self._is_known)

    def candidates(self, language: str) -> Iterable[str]:
        """Returns the languages that a number of a message may be in, the likeliest first."""
        return dict.fromkeys(code for code in (language, *_ALSO_SPOKEN, *self._tables) if code in self._tables)

    def _is_known(self, word: str) -> bool:
        """Returns whether a normalised word is a number in some language."""
        return any(self._find(word, code) for code in self._tables)

    def _find(self, word: str, language: str) -> FoundNumber | None:
        """Returns the number of a normalised word, with an ending or without; None where it is none."""
        table = self._tables[language]
        if (number := table.get(word) or table.get(f"{word}*")) is not None:
            return FoundNumber(number)
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if _MIN_STEM_CHARS <= len(stem) < len(word) and (number := table.get(stem) or table.get(f"{stem}*")):
                return FoundNumber(number, ending)
        for length in range(len(word) - 1, max(_MIN_PREFIX_CHARS, len(word) - _MAX_INFLECTION_CHARS) - 1, -1):
            if (number := table.get(f"{word[:length]}*")) is not None:
                return FoundNumber(number)
        return None


def _own_words(contacts: ContactVocabulary) -> dict[str, NumberWord]:
    words = parse_number_words((*contacts.number_words, *contacts.number_forms))
    return {word: number for word, number in words.items() if number.counts}


def sum_up(numbers: Sequence[NumberWord]) -> Decimal:
    """Returns what parts of a number make together, in whatever order they stand."""
    total, current = Decimal(0), Decimal(0)
    for number in numbers:
        if not number.multiplies:
            current += number.amount
        elif number.value >= THOUSAND:
            total, current = total + (current or 1) * number.amount, Decimal(0)
        else:
            hundreds = current % 10 or Decimal(1)
            current = current - (current % 10) + hundreds * number.amount
    return total + current


class NumberBuilder:
    """Takes the parts of one number as long as they go on as numbers do: hundreds, tens, a unit, then thousands."""

    def __init__(self) -> None:
        self._total, self._current = Decimal(0), Decimal(0)
        #: what the next part has to stay below
        self._below: Decimal | float = float("inf")
        self._scale_below: Decimal | float = float("inf")
        #: a hundred was not said: "two fifty six"; before a unit alone it is one, and no time of day
        self.has_short_hundred = False

    @property
    def value(self) -> Decimal:
        return self._total + (self._current * THOUSAND if self._lacks_thousand() else self._current)

    def _lacks_thousand(self) -> bool:
        """ "миллион двести" is 1,200,000."""
        return self._scale_below == _MILLION and _HUNDRED <= self._current < THOUSAND and self._current % 50 == 0

    def add(self, number: NumberWord) -> bool:
        """Takes a part; returns False, and takes nothing, where it cannot go on so ("пять двенадцать")."""
        if not number.multiplies:
            return self._add_part(number)
        if number.value >= THOUSAND:
            return self._multiply(number.amount)
        return self._add_hundreds(number.amount)

    def add_digits(self, amount: Decimal) -> bool:
        """Takes a number in digits: "1 миллион 200 тысяч"."""
        if self._current or amount >= self._scale_below:
            return False
        self._current, self._below = amount, 0
        return True

    def _add_part(self, number: NumberWord) -> bool:
        amount = number.amount
        if amount < 1:  # "жарым"
            is_taken = self._below != 0 or self._current == self._current.to_integral_value()
            self._current, self._below = self._current + amount, 0
            return is_taken and amount > 0
        if self._is_short_hundred(amount):
            self._current, self._below = self._current * _HUNDRED + amount, 10 if amount >= 20 else 0
            self.has_short_hundred = True
            return True
        if amount >= self._below or amount >= self._scale_below:
            return False
        self._current += amount
        self._below = _HUNDRED if amount >= _HUNDRED else 10 if amount >= 20 or number.kind == "10+" else 0
        return True

    def _is_short_hundred(self, amount: Decimal) -> bool:
        """ "two fifty six", "five twelve": an English hundred that is not said."""
        return 1 <= self._current < 10 and 10 <= amount < _HUNDRED

    def _add_hundreds(self, hundred: Decimal) -> bool:
        if self._current >= _HUNDRED or self._scale_below <= _HUNDRED:
            return False
        self._current, self._below = (self._current or 1) * hundred, hundred
        return True

    def _multiply(self, scale: Decimal) -> bool:
        if scale >= self._scale_below:
            return False
        self._total += (self._current or 1) * scale
        self._current, self._below, self._scale_below = Decimal(0), float("inf"), scale
        return True
