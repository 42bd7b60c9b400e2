"""A search for the cheapest of some goods is no objection to a price."""

from dataclasses import replace

import pytest

from fakes.listener import ANALYZER
from parley.dialogue.superlatives import without_false_objection
from parley.domain.understanding import MessageContext


def intents_of(text: str, language: str) -> tuple[str, ...]:
    """Returns what is left of an objection that the classifier heard."""
    message = ANALYZER.read(text).understand(MessageContext(language=language))
    heard = replace(message, understanding=replace(message.understanding, intents=("object_price",)))
    return without_false_objection(heard).intents


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("cheapest monitor", "en"),
        ("самый дорогой ноутбук", "ru"),
        ("ең қымбат теледидар", "kk"),
        ("эң кымбат телевизор", "ky"),
        ("eng qimmat noutbuk", "uz"),
        ("найдорожчий телевізор", "uk"),
        ("хамгийн үнэтэй зурагт", "mn"),
    ],
)
def test_a_superlative_with_goods_is_a_search_in_every_language(text: str, language: str) -> None:
    assert intents_of(text, language) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("дорого", "ru"),
        ("вы самые дорогие в городе", "ru"),
        ("самый дорогой ноутбук не потяну", "ru"),
        ("самый дешевый ноутбук и тот дорого", "ru"),
        ("ноутбук дорогой", "ru"),
        ("қымбат екен", "kk"),
        ("кымбат", "ky"),
        ("qimmat", "uz"),
        ("дорогувато", "uk"),
        ("үнэтэй", "mn"),
        ("the cheapest laptop is too expensive", "en"),
    ],
)
def test_an_objection_stays_one(text: str, language: str) -> None:
    assert intents_of(text, language) == ("object_price",)
