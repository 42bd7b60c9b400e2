"""Words and phrases of one meaning."""

import pytest

from parley.concepts.matcher import (
    BRANDS,
    GOODS,
    QUALITIES,
    SERVICES,
    TERMS,
    concept,
    heads,
    kinship,
    meant,
    named,
    one_slip,
)
from parley.text.tokenize import words


def meanings(text: str) -> list[str]:
    return [part.meaning for part in meant(words(text))]


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("доставку", "delivery"), ("жеткізу", "delivery"), ("жеткирүү", "delivery"), ("yetkazib", "delivery"),
        ("delivery", "delivery"), ("хүргэлт", "delivery"), ("ноутбуктар", "laptop"), ("noutbuk", "laptop"),
        ("наутбук", "laptop"), ("холадильник", "fridge"), ("муздаткыч", "fridge"), ("хөргөгч", "fridge"),
        ("кепілдік", "warranty"), ("рассрочку", "credit"), ("айфон", "iphone-phone"), ("to'lov", "payment"),
        ("ноут", "laptop"), ("стиралка", "washer"), ("телик", "tv"), ("кондей", "conditioner"),
        ("микроволновку", "microwave"), ("чангютгич", "vacuum"), ("музлатгич", "fridge"), ("буйдан", "sofa"),
        ("керебет", "bed"), ("ліжко", "bed"), ("жастық", "pillow"), ("choynak", "kettle"), ("чихэвч", "headphones"),
        ("самсунга", "samsung"), ("hikvision", "hikvision"), ("chexol", "case"), ("құлаққаптар", "headphones"),
    ],
)  # fmt: skip
def test_a_word_means_the_same_in_every_language(word: str, meaning: str) -> None:
    assert concept(words(word)[0]) == meaning


@pytest.mark.parametrize("word", ["привет", "миша", "интересно", "погода", "спасибо", "weather", "", "🙏", "55"])
def test_other_words_mean_nothing_to_a_shop(word: str) -> None:
    assert concept(word) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("стиральную машину", ["washer"]),
        ("машина стиральная LG", ["washer", "lg"]),
        ("кір жуғыш машина", ["washer"]),
        ("стеральная машина", ["washer"]),
        ("kir yuvish mashinasi", ["washer"]),
        ("угаалгын машин", ["washer"]),
        ("washing machine", ["washer"]),
        ("зөөврийн компьютер", ["laptop"]),
        ("робот-пылесос", ["robot-vacuum"]),
        ("wi-fi роутер", ["wifi", "router"]),
        ("веб-камера", ["web-camera"]),
        ("вебкамера", ["web-camera"]),
        ("PS5", ["console"]),
        ("tp-link", ["tplink"]),
        ("шаң сорғыш", ["vacuum"]),
        ("power bank", ["power-bank"]),
    ],
)
def test_words_side_by_side_are_one_thing(text: str, found: list[str]) -> None:
    assert meanings(text) == found


def test_nothing_of_a_text_is_left_out() -> None:
    said = words("есть стиральная машина samsung на 7 кг?")
    assert [word for part in meant(said) for word in part.words] == said


def test_an_english_entry_is_for_words_in_latin_letters() -> None:
    assert concept("table") == "table"
    assert concept(words("таблетка")[0]) not in ("table", "tablet")


def test_a_word_is_named_when_it_stands_in_the_lexicon_as_it_is() -> None:
    assert named("ноутбук")
    assert named("тв")
    assert not named("ноутбуки")
    assert not named("наутбук")


def test_a_thing_is_of_the_kind_that_its_name_ends_in() -> None:
    assert "vacuum" in heads("robot-vacuum")
    assert 0 < kinship("robot-vacuum", "vacuum") < kinship("vacuum", "robot-vacuum") < kinship("vacuum", "vacuum")
    assert kinship("robot-vacuum", "car-vacuum") == kinship("", "") == 0


def test_every_concept_is_of_one_kind() -> None:
    kinds = (GOODS, SERVICES, TERMS, BRANDS, QUALITIES)
    assert all(kinds)
    assert len(GOODS | SERVICES | TERMS | BRANDS | QUALITIES) == sum(map(len, kinds))


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [("abc", "abc", True), ("abc", "abd", True), ("abc", "abcd", True), ("abcd", "acd", True),
     ("abcd", "acbd", True), ("abcd", "badc", False), ("abc", "abcde", False), ("abcd", "axyd", False)],
)  # fmt: skip
def test_one_slip_is_one_letter_or_two_swapped(one: str, two: str, same: bool) -> None:
    assert one_slip(one, two) is same
