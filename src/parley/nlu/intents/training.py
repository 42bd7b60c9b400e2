"""Makes the weights of the classifier of intents from labelled clauses. Deterministic, and needs no library.

Multinomial logistic regression by stochastic gradient descent; the weights of all steps are averaged, so that the
last examples weigh no more than the first.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp
from typing import NamedTuple

_EPOCHS, _FIRST_RATE, _LAST_RATE, _DECAY = 8, 3.0, 0.3, 2e-6
_SEED = 7
# A feature of one or two examples is those examples' own: it costs room and decides nothing.
_MIN_FEATURE_COUNT = 3


class Example(NamedTuple):
    """A clause and what it wants."""

    intent: str
    features: Sequence[str]


def train(examples: Sequence[Example]) -> Mapping[str, Mapping[str, float]]:
    """Returns by feature the weight of each intent; an intent's own offset is that of the feature ""."""
    intents = sorted({example.intent for example in examples})
    counts = Counter(feature for example in examples for feature in example.features)
    index = {feature: number for number, feature in enumerate(["", *_frequent(counts)])}
    rows = [
        ([0, *(index[feature] for feature in example.features if feature in index)], intents.index(example.intent))
        for example in examples
    ]
    weights = _Descent(len(index), len(intents)).run(rows)
    return {feature: dict(zip(intents, weights[number], strict=True)) for feature, number in index.items()}


def _frequent(counts: Counter[str]) -> Iterable[str]:
    return (feature for feature, count in sorted(counts.items()) if count >= _MIN_FEATURE_COUNT)


class _Descent:
    """Stochastic gradient descent over sparse rows: indices of features, and the number of the intent."""

    def __init__(self, feature_count: int, intent_count: int) -> None:
        self._weights = [[0.0] * intent_count for _ in range(feature_count)]
        self._sums = [[0.0] * intent_count for _ in range(feature_count)]
        self._intent_count = intent_count

    def run(self, rows: list[tuple[list[int], int]]) -> list[list[float]]:
        """Returns the averaged weights: by feature, then by intent."""
        order, generator = list(range(len(rows))), random.Random(_SEED)  # noqa: S311
        steps = _EPOCHS * len(rows)
        step = 0
        for _ in range(_EPOCHS):
            generator.shuffle(order)
            for position in order:
                rate = _FIRST_RATE + (_LAST_RATE - _FIRST_RATE) * step / steps
                self._step(*rows[position], rate, remaining=(steps - step) / steps)
                step += 1
        return self._sums

    def _step(self, features: list[int], intent: int, rate: float, remaining: float) -> None:
        """Takes one example. `remaining`: what share of the average has what is changed now."""
        scale = rate / len(features) ** 0.5
        errors = [-scale * probability for probability in self._probabilities(features)]
        errors[intent] += scale
        shrink = 1 - rate * _DECAY * len(features)
        for feature in features:
            old = self._weights[feature]
            new = [weight * shrink + error for weight, error in zip(old, errors, strict=True)]
            self._weights[feature] = new
            self._sums[feature] = [
                total + remaining * (after - before)
                for total, before, after in zip(self._sums[feature], old, new, strict=True)
            ]

    def _probabilities(self, features: list[int]) -> list[float]:
        scores = [sum(column) for column in zip(*[self._weights[feature] for feature in features], strict=True)]
        norm = len(features) ** 0.5
        highest = max(scores) / norm
        exponents = [exp(score / norm - highest) for score in scores]
        total = sum(exponents)
        return [exponent / total for exponent in exponents]
