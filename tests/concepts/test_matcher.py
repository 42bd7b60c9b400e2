"""Words and phrases of one meaning."""

import pytest

from parley.concepts.matcher import (
    BRANDS,
    GOODS,
    QUALITIES,
    SALE_TERMS,
    SERVICES,
    annotate,
    broader_concepts,
    concept_similarity,
    find_concept,
    is_lexicon_word,
)
from parley.text.tokenize import normalized_words


def meanings(text: str) -> list[str]:
    return [part.concept for part in annotate(normalized_words(text))]


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
def test_a_word_has_the_same_concept_in_every_language(word: str, meaning: str) -> None:
    assert find_concept(normalized_words(word)[0]) == meaning


@pytest.mark.parametrize("word", ["привет", "миша", "интересно", "погода", "спасибо", "weather", "", "🙏", "55"])
def test_other_words_have_no_concept(word: str) -> None:
    assert find_concept(word) == ""


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
def test_phrases_are_annotated_as_one_concept(text: str, found: list[str]) -> None:
    assert meanings(text) == found


def test_annotations_leave_no_word_out() -> None:
    said = normalized_words("есть стиральная машина samsung на 7 кг?")
    assert [word for part in annotate(said) for word in part.words] == said


def test_an_english_entry_is_for_words_in_latin_letters() -> None:
    assert find_concept("table") == "table"
    assert find_concept(normalized_words("таблетка")[0]) not in ("table", "tablet")


def test_a_lexicon_word_stands_in_the_lexicon_as_it_is() -> None:
    assert is_lexicon_word("ноутбук")
    assert is_lexicon_word("тв")
    assert not is_lexicon_word("ноутбуки")
    assert not is_lexicon_word("наутбук")


def test_a_concept_is_a_kind_of_the_one_that_its_id_ends_in() -> None:
    assert "vacuum" in broader_concepts("robot-vacuum")
    assert (
        0
        < concept_similarity("robot-vacuum", "vacuum")
        < concept_similarity("vacuum", "robot-vacuum")
        < concept_similarity("vacuum", "vacuum")
    )
    assert concept_similarity("robot-vacuum", "car-vacuum") == concept_similarity("", "") == 0


def test_every_concept_is_of_one_kind() -> None:
    kinds = (GOODS, SERVICES, SALE_TERMS, BRANDS, QUALITIES)
    assert all(kinds)
    assert len(GOODS | SERVICES | SALE_TERMS | BRANDS | QUALITIES) == sum(map(len, kinds))
