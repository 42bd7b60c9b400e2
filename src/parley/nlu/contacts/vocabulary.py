"""What all languages together know about phones and names, ready to be asked word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.contacts.email import compile_spoken_email_pattern
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.vocabulary import ContactVocabulary, Vocabulary
from parley.text.normalize import is_latin, latinize, normalize
from parley.text.tokenize import normalized_words

_MIN_COMPOUND_CHARS, _MAX_COMPOUND_CHARS = 5, 20


class WordSet:
    """Words and beginnings of words ("номер*"), asked with folded ones."""

    def __init__(self, entries: Iterable[str] = ()) -> None:
        entries = tuple(entries)
        self.exact = frozenset(
            word for entry in entries if not entry.endswith("*") for word in normalized_words(entry)[:1]
        )
        self.prefixes = tuple(
            {word for entry in entries if entry.endswith("*") for word in normalized_words(entry)[:1]}
        )

    def __contains__(self, normalized: object) -> bool:
        return normalized in self.exact or (
            bool(self.prefixes) and isinstance(normalized, str) and normalized.startswith(self.prefixes)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.exact)


class NumberWord:
    """What one spoken number word does; see `heard.ContactWords.digits`."""

    __slots__ = ("kind", "value")

    def __init__(self, notation: str) -> None:
        self.value = int("".join(filter(str.isdecimal, notation)) or 0)
        sign = notation.strip("0123456789")
        self.kind = "10+" if sign == "+" and self.value else sign or "="


# How a name in another case ends, and how it does in the nominative.
EndingPairs = tuple[tuple[str, str], ...]


class CaseEndings(NamedTuple):
    """How names end in the other cases of a language, by sex. `letters`: what only its names are written with."""

    language: str
    own_letters: frozenset[str]
    feminine: EndingPairs
    masculine: EndingPairs


class NameTraits(NamedTuple):
    """What a word may be by itself (`name_parts.NameClass`), and whether it may stand within a name."""

    kind: int
    is_particle: bool


@dataclass(frozen=True, slots=True)
class ContactTerms:
    """The `ContactVocabulary` of several languages in one; the empty one knows no word."""

    number_words: dict[str, NumberWord]
    amount_units: WordSet
    amount_cues: WordSet
    identifier_words: WordSet
    order_words: WordSet
    my_words: WordSet
    third_party_words: WordSet
    second_words: WordSet
    not_words: WordSet
    not_words_after: WordSet
    but_words: WordSet
    rename_verbs: WordSet
    rename_prepositions: WordSet
    kinship_words: WordSet
    your_words: WordSet
    contact_nouns: WordSet
    your_contact_nouns: WordSet
    site_words: WordSet
    in_use_words: WordSet
    outdated_words: WordSet
    if_words: WordSet
    number_end_words: WordSet
    digit_nouns: WordSet
    at_sign_words: WordSet
    dot_words: WordSet
    oblique_cues: WordSet
    in_name_of_words: WordSet
    booking_verbs: WordSet
    booking_prepositions: WordSet
    that_one_words: WordSet
    self_pronouns: WordSet
    case_endings: tuple[CaseEndings, ...]
    instrumental_endings: tuple[str, ...]
    genitive_endings: EndingPairs
    compound_name_pattern: re.Pattern[str] | None
    spoken_email_pattern: re.Pattern[str] | None
    # of each language: its names that are words as well
    ambiguous_names_by_language: dict[str, frozenset[str]]
    name_particles: WordSet
    first_names: frozenset[str]
    ambiguous_first_names: frozenset[str]
    surname_endings: tuple[str, ...]
    non_name_endings: tuple[str, ...]
    non_name_words: WordSet
    phone_words: WordSet
    name_hints: WordSet
    name_traits: dict[str, NameTraits] = field(default_factory=dict)


_FIELDS_WITHOUT_WORD_SET = frozenset(
    [
        "number_words", "first_names", "ambiguous_first_names", "surname_endings", "non_name_endings",
        "feminine_endings", "masculine_endings",
        "instrumental_endings", "genitive_endings", "compound_name_starts", "compound_name_ends",
    ]
)  # fmt: skip


@lru_cache(maxsize=8)
def compile_contact_terms(matcher: PhraseMatcher | None) -> ContactTerms:
    """Compiled once for a lexicon, which lives as long as the process; None makes the empty one."""
    vocabularies_by_code = sorted(matcher.vocabularies.items()) if matcher else []
    vocabularies = [own for _, own in vocabularies_by_code]
    declining = [own for own in vocabularies if own.contacts.feminine_endings]

    def entries(name: str) -> list[str]:
        return [entry for hears in vocabularies for entry in getattr(hears.contacts, name)]

    word_sets = {
        field.name: WordSet(entries(field.name))
        for field in fields(ContactVocabulary)
        if field.name not in _FIELDS_WITHOUT_WORD_SET
    }
    names = {word for entry in entries("first_names") for word in normalized_words(entry)}
    ambiguous = {word for entry in entries("ambiguous_first_names") for word in normalized_words(entry)}
    return ContactTerms(
        number_words=dict(_parse_number_words(entries("number_words"))),
        first_names=frozenset(_with_latin(names | ambiguous)),
        ambiguous_first_names=frozenset(_with_latin(ambiguous)),
        ambiguous_names_by_language={code: _ambiguous_names(own.contacts) for code, own in vocabularies_by_code},
        case_endings=tuple(
            CaseEndings(
                code,
                _name_letters(own)
                - frozenset().union(*(_name_letters(other) for other in declining if other is not own)),
                tuple(_parse_pairs(own.contacts.feminine_endings)),
                tuple(_parse_pairs(own.contacts.masculine_endings)),
            )
            for code, own in vocabularies_by_code
            if own in declining
        ),
        instrumental_endings=tuple(entries("instrumental_endings")),
        genitive_endings=tuple(_parse_pairs(entries("genitive_endings"))),
        spoken_email_pattern=compile_spoken_email_pattern(entries("at_sign_words"), entries("dot_words")),
        compound_name_pattern=_compile_compound_names([own.contacts for own in vocabularies]),
        surname_endings=tuple(sorted(_with_latin(map(_normalize_ending, entries("surname_endings"))))),
        non_name_endings=tuple({_normalize_ending(entry) for entry in entries("non_name_endings")}),
        phone_words=WordSet(entry for own in vocabularies for entry in own.phone_words if " " not in entry),
        name_hints=WordSet(entry for own in vocabularies for entry in own.weak_name_cue if " " not in entry),
        name_traits={},
        **word_sets,
    )


def _parse_number_words(entries: Iterable[str]) -> Iterator[tuple[str, NumberWord]]:
    for entry in entries:
        word, _, notation = entry.partition("=")
        yield normalized_words(word)[0], NumberWord(notation)


def _normalize_ending(ending: str) -> str:
    return normalize(ending).replace("'", "")


def _parse_pairs(entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        ending, _, nominative = entry.partition("=")
        yield ending, nominative


def _name_letters(own: Vocabulary) -> frozenset[str]:
    return frozenset("".join(own.contacts.first_names).lower())


def _ambiguous_names(contacts: ContactVocabulary) -> frozenset[str]:
    return frozenset(
        _with_latin(word for entry in contacts.ambiguous_first_names for word in normalized_words(entry))
    )


def _compile_compound_names(vocabularies: Iterable[ContactVocabulary]) -> re.Pattern[str] | None:
    """Names made of the parts of one language: "Гүл" and "баршын"."""
    choices = []
    for contacts in vocabularies:
        starts, ends = (
            sorted(_with_latin(map(_normalize_ending, parts)), key=len, reverse=True)
            for parts in (contacts.compound_name_starts, contacts.compound_name_ends)
        )
        if starts and ends:
            choices.append(f"(?:{'|'.join(starts)})(?:{'|'.join(ends)})")
    return re.compile("|".join(choices)) if choices else None


def _with_latin(normalized: Iterable[str]) -> set[str]:
    """And what they look like in Latin letters, brought to one spelling (`text.latinize`)."""
    normalized = {word for word in normalized if word}
    return normalized | {latinize(word) for word in normalized}


def is_first_name(normalized: str, terms: ContactTerms) -> bool:
    if normalized in terms.first_names:
        return True
    latin = is_latin(normalized)
    if latin and latinize(normalized) in terms.first_names:
        return True
    if terms.compound_name_pattern is None or not _MIN_COMPOUND_CHARS <= len(normalized) <= _MAX_COMPOUND_CHARS:
        return False
    return terms.compound_name_pattern.fullmatch(latinize(normalized) if latin else normalized) is not None
