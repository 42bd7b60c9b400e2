"""Which products fit a question, and how well."""

import pytest

from fakes.listener import message_meaning
from fakes.search_rows import a_passage, a_product
from parley.concepts.superlatives import Superlative
from parley.search.matching import RowVocabulary
from parley.search.query import SearchQuery, parse_query
from parley.search.rows import PassageRow, ProductRow
from parley.search.scoring import (
    MIN_FIT_SCORE,
    correct_query_spelling,
    score_passages,
    score_products,
    superlative_sort_key,
)

LIGHT = a_product(
    "AirNote 13", "Laptops", "A lightweight laptop.", specifications={"ram": "16 GB", "weight": "0.9 kg"}
)
STRONG = a_product(
    "PowerNote 16", "Laptops", "A gaming laptop.", specifications={"ram": "32 GB", "weight": "2.4 kg"}
)
BAG = a_product("City Laptop Backpack", "Accessories", "For laptops of up to 15 inches.")
FILM = a_product("PrivacyFilm 14", "Accessories", "A film for the laptop screen.")
WATCH = a_product("Watch for sport", "Watches", "With a strap.")
CATALOGUE = [LIGHT, STRONG, BAG, FILM, WATCH]
DELIVERY = a_passage("Delivery", "We deliver within two days. A laptop is packed twice.")
WARRANTY = a_passage("Warranty", "One year for laptops and monitors.")


def a_query(text: str, language: str = "en") -> SearchQuery:
    return parse_query(message_meaning(text, language, content_words=tuple(text.lower().split())), "USD")


def scores(text: str, catalogue: list[ProductRow] = CATALOGUE, language: str = "en") -> dict[str, float]:
    query = correct_query_spelling(a_query(text, language), catalogue)
    return {hit.row.name: hit.score for hit in score_products(query, catalogue, RowVocabulary.of_rows(catalogue))}


def fitting(text: str, catalogue: list[ProductRow] = CATALOGUE, language: str = "en") -> list[str]:
    return list(scores(text, catalogue, language))


def fitting_passages(text: str, rows: list[PassageRow]) -> list[str]:
    return [hit.row.title for hit in score_passages(a_query(text), rows, RowVocabulary.of_rows(rows))]


def test_what_is_asked_for_decides_what_fits_and_the_other_words_the_order() -> None:
    assert fitting("lightweight laptop for my travels abroad") == [LIGHT.name, STRONG.name]
    assert fitting("gaming laptop") == [STRONG.name, LIGHT.name]


def test_a_product_that_only_mentions_the_goods_does_not_fit() -> None:
    assert not {BAG.name, FILM.name} & set(fitting("laptop"))
    assert fitting("laptop backpack")[0] == BAG.name


@pytest.mark.parametrize("text", ["case for a laptop", "macbook", "whatchamacallit for a laptop"])
def test_goods_that_nobody_here_sells_find_nothing(text: str) -> None:
    assert fitting(text) == []


@pytest.mark.parametrize(
    ("text", "right"), [("laptop 32gb", STRONG), ("laptop with 16 GB", LIGHT), ("32gb", STRONG)]
)
def test_a_number_with_a_unit_is_held_against_the_specifications(text: str, right: ProductRow) -> None:
    assert fitting(text) == [right.name]


def test_a_number_that_no_product_has_finds_none() -> None:
    assert fitting("laptop 128gb") == []


def test_a_measure_that_is_not_stated_is_worth_less_than_one_that_is() -> None:
    stated, unstated = a_product("Laptop", specifications={"ram": "16 GB"}), a_product("Laptop X")
    assert list(scores("laptop 16 gb", [unstated, stated]).items()) == [("Laptop", 1.0), ("Laptop X", 0.867)]


def test_a_measure_is_also_read_from_a_bare_number_in_the_name() -> None:
    assert scores("monitor 27 inch", [a_product("Monitor VX 27")]) == {"Monitor VX 27": 0.99}


def test_a_misspelt_word_is_read_as_what_the_shop_has() -> None:
    assert scores("laptpo") == scores("laptop")
    assert fitting("деван", [a_product("Диван «Сканди»", "Диваны")], "ru") == ["Диван «Сканди»"]


def test_a_kind_of_goods_is_also_what_its_main_word_says() -> None:
    assert fitting("стол", [a_product("Стол письменный", "Столы")], "ru") == ["Стол письменный"]


def test_a_category_with_a_name_of_the_shops_own_is_a_kind_of_goods() -> None:
    assert fitting("wooden gizmos", [a_product("Puck 3", "Gizmos", "Round.")]) == ["Puck 3"]


def test_a_product_of_another_colour_comes_after_one_of_the_right_colour() -> None:
    green, red = (a_product(f"Sofa {name}", specifications={"colour": name}) for name in ("green", "red"))
    assert fitting("green sofa", [red, green])[0] == green.name


def test_the_lightest_and_the_largest_are_known_by_their_numbers() -> None:
    lightest = Superlative(("mass",), largest_first=False)
    assert sorted([STRONG, LIGHT], key=lambda row: superlative_sort_key(row, lightest)) == [LIGHT, STRONG]
    assert superlative_sort_key(WATCH, lightest) == float("inf")


def test_a_score_is_between_the_least_that_fits_and_one() -> None:
    found = scores("lightweight laptop for my travels abroad") | scores("laptop 16 gb") | scores("watch strap")
    assert found
    assert all(MIN_FIT_SCORE <= score <= 1 for score in found.values())


def test_a_passage_answers_a_question_about_its_title_before_one_that_mentions_it() -> None:
    assert fitting_passages("delivery", [WARRANTY, DELIVERY]) == ["Delivery"]
    assert fitting_passages("laptop warranty", [WARRANTY, DELIVERY]) == ["Warranty"]


def test_a_passage_about_something_else_does_not_fit() -> None:
    assert fitting_passages("credit", [WARRANTY, DELIVERY]) == []


def test_a_product_is_found_by_several_words_of_its_name_whatever_else_they_mean() -> None:
    wet = a_product("Kitten Turkey Wet 12", "Cat food", "In jelly.")
    assert "Kitten Turkey Wet 12" in scores("kitten turkey", [wet, LIGHT])
    assert scores("kitten", [wet, LIGHT]) == {}


def test_a_name_gives_way_to_what_is_of_the_kind_that_is_asked_for() -> None:
    phone, case = a_product("Aroma 13", "Phones"), a_product("Case for Aroma 13", "Accessories")
    assert max(scores("aroma 13", [phone, case]).items(), key=lambda item: item[1])[0] == "Aroma 13"
