"""Sizes of clothes and shoes."""

import pytest

from parley.search.facts.sizes import read_size_words, size_verdict
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words


@pytest.mark.parametrize(
    ("question", "stated", "verdict"),
    [
        ("46 размер есть?", "44, 46, 48", "yes"),
        ("46 размер есть?", "36–44", "no"),
        ("do you have size 40", "36–44", "yes"),
        ("XL размер байгаа юу", "L, XL, XXL", "yes"),
        ("size S?", "L, XL", "no"),
        ("какой размер?", "L, XL", ""),
        ("180 размер", "180×200 см", ""),
    ],
)
def test_a_size_is_among_those_listed_or_spanned(question: str, stated: str, verdict: str) -> None:
    sizes = read_size_words(list(map(latinize, normalized_words(question))))
    assert size_verdict(sizes, stated) == verdict
