"""A/B experiments: who sees which variant, and what the numbers allow to say."""

import hashlib
import math
from collections.abc import Mapping, Sequence

# 95 %, two-sided.
_Z = 1.959963984540054
# Below this a ratio of visitors is no accident, and the comparison is not to be trusted.
ALARM = 0.001
# Chi-square is an approximation that wants so many expected visitors in each variant.
_FEWEST = 5


def assigned(visitor: str, group: str, weights: Mapping[int, int]) -> int | None:
    """The variant for a visitor: always the same one for the same weights. None where all weights are zero.

    Highest random weight: a variant that is added, removed or weighed anew moves only those visitors it must.
    """
    open_to_all = {variant: weight for variant, weight in weights.items() if weight > 0}
    return max(
        sorted(open_to_all),
        key=lambda variant: -open_to_all[variant] / math.log(_share(f"{group}\0{visitor}\0{variant}")),
        default=None,
    )


def wilson(successes: int, trials: int) -> tuple[float, float] | None:
    """The 95 % interval of a share, each end in 0 … 1 (Wilson's score interval). None without trials."""
    if trials <= 0:
        return None
    share, z2 = successes / trials, _Z * _Z
    middle = share + z2 / (2 * trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    whole = 1 + z2 / trials
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def ratio_p(seen: Sequence[int], weights: Sequence[int]) -> float | None:
    """How likely visitors fall this unevenly among variants of these weights by chance (chi-square). None where
    there are too few visitors, or fewer than two variants with a weight, to tell."""
    pairs = [(count, weight) for count, weight in zip(seen, weights, strict=True) if weight > 0]
    if len(pairs) < 2:
        return None
    total, whole = sum(count for count, _ in pairs), sum(weight for _, weight in pairs)
    expected = [total * weight / whole for _, weight in pairs]
    if min(expected) < _FEWEST:
        return None
    statistic = sum((count - due) ** 2 / due for (count, _), due in zip(pairs, expected, strict=True))
    return chi_square_p(statistic, len(pairs) - 1)


def chi_square_p(statistic: float, freedom: int) -> float:
    """The upper tail of the chi-square distribution, for whole degrees of freedom."""
    half = statistic / 2
    if half <= 0:
        return 1.0
    if freedom % 2 == 0:
        return math.fsum(_term(half, k) for k in range(freedom // 2))
    steps = (k + 0.5 for k in range((freedom - 1) // 2))
    return math.erfc(math.sqrt(half)) + math.fsum(_term(half, step) for step in steps)


def _term(half: float, power: float) -> float:
    """half^power · e^(-half) / Γ(power + 1), by logarithms: the parts would overflow."""
    return math.exp(power * math.log(half) - half - math.lgamma(power + 1))


def _share(text: str) -> float:
    """An even number between 0 and 1, both excluded, that is the text's own."""
    return (int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:6], "big") + 0.5) / 2**48
