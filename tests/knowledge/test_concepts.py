"""Words of one meaning."""

import pytest

from parley.core.text import words
from parley.knowledge.concepts import concept, one_slip


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("доставку", "delivery"), ("жеткізу", "delivery"), ("жеткирүү", "delivery"), ("yetkazib", "delivery"),
        ("delivery", "delivery"), ("хүргэлт", "delivery"), ("ноутбуктар", "laptop"), ("noutbuk", "laptop"),
        ("наутбук", "laptop"), ("холадильник", "fridge"), ("муздаткыч", "fridge"), ("хөргөгч", "fridge"),
        ("кепілдік", "warranty"), ("рассрочку", "credit"), ("айфон", "iphone"), ("to'lov", "payment"),
    ],
)  # fmt: skip
def test_a_word_means_the_same_in_every_language(word: str, meaning: str) -> None:
    assert concept(words(word)[0]) == meaning


@pytest.mark.parametrize("word", ["привет", "миша", "интересно", "погода", "спасибо", "weather"])
def test_other_words_mean_nothing_to_a_shop(word: str) -> None:
    assert concept(words(word)[0]) == ""


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [("abc", "abc", True), ("abc", "abd", True), ("abc", "abcd", True), ("abcd", "acd", True),
     ("abcd", "acbd", True), ("abcd", "badc", False), ("abc", "abcde", False), ("abcd", "axyd", False)],
)  # fmt: skip
def test_one_slip_is_one_letter_or_two_swapped(one: str, two: str, same: bool) -> None:
    assert one_slip(one, two) is same
