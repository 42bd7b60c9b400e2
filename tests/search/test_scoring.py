"""Which products fit a question, and in which order."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from fakes.listener import message_meaning
from parley.concepts.superlatives import Superlative
from parley.search import scoring
from parley.search.index.recipes import product_index_features
from parley.search.query import parse_query


@dataclass
class Product:
    name: str
    category: str = ""
    description: str = ""
    features: list[str] = field(default_factory=list)
    specifications: dict[str, Any] = field(default_factory=dict)
    price: Decimal | None = None

    @property
    def reading(self) -> str:
        row = {name: getattr(self, name) for name in ("name", "category", "description", "features")}
        return str(product_index_features(1, {**row, "specifications": self.specifications})["reading"])


LIGHT = Product(
    "AirNote 13", "Laptops", "A lightweight laptop.", specifications={"ram": "16 GB", "weight": "0.9 kg"}
)
STRONG = Product("PowerNote 16", "Laptops", "A gaming laptop.", specifications={"ram": "32 GB", "weight": "2.4 kg"})
BAG = Product("City Laptop Backpack", "Accessories", "For laptops of up to 15 inches.")
FILM = Product("PrivacyFilm 14", "Accessories", "A film for the laptop screen.")
WATCH = Product("Watch for sport", "Watches", "With a strap.")
SHELF = [LIGHT, STRONG, BAG, FILM, WATCH]


def found(text: str, shelf: list[Product] = SHELF, language: str = "en") -> list[Product]:
    asks = parse_query(message_meaning(text, language, content_words=tuple(text.lower().split())), "USD")
    return [row for row, _ in scoring.score_products(scoring.correct_query_spelling(asks, shelf), shelf)]


def test_what_is_asked_for_fits_and_the_other_words_decide_the_order() -> None:
    assert found("lightweight laptop for my travels abroad") == [LIGHT, STRONG]
    assert found("gaming laptop") == [STRONG, LIGHT]


def test_what_only_mentions_the_goods_is_not_among_them() -> None:
    assert not {BAG.name, FILM.name} & {each.name for each in found("laptop")}
    assert found("laptop backpack")[0] is BAG


def test_what_nobody_here_sells_finds_nothing() -> None:
    assert found("case for a laptop") == []
    assert found("macbook") == []
    assert found("whatchamacallit for a laptop") == []


@pytest.mark.parametrize(("text", "right"), [("laptop 32gb", STRONG), ("laptop with 16 GB", LIGHT)])
def test_a_number_with_a_unit_is_held_against_the_specifications(text: str, right: Product) -> None:
    assert found(text) == [right]


def test_a_number_that_no_product_has_finds_none() -> None:
    assert found("laptop 128gb") == []


def test_a_slip_is_read_as_what_the_shop_has() -> None:
    assert found("laptpo") == found("laptop")
    assert found("деван", [Product("Диван «Сканди»", "Диваны")], "ru")


def test_a_kind_of_goods_is_also_what_its_main_word_says() -> None:
    desk = Product("Стол письменный", "Столы")
    assert found("стол", [desk], "ru") == [desk]


def test_a_category_of_the_shops_own_is_a_kind_of_goods() -> None:
    gear = Product("Puck 3", "Gizmos", "Round.")
    assert found("wooden gizmos", [gear]) == [gear]


def test_a_colour_is_not_answered_by_another() -> None:
    green, red = (Product("Sofa", "Sofas", specifications={"colour": each}) for each in ("green", "red"))
    assert found("green sofa", [red, green])[0] is green


def test_the_lightest_and_the_largest_are_told_by_their_numbers() -> None:
    by_weight = sorted(
        [STRONG, LIGHT],
        key=lambda row: scoring.superlative_sort_key(row, Superlative(("mass",), largest_first=False)),
    )
    assert by_weight == [LIGHT, STRONG]
    assert scoring.superlative_sort_key(WATCH, Superlative(("mass",), largest_first=False)) == float("inf")


@pytest.mark.parametrize(
    ("text", "most"), [("самый быстрый интернет", True), ("fastest internet", True), ("ең кіші теледидар", False)]
)
def test_who_asks_for_an_extreme_is_heard(text: str, most: bool) -> None:
    extreme = parse_query(message_meaning(text), "RUB").superlative
    assert extreme is not None
    assert extreme.largest_first is most
