"""Classifies what a message wants by labelled examples (examples/*.tsv), in every language at once.

A linear classifier over words, pieces of words and known phrases (features.py). Its weights are made by
`make intents` (evaluation/intent_training.py) and lie beside this module.
"""

import lzma
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain, islice
from math import exp
from pathlib import Path

import msgspec
from cachetools import LRUCache

from parley.text.interner import Interner

WEIGHTS_FILE = Path(__file__).parent / "weights.bin"
# A stored weight of so much is 1.
_SCALE = 8
# Smaller ones decide nothing.
_MIN_WEIGHT = 0.12
# Short pieces are remembered, for they come again and again ("здравствуйте", "подскажите, пожалуйста"): so many, of
# so many features at most, which is 2 MB.
_MAX_KNOWN_PIECES, _MAX_KNOWN_FEATURES = 1_024, 40
# What a byte holds.
_LOWEST_WEIGHT = -127


class ClassifierWeights(msgspec.Struct, frozen=True):
    """The weights: small whole numbers."""

    intents: tuple[str, ...]
    #: of the examples that they were made from (examples.py)
    checksum: int
    #: by feature: the number of an intent, its weight, the next number, …; an intent's own offset is under ""
    features: dict[str, tuple[int, ...]]


class _StoredWeights(msgspec.Struct, frozen=True):
    """The weights as they are stored. What is alike stands together, so that it is packed well."""

    intents: tuple[str, ...]
    checksum: int
    #: the features in order, one a line
    names: str
    #: how many intents each feature has
    counts: bytes
    #: … their numbers, and their weights from _LOWEST_WEIGHT on
    numbers: bytes
    weights: bytes


def pack_weights(weights: Mapping[str, Mapping[str, float]], checksum: int) -> bytes:
    """Returns weights (by feature, then by intent) as they are stored."""
    intents = tuple(weights[""])
    pairs_by_feature = {
        feature: [
            (number, max(_LOWEST_WEIGHT, min(round(_SCALE * weight), -_LOWEST_WEIGHT)))
            for number, weight in enumerate(map(of_feature.__getitem__, intents))
            if abs(weight) >= _MIN_WEIGHT
        ]
        for feature, of_feature in sorted(weights.items())
    }
    features = {feature: pairs for feature, pairs in pairs_by_feature.items() if pairs}
    all_pairs = [pair for pairs in features.values() for pair in pairs]
    stored = _StoredWeights(
        intents,
        checksum,
        "\n".join(features),
        bytes(map(len, features.values())),
        bytes([number for number, _ in all_pairs]),
        bytes([weight - _LOWEST_WEIGHT for _, weight in all_pairs]),
    )
    return lzma.compress(msgspec.msgpack.encode(stored), preset=9)


def unpack_weights(packed: bytes) -> ClassifierWeights:
    """Returns stored weights."""
    stored = msgspec.msgpack.decode(lzma.decompress(packed), type=_StoredWeights)
    values = chain.from_iterable(
        zip(stored.numbers, [byte + _LOWEST_WEIGHT for byte in stored.weights], strict=True)
    )
    features = {
        name: tuple(islice(values, 2 * count))
        for name, count in zip(stored.names.split("\n"), stored.counts, strict=True)
    }
    return ClassifierWeights(stored.intents, stored.checksum, features)


class IntentClassifier:
    """Tells what a piece of a message wants."""

    def __init__(self, weights: ClassifierWeights) -> None:
        self._intents = weights.intents
        #: by features
        self._known: LRUCache[tuple[str, ...], Mapping[str, float]] = LRUCache(_MAX_KNOWN_PIECES)
        intern = Interner()
        self._pairs = {
            feature: tuple(map(intern, zip(values[::2], values[1::2], strict=True)))
            for feature, values in weights.features.items()
        }

    def classify(self, features: Iterable[str]) -> Mapping[str, float]:
        """Returns the probability of each intent, 0…1, for the features of a piece (`intent_features`)."""
        key = tuple(features)
        probabilities = self._known.get(key)
        if probabilities is None:
            probabilities = self._probabilities(key)
            if len(key) <= _MAX_KNOWN_FEATURES:
                self._known[key] = probabilities
        return probabilities

    def _probabilities(self, features: Iterable[str]) -> Mapping[str, float]:
        scores = [0] * len(self._intents)
        known = [pairs for feature in ("", *features) if (pairs := self._pairs.get(feature))]
        for pairs in known:
            for number, weight in pairs:
                scores[number] += weight
        scale = 1 / (_SCALE * max(1, len(known)) ** 0.5)
        highest = max(scores)
        exponents = [exp((score - highest) * scale) for score in scores]
        total = sum(exponents)
        return {intent: value / total for intent, value in zip(self._intents, exponents, strict=True)}


@cache
def load_classifier() -> IntentClassifier:
    """Returns the classifier with the weights that come with parley, made once for the process."""
    return IntentClassifier(unpack_weights(WEIGHTS_FILE.read_bytes()))
