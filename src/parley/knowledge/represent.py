"""Text → vector, without a model: hashed character trigrams and word stems over folded, one-script text.

1,024 dimensions, unit length. Words of one concept (fridge, холодильник, мұздатқыш) share a feature, so that a
question in one language finds a text in another.
"""

from collections.abc import Iterator
from math import sqrt
from zlib import crc32

from parley.core.text import skeleton, words
from parley.knowledge.concepts import concept

DIMENSIONS = 1024
_STEM = 5
_WEIGHTS = {"concept": 2.0, "stem": 1.0, "gram": 0.35}


def vector(text: str) -> list[float]:
    """The unit vector of a text; all zeros for a text without words."""
    sums = [0.0] * DIMENSIONS
    for feature, weight in _features(text):
        number = crc32(feature.encode())
        # The highest bit decides the sign, so that collisions cancel out rather than add up.
        sums[number % DIMENSIONS] += weight if number & 0x80000000 else -weight
    length = sqrt(sum(value * value for value in sums))
    return [value / length for value in sums] if length else sums


def _features(text: str) -> Iterator[tuple[str, float]]:
    for word in words(text):
        if found := concept(word):
            yield f"§{found}", _WEIGHTS["concept"]
        plain = skeleton(word)
        yield f"^{plain[:_STEM]}", _WEIGHTS["stem"]
        padded = f" {plain} "
        for start in range(len(padded) - 2):
            yield padded[start : start + 3], _WEIGHTS["gram"]
