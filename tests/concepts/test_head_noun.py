"""Which of the things that are named is asked for, and what a product of a name is."""

import pytest

from parley.concepts.head_noun import modifiers, own_kinds, unknown_head
from parley.concepts.matcher import meant
from parley.search.features import read
from parley.text.tokenize import words


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
    parts = meant(words(text))
    further = modifiers(parts)
    assert [part.meaning for at, part in enumerate(parts) if part.meaning and at not in further][-1:] == asked


def test_a_word_nobody_knows_may_be_what_is_asked_for() -> None:
    assert unknown_head(meant(words("фиговина для ноутбука")), frozenset()) == "figovina"
    assert not unknown_head(meant(words("ноутбук для учёбы")), frozenset())


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
    assert kind in own_kinds(read(name), name)


def test_a_made_up_name_says_nothing() -> None:
    assert own_kinds(read("BusinessBook 15 Plus"), "BusinessBook 15 Plus") == ()


def test_a_bag_for_laptops_is_no_laptop() -> None:
    assert "laptop" not in own_kinds(read("TravelPack 15 Laptop Backpack"), "TravelPack 15 Laptop Backpack")
