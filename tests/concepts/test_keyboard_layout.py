"""Words typed with the wrong layout of the keyboard."""

import pytest

from fakes.listener import message_meaning
from parley.search.query import parse_query


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [("lbdfy", "sofa"), ("yjen,er", "laptop"), ("тщеуищщл", "laptop"), ("[jkjlbkmybr", "fridge")],
)
def test_a_word_typed_with_the_wrong_layout_is_searched_for(typed: str, meaning: str) -> None:
    assert [token.concept for token in parse_query(message_meaning(typed), "KZT").tokens] == [meaning]


@pytest.mark.parametrize("typed", ["asdf", "ok", "привет", "hello", "jkl"])
def test_a_word_without_a_concept_in_either_layout_stays_as_it_is(typed: str) -> None:
    assert not parse_query(message_meaning(typed), "KZT").names_goods
