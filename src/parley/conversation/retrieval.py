"""Searches the company's data for a turn, where its message asks for something."""

from typing import NamedTuple

from parley.dialogue.model import DialogueState
from parley.domain.search_results import SearchResults
from parley.domain.understanding import Understanding
from parley.runtime import Runtime
from parley.search.facts.shown import answer_about_shown
from parley.search.follow_up import complete_question, standalone_question
from parley.search.question import Question
from parley.search.retrieve import retrieve, retrieve_text

# Found in documents of every language, by concept.
_ADVICE_ON_PROBLEMS = "warranty?"


class Retrieval(NamedTuple):
    """What was found for a turn."""

    results: SearchResults
    #: the words that found it: later questions may leave them out; empty where nothing was found
    subject: str


NOTHING_RETRIEVED = Retrieval(SearchResults(), "")


async def retrieve_for_turn(rt: Runtime, state: DialogueState) -> Retrieval:
    """Returns what the company's data says to the message; nothing where it asks for nothing, or only answers the
    flow. A message that leaves out what it is about is completed with what was spoken of last; where that finds
    nothing, it is searched for as it stands."""
    if not asks_something(state.understanding) or _answers_flow(state):
        return NOTHING_RETRIEVED
    question = Question(state.turn.company, state.utterance.message)
    if state.understanding.reports_trouble:
        return Retrieval(await _search_advice(rt, question), "")
    if about_shown := await answer_about_shown(rt, question, state.draft.last_product_ids):
        return Retrieval(about_shown, "")
    completed = complete_question(question, state.draft.search_subject)
    results = await retrieve(rt, completed.question, own=question)
    if completed.question is not question and not _has_hits(results):
        completed = standalone_question(question)
        results = await retrieve(rt, question)
    return Retrieval(results, (results.product_query or completed.subject) if _has_hits(results) else "")


async def _search_advice(rt: Runtime, question: Question) -> SearchResults:
    """Returns what the documents say to somebody for whom something is wrong: no goods."""
    found = await retrieve(rt, question)
    if not found.passages and "report_problem" in question.understanding.intents:
        found = await retrieve_text(rt, question.company, _ADVICE_ON_PROBLEMS, "en")
    return SearchResults(passages=found.passages)


def _has_hits(results: SearchResults) -> bool:
    return bool(results.products or results.passages)


def asks_something(understanding: Understanding) -> bool:
    """Tells whether there is anything to search for; "email me at …" is nothing."""
    if understanding.question or understanding.asks_price:
        return True
    return not understanding.email and bool(understanding.search_text or understanding.asks_catalogue)


def _answers_flow(state: DialogueState) -> bool:
    """Tells whether the message only answers what the flow asks, or asks for the list that its next question
    brings."""
    if not state.is_scripted:
        return False
    return state.shows_options or (_follows_flow(state) and not state.is_digression)


def _follows_flow(state: DialogueState) -> bool:
    """Tells whether the message goes where the flow leads."""
    wants_order = (state.changed_slots or state.utterance.wants_order) and not state.flow.waits_for_intent
    return bool(state.previous_draft.requested_slot or wants_order)
