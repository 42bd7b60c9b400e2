"""Which of the things that are named is asked for, and what a product of a name is."""

import pytest

from parley.concepts.head_noun import find_unknown_head, modifier_positions, product_concepts
from parley.concepts.matcher import annotate
from parley.search.features import affirmed_tokens
from parley.text.tokenize import normalized_words


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("чехол для телефона", ["case"]),
        ("monitor for the reception desk", ["monitor"]),
        ("матрас на диван", ["mattress"]),
        ("telefon uchun chexol", ["case"]),
        ("ноутбук", ["laptop"]),
        ("для учёбы ноутбук", ["laptop"]),
    ],
)
def test_modifiers_are_told_from_the_head(text: str, asked: list[str]) -> None:
    parts = annotate(normalized_words(text))
    further = modifier_positions(parts)
    assert [part.concept for at, part in enumerate(parts) if part.concept and at not in further][-1:] == asked


def test_an_unknown_word_may_be_the_head() -> None:
    assert find_unknown_head(annotate(normalized_words("фиговина для ноутбука")), frozenset()) == "figovina"
    assert not find_unknown_head(annotate(normalized_words("ноутбук для учёбы")), frozenset())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("TravelPack 15 Laptop Backpack", "backpack"),
        ("Toner Cartridge for PrintMono L20", "cartridge"),
        ("Стол письменный «Отличник»", "desk"),
        ("Стол письменный «Отличник»", "table"),
        ("Комод «Айна» 4 ящика", "dresser"),
        ("Наушники Apple AirPods Pro 2", "airpods-headphones"),
        ("Смартфон Samsung Galaxy", "phone"),
    ],
)
def test_the_head_of_a_name_comes_first_or_last_by_language(name: str, kind: str) -> None:
    assert kind in product_concepts(affirmed_tokens(name), name)


def test_an_invented_name_has_no_concept() -> None:
    assert product_concepts(affirmed_tokens("BusinessBook 15 Plus"), "BusinessBook 15 Plus") == ()


def test_a_bag_for_laptops_is_no_laptop() -> None:
    assert "laptop" not in product_concepts(
        affirmed_tokens("TravelPack 15 Laptop Backpack"), "TravelPack 15 Laptop Backpack"
    )
