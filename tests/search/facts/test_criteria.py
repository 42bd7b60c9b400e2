"""Goods narrowed down by what is asked of them beside their kind."""

import pytest

from fakes.goods import a_product
from parley.concepts.token import concept_tokens
from parley.search.facts.card import ProductCard, wants_none
from parley.search.facts.criteria import Criterion, choose_meeting, meets_any
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

STEEL = a_product("Pot Steel", description="Steel, 3 l, suits induction.")
ALUMINIUM = a_product("Pot Light", price=40, description="Aluminium, 2 l, not for induction.")
CLAY = a_product("Pot Clay", description="Clay, glazed.")
INDUCTION = Criterion("induction", None, is_wanted=True)
NO_SMELL = Criterion("fragrance", None, is_wanted=False)


def test_what_states_it_comes_and_what_is_not_for_it_never_does() -> None:
    assert choose_meeting([INDUCTION], [ALUMINIUM, CLAY], [STEEL]) == [STEEL]


def test_where_none_states_it_what_denies_it_is_left_out() -> None:
    assert choose_meeting([INDUCTION], [ALUMINIUM, CLAY], []) == [CLAY]


def test_where_all_found_deny_it_others_of_the_kind_come_instead() -> None:
    assert choose_meeting([INDUCTION], [ALUMINIUM], [ALUMINIUM, CLAY]) == [CLAY]


def test_where_it_tells_nothing_apart_all_stay() -> None:
    assert choose_meeting([INDUCTION], [STEEL], [ALUMINIUM]) == [STEEL]
    assert choose_meeting([INDUCTION], [CLAY], []) == [CLAY]
    assert choose_meeting([INDUCTION], [ALUMINIUM], []) == [ALUMINIUM]


def test_who_wants_none_is_offered_what_is_made_without() -> None:
    plain = a_product("Cream A", description="Fragrance free, 50 ml.")
    scented = a_product("Cream B", description="Scented with roses.")
    assert choose_meeting([NO_SMELL], [scented, plain], []) == [plain]
    assert meets_any([NO_SMELL], [plain])
    assert not meets_any([NO_SMELL], [scented])


def test_a_word_of_no_lexicon_is_a_criterion_too() -> None:
    (token,) = concept_tokens("hammock")
    tower, plain = (
        a_product("Tower", description="With a hammock, 120 cm."),
        a_product("Tree", description="Sisal."),
    )
    assert choose_meeting([Criterion("", token, is_wanted=True)], [plain, tower], []) == [tower]


def test_not_only_denies_nothing() -> None:
    pan = a_product("Pan", description="Не только для индукции.")
    assert meets_any([INDUCTION], [pan])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("without grain", "grain"),
        ("grain free", "grain"),
        ("без зерна", "зерна"),
        ("қышқылсыз кофе", "қышқылсыз"),
        ("laktozasiz sut", "laktozasiz"),
        ("лактозгүй сүү", "лактозгүй"),
    ],
)
def test_what_is_to_be_left_out_is_told_in_every_language(text: str, word: str) -> None:
    words = list(map(latinize, normalized_words(text)))
    position = words.index(latinize(normalized_words(word)[0]))
    assert wants_none(words, position, position + 1)


def test_a_feature_is_denied_by_free_in_its_own_clause_alone() -> None:
    free = ProductCard(a_product("Food", description="Dry food, grain free."))
    delivered = ProductCard(a_product("Food", description="With grain, free delivery."))
    assert free.feature("grain").verdict == "no"  # type: ignore[union-attr]
    assert delivered.feature("grain").verdict == "yes"  # type: ignore[union-attr]
