"""Products in an order, and which of them has a place in it."""

from fakes.goods import a_product
from parley.domain.product_facts import AvailabilityFact, RankFact
from parley.search.facts.order import RankRequest
from parley.search.facts.ranking import rank_facts

HITS = [
    a_product("Middle", price=200, weight="1.2 kg"),
    a_product("Cheap", price=100, weight="2 kg", available=False),
    a_product("Dear", price=300),
]


def test_a_product_that_is_sold_out_keeps_its_place_and_the_next_is_told() -> None:
    found = rank_facts(HITS, RankRequest(("price",), largest_first=False))
    assert found is not None
    first, sold_out, second = found.facts
    assert isinstance(first, RankFact)
    assert (first.product, first.value) == ("Cheap", "$100")
    assert sold_out == AvailabilityFact("Cheap", False)
    assert isinstance(second, RankFact)
    assert (second.product, second.place) == ("Middle", 2)


def test_only_products_that_state_a_value_are_ranked_by_it() -> None:
    found = rank_facts(HITS, RankRequest(("weight",), largest_first=False))
    assert found is not None
    assert [hit.name for hit in found.products] == ["Middle"]


def test_an_order_of_one_is_none() -> None:
    assert rank_facts(HITS, RankRequest(("battery-life",), largest_first=True)) is None
    assert rank_facts(HITS, RankRequest(("price",), largest_first=True, place=4)) is None
