"""What an answer says of the order: what was taken or changed, and what is confirmed together with the contact."""

from dataclasses import replace

from parley.dialogue.model import DialogueState
from parley.domain.lead import DialogueAct, NextMove
from parley.domain.product_facts import BasketFact, PriceFact
from parley.domain.search_results import SearchResults
from parley.languages.base import Replies

_CONTACT_REQUESTS = (DialogueAct.ASK_NAME, DialogueAct.ASK_PHONE)


def order_note(state: DialogueState, replies: Replies) -> str:
    """Returns what an answer says of the order; empty where it says nothing."""
    change, order, act = state.order_change, state.draft.order, state.decision.act
    if act is DialogueAct.CORRECTED:
        return ""
    if change and change.kind == "taken":
        taken = [item.text for item in order.items if item.product_id in change.touched]
        return replies.order_taken.format(order="; ".join(taken))
    if change and change.kind in ("changed", "removed"):
        return replies.order_changed.format(order=order.text) if order.items else replies.order_emptied
    if change and change.kind == "remark":
        return replies.order_remark.format(words=change.words)
    is_read_back = act is DialogueAct.CONFIRM and order.items
    return replies.order_line.format(order=order.text) if is_read_back else ""


def corrected_text(state: DialogueState) -> str:
    """Returns what a correction behind the confirmation was about, where it was the order."""
    change = state.order_change
    if change is None or state.decision.act is not DialogueAct.CORRECTED:
        return ""
    if change.kind == "remark":
        return f"«{change.words}»"
    return state.draft.order.text or f"«{state.utterance.message.text}»"


def without_taken_goods(state: DialogueState, results: SearchResults) -> SearchResults:
    """Returns the results without the goods that the message takes: what is said of the order names them."""
    change = state.order_change
    if change is None or not change.touched or state.understanding.question:
        return results
    if not results.products or any(hit.id not in change.touched for hit in results.products):
        return results
    return SearchResults(passages=results.passages, unanswered=results.unanswered)


def ask_which(state: DialogueState) -> DialogueState:
    """Returns the state where it is to be asked which of several goods is taken, before who takes it."""
    if not _must_ask_which(state):
        return state
    return replace(state, decision=replace(state.decision, act=DialogueAct.ANSWER))


def choose_move_after_order(state: DialogueState) -> NextMove | None:
    """Returns the question that an answer about the order ends with; None where it is decided as ever."""
    if _must_ask_which(state):
        return NextMove.ASK_WHICH
    return NextMove.NONE if speaks_of_order(state) else None


def speaks_of_order(state: DialogueState) -> bool:
    """Tells whether the answer has something to say of the order, whatever a search finds."""
    change = state.order_change
    is_changed = change is not None and change.kind not in ("", "awaits")
    return is_changed or _must_ask_which(state)


def _must_ask_which(state: DialogueState) -> bool:
    change, talk = state.order_change, state.order_talk
    is_open = change is not None and change.kind == "awaits" and talk is not None and len(talk.shown) > 1
    return is_open and state.decision.act in (*_CONTACT_REQUESTS, DialogueAct.ANSWER)


def summed_quantities(results: SearchResults) -> dict[str, int]:
    """Returns how many of each product were summed up, by its id; nothing where no sum was told."""
    if len(results.facts) != 1:
        return {}
    fact = results.facts[0]
    sums = fact.items if isinstance(fact, BasketFact) else (fact,) if isinstance(fact, PriceFact) else ()
    by_name = {item.product: item.quantity for item in sums}
    found = {hit.id: by_name[hit.name] for hit in results.products if hit.name in by_name}
    return found if len(found) == len(sums) == len(results.products) else {}
