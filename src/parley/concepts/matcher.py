"""Finds the concepts of words: what they mean to a shop, the same in seven languages (files.py).

The longest entry that fits decides: a phrase over a word, "морозильник" over "мороз". One misspelt letter is
forgiven where the word is long enough.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.concepts.files import LEXICON_LANGUAGES, MAX_WHOLE_WORD_LETTERS, Concept, read_concepts
from parley.text.normalize import is_latin, latinize
from parley.text.spelling import DeletionIndex, is_plausible_typo
from parley.text.tokenize import normalized_words

# A misspelt word is only recognized when it is long enough to have no near neighbour ("привет", "привезут").
_MIN_MISSPELT_LETTERS = 7
# So short a stem of goods is only recognized with one letter for another that sounds alike ("labtop").
_MIN_MISSPELT_GOODS_LETTERS = 6
# Vowels that are written for one another where nobody stresses them, in words of at least this length.
_VOWEL_SOUNDS, _MIN_PHONETIC_LETTERS = str.maketrans("oei", "aii"), 7
# Misspelt words are looked up by so many letters at their beginning.
_INDEXED_LETTERS = 6
# No entry is longer.
_MAX_COMPARED_LETTERS = 32
# How similar a concept is to the one asked for when it is a kind of it (a desk lamp for a lamp), and when it is the
# broader one.
_NARROWER_SIMILARITY, _BROADER_SIMILARITY = 0.95, 0.8


# Of English texts, which are looked up in every language: the beginnings of other words ("more", "or" is a bed).
_STOP_WORDS = frozenset(
    (
        "or",
        "more",
        "in",
        "on",
        "and",
        "the",
        "with",
        "bad",
        "out",
        "at",
        "is",
        "it",
        "that",
        "this",
        "of",
        "to",
        "for",
    )
)
# "Who" in Turkic languages: in Latin letters it is written like a word for clothes.
_WHO_WORDS = frozenset(normalized_words("кім кімі кімін кімдер ким кими кимин кимдер kim kimi kimin kimlar кимлар"))
# "tablets" and "prints" end in the Latin spelling of ц, but longer words than "its" do so as plurals.
_MAX_SINGULAR_LETTERS = 4


# What only one maker has: who asks for an iPad is not served with a tablet.
PRODUCT_LINES = frozenset(("macbook-laptop", "iphone-phone", "ipad-tablet", "airpods-headphones"))


class Annotation(NamedTuple):
    """Neighbouring words of a text that are one thing: usually a single word, or a phrase ("стиральная машина")."""

    #: normalised
    words: tuple[str, ...]
    #: the id of their concept; empty for words that no entry fits
    concept: str


class _EntryIndex:
    """Entries of one or more columns with their concepts, and the phrases among them by their first word."""

    def __init__(self) -> None:
        self.concept_by_entry: dict[str, str] = {}
        self.phrases_by_first_word: dict[str, tuple[str, ...]] = {}

    def add(self, concept_id: str, entries: Iterable[str]) -> None:
        self.concept_by_entry.update(dict.fromkeys(entries, concept_id))

    def index_phrases(self) -> None:
        for entry in self.concept_by_entry:
            if " " in entry:
                first = entry[: entry.index(" ")]
                self.phrases_by_first_word[first] = (*self.phrases_by_first_word.get(first, ()), entry)


# So short a word is spelt like one of another language by chance.
_MAX_LOOKALIKE_LETTERS = 5
# The column in Latin letters beside the English one.
_ENGLISH_COLUMN, _UZBEK_COLUMN = 0, LEXICON_LANGUAGES.index("uz")


class _Lexicon:
    """The lexicon: the English column, and all the others together."""

    def __init__(self, rows: Sequence[Concept]) -> None:
        self.kind_by_concept: dict[str, str] = {}
        self.english, self.others = _EntryIndex(), _EntryIndex()
        for row in rows:
            self.kind_by_concept[row.id] = row.kind
            self.english.add(row.id, row.entries(0))
            for column in range(1, len(row.columns)):
                self.others.add(row.id, row.entries(column))
        self.english.index_phrases()
        self.others.index_phrases()
        self.english_lookalikes = _find_english_lookalikes(rows)

    def indexes_for(self, word: str) -> tuple[_EntryIndex, ...]:
        """Returns the indexes that a word is looked up in, in turn."""
        return (self.english, self.others) if is_latin(word) or word[:1].isdigit() else (self.others,)


def _find_english_lookalikes(rows: Sequence[Concept]) -> frozenset[str]:
    """Returns the short entries of columns in Cyrillic that are spelt as words of English phrases and mean
    something else: "меш" is a stove in Kyrgyz, and no mesh."""
    concepts_by_word: dict[str, list[str]] = {}
    for row in rows:
        for phrase in row.entries(_ENGLISH_COLUMN):
            if " " in phrase:
                for word in phrase.split(" "):
                    concepts_by_word.setdefault(word.rstrip("."), []).append(row.id)
    return frozenset(
        entry
        for row in rows
        for column in range(1, len(row.columns))
        if column != _UZBEK_COLUMN
        for entry in row.entries(column)
        if len(word := entry.rstrip(".")) <= _MAX_LOOKALIKE_LETTERS
        and word in concepts_by_word
        and not any(_are_related(row.id, other) for other in concepts_by_word[word])
    ).difference(*(row.entries(_UZBEK_COLUMN) for row in rows))


def _are_related(concept_id: str, other: str) -> bool:
    return concept_id == other or concept_id.endswith(f"-{other}") or other.endswith(f"-{concept_id}")


_LEXICON = _Lexicon(list(read_concepts()))


def _concepts_of_kind(kind: str) -> frozenset[str]:
    return frozenset(
        concept_id for concept_id, concept_kind in _LEXICON.kind_by_concept.items() if concept_kind == kind
    )


GOODS = _concepts_of_kind("goods")
SERVICES = _concepts_of_kind("services")
SALE_TERMS = _concepts_of_kind("terms")
BRANDS = _concepts_of_kind("brands")
QUALITIES = _concepts_of_kind("qualities")
PLACES = _concepts_of_kind("places")
FILLERS = _concepts_of_kind("idle")


def annotate(words: Sequence[str]) -> list[Annotation]:
    """Returns normalised words with their concepts, phrases together, in order; no word is left out."""
    annotations: list[Annotation] = []
    position = 0
    while position < len(words):
        phrases = (
            _phrases_continuing_with(words[position], words[position + 1]) if position + 1 < len(words) else ()
        )
        concept_id, rest = next(
            (each for each in phrases if _matches_phrase(words, position + 1, each[1])), ("", ())
        )
        concept_id = concept_id or find_concept(words[position])
        end = position + 1 + len(rest)
        # "кір жуғыш машина", "стеральную машину": what else belongs to the name of the same thing.
        continuations = _continuation_words().get(concept_id, ())
        while end < len(words) and any(_matches_entry(words[end], each) for each in continuations):
            end += 1
        annotations.append(Annotation(tuple(words[position:end]), concept_id))
        position = end
    return annotations


@lru_cache(maxsize=8192)
def find_concept(word: str) -> str:
    """Returns the concept of one normalised word ("laptop", "delivery"), one misspelt letter forgiven; empty where
    there is none."""
    if word in _STOP_WORDS or word in _WHO_WORDS:
        return ""
    latin, indexes = latinize(word), _LEXICON.indexes_for(word)
    is_typed_latin = is_latin(word)
    for entry in _entry_prefixes(latin):
        for entries in indexes:
            found = entries.concept_by_entry.get(entry)
            is_other = is_typed_latin and entries is _LEXICON.others and entry in _LEXICON.english_lookalikes
            if found and not is_other:
                return found
    if word.endswith("ts") and len(word) > _MAX_SINGULAR_LETTERS and is_latin(word):
        return find_concept(word[:-1])
    return _find_misspelt(latin, indexes) or ("" if is_latin(word) else _find_by_sound(latin))


def is_lexicon_word(word: str) -> bool:
    """Returns whether the word stands in the lexicon as it is, and does not only begin or sound like one."""
    latin = latinize(word)
    return any(
        not entries.concept_by_entry.keys().isdisjoint((latin, f"{latin}."))
        for entries in _LEXICON.indexes_for(word)
    )


@lru_cache(maxsize=2048)
def broader_concepts(concept_id: str) -> tuple[str, ...]:
    """Returns the concepts that this one is a kind of, the nearest first: of a "desk-lamp" ("lamp",)."""
    parts = concept_id.split("-")
    ends = ("-".join(parts[start:]) for start in range(1, len(parts)))
    return tuple(end for end in ends if _LEXICON.kind_by_concept.get(end) == _LEXICON.kind_by_concept[concept_id])


@lru_cache(maxsize=8192)
def concept_similarity(query_concept: str, other_concept: str) -> float:
    """Returns how well a thing of another concept is what was asked for, 0…1. Both may be empty."""
    if not query_concept or query_concept == other_concept:
        return float(bool(query_concept))
    if query_concept in broader_concepts(other_concept) or (
        other_concept.startswith(f"{query_concept}-") and query_concept in QUALITIES
    ):
        return _NARROWER_SIMILARITY
    # A green thing is of a colour, but what has a colour need not be green.
    is_broader = (
        other_concept in broader_concepts(query_concept)
        and query_concept not in QUALITIES
        and query_concept not in PRODUCT_LINES
    )
    return _BROADER_SIMILARITY if is_broader else 0.0


def _entry_prefixes(latin: str) -> list[str]:
    """Returns the whole word as an entry writes it, and its beginnings, longest first."""
    return [
        f"{latin}.",
        *(latin[:length] for length in range(min(len(latin), _MAX_COMPARED_LETTERS), MAX_WHOLE_WORD_LETTERS, -1)),
    ]


@lru_cache(maxsize=8192)
def _phrases_starting_with(word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Returns the phrases that this word may begin, longest first: their concepts, and their other words."""
    latin, indexes = latinize(word), _LEXICON.indexes_for(word)
    prefixes = [*_entry_prefixes(latin), *([latin] if len(latin) <= MAX_WHOLE_WORD_LETTERS else [])]
    phrases = [
        (phrase, entries.concept_by_entry[phrase])
        for entries in indexes
        for start in prefixes
        for phrase in entries.phrases_by_first_word.get(start, ())
    ]
    phrases.sort(key=lambda each: -len(each[0]))
    return tuple((concept_id, tuple(phrase.split(" ")[1:])) for phrase, concept_id in phrases)


@lru_cache(maxsize=16384)
def _phrases_continuing_with(word: str, next_word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Returns those of the phrases that the next word continues."""
    return tuple(
        each for each in _phrases_starting_with(word) if not each[1] or _matches_entry(next_word, each[1][0])
    )


@lru_cache(maxsize=1)
def _continuation_words() -> Mapping[str, tuple[str, ...]]:
    """Returns the words that continue the name of a thing, by its concept. A number does not: it tells one thing
    from another."""
    words_by_concept: dict[str, set[str]] = {}
    for entries in (_LEXICON.english, _LEXICON.others):
        for phrase in (phrase for phrases in entries.phrases_by_first_word.values() for phrase in phrases):
            words = (word for word in phrase.split(" ")[1:] if not word[0].isdigit())
            words_by_concept.setdefault(entries.concept_by_entry[phrase], set()).update(words)
    return {concept_id: tuple(sorted(words)) for concept_id, words in words_by_concept.items()}


def _matches_phrase(words: Sequence[str], position: int, rest: tuple[str, ...]) -> bool:
    return position + len(rest) <= len(words) and all(
        _matches_entry(words[position + offset], entry) for offset, entry in enumerate(rest)
    )


def _matches_entry(word: str, entry: str) -> bool:
    latin = latinize(word)
    if entry.endswith("."):
        return latin == entry[:-1]
    if len(entry) <= MAX_WHOLE_WORD_LETTERS or latin.startswith(entry):
        return latin == entry or len(entry) > MAX_WHOLE_WORD_LETTERS
    return len(entry) >= _INDEXED_LETTERS and latin[:2] == entry[:2] and is_plausible_typo(latin, entry)


@lru_cache(maxsize=2)
def _stem_index(entries: _EntryIndex) -> DeletionIndex:
    """Returns the entries that are long enough to be recognized when they are misspelt."""
    return DeletionIndex(
        (
            stem
            for stem, concept_id in entries.concept_by_entry.items()
            if stem.isalpha()
            and len(stem) >= (_MIN_MISSPELT_GOODS_LETTERS if concept_id in GOODS else _MIN_MISSPELT_LETTERS)
        ),
        _INDEXED_LETTERS,
    )


def _find_misspelt(latin: str, indexes: Iterable[_EntryIndex]) -> str:
    if len(latin) < _INDEXED_LETTERS - 1:
        return ""
    for entries in indexes:
        for stem in _stem_index(entries).candidates(latin):
            lengths = (len(stem), len(stem) - 1, len(stem) + 1)
            if any(_is_safe_typo(latin[:length], stem) for length in lengths if length <= len(latin)):
                return entries.concept_by_entry[stem]
    return ""


def _find_by_sound(latin: str) -> str:
    """Returns the concept of goods written as they sound, vowel for vowel: "халадильник", "тилифон"; else empty."""
    sound = latin.translate(_VOWEL_SOUNDS)
    concept_by_sound = _sound_index()
    return next(
        (
            concept_by_sound[sound[:size]]
            for size in range(len(sound), _MIN_PHONETIC_LETTERS - 1, -1)
            if sound[:size] in concept_by_sound
        ),
        "",
    )


@lru_cache(maxsize=1)
def _sound_index() -> Mapping[str, str]:
    """Returns the concepts of long entries of goods by their sound, but those that sound like another concept."""
    concept_by_sound: dict[str, str] = {}
    for stem, concept_id in _LEXICON.others.concept_by_entry.items():
        if concept_id in GOODS and len(stem) >= _MIN_PHONETIC_LETTERS and stem.isalpha():
            sound = stem.translate(_VOWEL_SOUNDS)
            concept_by_sound[sound] = concept_id if concept_by_sound.get(sound, concept_id) == concept_id else ""
    return {sound: concept_id for sound, concept_id in concept_by_sound.items() if concept_id}


def _is_safe_typo(word: str, stem: str) -> bool:
    """Returns whether a word may be this stem misspelt; of a short stem only with one letter replaced."""
    if len(stem) <= _MIN_MISSPELT_GOODS_LETTERS and (
        len(word) != len(stem) or sum(map(str.__ne__, word, stem)) != 1
    ):
        return False
    return is_plausible_typo(word, stem)
