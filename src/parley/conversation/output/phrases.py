"""Finds the phrases of a `ClaimVocabulary` in the words of a sentence, however they are disguised."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.phrase_matcher import EntryIndex, PhraseEntry, PhrasePattern
from parley.text.interner import Interner
from parley.text.normalize import is_latin, latinize, normalize_word
from parley.text.tokenize import normalized_words

_LETTER_FROM_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN_LETTER = re.compile("[a-z]")
_DIGIT_OR_SIGN = re.compile(r"[0-9@]")
# Greek and rarer Latin letters that look like Latin ones.
_GREEK_LOOKALIKES = str.maketrans("αβεηικνοορτυχωɑɡıѕһԁԛԝɪ", "abenikvooptuxwagishdqwi")
# … and what only a reader takes for a Cyrillic one, in a word that is Cyrillic otherwise.
_MORE_CYRILLIC = str.maketrans("sunrgdlz", "супргдлз")
_CYRILLIC_LOOKALIKES = str.maketrans("аеорсухкмтвніјѕԁ", "aeopcyxkmtbhijsd")
# Digits and signs for the letters that look like them.
_CYRILLIC_LEET = str.maketrans("01346@", "оизчба")
_LATIN_LEET = str.maketrans("01345@", "oieasa")
# Russian in Latin letters is looked up under these; shorter words are others too.
_MIN_LATINIZED_CHARS = 5
# Stands in a phrase for so many words at most.
_GAP, _MAX_GAP_WORDS = "…", 4
_LATINIZED_KINDS = frozenset({"discount", "free"})
_MAX_CACHED_WORDS = 20_000


@lru_cache(maxsize=_MAX_CACHED_WORDS)
def fold_word(word: str) -> str:
    """Returns a word as it is compared: `normalize_word` of what a reader sees, whatever letters it is made of
    ("frее" with Cyrillic letters, "ск1дка")."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word).casefold().translate(_GREEK_LOOKALIKES)
    folded = normalize_word(word)
    if _DIGIT_OR_SIGN.search(folded) and not folded.isdecimal():
        folded = _read_leet(folded)
    if _LETTER_FROM_CYRILLIC.search(folded) and _LATIN_LETTER.search(folded):
        cyrillic = folded.translate(_MORE_CYRILLIC)
        folded = folded.translate(_CYRILLIC_LOOKALIKES) if _LATIN_LETTER.search(cyrillic) else cyrillic
    return folded


def _read_leet(word: str) -> str:
    if _LETTER_FROM_CYRILLIC.search(word):
        return word.translate(_CYRILLIC_LEET)
    return word.translate(_LATIN_LEET) if sum(map(str.isalpha, word)) > len(word) / 2 else word


class Found(NamedTuple):
    """A phrase of a word list in a sentence."""

    #: the name of the list
    kind: str
    #: ISO code of its language
    language: str
    #: its first word, and the one behind its last
    start: int
    end: int


class PhraseTable:
    """Phrases under their first words. `entries`: (kind, language, phrase). Unlike a `PhraseIndex`, it reads
    over commas and gaps, in words that `fold_word` has stripped of their disguise."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._index, self._intern = EntryIndex(), Interner()
        for kind, language, phrase in entries:
            self._add(kind, language, phrase)
        self._entries_of_word = lru_cache(maxsize=_MAX_CACHED_WORDS)(self._look_up_word)

    def _add(self, kind: str, language: str, phrase: str) -> None:
        (first, is_prefix), *rest = _parse_phrase(phrase)
        spellings = [first]
        if kind in _LATINIZED_KINDS and not rest and len(first) >= _MIN_LATINIZED_CHARS and not first.isascii():
            spellings.append(latinize(first))
        for spelling in spellings:
            self._index.add(((spelling, is_prefix), *rest), kind, language, self._intern)

    def find(self, words: Sequence[str]) -> list[Found]:
        """Returns every phrase that stands in the words."""
        return [
            Found(entry.kind, entry.language, start, end)
            for start, word in enumerate(words)
            for entry in self._entries_of_word(word)
            if (end := _end_of_phrase(words, start + 1, entry.rest))
        ]

    def _look_up_word(self, word: str) -> tuple[PhraseEntry, ...]:
        """Returns the entries that begin with a word."""
        spellings = dict.fromkeys((word, latinize(word))) if is_latin(word) else (word,)
        return tuple([entry for spelling in spellings for entry in self._index.entries_for(spelling)])


def _parse_phrase(phrase: str) -> PhrasePattern:
    return tuple([("".join(normalized_words(word)) or word, word.endswith("*")) for word in phrase.split()])


def _end_of_phrase(words: Sequence[str], start: int, pattern: PhrasePattern) -> int:
    """Returns where the rest of a phrase ends; 0 where it does not stand there."""
    for index, (part, is_prefix) in enumerate(pattern):
        if part == _GAP:
            rest = pattern[index + 1 :]
            ends = (_end_of_phrase(words, start + skipped, rest) for skipped in range(_MAX_GAP_WORDS + 1))
            return next(filter(None, ends), 0)
        if start >= len(words) or not (words[start].startswith(part) if is_prefix else words[start] == part):
            return 0
        start += 1
    return start
