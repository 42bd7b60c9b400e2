"""Places that something is to be brought to."""

import pytest

from fakes.listener import understood_message
from parley.search.destination import find_destinations


def places(text: str, language: str = "ru") -> list[str]:
    message = understood_message(text, language)
    return [token.latin for token in find_destinations(message.annotations, message.understanding)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("доставка в Караганду", "ru"), ("доставка в Урюпинск", "ru"), ("what about Edinburgh?", "en"),
        ("send it to Smallville", "en"), ("Астанаға жеткізесіздер ме", "kk"), ("Ошко жеткирүү барбы", "ky"),
        ("Buxoroga yetkazasizmi", "uz"), ("доставити до Одеси", "uk"), ("Дархан руу хүргэх үү", "mn"),
    ],
)  # fmt: skip
def test_a_place_is_a_town_or_an_unknown_word_that_stands_as_one(text: str, language: str) -> None:
    assert len(places(text, language)) == 1


def test_goods_and_terms_are_no_places() -> None:
    assert places("доставка дивана на дом сколько стоит") == []
