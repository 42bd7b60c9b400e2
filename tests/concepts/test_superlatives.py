"""The fastest, the largest, the lightest: by which values products are put in order."""

import pytest

from parley.concepts.superlatives import Superlative, find_superlative
from parley.text.tokenize import normalized_words


@pytest.mark.parametrize(
    ("text", "dimension", "largest_first"),
    [
        ("самый быстрый интернет", "speed", True), ("fastest internet", "speed", True),
        ("ең кіші теледидар", "inch", False), ("самый большой телевизор", "inch", True),
        ("the lightest laptop", "mass", False), ("самая лёгкая палатка", "mass", False),
        ("самый мощный пылесос", "power", True), ("eng tez internet", "speed", True),
    ],
)  # fmt: skip
def test_a_superlative_names_a_dimension_and_its_end(text: str, dimension: str, largest_first: bool) -> None:
    superlative = find_superlative(normalized_words(text))
    assert superlative is not None
    assert (superlative.dimensions[0], superlative.largest_first) == (dimension, largest_first)


@pytest.mark.parametrize("text", ["быстрый интернет", "a light laptop", "самый синий диван", "", "большой"])
def test_an_adjective_alone_asks_for_no_order(text: str) -> None:
    assert find_superlative(normalized_words(text)) is None


def test_the_largest_is_by_the_first_dimension_that_is_stated() -> None:
    assert find_superlative(["largest"]) == Superlative(("inch", "volume", "length", "memory"), largest_first=True)
