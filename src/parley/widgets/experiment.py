"""Assigns visitors to the variants of an A/B experiment, and tells what its numbers allow to say."""

import hashlib
import math
from collections.abc import Mapping, Sequence

# 95 %, two-sided.
_Z_95_PERCENT = 1.959963984540054
# Below this a ratio of visitors is no accident, and the comparison is not to be trusted.
SAMPLE_RATIO_ALARM_P = 0.001
# Chi-square is an approximation that wants so many expected visitors in each variant.
_MIN_EXPECTED_VISITORS = 5


def assign_variant(visitor: str, group: str, weights: Mapping[int, int]) -> int | None:
    """Returns the variant for a visitor, always the same one for the same weights; None where all weights are zero.

    Highest random weight: a variant that is added, removed or weighed anew moves only those visitors it must.
    """
    active = {variant: weight for variant, weight in weights.items() if weight > 0}
    return max(
        sorted(active),
        key=lambda variant: -active[variant] / math.log(_hash_to_unit_interval(f"{group}\0{visitor}\0{variant}")),
        default=None,
    )


def wilson_interval(successes: int, trials: int) -> tuple[float, float] | None:
    """Returns the 95 % interval of a share (Wilson's score interval), each end in 0 … 1. None without trials."""
    if trials <= 0:
        return None
    share, z2 = successes / trials, _Z_95_PERCENT * _Z_95_PERCENT
    middle = share + z2 / (2 * trials)
    half = _Z_95_PERCENT * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    whole = 1 + z2 / trials
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def sample_ratio_p_value(observed: Sequence[int], weights: Sequence[int]) -> float | None:
    """Returns how likely visitors fall this unevenly among variants of these weights by chance (chi-square).

    None where there are too few visitors, or fewer than two variants with a weight, to tell.
    """
    pairs = [(count, weight) for count, weight in zip(observed, weights, strict=True) if weight > 0]
    if len(pairs) < 2:
        return None
    total, whole = sum(count for count, _ in pairs), sum(weight for _, weight in pairs)
    expected = [total * weight / whole for _, weight in pairs]
    if min(expected) < _MIN_EXPECTED_VISITORS:
        return None
    statistic = sum((count - due) ** 2 / due for (count, _), due in zip(pairs, expected, strict=True))
    return chi_square_p_value(statistic, len(pairs) - 1)


def chi_square_p_value(statistic: float, degrees_of_freedom: int) -> float:
    """Returns the upper tail of the chi-square distribution, for whole degrees of freedom."""
    half = statistic / 2
    if half <= 0:
        return 1.0
    if degrees_of_freedom % 2 == 0:
        return math.fsum(_term(half, k) for k in range(degrees_of_freedom // 2))
    steps = (k + 0.5 for k in range((degrees_of_freedom - 1) // 2))
    return math.erfc(math.sqrt(half)) + math.fsum(_term(half, step) for step in steps)


def _term(half: float, power: float) -> float:
    """Returns half^power · e^(-half) / Γ(power + 1), by logarithms: the parts would overflow."""
    return math.exp(power * math.log(half) - half - math.lgamma(power + 1))


def _hash_to_unit_interval(text: str) -> float:
    """Returns a number between 0 and 1, both excluded, that depends on the text alone and is spread evenly."""
    return (int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:6], "big") + 0.5) / 2**48
