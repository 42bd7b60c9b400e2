"""What all languages together know about phones and names, ready to be asked word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.contacts.email import spoken_email
from parley.nlu.phrase_matcher import Lexicon
from parley.nlu.vocabulary import ContactWords, Hears
from parley.text.tokenize import fold, is_latin, skeleton, words

_SHORTEST_COMPOUND, _LONGEST_COMPOUND = 5, 20


class WordSet:
    """Words and beginnings of words ("номер*"), asked with folded ones."""

    def __init__(self, entries: Iterable[str] = ()) -> None:
        entries = tuple(entries)
        self.whole = frozenset(word for entry in entries if not entry.endswith("*") for word in words(entry)[:1])
        self.stems = tuple({word for entry in entries if entry.endswith("*") for word in words(entry)[:1]})

    def __contains__(self, folded: object) -> bool:
        return folded in self.whole or (
            bool(self.stems) and isinstance(folded, str) and folded.startswith(self.stems)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole)


class NumberWord:
    """What one spoken number word does; see `heard.ContactWords.digits`."""

    __slots__ = ("kind", "value")

    def __init__(self, written: str) -> None:
        self.value = int("".join(filter(str.isdecimal, written)) or 0)
        sign = written.strip("0123456789")
        self.kind = "10+" if sign == "+" and self.value else sign or "="


# How a name in another case ends, and how it does in the nominative.
Endings = tuple[tuple[str, str], ...]


class Cases(NamedTuple):
    """How names end in the other cases of a language, by sex. `letters`: what only its names are written with."""

    language: str
    letters: frozenset[str]
    hers: Endings
    his: Endings


class Looks(NamedTuple):
    """What a word may be by itself (`name_parts.Is`), and whether it may stand within a name."""

    alone: int
    particle: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The `ContactWords` of several languages in one; the empty one knows no word."""

    digits: dict[str, NumberWord]
    amounts: WordSet
    before_amounts: WordSet
    numbered: WordSet
    orders: WordSet
    own: WordSet
    theirs: WordSet
    second: WordSet
    denies: WordSet
    denies_after: WordSet
    but: WordSet
    renames: WordSet
    onto: WordSet
    kin: WordSet
    yours: WordSet
    lines: WordSet
    your_lines: WordSet
    sites: WordSet
    new: WordSet
    old: WordSet
    ifs: WordSet
    tails: WordSet
    figures: WordSet
    at_signs: WordSet
    dots: WordSet
    oblique: WordSet
    in_name: WordSet
    books: WordSet
    booked_on: WordSet
    that_one: WordSet
    selves: WordSet
    cases: tuple[Cases, ...]
    instrumental: tuple[str, ...]
    genitive: Endings
    compound: re.Pattern[str] | None
    spoken_email: re.Pattern[str] | None
    # of each language: its names that are words as well
    words_of: dict[str, frozenset[str]]
    particles: WordSet
    first_names: frozenset[str]
    words_too: frozenset[str]
    surname_endings: tuple[str, ...]
    other_endings: tuple[str, ...]
    things: WordSet
    phone_words: WordSet
    hints: WordSet
    looks: dict[str, Looks] = field(default_factory=dict)


_PLAIN = frozenset(
    [
        "digits", "first_names", "words_too", "surname_endings", "other_endings", "her_cases", "his_cases",
        "instrumental", "genitive", "name_roots", "name_tails",
    ]
)  # fmt: skip


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon | None) -> Vocabulary:
    """Compiled once for a lexicon, which lives as long as the process; None makes the empty one."""
    spoken = sorted(lexicon.tongues.items()) if lexicon else []
    tongues = [hears for _, hears in spoken]
    declining = [hears for hears in tongues if hears.contacts.her_cases]

    def entries(name: str) -> list[str]:
        return [entry for hears in tongues for entry in getattr(hears.contacts, name)]

    sets = {field.name: WordSet(entries(field.name)) for field in fields(ContactWords) if field.name not in _PLAIN}
    names = {word for entry in entries("first_names") for word in words(entry)}
    common = {word for entry in entries("words_too") for word in words(entry)}
    return Vocabulary(
        digits=dict(_digits(entries("digits"))),
        first_names=frozenset(_both_scripts(names | common)),
        words_too=frozenset(_both_scripts(common)),
        words_of={code: _words_too(hears.contacts) for code, hears in spoken},
        cases=tuple(
            Cases(
                code,
                _letters(hears)
                - frozenset().union(*(_letters(other) for other in declining if other is not hears)),
                tuple(_pairs(hears.contacts.her_cases)),
                tuple(_pairs(hears.contacts.his_cases)),
            )
            for code, hears in spoken
            if hears in declining
        ),
        instrumental=tuple(entries("instrumental")),
        genitive=tuple(_pairs(entries("genitive"))),
        spoken_email=spoken_email(entries("at_signs"), entries("dots")),
        compound=_compound([hears.contacts for hears in tongues]),
        surname_endings=tuple(sorted(_both_scripts(map(_folded, entries("surname_endings"))))),
        other_endings=tuple({_folded(entry) for entry in entries("other_endings")}),
        phone_words=WordSet(entry for hears in tongues for entry in hears.phone_words if " " not in entry),
        hints=WordSet(entry for hears in tongues for entry in hears.name_hint if " " not in entry),
        looks={},
        **sets,
    )


def _digits(entries: Iterable[str]) -> Iterator[tuple[str, NumberWord]]:
    for entry in entries:
        word, _, written = entry.partition("=")
        yield words(word)[0], NumberWord(written)


def _folded(ending: str) -> str:
    return fold(ending).replace("'", "")


def _pairs(entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        ending, _, plain = entry.partition("=")
        yield ending, plain


def _letters(hears: Hears) -> frozenset[str]:
    return frozenset("".join(hears.contacts.first_names).lower())


def _words_too(contacts: ContactWords) -> frozenset[str]:
    return frozenset(_both_scripts(word for entry in contacts.words_too for word in words(entry)))


def _compound(tongues: Iterable[ContactWords]) -> re.Pattern[str] | None:
    """Names made of the parts of one language: "Гүл" and "баршын"."""
    choices = []
    for contacts in tongues:
        roots, tails = (
            sorted(_both_scripts(map(_folded, parts)), key=len, reverse=True)
            for parts in (contacts.name_roots, contacts.name_tails)
        )
        if roots and tails:
            choices.append(f"(?:{'|'.join(roots)})(?:{'|'.join(tails)})")
    return re.compile("|".join(choices)) if choices else None


def _both_scripts(folded: Iterable[str]) -> set[str]:
    """And what they look like in Latin letters, brought to one spelling (`text.skeleton`)."""
    folded = {word for word in folded if word}
    return folded | {skeleton(word) for word in folded}


def is_first_name(folded: str, known: Vocabulary) -> bool:
    if folded in known.first_names:
        return True
    latin = is_latin(folded)
    if latin and skeleton(folded) in known.first_names:
        return True
    if known.compound is None or not _SHORTEST_COMPOUND <= len(folded) <= _LONGEST_COMPOUND:
        return False
    return known.compound.fullmatch(skeleton(folded) if latin else folded) is not None
