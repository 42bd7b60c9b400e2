"""What single words mean, whatever their language: meanings.tsv.

A line is a meaning, then its words in each language, divided by spaces; with a star at the end, all words that
begin so. The classifier of intents learns from meanings in every language what it was shown in one (features.py).
They are rough, decide nothing by themselves, and a word may have several.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from parley.text.normalize import latinize, normalize_word

MEANINGS_FILE = Path(__file__).parent / "meanings.tsv"
#: that a verb is negated, which Turkic languages and Mongolian say within the word: "келмеді", "ирээгүй"
NEGATED = "negated"
_NEGATED_VERB = re.compile(
    r"[^aeiouy][aeou]?(?:m[aeo]|b[aeo]|p[aeo])(?:i|y|d[iyu]|g[aeo]n|pt[iy]|p|s|[iy]t|i?m)|gui|gyi$"
)
_STAR = "*"
_SHORTEST_BEGINNING, _LONGEST_BEGINNING = 2, 11


class _Words(NamedTuple):
    """The meanings of words, in Latin letters, and of beginnings of words."""

    whole: Mapping[str, frozenset[str]]
    beginnings: Mapping[str, frozenset[str]]


@lru_cache(maxsize=8192)
def word_meanings(word: str) -> tuple[str, ...]:
    """Returns the meanings of one word in Latin letters (`latinize`), in order."""
    words = _read_words()
    found = set(words.whole.get(word, ()))
    for length in range(min(len(word), _LONGEST_BEGINNING), _SHORTEST_BEGINNING - 1, -1):
        if meanings := words.beginnings.get(word[:length]):
            found |= meanings
            break
    if _NEGATED_VERB.search(word):
        found.add(NEGATED)
    return tuple(sorted(found))


@cache
def _read_words() -> _Words:
    whole: defaultdict[str, set[str]] = defaultdict(set)
    beginnings: defaultdict[str, set[str]] = defaultdict(set)
    for meaning, entry in _read_entries():
        kind = beginnings if entry.endswith(_STAR) else whole
        kind[latinize(normalize_word(entry.removesuffix(_STAR)))].add(meaning)
    return _Words(_frozen(whole), _frozen(beginnings))


def _read_entries() -> Iterator[tuple[str, str]]:
    """Yields each meaning with each of its words. The first line names the languages."""
    for line in MEANINGS_FILE.read_text(encoding="utf-8").splitlines()[1:]:
        meaning, *columns = line.split("\t")
        for column in columns:
            for entry in column.split():
                yield meaning, entry


def _frozen(words: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {word: frozenset(meanings) for word, meanings in words.items()}
