"""What a provider's customers are told is said in every language, and its buttons are understood when typed."""

import string
from dataclasses import fields

import pytest

from parley.bootstrap import compile_vocabularies
from parley.languages.registry import find_languages
from parley.text.tokenize import tokenize
from parley.verticals.isp.order_language import localized_hints, order_replies, order_word_list
from parley.verticals.isp.referral_source import classify_referral
from parley.verticals.isp.words.base import OrderReplies

CODES = tuple(find_languages())
RUSSIAN = order_replies("ru")
CLASSES = ("Рекомендация", "Соцсети", "Реклама", "Поиск в интернете", "Соседи уже подключены")


def placeholders(text: str | tuple[str, ...]) -> set[str]:
    texts = (text,) if isinstance(text, str) else text
    return {name for each in texts for _, name, *_ in string.Formatter().parse(each) if name}


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_text_with_the_same_fields(code: str) -> None:
    replies = order_replies(code)
    assert replies.language == code
    for field in fields(OrderReplies):
        assert getattr(replies, field.name), field.name
        assert placeholders(getattr(replies, field.name)) == placeholders(getattr(RUSSIAN, field.name)), field.name


def test_a_language_without_words_is_spoken_to_in_russian() -> None:
    assert order_replies("de") is RUSSIAN


@pytest.mark.parametrize("code", CODES)
def test_the_buttons_of_where_one_knows_us_from_are_understood(code: str) -> None:
    matcher, _ = compile_vocabularies()
    for hint, expected in zip(localized_hints("referrer_hints"), CLASSES, strict=True):
        assert classify_referral(tokenize(hint[code]), matcher) == expected, hint[code]


@pytest.mark.parametrize("code", CODES)
def test_a_private_house_is_known_by_its_button(code: str) -> None:
    assert order_word_list("private_house").matches(tokenize(order_replies(code).private_house))
