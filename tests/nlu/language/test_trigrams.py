"""What a word looks like, told from the pieces of known words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.listener import LEXICON
from parley.nlu.language.trigrams import TrigramClassifier
from parley.text.tokenize import tokenize


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("жайгашкандыгы", "ky"), ("бересиздерби", "ky"), ("орналаскандар", "kk"), ("жеткізіледі", "kk"),
        ("юбормокчиман", "uz"), ("получается", "ru"), ("працюватимете", "uk"), ("явуулмаар", "mn"),
        ("yubormoqchiman", "uz"), ("shipping", "en"),
    ],
)  # fmt: skip
def test_a_word_no_list_has_looks_like_its_language(word: str, language: str) -> None:
    shares = dict(LEXICON.language_probabilities(tokenize(word).tokens[0]))
    assert max(shares, key=lambda code: shares[code]) == language


def test_who_knows_nothing_says_nothing() -> None:
    assert TrigramClassifier({}).probabilities("слово") == ()


@given(st.text(min_size=1, max_size=40))
def test_shares_are_shares(word: str) -> None:
    shares = TrigramClassifier({"ru": ["слово", "-ого"], "en": ["word"]}).probabilities(word)
    assert sum(share for _, share in shares) == pytest.approx(1)
