"""Attributes of goods: how they are asked for and stated, in seven languages."""

import pytest

from parley.concepts.attributes import (
    attribute_kind,
    attribute_name,
    attributes_of_text,
    find_attributes,
    ids_of_kind,
)
from parley.concepts.files import LEXICON_LANGUAGES
from parley.text.tokenize import normalized_words


def ids(text: str) -> set[str]:
    return {each for mention in find_attributes(normalized_words(text)) for each in mention.ids}


@pytest.mark.parametrize(
    "text",
    [
        "how much does it weigh",
        "сколько весит",
        "салмағы қанша",
        "салмагы канча",
        "og'irligi qancha",
        "скільки важить",
        "жин нь хэд вэ",
    ],
)
def test_weight_is_asked_for_in_every_language(text: str) -> None:
    assert "weight" in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "does it mop the floor",
        "пол моет?",
        "еден жуа ма",
        "пол жууйбу",
        "pol yuvadimi",
        "миє підлогу",
        "шал угаадаг уу",
        "влажная уборка",
    ],
)
def test_mopping_is_asked_for_as_cards_state_it(text: str) -> None:
    assert "wet-cleaning" in ids(text)


def test_the_longest_words_of_a_place_decide() -> None:
    assert ids("battery life") == {"battery-life"}
    assert "battery" in ids("battery")


def test_a_short_beginning_is_no_attribute_of_a_longer_word() -> None:
    assert ids("смартфон") == set()
    assert ids("диван Сканди") == set()


def test_words_of_two_attributes_name_both() -> None:
    assert {"load", "drum-load"} <= ids("load")


@pytest.mark.parametrize("language", LEXICON_LANGUAGES)
def test_an_attribute_has_a_name_in_every_language(language: str) -> None:
    assert attribute_name("weight", language)
    assert attribute_name("material", language).islower()


def test_what_is_no_attribute_is_called_as_it_is() -> None:
    assert attribute_name("Гарантия на раму", "ru") == "Гарантия на раму"


def test_kinds_are_told_apart() -> None:
    mentions = attributes_of_text("вес, влажная уборка, для учёбы, доставка")
    assert ids_of_kind(mentions, "measure") == ("weight",)
    assert ids_of_kind(mentions, "feature") == ("wet-cleaning",)
    assert ids_of_kind(mentions, "need") == ("study",)
    assert ids_of_kind(mentions, "service") == ("delivery",)
    assert attribute_kind("colour") == "measure"
