"""The words of time of every language, compiled once, and the items of time a message is cut into.

`Dates` is what a language file lists; `Calendar` finds it in a message. What an item means is the names of the
lists it stands in, with the value there; one spelling may mean several things ("he" in Russian is ten in Kazakh):
`days` and `clocktimes` choose by what stands beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple

from parley.text.interner import Interner
from parley.text.normalize import is_latin, latinize
from parley.text.tokenize import Token, normalized_words
from parley.text.word_list import split_entries

# Entries with what they count: (5, ("may",)) among the months.
ValuedEntries = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DateVocabulary:
    """The words of time of one language, as people write them; compared like those of `Hears`.

    Write the forms that stand in dates and no others: a stem that is too short finds dates in names. The endings
    are those glued to a figure ("5-го", "5те") and, the first three, to a number word ("бесте").
    """

    relative_days: ValuedEntries  # -2 … 2: the day before yesterday … the day after tomorrow
    weekdays: ValuedEntries  # 0 … 6 from Monday; with abbreviations
    ambiguous_weekdays: ValuedEntries  # those that mean something else too: only beside another word of time
    day_nouns: tuple[str, ...]  # behind a weekday or a day's number: "күні", "числа"
    this: tuple[str, ...]
    next: tuple[str, ...]
    nearest: tuple[str, ...]
    last: tuple[str, ...]
    date_blockers: tuple[str, ...]  # beside these a day is no date: "каждую пятницу", "улица 8 Марта"
    surname_markers: tuple[str, ...]  # behind these a day is a name: "фамилия Середа"
    next_week: tuple[str, ...]
    weekend: tuple[str, ...]
    months: ValuedEntries  # 1 … 12
    month_nouns: tuple[str, ...]  # behind the number of a month: "12-р сарын"
    month_connectors: tuple[str, ...]  # between month and day, or before a bare day: "айының", "of"
    year_nouns: tuple[str, ...]
    # ── spans
    minute_units: tuple[str, ...]
    hour_units: tuple[str, ...]
    day_units: tuple[str, ...]
    week_units: tuple[str, ...]
    month_units: tuple[str, ...]
    year_units: tuple[str, ...]
    fixed_durations: ValuedEntries  # in minutes: half an hour, an hour and a half
    within: tuple[str, ...]  # before a span: "через"
    later: tuple[str, ...]  # behind a span or a time: "кейін"
    ago: tuple[str, ...]
    # ── numbers
    articles: tuple[str, ...]  # one of a span: "in a week"
    numbers: ValuedEntries
    ordinals: ValuedEntries  # as days of the month are said
    hour_names: ValuedEntries  # as hours are said where they have forms of their own
    ending_at: tuple[str, ...]
    ending_from: tuple[str, ...]
    ending_until: tuple[str, ...]
    ending_day: tuple[str, ...]
    ending_on: tuple[str, ...]  # the same, and no other word can belong to it: "25-інде"
    ending_ordinal: tuple[str, ...]  # only with a month: "5-ші"
    ending_number: tuple[str, ...]  # says no more than the figure: "5-ти"
    # ── clock
    at: tuple[str, ...]  # before an hour: "в", "к", "at"
    on: tuple[str, ...]  # before a day, or an hour when a day stands before it: "на"
    about: tuple[str, ...]
    after: tuple[str, ...]
    since: tuple[str, ...]  # "from"
    until: tuple[str, ...]
    until_postpositions: tuple[str, ...]
    to: tuple[str, ...]  # between the ends of a range
    clock_prefixes: tuple[str, ...]  # "сағат 5"
    clock_suffixes: tuple[str, ...]  # "5 часов": a time or a length of time
    clock_suffixes_at: tuple[str, ...]  # "5 цагт": a time
    half_to: tuple[str, ...]  # before the hour that comes: "половине шестого"
    half_past: tuple[str, ...]
    half_suffixes: tuple[str, ...]  # "бес жарымда"
    half_prefixes: tuple[str, ...]  # before an ordinal: "полшестого"
    quarter: tuple[str, ...]
    minutes_before: tuple[str, ...]  # "без пяти три"
    minutes_to: tuple[str, ...]  # "five to three"
    minutes_past: tuple[str, ...]
    minutes_into: tuple[str, ...]  # "чверть на шосту"
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    # ── parts of the day: 9 morning, 14 afternoon, 18 evening, 21 night
    day_parts: ValuedEntries
    ambiguous_day_parts: ValuedEntries  # only beside a day or a time, or alone: "вечер", "evening"
    hour_day_parts: ValuedEntries  # only beside an hour: "5 вечера", "кешкі 5"
    greeting_adjectives: tuple[str, ...]  # beside a part of the day they make a greeting: "добрый"
    # ── what is no date
    idioms: tuple[str, ...]
    measure_units: tuple[str, ...]  # behind a number, they make it no hour and no day
    dimension_separators: tuple[str, ...]  # between the sides of something: "2.10 на 1.60"
    hour_continuations: tuple[str, ...]  # what may follow a bare hour: "в 5 приеду"
    booking_verbs: tuple[str, ...]  # the same, and makes an hour of a number in the dative: "11-ге жазыңыз"
    move_verbs: tuple[str, ...]  # of two days the later said is meant: "reschedule from Friday to Monday"
    negations: tuple[str, ...]  # right before what is not meant: "не завтра"
    refusals: tuple[str, ...]  # around it: "завтра не могу", "ертең емес"


def parse_valued_entries(text: str) -> ValuedEntries:
    """ "1: один, одну; 2: два" → what each group of entries counts."""
    groups = (group.partition(":") for group in text.split(";") if group.strip())
    return tuple((int(number), split_entries(entries)) for number, _, entries in groups)


def inflect_entries(entries: ValuedEntries, endings: str, *, include_bare: bool = True) -> ValuedEntries:
    """Every entry with each of the endings; without one too, when `bare` is a word of its own."""
    suffixes = (*([""] if include_bare else []), *split_entries(endings))
    return tuple((value, tuple(form + ending for form in forms for ending in suffixes)) for value, forms in entries)


class DateValue(NamedTuple):
    value: int
    language: str


KindValues = Mapping[str, tuple[DateValue, ...]]
NO_KINDS: KindValues = {}


class DateToken(NamedTuple):
    """A figure, or the words of one entry. `glued`: only a hyphen or nothing stands before it."""

    kinds: KindValues
    numeral: str
    start: int
    end: int
    clause: int
    glued: bool

    def value_of(self, kind: str) -> int | None:
        values = self.kinds.get(kind)
        return values[0].value if values else None

    def has_any(self, kinds: Iterable[str]) -> bool:
        return bool(self.kinds) and not self.kinds.keys().isdisjoint(kinds)


class _Entry(NamedTuple):
    # (word, whether it is only the beginning of one)
    rest: tuple[tuple[str, bool], ...]
    kind: str
    value: DateValue


# Made of a number and an ending.
NUMBER_KIND_BY_ENDING = {
    "ending_at": "number_at",
    "ending_from": "number_from",
    "ending_until": "number_until",
    "ending_on": "number_on",
}
# In Latin letters a shorter word is most often another one; these stand before a number only.
_MIN_LATIN_LETTERS = 3
_MIN_LATIN_LETTERS_BY_KIND = {
    **dict.fromkeys(("at", "since", "until", "on", "to"), 1),
    **dict.fromkeys(("ending_day", *NUMBER_KIND_BY_ENDING), 2),
    **dict.fromkeys(("weekdays", "months"), 4),
}
# The most words of an entry.
_MAX_ENTRY_WORDS = 6
_HALF_PREFIXED_HOUR = "half_prefixed_hour"
_DERIVED_FIELDS = {"half_prefixes", *NUMBER_KIND_BY_ENDING}


class _EntryIndex:
    """Entries by their first word, whole or only begun."""

    def __init__(self) -> None:
        self.exact: dict[str, tuple[_Entry, ...]] = {}
        self.prefixes: dict[str, tuple[_Entry, ...]] = {}
        self.prefix_lengths: tuple[int, ...] = ()
        self.entries_for = lru_cache(maxsize=8192)(self._entries_for)

    def add(self, entry_words: Sequence[tuple[str, bool]], kind: str, value: DateValue, interner: Interner) -> None:
        first, is_prefix = entry_words[0]
        table = self.prefixes if is_prefix else self.exact
        entries = table.get(first, ())
        entry = interner(_Entry(interner(tuple(map(interner, entry_words[1:]))), kind, interner(value)))
        if entry not in entries:
            table[first] = interner((*entries, entry))
        if is_prefix and len(first) not in self.prefix_lengths:
            self.prefix_lengths = tuple(sorted((*self.prefix_lengths, len(first))))

    def _entries_for(self, word: str) -> tuple[KindValues, Mapping[str, list[_Entry]]]:
        """What the word alone means, and the longer entries it begins, by their second word or `_begun`."""
        stems = (self.prefixes.get(word[:length], ()) for length in self.prefix_lengths if length <= len(word))
        entries = (*self.exact.get(word, ()), *(entry for matching in stems for entry in matching))
        longer: dict[str, list[_Entry]] = {}
        for entry in entries:
            if entry.rest:
                second, is_prefix = entry.rest[0]
                longer.setdefault(_prefix_key(second) if is_prefix else second, []).append(entry)
        return _values_by_kind(entry for entry in entries if not entry.rest), longer


class DateMatcher:
    """The words of time of several languages: (ISO code, its words). Costly to make, made once for the process."""

    def __init__(self, vocabularies: Sequence[tuple[str, DateVocabulary]]) -> None:
        self._native, self._latin = _EntryIndex(), _EntryIndex()
        interner = Interner()
        for code, vocabulary in vocabularies:
            for kind, value, entry in _expand_entries(vocabulary):
                self._native.add(_entry_words(entry), kind, DateValue(value, code), interner)
        for code, vocabulary in vocabularies:
            for kind, value, entry in _expand_entries(vocabulary):
                for spelling in _typing_variants(entry):
                    self._add_latin(_entry_words(spelling), kind, DateValue(value, code), interner)

    def _add_latin(
        self, entry_words: Sequence[tuple[str, bool]], kind: str, value: DateValue, interner: Interner
    ) -> None:
        if any(is_latin(word) for word, _ in entry_words):
            return
        latin = [(latinize(word), stem) for word, stem in entry_words]
        min_letters = _MIN_LATIN_LETTERS_BY_KIND.get(kind, _MIN_LATIN_LETTERS)
        if all(word for word, _ in latin) and (len(latin) > 1 or len(latin[0][0]) >= min_letters):
            self._latin.add(latin, kind, value, interner)

    def tokenize(self, words: Sequence[Token]) -> list[DateToken]:
        """The message as items, longest entries first; what no list knows is an item without a kind."""
        tokens: list[DateToken] = []
        index = 0
        while index < len(words):
            first = words[index]
            numeral = first.normalized if first.is_number else ""
            # "2-й половине дня"
            is_word = not numeral or (
                numeral in self._native.exact and index + 1 < len(words) and not words[index + 1].is_number
            )
            kinds, size = self._longest_match(words, index) if is_word else (NO_KINDS, 1)
            numeral = numeral if size == 1 else ""
            is_touching = index > 0 and words[index - 1].end == first.start
            end = words[index + size - 1].end
            tokens.append(
                DateToken(kinds, numeral, first.start, end, first.clause_index, first.after_hyphen or is_touching)
            )
            index += size
        return tokens

    def _longest_match(self, words: Sequence[Token], index: int) -> tuple[KindValues, int]:
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


def _typing_variants(entry: str) -> set[str]:
    """ "өглөө" is typed "ogloo" and "ugluu", "үдээс" both "udees" and "vdees"."""
    return {entry, entry.replace("ө", "у"), entry.replace("ү", "в"), entry.replace("ө", "у").replace("ү", "в")}


def _values_by_kind(entries: Iterable[_Entry]) -> KindValues:
    kinds: dict[str, tuple[DateValue, ...]] = {}
    for entry in entries:
        kinds[entry.kind] = (*kinds.get(entry.kind, ()), entry.value)
    return kinds


def _matching_entries(
    longer: Mapping[str, list[_Entry]], words: Sequence[Token], index: int, *, latin: bool
) -> list[_Entry]:
    """Those of the entries that the message goes on with, within the clause."""
    if index + 1 >= len(words) or words[index + 1].clause_index != words[index].clause_index:
        return []
    second = latinize(words[index + 1].normalized) if latin else words[index + 1].normalized
    entries = [*longer.get(second, ()), *longer.get(_prefix_key(second), ())]
    if not entries:
        return []
    following = [
        word.normalized
        for word in words[index + 1 : index + _MAX_ENTRY_WORDS]
        if word.clause_index == words[index].clause_index
    ]
    if latin:
        following = [latinize(word) for word in following]
    return [
        entry
        for entry in entries
        if len(entry.rest) <= len(following)
        and all(_word_matches(word, part, stem) for word, (part, stem) in zip(following, entry.rest, strict=False))
    ]


def _prefix_key(word: str) -> str:
    """Under what a stem is kept and looked for: it has two letters at least."""
    return word[:2] + "*"


def _word_matches(word: str, part: str, is_prefix: bool) -> bool:
    return word.startswith(part) if is_prefix else word == part


def _entry_words(entry: str) -> list[tuple[str, bool]]:
    return [(word, chunk.endswith("*")) for chunk in entry.split() for word in normalized_words(chunk)]


def _expand_entries(vocabulary: DateVocabulary) -> Iterable[tuple[str, int, str]]:
    for field in fields(vocabulary):
        if field.name in _DERIVED_FIELDS:
            continue
        for entry in getattr(vocabulary, field.name):
            if isinstance(entry, str):
                yield field.name, 0, entry
            else:
                yield from ((field.name, entry[0], form) for form in entry[1])
    for kind, case in NUMBER_KIND_BY_ENDING.items():
        for ending in getattr(vocabulary, kind):
            yield kind, 0, ending
            yield from ((case, value, form + ending) for value, forms in vocabulary.numbers for form in forms)
    teens = any(10 < value < 20 for value, _ in vocabulary.numbers)
    for value, forms in vocabulary.numbers:
        if value >= (20 if teens else 10):
            yield from (("tens", value, form) for form in forms)
    for half in vocabulary.half_prefixes:
        yield from (
            (_HALF_PREFIXED_HOUR, value, half + form) for value, forms in vocabulary.ordinals for form in forms
        )
