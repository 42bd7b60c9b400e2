"""Numbers with units, of a question and of a product."""

import pytest

from parley.concepts.units import Measure, is_unit, match_measure, parse_measures, stated_values


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("laptop 32gb ram", "memory", 32),
        ("16 гб памяти", "memory", 16),
        ("ssd 1TB", "memory", 1000),
        ('32" display', "inch", 32),
        ("телевизор 55 дюймов", "inch", 55),
        ("televizor 55 dyuym", "inch", 55),
        ("дэлгэц 32 инч", "inch", 32),
        ("интернет 100 Мбит", "speed", 100),
        ("кабель 2 м", "length", 200),
        ("чайник на 1.7 литра", "volume", 1.7),
        ("чайник 1,7 л", "volume", 1.7),
        ("стиралка 7 кг", "mass", 7),
        ("usb-c charger 100w", "power", 100),
    ],
)
def test_a_number_is_parsed_with_its_unit(text: str, dimension: str, value: float) -> None:
    assert parse_measures(text).measures == (Measure(dimension, (value,)),)


@pytest.mark.parametrize("text", ["матрас 160x200", "матрас 160х200", "матрас 160 на 200", "матрас 1.6 на 2 м"])
def test_sides_are_one_measure(text: str) -> None:
    assert parse_measures(text).measures == (Measure("length", (160, 200)),)


def test_small_sides_without_a_unit_are_metres() -> None:
    assert parse_measures("ковер 2 на 3").measures == (Measure("length", (200, 300)),)


@pytest.mark.parametrize("text", ["айфон 15", "2 in 1 with a pen", "в 2024 г", "до 18:00", "стулья 6 штук"])
def test_other_numbers_have_no_unit(text: str) -> None:
    assert not parse_measures(text).measures


@pytest.mark.parametrize("text", ["от 16 гб", "16 гб и больше", "32gb or more", "at least 16 gb", "не менее 16 гб"])
def test_at_least_is_a_lower_bound(text: str) -> None:
    assert [each.relation for each in parse_measures(text).measures] == [">="]


def test_at_most_is_an_upper_bound() -> None:
    assert [each.relation for each in parse_measures("notebook under 2 kg").measures] == ["<="]


def test_a_value_in_another_unit_of_the_dimension_matches() -> None:
    assert match_measure(Measure("length", (240,)), stated_values(["Кухонный гарнитур 2,4 м"])) == 1
    assert match_measure(Measure("length", (200, 300)), stated_values(["Ковёр", "размер: 200×300 см"])) == 1


def test_another_value_of_the_dimension_does_not_match() -> None:
    assert match_measure(Measure("inch", (75,)), stated_values(["Телевизор LG 55″"])) == 0


def test_where_no_value_of_the_dimension_is_stated_nothing_is_known() -> None:
    assert match_measure(Measure("inch", (75,)), stated_values(["Телевизор LG", "вес: 9 кг"])) is None


def test_a_screen_of_nearly_the_size_matches() -> None:
    assert match_measure(Measure("inch", (24,)), stated_values(["size: 23.8 inch"])) == 1
    assert match_measure(Measure("inch", (27,)), stated_values(["size: 23.8 inch"])) == 0


def test_a_larger_value_matches_a_lower_bound() -> None:
    assert match_measure(Measure("memory", (16,), ">="), stated_values(["ram: 32 GB"])) == 1
    assert match_measure(Measure("memory", (64,), ">="), stated_values(["ram: 32 GB"])) == 0


@pytest.mark.parametrize("word", ["гігабайт", "кілограми", "гигов", "дюймов", "мм", "инч", "dyuym"])
def test_units_are_known_in_every_spelling(word: str) -> None:
    assert is_unit(word)


@pytest.mark.parametrize("word", ["диван", "тысяч", "и"])
def test_other_words_are_no_units(word: str) -> None:
    assert not is_unit(word)
