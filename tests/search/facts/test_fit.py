"""Goods held against what a customer tells of who they are for."""

from fakes.goods import a_product
from parley.concepts.ranges import find_own_measures
from parley.domain.product_facts import AttributeFact, RecommendationFact
from parley.search.facts.fit import advice_of, hold_against

SMALL = a_product("Skis S", price=100, description="For kids, height of the child 90-110 cm, 3-5 years.")
LARGE = a_product("Skis L", price=140, description="For kids, height of the child 105-130 cm, 6-9 years.")
BARE = a_product("Skis X", price=90, description="Nice skis, red.")


def test_goods_whose_range_holds_the_measure_are_advised_with_the_words_that_state_it() -> None:
    advice = advice_of(hold_against(find_own_measures("she is 95 cm tall"), [LARGE, BARE, SMALL]))
    assert advice is not None
    assert [hit.name for hit in advice.products] == ["Skis S"]
    (fact,) = advice.facts
    assert isinstance(fact, RecommendationFact)
    assert (fact.product, fact.reasons) == ("Skis S", ("height of the child 90-110 cm",))


def test_where_several_fit_the_closest_comes_first_and_the_others_are_told() -> None:
    advice = advice_of(hold_against(find_own_measures("118 cm"), [SMALL, LARGE]))
    assert advice is not None
    assert [hit.name for hit in advice.products] == ["Skis L"]
    both = advice_of(hold_against(find_own_measures("107 cm"), [LARGE, SMALL]))
    assert both is not None
    assert [hit.name for hit in both.products] == ["Skis S", "Skis L"]
    assert isinstance(both.facts[1], AttributeFact)
    assert "105-130 cm" in both.facts[1].value


def test_one_measure_that_is_left_out_is_enough_to_leave_a_product_out() -> None:
    advice = advice_of(hold_against(find_own_measures("7 years old, 108 cm"), [SMALL, LARGE]))
    assert advice is not None
    assert [hit.name for hit in advice.products] == ["Skis L"]


def test_where_nothing_fits_nothing_is_advised() -> None:
    assert advice_of(hold_against(find_own_measures("180 cm"), [SMALL, LARGE, BARE])) is None


def test_what_is_sold_out_is_advised_only_where_nothing_else_fits() -> None:
    gone = a_product("Gone", price=80, description="Child 90-110 cm.", available=False)
    advice = advice_of(hold_against(find_own_measures("95 cm"), [gone, SMALL]))
    assert advice is not None
    assert [hit.name for hit in advice.products] == ["Skis S"]


def test_specifications_and_features_state_ranges_too() -> None:
    specified = a_product("Vest", price=20, weight_of_wearer="30-50 kg")
    advice = advice_of(hold_against(find_own_measures("40 kg"), [specified]))
    assert advice is not None
