"""Slips of the finger: which known word an unknown one was meant to be."""

import re
from collections.abc import Iterable

# Of shorter words another word is one slip away.
_MIN_WORD_CHARS = 5
_HELD_LETTER = re.compile(r"(.)\1{2,}")
_DOUBLED_LETTER = re.compile(r"(.)\1+")


class SpellingCorrector:
    """`words`: the known ones, folded."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = set(words)
        self._words_by_deletion: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._words):
            if len(word) >= _MIN_WORD_CHARS:
                for deletion in {word, *_one_letter_deletions(word)}:
                    self._words_by_deletion[deletion] = (*self._words_by_deletion.get(deletion, ()), word)

    def correct(self, word: str) -> str:
        """The known word with letters held down ("дааа"), or one letter wrong inside it; empty for none."""
        for shortened in (
            _HELD_LETTER.sub(r"\1\1", word),
            _HELD_LETTER.sub(r"\1", word),
            _DOUBLED_LETTER.sub(r"\1", word),
        ):
            if shortened in self._words and shortened != word:
                return shortened
        if not _MIN_WORD_CHARS - 1 <= len(word) <= 16:
            return ""
        candidates = {
            known
            for deletion in (word, *_one_letter_deletions(word))
            for known in self._words_by_deletion.get(deletion, ())
        }
        return next((known for known in sorted(candidates) if _is_one_edit(word, known)), "")


def _one_letter_deletions(word: str) -> list[str]:
    return [word[:index] + word[index + 1 :] for index in range(len(word))]


def _is_one_edit(word: str, known: str) -> bool:
    """One letter more, less, other or exchanged with its neighbour; the first and the last hold ("Арина" is
    no "әрине")."""
    if word[0] != known[0] or word[-1] != known[-1]:
        return False
    start = 0
    while start < min(len(word), len(known)) and word[start] == known[start]:
        start += 1
    end = 0
    while end < min(len(word), len(known)) - start and word[-1 - end] == known[-1 - end]:
        end += 1
    a, b = word[start : len(word) - end], known[start : len(known) - end]
    return (len(a) <= 1 and len(b) <= 1) or (len(a) == 2 and a == b[::-1])
