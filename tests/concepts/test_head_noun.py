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
def test_what_is_asked_for_is_not_what_it_is_for(text: str, asked: list[str]) -> None:
    parts = annotate(normalized_words(text))
    further = modifier_positions(parts)
    assert [part.concept for at, part in enumerate(parts) if part.concept and at not in further][-1:] == asked


def test_a_word_nobody_knows_may_be_what_is_asked_for() -> None:
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
def test_a_product_is_what_its_name_says_first_or_last(name: str, kind: str) -> None:
    assert kind in product_concepts(affirmed_tokens(name), name)


def test_a_made_up_name_says_nothing() -> None:
    assert product_concepts(affirmed_tokens("BusinessBook 15 Plus"), "BusinessBook 15 Plus") == ()


def test_a_bag_for_laptops_is_no_laptop() -> None:
    assert "laptop" not in product_concepts(
        affirmed_tokens("TravelPack 15 Laptop Backpack"), "TravelPack 15 Laptop Backpack"
    )
