"""A tariff chosen by its place among the others."""

from decimal import Decimal

import pytest

from parley.nlu.choices import MIDDLE, ChoiceReading, Degree
from parley.verticals.isp.tariff import Tariff
from parley.verticals.isp.tariff_rank import find_by_place, find_extreme, find_within_price

TARIFFS = (
    Tariff("S", 50, Decimal(900)),
    Tariff("M", 100, Decimal(1200)),
    Tariff("L", 100, Decimal(1500)),
    Tariff("XL", 500, Decimal(1900)),
)


def name_of(tariff: Tariff | None) -> str:
    return tariff.name if tariff else ""


@pytest.mark.parametrize(
    ("degree", "place", "name"),
    [
        ("cheapest", None, "S"), ("dearest", None, "XL"), ("fastest", None, "XL"), ("dearest", 2, "L"),
        ("cheapest", 2, "M"), ("fastest", 2, ""), ("", None, ""),
    ],
)  # fmt: skip
def test_the_highest_degree_is_one_tariffs_or_nobodys(degree: Degree, place: int | None, name: str) -> None:
    assert name_of(find_extreme(degree, place, TARIFFS)) == name


@pytest.mark.parametrize(("place", "name"), [(1, "S"), (4, "XL"), (-1, "XL"), (MIDDLE, "M"), (5, ""), (None, "")])
def test_a_place_is_that_of_the_list(place: int | None, name: str) -> None:
    assert name_of(find_by_place(ChoiceReading(place=place), TARIFFS)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("до 1500 рублей", "L"), ("не дороже 1300", "M"), ("up to 1250", "M"), ("1300 рубльге дейін", "M"),
        ("1300 рублга чейин", "M"), ("1300 rublgacha", "M"), ("1300 dan oshmasin", "M"), ("до 1300 рублів", "M"),
        ("1300 рубль хүртэл", "M"), ("до 100 рублей", ""), ("премиум", ""),
    ],
)  # fmt: skip
def test_the_best_for_the_money_is_taken(text: str, name: str) -> None:
    assert name_of(find_within_price(text, TARIFFS)) == name


def test_of_nothing_nothing_is_chosen() -> None:
    assert find_extreme("cheapest", None, ()) is find_within_price("до 1500", ()) is None
