"""Tells the language of a single word: by the words each language lists, by its letters and by its look."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.language.trigrams import LanguageProbabilities, TrigramClassifier
from parley.nlu.vocabulary import Vocabulary, phrase_entries
from parley.text.normalize import is_latin, latinize, normalize
from parley.text.tokenize import normalized_words

# So many words are remembered with what they tell.
_MAX_CACHED_WORDS = 20_000
_TO_PLAIN_E = str.maketrans("ёє", "ее")
# Shorter words are alike by chance ("ок", Uzbek "оқ").
_MIN_AMBIGUOUS_CHARS = 4


class PossibleLanguages(NamedTuple):
    """The languages a word may be of, by ISO code."""

    #: those that list it just as it is written
    listed: frozenset[str]
    #: those, and all that have every letter of it
    possible: frozenset[str]


class LanguageProfiles:
    """Tells languages apart by single words. `vocabularies`: by ISO code.

    A word is given as it is written, in lower case ("written"): letters that normalising makes equal tell most.
    """

    def __init__(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        words_by_language = {
            code: {word for _, entry in phrase_entries(vocabulary) for word in _written_words(entry)}
            for code, vocabulary in vocabularies.items()
        }
        self._listed_words = _drop_ambiguous_spellings(words_by_language)
        self._absent_letters = _absent_letters(vocabularies)
        cyrillic, latin = _training_words(vocabularies, words_by_language)
        self._cyrillic_classifier, self._latin_classifier = TrigramClassifier(cyrillic), TrigramClassifier(latin)
        self.possible_languages = lru_cache(maxsize=_MAX_CACHED_WORDS)(self._possible_languages)
        self._classify_cyrillic = lru_cache(maxsize=_MAX_CACHED_WORDS)(self._cyrillic_classifier.probabilities)
        self._classify_latin = lru_cache(maxsize=_MAX_CACHED_WORDS)(self._latin_probabilities)

    def __contains__(self, code: object) -> bool:
        return code in self._listed_words

    def lists_word(self, code: str, written: str) -> bool:
        """Tells whether a list of the language has the word just as it is written."""
        return written in self._listed_words.get(code, ())

    def has_letters(self, code: str, written_words: Iterable[str]) -> bool:
        """Tells whether the language has every letter of the words. True for an unknown language."""
        absent = self._absent_letters.get(code)
        return not absent or all(absent.isdisjoint(written) for written in written_words)

    def probabilities(self, text: str, normalized: str) -> LanguageProbabilities:
        """Returns how likely each language is by the look of the word alone, together 1. `text`: as it was typed;
        `normalized`: as it is compared."""
        if is_latin(normalized):
            return self._classify_latin(normalized)
        return self._classify_cyrillic(text.casefold())

    def _possible_languages(self, written: str) -> PossibleLanguages:
        listed = frozenset(code for code, words in self._listed_words.items() if written in words)
        with_letters = (code for code, absent in self._absent_letters.items() if absent.isdisjoint(written))
        return PossibleLanguages(listed, listed.union(with_letters))

    def _latin_probabilities(self, normalized: str) -> LanguageProbabilities:
        return self._latin_classifier.probabilities(latinize(normalized))


def _absent_letters(vocabularies: Mapping[str, Vocabulary]) -> dict[str, frozenset[str]]:
    """By language, the letters that others write Cyrillic with and it does not; none for one without Cyrillic."""
    all_letters = frozenset("".join(vocabulary.cyrillic_alphabet for vocabulary in vocabularies.values()))
    return {
        code: all_letters.difference(vocabulary.cyrillic_alphabet) if vocabulary.cyrillic_alphabet else frozenset()
        for code, vocabulary in vocabularies.items()
    }


def _training_words(
    vocabularies: Mapping[str, Vocabulary], words_by_language: Mapping[str, Iterable[str]]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Words and endings by language, for two classifiers: in Cyrillic, with a language's own letters and without
    them, and in Latin letters, whatever they are written in."""
    cyrillic: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    for code, vocabulary in vocabularies.items():
        endings = ["-" + word for ending in vocabulary.language_marker_endings for word in _written_words(ending)]
        for word in (*sorted(words_by_language[code]), *endings):
            dash, letters = "-" * word.startswith("-"), word.removeprefix("-")
            normalized = normalized_words(letters)[0]
            if not is_latin(normalized):
                cyrillic.setdefault(code, []).extend(dict.fromkeys((word, dash + normalized)))
            latin.setdefault(code, []).append(dash + latinize(normalized))
    return cyrillic, latin


def _written_words(entry: str) -> list[str]:
    """The words of an entry with the letters they are written with."""
    return [word for word in entry.casefold().replace("*", "").split() if word.isalpha()]


def _drop_ambiguous_spellings(words_by_language: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """The words without those that one language lists as typed for want of a letter ("менин" beside "менің") and
    another as they should be. Who writes е for ё or є misses no letter."""
    simplified = {
        code: {normalize(word) for word in words if normalize(word) != word.translate(_TO_PLAIN_E)} & words
        for code, words in words_by_language.items()
    }
    proper = {code: words - simplified[code] for code, words in words_by_language.items()}

    def is_proper_elsewhere(word: str, code: str) -> bool:
        return any(word in words for other, words in proper.items() if other != code)

    return {
        code: frozenset(proper[code]).union(
            word
            for word in simplified[code]
            if len(word) < _MIN_AMBIGUOUS_CHARS or not is_proper_elsewhere(word, code)
        )
        for code in words_by_language
    }
