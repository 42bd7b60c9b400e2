"""Assignment, intervals and the ratio test, against published numbers."""

import random
from collections import Counter

import pytest

from parley.widgets.experiment import (
    SAMPLE_RATIO_ALARM_P,
    assign_variant,
    chi_square_p_value,
    sample_ratio_p_value,
    wilson_interval,
)

VISITORS = [f"v_{number}" for number in range(20_000)]


def test_a_visitor_stays_with_his_variant() -> None:
    for visitor in VISITORS[:200]:
        first = assign_variant(visitor, "greeting", {1: 1, 2: 1})
        assert first in (1, 2)
        assert assign_variant(visitor, "greeting", {2: 1, 1: 1}) == first


def test_visitors_are_shared_by_weight() -> None:
    weights = {1: 1, 2: 2, 3: 7}
    seen = Counter(assign_variant(visitor, "greeting", weights) for visitor in VISITORS)
    p = sample_ratio_p_value([seen[1], seen[2], seen[3]], [1, 2, 7])
    assert p is not None
    assert p > SAMPLE_RATIO_ALARM_P


def test_two_experiments_do_not_share_their_dice() -> None:
    both = Counter(
        (assign_variant(v, "one", {1: 1, 2: 1}), assign_variant(v, "two", {1: 1, 2: 1})) for v in VISITORS
    )
    assert min(both.values()) > len(VISITORS) / 4 * 0.9


def test_a_new_variant_takes_from_the_others_and_moves_nobody_else() -> None:
    for visitor in VISITORS[:2000]:
        before = assign_variant(visitor, "greeting", {1: 1, 2: 1})
        assert assign_variant(visitor, "greeting", {1: 1, 2: 1, 3: 1}) in (before, 3)


def test_a_variant_without_weight_gets_nobody() -> None:
    assert {assign_variant(visitor, "greeting", {1: 0, 2: 1}) for visitor in VISITORS[:500]} == {2}
    assert assign_variant("v_1", "greeting", {1: 0}) is None
    assert assign_variant("v_1", "greeting", {}) is None


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_wilsons(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=5e-5)


def test_an_interval_stays_between_nothing_and_all() -> None:
    assert wilson_interval(0, 0) is None
    for trials in (1, 10, 10**9):
        for successes in (0, trials):
            low, high = wilson_interval(successes, trials) or (-1, 2)
            assert 0 <= low <= high <= 1


# The usual table of critical values.
@pytest.mark.parametrize(
    ("freedom", "statistic", "p"),
    [
        (1, 3.841, 0.05), (2, 5.991, 0.05), (3, 7.815, 0.05), (4, 9.488, 0.05), (5, 11.070, 0.05),
        (10, 18.307, 0.05), (1, 10.828, 0.001), (2, 13.816, 0.001), (3, 16.266, 0.001), (9, 27.877, 0.001),
    ],
)  # fmt: skip
def test_the_tail_is_chi_squares(freedom: int, statistic: float, p: float) -> None:
    assert chi_square_p_value(statistic, freedom) == pytest.approx(p, rel=2e-3)


def test_the_tail_begins_with_one_and_vanishes() -> None:
    assert chi_square_p_value(0, 1) == chi_square_p_value(0, 2) == 1
    assert 0 <= chi_square_p_value(1e5, 1) < 1e-300
    assert 0 <= chi_square_p_value(1e5, 6) < 1e-300


def test_an_uneven_ratio_is_noticed_and_an_even_one_is_not() -> None:
    # (821588 − 815482)² shared among 1637070: a published case of a mismatch, p < 10⁻⁵.
    assert (sample_ratio_p_value([821_588, 815_482], [1, 1]) or 0) == pytest.approx(1.8e-6, rel=0.05)
    assert (sample_ratio_p_value([5050, 4950], [1, 1]) or 0) == pytest.approx(0.3173, abs=1e-4)
    assert (sample_ratio_p_value([300, 100], [3, 1]) or 0) == 1


def test_too_few_visitors_tell_nothing() -> None:
    assert sample_ratio_p_value([4, 0], [1, 1]) is None
    assert sample_ratio_p_value([1000], [1]) is None
    assert sample_ratio_p_value([1000, 5], [1, 0]) is None
    assert sample_ratio_p_value([], []) is None


def test_chance_alone_hardly_ever_raises_the_alarm() -> None:
    dice = random.Random(7)
    alarms = 0
    for _ in range(400):
        first = sum(dice.random() < 0.5 for _ in range(500))
        alarms += (sample_ratio_p_value([first, 500 - first], [1, 1]) or 1) < SAMPLE_RATIO_ALARM_P
    assert alarms <= 3
