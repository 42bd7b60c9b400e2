"""Where a customer knows the company from (contract §5.2)."""

from dataclasses import fields

import pytest

from fakes.listener import LEXICON
from parley.languages.registry import find_languages
from parley.plugs import find_plugin_instances
from parley.text.tokenize import tokenize
from parley.verticals.isp.referral_source import classify_referral
from parley.verticals.isp.words.base import ReferralWords

WORDS = find_plugin_instances("parley.verticals.isp.words", ReferralWords, "language")


def classify(answer: str) -> str:
    return classify_referral(tokenize(answer), LEXICON)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("друзья посоветовали", "Рекомендация"), ("по рекомендации знакомых", "Рекомендация"),
        ("досым айтты", "Рекомендация"), ("a friend recommended you", "Рекомендация"),
        ("dosym aitty", "Рекомендация"), ("кеңеш беришти", "Рекомендация"),
        ("вконтакте увидел", "Соцсети"), ("ВК", "Соцсети"), ("из инстаграма", "Соцсети"), ("Telegram", "Соцсети"),
        ("reklamadan", "Реклама"), ("объявление на авито", "Реклама"), ("баннер на улице", "Реклама"),
        ("нашел в гугле", "Поиск в интернете"), ("google", "Поиск в интернете"),
        ("через яндекс", "Поиск в интернете"), ("у соседа стоит", "Соседи уже подключены"),
        ("көршімде бар", "Соседи уже подключены"), ("сусіди користуються", "Соседи уже подключены"),
        ("хөршөөс сонссон", "Соседи уже подключены"), ("qo'shnimda bor", "Соседи уже подключены"),
        ("у нас в доме стоит", "Соседи уже подключены"),
    ],
)  # fmt: skip
def test_an_answer_is_put_into_one_of_five_classes(text: str, label: str) -> None:
    assert classify(text) == label


@pytest.mark.parametrize("text", ["не помню", "вкусно", ""])
def test_a_short_answer_that_tells_nothing_is_other(text: str) -> None:
    assert classify(text) == "Другое"


def test_a_long_answer_in_no_class_is_kept_as_it_was_written() -> None:
    assert classify("просто  проезжал мимо вашего\nофиса") == "просто проезжал мимо вашего офиса"
    assert classify("п" * 31) == "п" * 31
    assert classify("п" * 30) == "Другое"


def test_the_earlier_class_counts_where_two_are_named() -> None:
    assert classify("сосед посоветовал, потом нашёл в гугле") == "Рекомендация"


def test_a_word_inside_a_longer_phrase_tells_nothing() -> None:
    assert classify("подключите интернет") == "Другое"


def test_the_words_of_a_language_parley_speaks_fill_every_list() -> None:
    assert WORDS.keys() <= find_languages().keys()
    for words in WORDS.values():
        assert all(getattr(words, field.name) for field in fields(words))
