"""Which language a word looks like, by the pieces of known words."""

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
def test_a_word_of_no_list_looks_like_its_language(word: str, language: str) -> None:
    probabilities = dict(LEXICON.language_profiles.probabilities(*tokenize(word).tokens[0][:2]))
    assert max(probabilities, key=lambda code: probabilities[code]) == language


def test_a_classifier_without_training_words_has_no_probabilities() -> None:
    assert TrigramClassifier({}).probabilities("слово") == ()


@given(st.text(min_size=1, max_size=40))
def test_probabilities_sum_to_one(word: str) -> None:
    probabilities = TrigramClassifier({"ru": ["слово", "-ого"], "en": ["word"]}).probabilities(word)
    assert sum(probability for _, probability in probabilities) == pytest.approx(1)
