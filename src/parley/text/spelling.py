"""Spelling mistakes: how far two words are apart, and which known word a misspelt one was meant to be.

The index of known words is that of SymSpell: a word and its misspelling become equal when one letter of either is
left out, so that few known words have to be compared with the one that was typed.
"""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

# Shorter words have another word one edit away, of longer ones nobody knows any.
_MIN_WORD_CHARS, _MAX_WORD_CHARS = 5, 16
_HELD_LETTER = re.compile(r"(.)\1{2,}")
_DOUBLED_LETTER = re.compile(r"(.)\1+")
# Letters of latinized words that are often written for one another.
_SIMILAR_LETTERS = tuple(map(frozenset, ("aeiou", "bp", "dt", "gkh", "zsc", "js", "vf", "mn")))
# From this length on a word has no near neighbour, so that any letter may be the wrong one.
_LONG_WORD_LETTERS = 9


def edit_distance(a: str, b: str, limit: int) -> int:
    """Returns how many letters are inserted, deleted, replaced or swapped with their neighbour between two words;
    `limit` + 1 when there are more than `limit`."""
    return OSA.distance(a, b, score_cutoff=limit)


def is_plausible_typo(word: str, known: str) -> bool:
    """Returns whether a latinized word is at most one edit away from a known one. In a short word a letter may only
    be replaced by one that sounds alike: "interesno" is no "interer"."""
    if edit_distance(word, known, 1) > 1:
        return False
    if len(word) != len(known) or len(known) >= _LONG_WORD_LETTERS:
        return True
    replaced = [set(letters) for letters in zip(word, known, strict=True) if letters[0] != letters[1]]
    return len(replaced) != 1 or any(map(replaced[0].issubset, _SIMILAR_LETTERS))


class DeletionIndex:
    """Known words by what is left of their first `prefix_letters` letters without one of them."""

    def __init__(self, words: Iterable[str], prefix_letters: int = _MAX_WORD_CHARS) -> None:
        self._prefix_letters = prefix_letters
        self._words_by_key: dict[str, tuple[str, ...]] = {}
        for word in words:
            for key in set(_deletions(word[:prefix_letters])):
                self._words_by_key[key] = (*self._words_by_key.get(key, ()), word)

    def candidates(self, word: str) -> list[str]:
        """Returns, in alphabetical order, the known words that may begin like this one with one edit, first letter
        apart. Most of them do not: measure their distance."""
        size = self._prefix_letters
        keys = {*_deletions(word[:size])}
        if len(word) > size:  # one letter more or less moves the end of the prefix
            keys.update(_deletions(word[: size + 1]), (word[: size - 1],))
        return sorted({known for key in keys for known in self._words_by_key.get(key, ())})


class SpellingCorrector:
    """Finds the known word that a misspelt one was meant to be. `words`: the known ones, normalized."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = set(words)
        self._index = DeletionIndex(word for word in sorted(self._words) if len(word) >= _MIN_WORD_CHARS)

    def correct(self, word: str) -> str:
        """Returns the known word with letters held down ("дааа") or with one edit between its first and its last
        letter ("Арина" is no "әрине"); empty when there is none."""
        for shortened in (
            _HELD_LETTER.sub(r"\1\1", word),
            _HELD_LETTER.sub(r"\1", word),
            _DOUBLED_LETTER.sub(r"\1", word),
        ):
            if shortened in self._words and shortened != word:
                return shortened
        if not _MIN_WORD_CHARS - 1 <= len(word) <= _MAX_WORD_CHARS:
            return ""
        return next((known for known in self._index.candidates(word) if _is_misspelt_inside(word, known)), "")


def _deletions(word: str) -> Iterator[str]:
    """Yields the word and what is left of it without one letter. The first letter is hardly ever the wrong one."""
    yield word
    for index in range(1, len(word)):
        yield word[:index] + word[index + 1 :]


def _is_misspelt_inside(word: str, known: str) -> bool:
    return word[0] == known[0] and word[-1] == known[-1] and edit_distance(word, known, 1) <= 1
