"""The question that leads on, where no contact is asked for."""

import pytest

from parley.dialogue.next_move import choose_next_move
from parley.domain.lead import DialogueAct, LeadDraft, NextMove, Reaction
from parley.domain.product_facts import AttributeFact, AvailabilityFact
from parley.domain.search_results import PassageHit, ProductHit, SearchResults


def hit(name: str, *, available: bool = True) -> ProductHit:
    return ProductHit(name, name, "1 000 ₸", 0.9, "", "", available, {"price": 1000})


ONE, SOLD_OUT = SearchResults(products=[hit("стол")]), SearchResults(products=[hit("стол", available=False)])
TWO = SearchResults(products=[hit("стол"), hit("стул")])
PASSAGE = SearchResults(passages=[PassageHit("Доставка", "Доставляем.", 0.9, "Доставляем.")])
YES = AttributeFact("стол", "", "дуб", "yes")
UNKNOWN = AttributeFact("стол", "", "", "unknown")
NO = AttributeFact("стол", "", "дуб", "no")
GONE = AvailabilityFact("стул", available=False)


def move(results: SearchResults, **changes: object) -> NextMove:
    given = {
        "act": DialogueAct.ANSWER,
        "reaction": Reaction.NONE,
        "draft": LeadDraft(),
        "is_unanswered": False,
        "is_first_answer": False,
    }
    return choose_next_move(results=results, **(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (ONE, NextMove.OFFER_ORDER),
        (SOLD_OUT, NextMove.OFFER_NOTICE),
        (TWO, NextMove.ASK_CHOICE),
        (PASSAGE, NextMove.ANYTHING_ELSE),
        (SearchResults(), NextMove.ASK_NEED),
        (SearchResults(products=ONE.products, facts=[YES]), NextMove.OFFER_ORDER),
        (SearchResults(products=TWO.products, facts=[YES]), NextMove.NONE),
        (SearchResults(products=ONE.products, facts=[UNKNOWN]), NextMove.OFFER_PERSON),
        (SearchResults(products=ONE.products, facts=[NO]), NextMove.NONE),
        (SearchResults(products=ONE.products, facts=[GONE]), NextMove.NONE),
        (SearchResults(products=ONE.products, facts=[YES], passages=PASSAGE.passages), NextMove.NONE),
    ],
)
def test_what_was_found_decides_the_question(results: SearchResults, expected: NextMove) -> None:
    assert move(results) is expected


@pytest.mark.parametrize(
    ("results", "put"), [(ONE, NextMove.OFFER_ORDER), (TWO, NextMove.ASK_CHOICE), (PASSAGE, NextMove.ANYTHING_ELSE)]
)
def test_a_question_that_leads_on_is_put_once_in_three_answers(results: SearchResults, put: NextMove) -> None:
    talk = [LeadDraft(last_moves=moves) for moves in ((put,), (put, NextMove.NONE), (NextMove.NONE, NextMove.NONE))]
    assert [move(results, draft=draft) for draft in talk] == [NextMove.NONE, NextMove.NONE, put]


def test_who_leaves_no_contact_is_offered_no_order() -> None:
    assert move(ONE, draft=LeadDraft(refused_contact=True)) is NextMove.NONE


def test_behind_a_price_that_is_too_high_a_manager_is_offered() -> None:
    assert move(PASSAGE, reaction=Reaction.TAKE_PRICE_SERIOUSLY) is NextMove.OFFER_BETTER_PRICE


@pytest.mark.parametrize("reaction", [Reaction.LEAVE_TIME, Reaction.WELCOME, Reaction.STAY_CALM])
def test_who_takes_leave_or_scolds_is_asked_nothing(reaction: Reaction) -> None:
    assert move(SearchResults(), reaction=reaction) is NextMove.NONE


def test_where_only_a_person_can_answer_one_is_offered() -> None:
    assert move(SearchResults(), is_unanswered=True) is NextMove.OFFER_PERSON


@pytest.mark.parametrize("act", [DialogueAct.ASK_NAME, DialogueAct.CONFIRM, DialogueAct.ALREADY_CONFIRMED])
def test_an_answer_asks_one_thing(act: DialogueAct) -> None:
    assert move(TWO, act=act) is NextMove.NONE


def test_a_yes_accepts_what_was_offered_and_nothing_else() -> None:
    assert {each for each in NextMove if each.is_offer} == {
        NextMove.OFFER_ORDER, NextMove.OFFER_NOTICE, NextMove.OFFER_BETTER_PRICE, NextMove.OFFER_PERSON
    }  # fmt: skip
