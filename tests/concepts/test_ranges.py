"""For whom goods are meant by a range, and what a customer tells of who they are for."""

from math import inf

import pytest

from parley.concepts.ranges import Range, find_own_measures, find_ranges


@pytest.mark.parametrize(
    ("text", "dimension", "low", "high"),
    [
        ("лыжи детские, рост 110–130 см", "length", 110, 130),
        ("rider height 150-165 cm", "length", 150, 165),
        ("жилет 30-50 кг, яркий", "mass", 30, 50),
        ("for dogs up to 12 kg", "mass", 0, 12),
        ("from 9 to 18 kg", "mass", 9, 18),
        ("9 kgdan 18 kggacha", "mass", 9, 18),
        ("10-нан 18 кг-ға дейін", "mass", 10, 18),
        ("20 кг чейин", "mass", 0, 20),
        ("30 кг хүртэл", "mass", 0, 30),
        ("3 oydan 2 yoshgacha", "age", 3, 24),
        ("6 айдан 3 жасқа дейін", "age", 6, 36),
        ("6 сараас 2 нас хүртэл", "age", 6, 24),
        ("4-6 лет", "age", 48, 83),
        ("від 2 до 4 років", "age", 24, 48),
        ("1.5 yoshdan", "age", 18, inf),
        ("с 8 месяцев", "age", 8, inf),
        ("3+", "age", 36, inf),
        ("с рождения", "age", 0, inf),
        ("обогрев до 25 м²", "area", 0, 25),
        ("палатка на 2-3 человека", "people", 2, 3),
    ],
)
def test_a_range_is_read_in_the_unit_of_its_dimension(text: str, dimension: str, low: float, high: float) -> None:
    (found,) = find_ranges(text)
    assert (found.dimension, found.low, found.high) == (dimension, low, high)


def test_a_range_is_told_by_the_clause_that_states_it() -> None:
    (found,) = find_ranges('колёса 12", 3 скорости, рост 95-110 см, красный')
    assert found.text == "рост 95-110 см"


def test_a_specification_lends_its_label() -> None:
    assert [each.high for each in find_ranges("140 kg", "Max load")] == [140]
    assert find_ranges("140 kg", "Weight") == ()
    assert find_ranges("95-110", "Рост")[0].low == 95


@pytest.mark.parametrize(
    "text",
    [
        "гарантия 2-3 года",
        "доставка 3-5 дней",
        "высота 60-80 см",
        "100 x 70 cm",
        "вес 14 кг",
        "срок годности 6-9 месяцев",
    ],
)
def test_what_is_of_the_product_itself_or_of_its_sale_is_no_range(text: str) -> None:
    assert find_ranges(text) == ()


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("дочке рост 118", "length", 118),
        ("1.65 бойым", "length", 165),
        ("i am 190 cm tall", "length", 190),
        ("мій зріст 172", "length", 172),
        ("our cat is 6 kg", "mass", 6),
        ("a 30kg husky", "mass", 30),
        ("сыну 5 лет", "age", 60),
        ("5 oylik bola", "age", 5),
        ("9 жасар қызым", "age", 108),
        ("4 настай", "age", 48),
        ("a 2-year-old", "age", 24),
        ("для новорожденной", "age", 0),
        ("жаңа туған сәбиге", "age", 0),
        ("комната 18 м²", "area", 18),
        ("5 кісіге", "people", 5),
        ("это с 6 месяцев, а дочке 2 месяца", "age", 2),
        ("ребёнку 3-4 года", "age", 42),
    ],
)
def test_a_customer_tells_who_or_what_it_is_for(text: str, dimension: str, value: float) -> None:
    assert [(each.dimension, each.value) for each in find_own_measures(text)] == [(dimension, value)]


@pytest.mark.parametrize(
    "text", ["купил 2 года назад", "3 ай болды", "bought it 5 months ago", "5 шт", "тел 450", "Volt 7"]
)
def test_how_long_ago_and_bare_numbers_are_no_measures(text: str) -> None:
    assert find_own_measures(text) == ()


def test_the_middle_and_the_near_end_are_closest() -> None:
    span, most, least = Range("mass", 10, 20, ""), Range("mass", 0, 20, ""), Range("mass", 10, inf, "")
    assert span.closeness(15) > span.closeness(19) > span.closeness(20) == 0
    assert most.closeness(18) > most.closeness(5)
    assert least.closeness(11) > least.closeness(40)
