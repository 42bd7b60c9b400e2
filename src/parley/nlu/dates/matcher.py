"""Finds the words of time of all languages in a message.

Every entry of every `DateVocabulary` is compiled once. In a message it becomes a `DateToken` that says which lists
it stands in (its kinds) and what it counts there. One spelling may mean several things ("он" is "he" in Russian and
ten in Kazakh): the rules for days and for the clock choose by what stands beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.dates.vocabulary import DateVocabulary, ValuedEntries
from parley.text.interner import Interner
from parley.text.normalize import is_latin, latinize
from parley.text.tokenize import Token, normalized_words

# Kinds that are made of a number and an ending: "бесте", "беске".
NUMBER_KIND_BY_ENDING = {
    "ending_at": "number_at",
    "ending_from": "number_from",
    "ending_until": "number_until",
    "ending_on": "number_on",
}
# The kind of an hour written together with its half: "полшестого".
_HALF_PREFIXED_HOUR = "half_prefixed_hour"
# They are compiled by rules of their own.
_DERIVED_FIELDS = {"half_prefixes", *NUMBER_KIND_BY_ENDING}
# From this number on a language that has no words of its own for 11 to 19 adds ones to it: "он бір".
_FIRST_TENS, _FIRST_TENS_WITH_TEENS = 10, 20

# In Latin letters a shorter word is most often another one; these stand before a number only.
_MIN_LATIN_LETTERS = 3
_MIN_LATIN_LETTERS_BY_KIND = {
    **dict.fromkeys(("at", "since", "until", "on", "to"), 1),
    **dict.fromkeys(("ending_day", *NUMBER_KIND_BY_ENDING), 2),
    **dict.fromkeys(("weekdays", "months"), 4),
}
_MAX_ENTRY_WORDS = 6


class DateValue(NamedTuple):
    """What an entry counts."""

    value: int
    #: ISO 639-1 code of the entry's language
    language: str


# The lists a word stands in, by their names, with its values there.
KindValues = Mapping[str, tuple[DateValue, ...]]
NO_KINDS: KindValues = {}


class DateToken(NamedTuple):
    """A figure, or the words of one entry, or a word that no list knows."""

    #: empty when no list knows the words
    kinds: KindValues
    #: the figure as typed ("5", "15:30", "25.11.2025"); empty for words
    numeral: str
    #: first character, and the one behind the last, in the sanitised text
    start: int
    end: int
    #: position of its clause in the message; -1 for the token beyond the ends
    clause: int
    #: only a hyphen, or nothing, stands between the token before and this one
    glued: bool

    def value_of(self, kind: str) -> int | None:
        """Returns what the token counts as this kind, or None when it is not of this kind."""
        values = self.kinds.get(kind)
        return values[0].value if values else None

    def has_any(self, kinds: Iterable[str]) -> bool:
        """Tells whether the token is of one of these kinds."""
        return bool(self.kinds) and not self.kinds.keys().isdisjoint(kinds)


class _EntryWord(NamedTuple):
    text: str
    #: only the beginning of the word has to match: "прие*"
    is_prefix: bool


class _Entry(NamedTuple):
    #: the words behind the first one
    rest: tuple[_EntryWord, ...]
    kind: str
    value: DateValue


# ── compiling


class _EntryIndex:
    """Entries by their first word, whole or only begun."""

    def __init__(self) -> None:
        self.exact: dict[str, tuple[_Entry, ...]] = {}
        self.prefixes: dict[str, tuple[_Entry, ...]] = {}
        self.prefix_lengths: tuple[int, ...] = ()
        self.entries_for = lru_cache(maxsize=8192)(self._entries_for)

    def add(self, words: Sequence[_EntryWord], kind: str, value: DateValue, interner: Interner) -> None:
        """Adds an entry; the same one twice counts once."""
        first, is_prefix = words[0]
        table = self.prefixes if is_prefix else self.exact
        entries = table.get(first, ())
        entry = interner(_Entry(interner(tuple(map(interner, words[1:]))), kind, interner(value)))
        if entry not in entries:
            table[first] = interner((*entries, entry))
        if is_prefix and len(first) not in self.prefix_lengths:
            self.prefix_lengths = tuple(sorted((*self.prefix_lengths, len(first))))

    def _entries_for(self, word: str) -> tuple[KindValues, Mapping[str, list[_Entry]]]:
        """Returns what the word alone means, and the longer entries it begins: by their second word, or by the
        `_prefix_key` of it."""
        prefixed = (self.prefixes.get(word[:length], ()) for length in self.prefix_lengths if length <= len(word))
        entries = (*self.exact.get(word, ()), *(entry for entries in prefixed for entry in entries))
        longer: dict[str, list[_Entry]] = {}
        for entry in entries:
            if entry.rest:
                second, is_prefix = entry.rest[0]
                longer.setdefault(_prefix_key(second) if is_prefix else second, []).append(entry)
        return _values_by_kind(entry for entry in entries if not entry.rest), longer


def _expand_entries(vocabulary: DateVocabulary) -> Iterator[tuple[str, int, str]]:
    """Yields (kind, value, entry) for all lists of a language, and for what is made of them."""
    yield from _listed_entries(vocabulary)
    yield from _number_case_entries(vocabulary)
    yield from _tens_entries(vocabulary.numbers)
    for half in vocabulary.half_prefixes:
        yield from _valued(_HALF_PREFIXED_HOUR, vocabulary.ordinals, prefix=half)


def _listed_entries(vocabulary: DateVocabulary) -> Iterator[tuple[str, int, str]]:
    for field in fields(vocabulary):
        if field.name in _DERIVED_FIELDS:
            continue
        for entry in getattr(vocabulary, field.name):
            if isinstance(entry, str):
                yield field.name, 0, entry
            else:
                yield from _valued(field.name, (entry,))


def _number_case_entries(vocabulary: DateVocabulary) -> Iterator[tuple[str, int, str]]:
    """Yields the endings behind a figure ("5-те") and the number words that have them ("бесте")."""
    for ending_kind, number_kind in NUMBER_KIND_BY_ENDING.items():
        for ending in getattr(vocabulary, ending_kind):
            yield ending_kind, 0, ending
            yield from _valued(number_kind, vocabulary.numbers, suffix=ending)


def _tens_entries(numbers: ValuedEntries) -> Iterator[tuple[str, int, str]]:
    has_teens = any(10 < value < 20 for value, _ in numbers)
    first = _FIRST_TENS_WITH_TEENS if has_teens else _FIRST_TENS
    return _valued("tens", tuple(number for number in numbers if number[0] >= first))


def _valued(
    kind: str, entries: ValuedEntries, *, prefix: str = "", suffix: str = ""
) -> Iterator[tuple[str, int, str]]:
    return ((kind, value, prefix + form + suffix) for value, forms in entries for form in forms)


def _entry_words(entry: str) -> list[_EntryWord]:
    return [_EntryWord(word, chunk.endswith("*")) for chunk in entry.split() for word in normalized_words(chunk)]


def _typing_variants(entry: str) -> set[str]:
    """Returns the entry as its letters are read by those who type in Latin: "өглөө" is typed "ogloo" and "ugluu",
    "үдээс" both "udees" and "vdees"."""
    return {entry, entry.replace("ө", "у"), entry.replace("ү", "в"), entry.replace("ө", "у").replace("ү", "в")}


# ── matching


class DateMatcher:
    """The words of time of several languages. Costly to make: made once for the process."""

    def __init__(self, vocabularies: Sequence[tuple[str, DateVocabulary]]) -> None:
        """Compiles pairs of an ISO 639-1 code and the words of that language."""
        self._native, self._latin = _EntryIndex(), _EntryIndex()
        interner = Interner()
        for code, vocabulary in vocabularies:
            for kind, value, entry in _expand_entries(vocabulary):
                date_value = DateValue(value, code)
                self._native.add(_entry_words(entry), kind, date_value, interner)
                for spelling in _typing_variants(entry):
                    self._add_latin(_entry_words(spelling), kind, date_value, interner)

    def _add_latin(self, words: Sequence[_EntryWord], kind: str, value: DateValue, interner: Interner) -> None:
        if any(is_latin(word.text) for word in words):
            return
        latin = [_EntryWord(latinize(word.text), word.is_prefix) for word in words]
        min_letters = _MIN_LATIN_LETTERS_BY_KIND.get(kind, _MIN_LATIN_LETTERS)
        if all(word.text for word in latin) and (len(latin) > 1 or len(latin[0].text) >= min_letters):
            self._latin.add(latin, kind, value, interner)

    def tokenize(self, words: Sequence[Token]) -> list[DateToken]:
        """Returns the message as tokens of time: the longest entries, figures, and words without a kind."""
        tokens: list[DateToken] = []
        index = 0
        while index < len(words):
            first = words[index]
            numeral = first.normalized if first.is_number else ""
            # "2-й половине дня"
            may_begin_entry = not numeral or (
                numeral in self._native.exact and index + 1 < len(words) and not words[index + 1].is_number
            )
            kinds, size = self._longest_match(words, index) if may_begin_entry else (NO_KINDS, 1)
            is_glued = first.after_hyphen or (index > 0 and words[index - 1].end == first.start)
            end = words[index + size - 1].end
            tokens.append(
                DateToken(kinds, numeral if size == 1 else "", first.start, end, first.clause_index, is_glued)
            )
            index += size
        return tokens

    def _longest_match(self, words: Sequence[Token], index: int) -> tuple[KindValues, int]:
        """Returns the kinds of the longest entries that begin with this word, and how many words they have."""
        word = words[index].normalized
        alone, longer = self._native.entries_for(word)
        matching = _matching_entries(longer, words, index, latin=False) if longer else []
        if not matching and not alone and is_latin(word):
            alone, longer = self._latin.entries_for(latinize(word))
            matching = _matching_entries(longer, words, index, latin=True) if longer else []
        if not matching:
            return alone, 1
        longest = max(len(entry.rest) for entry in matching)
        return _values_by_kind(entry for entry in matching if len(entry.rest) == longest), longest + 1


def _values_by_kind(entries: Iterable[_Entry]) -> KindValues:
    kinds: dict[str, tuple[DateValue, ...]] = {}
    for entry in entries:
        kinds[entry.kind] = (*kinds.get(entry.kind, ()), entry.value)
    return kinds


def _matching_entries(
    longer: Mapping[str, list[_Entry]], words: Sequence[Token], index: int, *, latin: bool
) -> list[_Entry]:
    """Returns those of the longer entries whose other words follow, within the clause."""
    clause = words[index].clause_index
    if index + 1 >= len(words) or words[index + 1].clause_index != clause:
        return []
    spelling = latinize if latin else str
    second = spelling(words[index + 1].normalized)
    entries = [*longer.get(second, ()), *longer.get(_prefix_key(second), ())]
    if not entries:
        return []
    following = [
        spelling(word.normalized)
        for word in words[index + 1 : index + _MAX_ENTRY_WORDS]
        if word.clause_index == clause
    ]
    return [entry for entry in entries if _follows(entry.rest, following)]


def _follows(rest: Sequence[_EntryWord], following: Sequence[str]) -> bool:
    return len(rest) <= len(following) and all(
        word.startswith(part.text) if part.is_prefix else word == part.text
        for part, word in zip(rest, following, strict=False)
    )


def _prefix_key(word: str) -> str:
    """Returns what the beginning of a word is kept under and looked for; it has two letters at least."""
    return word[:2] + "*"
