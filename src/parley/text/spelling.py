"""Slips of the finger: which known word an unknown one was meant to be."""

import re
from collections.abc import Iterable

# Of shorter words another word is one slip away.
_SHORTEST = 5
_HELD = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")


class Slips:
    """`words`: the known ones, folded."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = set(words)
        self._without: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._words):
            if len(word) >= _SHORTEST:
                for less in {word, *_less_one(word)}:
                    self._without[less] = (*self._without.get(less, ()), word)

    def meant(self, word: str) -> str:
        """The known word with letters held down ("дааа"), or one letter wrong inside it; empty for none."""
        for plain in (_HELD.sub(r"\1\1", word), _HELD.sub(r"\1", word), _DOUBLED.sub(r"\1", word)):
            if plain in self._words and plain != word:
                return plain
        if not _SHORTEST - 1 <= len(word) <= 16:
            return ""
        near = {known for less in (word, *_less_one(word)) for known in self._without.get(less, ())}
        return next((known for known in sorted(near) if _one_slip(word, known)), "")


def _less_one(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _one_slip(word: str, known: str) -> bool:
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
