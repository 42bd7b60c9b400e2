"""Decides which question an answer ends with that asks for no contact: it leads on, and does not press."""

from collections.abc import Sequence

from parley.domain.lead import DialogueAct, LeadDraft, NextMove, Reaction
from parley.domain.product_facts import AvailabilityFact, ProductFact
from parley.domain.search_results import SearchResults

_PRICE_REACTIONS = (Reaction.TAKE_PRICE_SERIOUSLY, Reaction.CANNOT_BARGAIN)
# Behind these nothing is asked, or they ask themselves.
_CLOSING_REACTIONS = (
    Reaction.ACCEPT_REFUSAL,
    Reaction.ANSWER_HERE,
    Reaction.EXPLAIN_CONTACT,
    Reaction.LEAVE_TIME,
    Reaction.WELCOME,
    Reaction.SAY_GOODBYE,
    Reaction.SMALL_TALK,
    Reaction.TAKE_DOUBT_SERIOUSLY,
    Reaction.STAY_CALM,
    Reaction.NOTE_DETAILS,
)
# Put again so soon, they press.
_PRESSING = (NextMove.OFFER_ORDER, NextMove.ASK_CHOICE, NextMove.ANYTHING_ELSE)


def choose_next_move(
    act: DialogueAct,
    reaction: Reaction,
    results: SearchResults,
    draft: LeadDraft,
    *,
    is_unanswered: bool,
    is_first_answer: bool,
) -> NextMove:
    """Returns the question that leads on. `draft`: what was asked and offered so far; `is_unanswered`: the
    company's data says nothing to what was asked."""
    if is_unanswered:
        return NextMove.OFFER_PERSON
    if act is not DialogueAct.ANSWER or reaction in _CLOSING_REACTIONS:
        return NextMove.NONE
    if reaction in _PRICE_REACTIONS:
        return NextMove.OFFER_BETTER_PRICE
    move = _behind_results(results, is_first_answer=is_first_answer)
    return NextMove.NONE if _presses(move, draft) else move


def _presses(move: NextMove, draft: LeadDraft) -> bool:
    """Tells whether a question stood behind one of the last two answers already, or an order is offered to who
    leaves no contact."""
    is_unwanted = move is NextMove.OFFER_ORDER and draft.refused_contact
    return is_unwanted or (move in _PRESSING and move in draft.last_moves)


def _behind_results(results: SearchResults, *, is_first_answer: bool) -> NextMove:
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
    """Returns the question behind facts: an order of the one product that there is, unless it lacks what was asked
    for. What the cards do not say comes with the offer to ask a person."""
    verdicts = {getattr(fact, "verdict", "") for fact in results.facts}
    if "unknown" in verdicts:
        return NextMove.OFFER_PERSON
    if len(results.products) != 1 or results.passages:
        return NextMove.NONE
    if not results.products[0].available:
        return NextMove.OFFER_NOTICE
    return NextMove.NONE if "no" in verdicts or _is_sold_out(results.facts) else NextMove.OFFER_ORDER


def _is_sold_out(facts: Sequence[ProductFact]) -> bool:
    return any(isinstance(fact, AvailabilityFact) and not fact.available for fact in facts)
