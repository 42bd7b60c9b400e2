"""One word as search compares it, and how alike two words are."""

from dataclasses import dataclass
from functools import lru_cache

from parley.core.text import skeleton, words
from parley.knowledge.concepts import concept, one_slip

EXACT, MEANT, INFLECTED, MISSPELT = 1.0, 0.98, 0.97, 0.85
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Token:
    """`plain`: folded and in Latin letters. `meaning`: its concept, if any. `grams`: its character trigrams."""

    plain: str
    meaning: str
    grams: frozenset[str]

    @property
    def number(self) -> bool:
        return self.plain[0].isdigit()


@lru_cache(maxsize=16384)
def token(word: str) -> Token:
    """`word` is folded (core.text.words)."""
    plain = skeleton(word) or word
    padded = f" {plain} "
    return Token(plain, concept(word), frozenset(padded[at : at + 3] for at in range(len(padded) - 2)))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The distinct words of a text, in order."""
    return tuple(token(word) for word in dict.fromkeys(words(text)))


def alike(asked: Token, there: Token) -> float:
    """1 for the same word, a little less for another of the same meaning, less again misspelt, else 0."""
    if asked.plain == there.plain:
        return EXACT
    a, b = asked.plain, there.plain
    if asked.meaning:
        if asked.meaning != there.meaning:
            return 0.0
        return EXACT if _one_stem(a, b) else MEANT
    if a[0].isdigit() or b[0].isdigit() or there.meaning:
        return 0.0
    if _one_stem(a, b):
        return INFLECTED
    if len(a) >= 5 and abs(len(a) - len(b)) <= 3:
        both = len(asked.grams & there.grams)
        if 2 * both >= _ALIKE * (len(asked.grams) + len(there.grams)) or (both and one_slip(a, b)):
            return MISSPELT
    return 0.0


def _one_stem(a: str, b: str) -> bool:
    shortest = min(len(a), len(b))
    if shortest < 4 or a[:4] != b[:4]:
        return False
    common = 4
    while common < shortest and a[common] == b[common]:
        common += 1
    return common >= min(5, shortest) and common >= 0.75 * shortest
