"""The phrases of a message by kind."""

from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import Match

YES, NO, LATER_YES = Match("yes", "ru", 0, 1), Match("no", "ru", 1, 2), Match("yes", "en", 2, 3)
MATCHES = MatchList([YES, NO, LATER_YES])


def test_matches_keep_the_order_of_the_message() -> None:
    assert list(MATCHES) == [YES, NO, LATER_YES]
    assert MATCHES.of_kind("yes") == [YES, LATER_YES]


def test_a_kind_that_does_not_occur_has_no_matches() -> None:
    assert not MATCHES.of_kind("greeting")
    assert not MATCHES.has("greeting", "thanks")


def test_one_kind_of_several_is_enough() -> None:
    assert MATCHES.has("greeting", "no")
