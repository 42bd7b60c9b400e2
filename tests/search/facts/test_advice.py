"""Comparisons and advice, with reasons of the cards."""

from fakes.goods import a_product
from parley.search.facts.advice import compare, recommend
from parley.search.facts.card import cards_of

LIGHT = a_product("Light", price=649, description="For students. Runs all day.", weight="1.2 kg", ram="8 GB")
STRONG = a_product("Strong", price=1899, description="For games.", weight="2.5 kg", ram="32 GB", screen="16 inch")


def test_what_is_equal_is_no_difference_and_what_one_lacks_comes_last() -> None:
    fact = compare(cards_of([LIGHT, STRONG]))
    assert [each.attribute for each in fact.differences] == ["weight", "ram", "screen"]
    assert fact.differences[-1].values == ("", "16 inch")
    assert fact.descriptions == ()


def test_where_specifications_tell_too_little_the_descriptions_are_told() -> None:
    fact = compare(cards_of([a_product("One", description="Red."), a_product("Two", description="Blue.")]))
    assert fact.descriptions == ("Red.", "Blue.")


def test_a_student_is_advised_what_is_made_for_students_and_costs_little() -> None:
    advice = recommend(cards_of([STRONG, LIGHT]), "study")
    assert advice is not None
    assert (advice.product, advice.cheapest) == ("Light", True)
    assert advice.reasons == ("For students.", "1.2 kg")


def test_without_a_reason_nothing_is_advised() -> None:
    assert recommend(cards_of([a_product("One"), a_product("Two")]), "back-pain") is None


def test_what_is_sold_out_is_advised_to_nobody() -> None:
    assert recommend(cards_of([a_product("Gone", description="For students.", available=False)]), "study") is None
