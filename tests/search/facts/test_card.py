"""What a product's card states, and what it does not."""

import pytest

from fakes.goods import a_product
from parley.concepts.token import concept_tokens
from parley.search.facts.card import Evidence, ProductCard

LAPTOP = ProductCard(
    a_product(
        "DemoBook 14",
        features=("Backlit keyboard", "No fan", "8 ГБ ОЗУ"),
        description="Fits into a small bag. For students and teachers.",
        weight="1.2 kg",
        storage="512 GB SSD",
        os="Ubuntu Linux",
        colour="grey",
    )
)
BED = ProductCard(
    a_product(
        "Кровать «Роща» 160×200",
        category="Кровати",
        features=("без подъёмного механизма", "ламели входят"),
        матрас="не входит",
        размер="160×200 см",
        router_included=False,
    )
)


def test_a_specification_gives_its_value() -> None:
    assert LAPTOP.values_of("weight") == [Evidence("weight", "1.2 kg")]


def test_memory_is_both_working_memory_and_storage() -> None:
    assert [each.text for each in LAPTOP.values_of("memory")] == ["8 ГБ ОЗУ", "512 GB SSD"]


def test_a_height_is_told_by_the_size() -> None:
    assert BED.values_of("width") == [Evidence("size", "160×200 см")]


def test_what_no_card_states_has_no_value() -> None:
    assert LAPTOP.values_of("battery-life") == []


@pytest.mark.parametrize(
    ("card", "feature", "verdict"),
    [
        (LAPTOP, "backlight", "yes"),
        (LAPTOP, "windows:os", "no"),
        (LAPTOP, "linux:os", "yes"),
        (BED, "lifting", "no"),
        (BED, "router", "no"),
    ],
)
def test_a_feature_is_there_or_denied(card: ProductCard, feature: str, verdict: str) -> None:
    found = card.feature(feature)
    assert found is not None
    assert found.verdict == verdict


def test_a_feature_that_nobody_speaks_of_is_neither() -> None:
    assert LAPTOP.feature("bluetooth") is None


def test_a_specification_that_says_no_denies() -> None:
    assert BED.specifications[0].denies


@pytest.mark.parametrize(("word", "verdict"), [("grey", "yes"), ("black", "no")])
def test_another_colour_is_denied_by_the_one_that_it_has(word: str, verdict: str) -> None:
    found = LAPTOP.word(concept_tokens(word)[0])
    assert found is not None
    assert found.verdict == verdict


def test_a_bare_number_has_the_unit_that_a_feature_gives_it() -> None:
    tariff = ProductCard(a_product("Tariff", features=("70 Mbit/s",), speed_mbps=70))
    assert tariff.values_of("speed")[0].text == "70 Mbit/s"


def test_of_a_long_card_only_the_beginning_is_read() -> None:
    card = ProductCard(a_product("Long", description="Word. " * 100_000, features=("x" * 5000,) * 500))
    assert sum(len(piece.text) for piece in (*card.sentences, *card.features)) < 30_000
