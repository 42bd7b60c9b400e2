"""The words about phones and names of all languages together, compiled to be looked up word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.contacts.email import compile_spoken_email_pattern
from parley.nlu.names.traits import NameTraits
from parley.nlu.number_words import NumberWord, parse_number_words
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.vocabulary import ContactVocabulary, Vocabulary
from parley.text.normalize import is_latin, latinize, normalize
from parley.text.tokenize import normalized_words

_MIN_COMPOUND_CHARS, _MAX_COMPOUND_CHARS = 5, 20


class WordSet:
    """Words and beginnings of words ("номер*"), looked up by normalised words."""

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


# Pairs (how a name in another case ends, how it ends in the nominative).
EndingPairs = tuple[tuple[str, str], ...]


class CaseEndings(NamedTuple):
    """How names end in the other cases of a language, by sex."""

    language: str
    #: what only names of this language are written with
    own_letters: frozenset[str]
    feminine: EndingPairs
    masculine: EndingPairs


@dataclass(frozen=True, slots=True)
class ContactTerms:
    """The `ContactVocabulary` of several languages in one; the fields of the same names are told of there.

    The empty one knows no word.
    """

    number_words: dict[str, NumberWord]
    amount_units: WordSet
    amount_cues: WordSet
    identifier_words: WordSet
    order_words: WordSet
    number_nouns: WordSet
    dialled_words: WordSet
    from_words: WordSet
    to_me_words: WordSet
    incoming_words: WordSet
    unanswered_words: WordSet
    other_person_words: WordSet
    wanted_words: WordSet
    receiving_verbs: WordSet
    at_you_words: WordSet
    messenger_words: WordSet
    extension_words: WordSet
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
    #: by language: its names that are words as well
    ambiguous_names_by_language: dict[str, frozenset[str]]
    firm_words: WordSet
    firm_prepositions: WordSet
    #: by language
    place_endings: dict[str, tuple[str, ...]]
    name_particles: WordSet
    first_names: frozenset[str]
    ambiguous_first_names: frozenset[str]
    surname_endings: tuple[str, ...]
    non_name_endings: tuple[str, ...]
    non_name_words: WordSet
    #: the single words of `Vocabulary.phone_words` and of `Vocabulary.weak_name_cue`
    phone_words: WordSet
    name_hints: WordSet
    #: a cache of `names.tokens.name_traits`, by normalised word
    name_traits: dict[str, NameTraits] = field(default_factory=dict)


_FIELDS_WITHOUT_WORD_SET = frozenset(
    [
        "number_words", "number_forms", "place_endings", "first_names", "ambiguous_first_names", "surname_endings",
        "non_name_endings",
        "feminine_endings", "masculine_endings",
        "instrumental_endings", "genitive_endings", "compound_name_starts", "compound_name_ends",
    ]
)  # fmt: skip


@lru_cache(maxsize=8)
def compile_contact_terms(matcher: PhraseMatcher | None) -> ContactTerms:
    """Returns the terms of all languages of a matcher, compiled once for each; None makes the empty ones."""
    by_language = dict(sorted(matcher.vocabularies.items())) if matcher else {}
    contacts = [vocabulary.contacts for vocabulary in by_language.values()]

    def entries(name: str) -> list[str]:
        return [entry for vocabulary in contacts for entry in getattr(vocabulary, name)]

    ambiguous_names = _normalized_words_of(entries("ambiguous_first_names"))
    return ContactTerms(
        number_words=parse_number_words(entries("number_words")),
        first_names=frozenset(_with_latin(_normalized_words_of(entries("first_names")) | ambiguous_names)),
        ambiguous_first_names=frozenset(_with_latin(ambiguous_names)),
        ambiguous_names_by_language={
            code: frozenset(_with_latin(_normalized_words_of(vocabulary.contacts.ambiguous_first_names)))
            for code, vocabulary in by_language.items()
        },
        case_endings=_compile_case_endings(by_language),
        instrumental_endings=tuple(entries("instrumental_endings")),
        genitive_endings=tuple(_parse_pairs(entries("genitive_endings"))),
        spoken_email_pattern=compile_spoken_email_pattern(entries("at_sign_words"), entries("dot_words")),
        compound_name_pattern=_compile_compound_names(contacts),
        surname_endings=tuple(sorted(_with_latin(map(_normalize_ending, entries("surname_endings"))))),
        non_name_endings=tuple({_normalize_ending(entry) for entry in entries("non_name_endings")}),
        phone_words=_single_words(vocabulary.phone_words for vocabulary in by_language.values()),
        name_hints=_single_words(vocabulary.weak_name_cue for vocabulary in by_language.values()),
        place_endings={
            code: tuple(_normalize_ending(entry) for entry in vocabulary.contacts.place_endings)
            for code, vocabulary in by_language.items()
        },
        name_traits={},
        **{
            field.name: WordSet(entries(field.name))
            for field in fields(ContactVocabulary)
            if field.name not in _FIELDS_WITHOUT_WORD_SET
        },
    )


def _compile_case_endings(by_language: Mapping[str, Vocabulary]) -> tuple[CaseEndings, ...]:
    """Returns the endings of the languages whose names are declined, with the letters that tell them apart."""
    letters = {
        code: frozenset("".join(vocabulary.contacts.first_names).lower())
        for code, vocabulary in by_language.items()
        if vocabulary.contacts.feminine_endings
    }
    return tuple(
        CaseEndings(
            code,
            own_letters.difference(*(others for other, others in letters.items() if other != code)),
            tuple(_parse_pairs(by_language[code].contacts.feminine_endings)),
            tuple(_parse_pairs(by_language[code].contacts.masculine_endings)),
        )
        for code, own_letters in letters.items()
    )


def _single_words(lists: Iterable[tuple[str, ...]]) -> WordSet:
    return WordSet(entry for entries in lists for entry in entries if " " not in entry)


def _normalized_words_of(entries: Iterable[str]) -> set[str]:
    return {word for entry in entries for word in normalized_words(entry)}


def _normalize_ending(ending: str) -> str:
    return normalize(ending).replace("'", "")


def _parse_pairs(entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        ending, _, nominative = entry.partition("=")
        yield ending, nominative


def _compile_compound_names(vocabularies: Iterable[ContactVocabulary]) -> re.Pattern[str] | None:
    """Returns a pattern for names made of parts of one language, "Гүл" and "баршын"; None without such parts."""
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
    """Returns the words, and the same in Latin letters and one spelling (`latinize`)."""
    normalized = {word for word in normalized if word}
    return normalized | {latinize(word) for word in normalized}


def is_first_name(normalized: str, terms: ContactTerms) -> bool:
    """Returns whether a normalised word is a first name, in whatever script, or made of the parts of names."""
    if normalized in terms.first_names:
        return True
    latin = is_latin(normalized)
    if latin and latinize(normalized) in terms.first_names:
        return True
    if terms.compound_name_pattern is None or not _MIN_COMPOUND_CHARS <= len(normalized) <= _MAX_COMPOUND_CHARS:
        return False
    return terms.compound_name_pattern.fullmatch(latinize(normalized) if latin else normalized) is not None
