"""How well a word of a message fits a word of a tariff's name."""

import pytest

from parley.verticals.isp.tariff_name import name_word_similarity, telling_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Пакет Премиум", ("премиум",)),
        ("Тарифный план «Для дома» 100", ("дома",)),
        ("Пакет Офисный СТАРТ", ("офисный", "старт")),
        ("Интернет", ()),
    ],
)
def test_a_name_is_told_from_others_by_its_own_words(name: str, words: tuple[str, ...]) -> None:
    assert telling_words(name) == words


@pytest.mark.parametrize(
    ("word", "name_word", "similarity"),
    [
        ("премиум", "премиум", 1.0),
        ("premium", "премиум", 1.0),
        # another case
        ("премиума", "премиум", 0.9),
        ("домашнего", "домашний", 0.9),
        ("безлимитищи", "безлимитище", 0.9),
        ("стартом", "старт", 0.9),
        # its beginning, of six letters and more
        ("безлим", "безлимитище", 0.8),
        ("безли", "безлимитище", 0.0),
        # one slip in six letters, two in nine
        ("примиум", "премиум", 0.7),
        ("примеум", "премиум", 0.0),
        ("безлемитищн", "безлимитище", 0.7),
        ("опитмальный", "оптимальный", 0.7),
        ("стратт", "старт", 0.0),
        # the first letter is right
        ("тремиум", "премиум", 0.0),
        # more than a case behind the stem
        ("стандартизация", "стандарт", 0.0),
        # another word
        ("прием", "премиум", 0.0),
        ("тариф", "тариф", 0.0),
    ],
)
def test_another_case_a_beginning_and_a_slip_are_less_than_the_word(
    word: str, name_word: str, similarity: float
) -> None:
    assert name_word_similarity(word, name_word) == similarity
