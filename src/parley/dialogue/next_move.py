"""Decides which question an answer ends with that asks for no contact: it leads on."""

from parley.domain.lead import DialogueAct, NextMove, Reaction
from parley.domain.search_results import SearchResults

_PRICE_REACTIONS = (Reaction.TAKE_PRICE_SERIOUSLY, Reaction.CANNOT_BARGAIN)
# Behind these nothing is asked, or they ask themselves.
_CLOSING_REACTIONS = (
    Reaction.ACCEPT_REFUSAL,
    Reaction.EXPLAIN_CONTACT,
    Reaction.LEAVE_TIME,
    Reaction.WELCOME,
    Reaction.SAY_GOODBYE,
    Reaction.SMALL_TALK,
    Reaction.TAKE_DOUBT_SERIOUSLY,
    Reaction.STAY_CALM,
)


def choose_next_move(
    act: DialogueAct, reaction: Reaction, results: SearchResults, *, is_unanswered: bool, is_first_answer: bool
) -> NextMove:
    """Returns the question that leads on. `is_unanswered`: the company's data says nothing to what was asked."""
    if is_unanswered:
        return NextMove.OFFER_PERSON
    if act is not DialogueAct.ANSWER or reaction in _CLOSING_REACTIONS:
        return NextMove.NONE
    if reaction in _PRICE_REACTIONS:
        return NextMove.OFFER_BETTER_PRICE
    if results.facts:
        return _behind_facts(results)
    if len(results.products) > 1:
        return NextMove.ASK_CHOICE
    if results.products:
        return NextMove.OFFER_ORDER if results.products[0].available else NextMove.OFFER_NOTICE
    if results.passages:
        return NextMove.NONE if is_first_answer else NextMove.ANYTHING_ELSE
    return NextMove.ASK_NEED


def _behind_facts(results: SearchResults) -> NextMove:
    """Returns the question behind facts: an order of the one product that there is. What the cards do not say comes
    with the offer to ask a person."""
    if any(getattr(fact, "verdict", "") == "unknown" for fact in results.facts):
        return NextMove.OFFER_PERSON
    if len(results.products) != 1:
        return NextMove.NONE
    return NextMove.OFFER_ORDER if results.products[0].available else NextMove.OFFER_NOTICE
