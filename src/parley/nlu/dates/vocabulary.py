"""The words of time of every language, compiled once, and the items of time a message is cut into.

`Dates` is what a language file lists; `Calendar` finds it in a message. What an item means is the names of the
lists it stands in, with the value there; one spelling may mean several things ("he" in Russian is ten in Kazakh):
`days` and `clocktimes` choose by what stands beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple

from parley.text.interner import Once
from parley.text.tokenize import Word, is_latin, listed, skeleton, words

# Entries with what they count: (5, ("may",)) among the months.
Values = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """The words of time of one language, as people write them; compared like those of `Hears`.

    Write the forms that stand in dates and no others: a stem that is too short finds dates in names. The endings
    are those glued to a figure ("5-го", "5те") and, the first three, to a number word ("бесте").
    """

    days: Values  # -2 … 2: the day before yesterday … the day after tomorrow
    weekdays: Values  # 0 … 6 from Monday; with abbreviations
    weekday_hints: Values  # those that mean something else too: only beside another word of time
    day_words: tuple[str, ...]  # behind a weekday or a day's number: "күні", "числа"
    this: tuple[str, ...]
    next: tuple[str, ...]
    nearest: tuple[str, ...]
    last: tuple[str, ...]
    undated: tuple[str, ...]  # beside these a day is no date: "каждую пятницу", "улица 8 Марта"
    surnames: tuple[str, ...]  # behind these a day is a name: "фамилия Середа"
    next_week: tuple[str, ...]
    weekend: tuple[str, ...]
    months: Values  # 1 … 12
    numbered_month: tuple[str, ...]  # behind the number of a month: "12-р сарын"
    of_month: tuple[str, ...]  # between month and day, or before a bare day: "айының", "of"
    year_words: tuple[str, ...]
    # ── spans
    minutes: tuple[str, ...]
    hours: tuple[str, ...]
    span_days: tuple[str, ...]
    span_weeks: tuple[str, ...]
    span_months: tuple[str, ...]
    span_years: tuple[str, ...]
    spans: Values  # in minutes: half an hour, an hour and a half
    within: tuple[str, ...]  # before a span: "через"
    later: tuple[str, ...]  # behind a span or a time: "кейін"
    ago: tuple[str, ...]
    # ── numbers
    article: tuple[str, ...]  # one of a span: "in a week"
    numbers: Values
    ordinals: Values  # as days of the month are said
    hour_names: Values  # as hours are said where they have forms of their own
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
    until_behind: tuple[str, ...]
    to: tuple[str, ...]  # between the ends of a range
    clock_before: tuple[str, ...]  # "сағат 5"
    clock_after: tuple[str, ...]  # "5 часов": a time or a length of time
    clock_at: tuple[str, ...]  # "5 цагт": a time
    half_to: tuple[str, ...]  # before the hour that comes: "половине шестого"
    half_past: tuple[str, ...]
    half_behind: tuple[str, ...]  # "бес жарымда"
    half_glued: tuple[str, ...]  # before an ordinal: "полшестого"
    quarter: tuple[str, ...]
    short_of: tuple[str, ...]  # "без пяти три"
    minutes_to: tuple[str, ...]  # "five to three"
    minutes_past: tuple[str, ...]
    into: tuple[str, ...]  # "чверть на шосту"
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    # ── parts of the day: 9 morning, 14 afternoon, 18 evening, 21 night
    parts: Values
    part_hints: Values  # only beside a day or a time, or alone: "вечер", "evening"
    part_of: Values  # only beside an hour: "5 вечера", "кешкі 5"
    wishes: tuple[str, ...]  # beside a part of the day they make a greeting: "добрый"
    # ── what is no date
    idioms: tuple[str, ...]
    measures: tuple[str, ...]  # behind a number, they make it no hour and no day
    by: tuple[str, ...]  # between the sides of something: "2.10 на 1.60"
    follows: tuple[str, ...]  # what may follow a bare hour: "в 5 приеду"
    arranged: tuple[str, ...]  # the same, and makes an hour of a number in the dative: "11-ге жазыңыз"
    moves: tuple[str, ...]  # of two days the later said is meant: "reschedule from Friday to Monday"
    refused: tuple[str, ...]  # right before what is not meant: "не завтра"
    impossible: tuple[str, ...]  # around it: "завтра не могу", "ертең емес"


def values(text: str) -> Values:
    """ "1: один, одну; 2: два" → what each group of entries counts."""
    groups = (group.partition(":") for group in text.split(";") if group.strip())
    return tuple((int(number), listed(entries)) for number, _, entries in groups)


def declined(groups: Values, endings: str, *, bare: bool = True) -> Values:
    """Every entry with each of the endings; without one too, when `bare` is a word of its own."""
    glued = (*([""] if bare else []), *listed(endings))
    return tuple((value, tuple(form + ending for form in forms for ending in glued)) for value, forms in groups)


class Meaning(NamedTuple):
    value: int
    language: str


Kinds = Mapping[str, tuple[Meaning, ...]]
NOTHING: Kinds = {}


class Item(NamedTuple):
    """A figure, or the words of one entry. `glued`: only a hyphen or nothing stands before it."""

    kinds: Kinds
    figure: str
    start: int
    end: int
    clause: int
    glued: bool

    def value(self, kind: str) -> int | None:
        found = self.kinds.get(kind)
        return found[0].value if found else None

    def any(self, kinds: Iterable[str]) -> bool:
        return bool(self.kinds) and not self.kinds.keys().isdisjoint(kinds)


class _Entry(NamedTuple):
    # (word, whether it is only the beginning of one)
    rest: tuple[tuple[str, bool], ...]
    kind: str
    meaning: Meaning


# Made of a number and an ending.
CASES = {
    "ending_at": "number_at",
    "ending_from": "number_from",
    "ending_until": "number_until",
    "ending_on": "number_on",
}
# In Latin letters a shorter word is most often another one; these stand before a number only.
_SHORTEST_LATIN = 3
_SHORTEST_IN_LATIN = {
    **dict.fromkeys(("at", "since", "until", "on", "to"), 1),
    **dict.fromkeys(("ending_day", *CASES), 2),
    **dict.fromkeys(("weekdays", "months"), 4),
}
# The most words of an entry.
_LONGEST = 6
_HALF_GLUED = "half_glued_hour"
_NO_ENTRIES = {"half_glued", *CASES}


class _Index:
    """Entries by their first word, whole or only begun."""

    def __init__(self) -> None:
        self.whole: dict[str, tuple[_Entry, ...]] = {}
        self.stems: dict[str, tuple[_Entry, ...]] = {}
        self.lengths: tuple[int, ...] = ()
        self.starting = lru_cache(maxsize=8192)(self._starting)

    def add(self, parts: Sequence[tuple[str, bool]], kind: str, meaning: Meaning, once: Once) -> None:
        first, stem = parts[0]
        known = self.stems if stem else self.whole
        entries = known.get(first, ())
        entry = once(_Entry(once(tuple(map(once, parts[1:]))), kind, once(meaning)))
        if entry not in entries:
            known[first] = once((*entries, entry))
        if stem and len(first) not in self.lengths:
            self.lengths = tuple(sorted((*self.lengths, len(first))))

    def _starting(self, word: str) -> tuple[Kinds, Mapping[str, list[_Entry]]]:
        """What the word alone means, and the longer entries it begins, by their second word or `_begun`."""
        stems = (self.stems.get(word[:length], ()) for length in self.lengths if length <= len(word))
        entries = (*self.whole.get(word, ()), *(entry for found in stems for entry in found))
        longer: dict[str, list[_Entry]] = {}
        for entry in entries:
            if entry.rest:
                second, stem = entry.rest[0]
                longer.setdefault(_begun(second) if stem else second, []).append(entry)
        return _merged(entry for entry in entries if not entry.rest), longer


class Calendar:
    """The words of time of several languages: (ISO code, its words). Costly to make, made once for the process."""

    def __init__(self, tongues: Sequence[tuple[str, Dates]]) -> None:
        self._native, self._latin = _Index(), _Index()
        once = Once()
        for code, dates in tongues:
            for kind, value, entry in _entries(dates):
                self._native.add(_parts(entry), kind, Meaning(value, code), once)
        for code, dates in tongues:
            for kind, value, entry in _entries(dates):
                for spelling in _latin_habits(entry):
                    self._add_latin(_parts(spelling), kind, Meaning(value, code), once)

    def _add_latin(self, parts: Sequence[tuple[str, bool]], kind: str, meaning: Meaning, once: Once) -> None:
        if any(is_latin(word) for word, _ in parts):
            return
        latin = [(skeleton(word), stem) for word, stem in parts]
        shortest = _SHORTEST_IN_LATIN.get(kind, _SHORTEST_LATIN)
        if all(word for word, _ in latin) and (len(latin) > 1 or len(latin[0][0]) >= shortest):
            self._latin.add(latin, kind, meaning, once)

    def items(self, message: Sequence[Word]) -> list[Item]:
        """The message as items, longest entries first; what no list knows is an item without a kind."""
        found: list[Item] = []
        at = 0
        while at < len(message):
            first = message[at]
            figure = first.folded if first.number else ""
            # "2-й половине дня"
            known = not figure or (
                figure in self._native.whole and at + 1 < len(message) and not message[at + 1].number
            )
            kinds, size = self._longest(message, at) if known else (NOTHING, 1)
            figure = figure if size == 1 else ""
            touching = at > 0 and message[at - 1].end == first.start
            end = message[at + size - 1].end
            found.append(Item(kinds, figure, first.start, end, first.clause, first.glued or touching))
            at += size
        return found

    def _longest(self, message: Sequence[Word], at: int) -> tuple[Kinds, int]:
        word = message[at].folded
        alone, longer = self._native.starting(word)
        found = _going_on(longer, message, at, latin=False) if longer else []
        if not found and not alone and is_latin(word):
            alone, longer = self._latin.starting(skeleton(word))
            found = _going_on(longer, message, at, latin=True) if longer else []
        if not found:
            return alone, 1
        longest = max(len(entry.rest) for entry in found)
        return _merged(entry for entry in found if len(entry.rest) == longest), longest + 1


def _latin_habits(entry: str) -> set[str]:
    """ "өглөө" is typed "ogloo" and "ugluu", "үдээс" both "udees" and "vdees"."""
    return {entry, entry.replace("ө", "у"), entry.replace("ү", "в"), entry.replace("ө", "у").replace("ү", "в")}


def _merged(entries: Iterable[_Entry]) -> Kinds:
    kinds: dict[str, tuple[Meaning, ...]] = {}
    for entry in entries:
        kinds[entry.kind] = (*kinds.get(entry.kind, ()), entry.meaning)
    return kinds


def _going_on(longer: Mapping[str, list[_Entry]], message: Sequence[Word], at: int, *, latin: bool) -> list[_Entry]:
    """Those of the entries that the message goes on with, within the clause."""
    if at + 1 >= len(message) or message[at + 1].clause != message[at].clause:
        return []
    second = skeleton(message[at + 1].folded) if latin else message[at + 1].folded
    entries = [*longer.get(second, ()), *longer.get(_begun(second), ())]
    if not entries:
        return []
    following = [word.folded for word in message[at + 1 : at + _LONGEST] if word.clause == message[at].clause]
    if latin:
        following = [skeleton(word) for word in following]
    return [
        entry
        for entry in entries
        if len(entry.rest) <= len(following)
        and all(_is(word, part, stem) for word, (part, stem) in zip(following, entry.rest, strict=False))
    ]


def _begun(word: str) -> str:
    """Under what a stem is kept and looked for: it has two letters at least."""
    return word[:2] + "*"


def _is(word: str, part: str, stem: bool) -> bool:
    return word.startswith(part) if stem else word == part


def _parts(entry: str) -> list[tuple[str, bool]]:
    return [(word, chunk.endswith("*")) for chunk in entry.split() for word in words(chunk)]


def _entries(dates: Dates) -> Iterable[tuple[str, int, str]]:
    for field in fields(dates):
        if field.name in _NO_ENTRIES:
            continue
        for entry in getattr(dates, field.name):
            if isinstance(entry, str):
                yield field.name, 0, entry
            else:
                yield from ((field.name, entry[0], said) for said in entry[1])
    for kind, case in CASES.items():
        for ending in getattr(dates, kind):
            yield kind, 0, ending
            yield from ((case, value, said + ending) for value, forms in dates.numbers for said in forms)
    teens = any(10 < value < 20 for value, _ in dates.numbers)
    for value, forms in dates.numbers:
        if value >= (20 if teens else 10):
            yield from (("tens", value, said) for said in forms)
    for half in dates.half_glued:
        yield from ((_HALF_GLUED, value, half + said) for value, forms in dates.ordinals for said in forms)
