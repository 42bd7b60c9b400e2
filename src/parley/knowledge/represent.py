"""Text → vector, without a model: hashed character trigrams and word beginnings over folded, one-script text.

1,024 dimensions, unit length. Words of one concept (fridge, холодильник, мұздатқыш) share a feature, so that a
question in one language finds a text in another.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import sqrt
from zlib import crc32

from parley.core.text import skeleton, words
from parley.knowledge.concepts import concept

DIMENSIONS = 1024
_STEM = 5
_CONCEPT, _WORD, _GRAM = 2.0, 1.0, 0.35


def vector(text: str) -> list[float]:
    """The unit vector of a text; all zeros for a text without words. The same on every machine and in every run."""
    sums = [0.0] * DIMENSIONS
    for word in words(text):
        for at, weight in _features(word):
            sums[at] += weight
    length = sqrt(sum(value * value for value in sums))
    return [value / length for value in sums] if length else sums


def written(numbers: list[float]) -> str:
    """A vector as pgvector reads it; most of the numbers are 0, which is short."""
    return "[" + ",".join([f"{number:.5g}" if number else "0" for number in numbers]) + "]"


@lru_cache(maxsize=16384)
def _features(word: str) -> tuple[tuple[int, float], ...]:
    return tuple(_hashed(feature, weight) for feature, weight in _named(word))


def _named(word: str) -> Iterator[tuple[str, float]]:
    if found := concept(word):
        yield f"§{found}", _CONCEPT
    plain = skeleton(word) or word
    yield f"^{plain[:_STEM]}", _WORD
    padded = f" {plain} "
    for start in range(len(padded) - 2):
        yield padded[start : start + 3], _GRAM


def _hashed(feature: str, weight: float) -> tuple[int, float]:
    # The highest bit decides the sign, so that collisions cancel out rather than add up.
    number = crc32(feature.encode())
    return number % DIMENSIONS, weight if number & 0x80000000 else -weight
