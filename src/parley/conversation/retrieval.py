"""Searches the company's data for a turn, where its message asks for something."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from parley.dialogue.intent_policy import ASK_FOR_HELP, GIVE_DETAILS, Sources
from parley.dialogue.model import DialogueState
from parley.domain.lead import Reaction
from parley.domain.product_facts import RankFact
from parley.domain.search_results import PassageHit, SearchResults, numeric_price
from parley.domain.understanding import Understanding
from parley.runtime import Runtime
from parley.search.advice import search_documents
from parley.search.answer_questions import SpokenOf, answer_question, answer_questions, has_hits
from parley.search.comparison import asks_why, is_comparison
from parley.search.facts.order import PRICE, read_relative
from parley.search.facts.pointing import asks_total, picks_place
from parley.search.facts.shown import ShownProducts
from parley.search.follow_up import Subjects
from parley.search.question import Question
from parley.search.retrieve import retrieve_text
from parley.search.topic_passages import cut_passage, is_foreign, search_topic, whole_passage
from parley.search.topics import asks_topic, named_topics

_ARGUMENTS_FOR_PRICE = ("discount", "credit")
# Before what is quoted of a document in another language (languages/*.py).
_OPENING_MARKS = "«“"
_DOUBTS = (Reaction.TAKE_PRICE_SERIOUSLY, Reaction.TAKE_DOUBT_SERIOUSLY, Reaction.CANNOT_BARGAIN)


class Retrieval(NamedTuple):
    """What was found for a turn."""

    results: SearchResults
    #: what later questions may leave out; None where nothing was searched for
    subjects: Subjects | None = None


NOTHING_RETRIEVED = Retrieval(SearchResults())


async def retrieve_for_turn(rt: Runtime, state: DialogueState) -> Retrieval:
    """Returns what the company's data says to each question of the message; nothing where it asks for nothing, or
    only answers the flow."""
    question = Question(state.turn.company, state.utterance.message)
    asks = asks_something(state.understanding) or _names_topic(state) or _takes_shown(state, question)
    if not asks or _answers_flow(state) or _only_orders(state):
        return NOTHING_RETRIEVED
    sources, today = state.decision.move.sources, state.utterance.now.date()
    if _asks_reason(state, question):
        sources = Sources.ALL
    if sources is Sources.NOWHERE and not (state.is_scripted and state.decision.slot):
        return NOTHING_RETRIEVED
    if sources is Sources.DOCUMENTS:
        return Retrieval(await _search_documents(rt, state, question))
    if sources is Sources.ARGUMENTS:
        return Retrieval(await _search_arguments(rt, state, question, today))
    draft = state.draft
    spoken_of = SpokenOf(
        Subjects(draft.search_subject, draft.topic_subject),
        ShownProducts(draft.last_product_ids, draft.earlier_product_ids),
        state.utterance.now,
    )
    answered = await answer_questions(rt, question, spoken_of)
    return Retrieval(answered.results, answered.subjects)


async def _search_documents(rt: Runtime, state: DialogueState, question: Question) -> SearchResults:
    """Returns what the documents say to trouble or doubts; where the customer goes on with trouble, nothing that
    was said already."""
    if state.decision.move is GIVE_DETAILS:
        found = await answer_question(rt, question, question, state.utterance.now.date())
    else:
        is_new = not state.previous_draft.trouble
        found = await search_documents(rt, question, state.draft.trouble, is_new=is_new)
    if not state.previous_draft.trouble:
        return SearchResults(passages=found.passages)
    if state.decision.move is ASK_FOR_HELP and named_topics(question.message.annotations):
        return SearchResults(passages=found.passages)  # "what warranty?" is answered, though it was said
    said = [line.text for line in state.turn.history if line.role == "assistant"]
    was_said = any(_was_said(hit, said) for hit in found.passages)
    return SearchResults() if was_said else SearchResults(passages=found.passages)


def _was_said(hit: PassageHit, said: Iterable[str]) -> bool:
    """Tells whether a passage is a paragraph of what was said, quoted or not; a sentence of it may come again."""
    paragraphs = [paragraph for text in said for paragraph in text.split("\n\n")]
    return any(
        hit.answer == paragraph or any(f"{mark}{hit.answer}" in paragraph for mark in _OPENING_MARKS)
        for paragraph in paragraphs
    )


async def _find_terms(rt: Runtime, question: Question, topic: str, today: date) -> SearchResults:
    """Returns what the documents say on a topic; of a question that has more to it, the sentences that answer."""
    found = await search_topic(rt, question, topic, SearchResults())
    if question.understanding.question:
        return SearchResults(passages=[cut_passage(rt, hit, question, topic, today) for hit in found.passages])
    return SearchResults(passages=[whole_passage(rt, hit, question) for hit in found.passages])


async def _search_arguments(rt: Runtime, state: DialogueState, question: Question, today: date) -> SearchResults:
    """Returns what speaks for a price that is too high: the cheapest of the goods spoken of, and what the documents
    say of paying less, or in parts."""
    cheapest = await _find_cheaper(rt, state)
    found = [await _find_terms(rt, question, topic, today) for topic in _ARGUMENTS_FOR_PRICE]
    told = sorted(filter(has_hits, found), key=lambda terms: is_foreign(terms.passages[0], question))
    terms = told[0] if told else SearchResults()
    parts = tuple(part for part in (cheapest, terms) if part != SearchResults())
    return replace(cheapest, passages=terms.passages, parts=parts)


async def _find_cheaper(rt: Runtime, state: DialogueState) -> SearchResults:
    """Returns the cheapest of the goods spoken of, and that it is; nothing where it alone was shown last."""
    company, draft = state.turn.company, state.draft
    if not draft.search_subject:
        return SearchResults()
    found = await retrieve_text(rt, company, draft.search_subject, state.understanding.language)
    priced = [hit for hit in found.products if hit.price and hit.available and numeric_price(hit) is not None]
    if not priced:
        return SearchResults()
    cheapest = min(priced, key=lambda hit: numeric_price(hit) or 0)
    if draft.last_product_ids == (cheapest.id,):
        return SearchResults()
    fact = RankFact(
        cheapest.name, "price", largest_first=False, place=1, value=cheapest.price, price=cheapest.price
    )
    return SearchResults(products=(cheapest,), facts=(fact,))


def asks_something(understanding: Understanding) -> bool:
    """Tells whether there is anything to search for; "email me at …" is nothing."""
    if understanding.question or understanding.asks_price or asks_topic(understanding):
        return True
    return not understanding.email and bool(understanding.search_text or understanding.asks_catalogue)


def _names_topic(state: DialogueState) -> bool:
    """Tells whether a message names a topic ("номер телефона дайте") and does not speak of the customer's own
    contact."""
    understanding, draft = state.understanding, state.previous_draft
    concerns_contact = (
        draft.expected_reply in ("phone", "confirm", "correction")
        or understanding.contacts
        or understanding.name
        or understanding.postponed
        or understanding.refuses_contact
    )
    return not concerns_contact and bool(named_topics(state.utterance.message.annotations))


def _asks_reason(state: DialogueState, question: Question) -> bool:
    """Tells whether a message that sounds like doubt asks why what was shown is better, or for a cheaper one."""
    doubts = state.decision.move.reaction in _DOUBTS and bool(state.draft.last_product_ids)
    relative = read_relative(question.message.words)
    # Who finds it dear asks for nothing dearer: "арай үнэтэй", "у других дороже".
    asks_relative = relative is not None and not (relative.by == (PRICE,) and relative.largest_first)
    return doubts and bool(asks_why(question) or is_comparison(question.message.annotations) or asks_relative)


def _takes_shown(state: DialogueState, question: Question) -> bool:
    """Tells whether a message takes one of the goods just shown by its place, or asks what they cost together."""
    if not state.draft.last_product_ids or state.understanding.goodbye:
        return False
    awaits_contact = state.previous_draft.expected_reply not in ("", "need")
    return asks_total(question) or (picks_place(question) and not awaits_contact)


def _only_orders(state: DialogueState) -> bool:
    """Tells whether the message says what is ordered, and asks nothing beside it."""
    change, understanding = state.order_change, state.understanding
    if change is None or change.kind in ("", "awaits"):
        return False
    if change.kind == "taken":
        asks_price = understanding.asks_price and not state.utterance.choices.degree
        return not (understanding.question or asks_price or understanding.asks_catalogue)
    # "Need 2" has a question's word.
    return not any(clause.is_question for clause in state.utterance.tokenized.clauses)


def _answers_flow(state: DialogueState) -> bool:
    """Tells whether the message only answers what the flow asks, or asks for the list that its next question
    brings."""
    if not state.is_scripted or state.understanding.reports_trouble:
        return False
    return state.shows_options or (_follows_flow(state) and not state.is_digression)


def _follows_flow(state: DialogueState) -> bool:
    """Tells whether the message goes where the flow leads."""
    wants_order = (state.changed_slots or state.utterance.wants_order) and not state.flow.waits_for_intent
    return bool(state.previous_draft.requested_slot or wants_order)
