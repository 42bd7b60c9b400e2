"""What the company's data says to each question of a message, in order.

A question is completed with what was spoken of last where it leans on that (follow_up.py), searched for by its
words and by its topic (topics.py): in the company's profile and in its documents of every language. Of each passage
the sentences that answer are told (answer_sentences.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from parley.domain.product_facts import AvailabilityFact, PriceFact, ProductFact
from parley.domain.search_results import PassageHit, SearchResults
from parley.domain.understanding import Understanding
from parley.search.answer_sentences import answer_sentences, asked_details
from parley.search.company_info import find_info
from parley.search.facts.find import is_known
from parley.search.facts.shown import ShownProducts, answer_about_shown, answer_basket, keep_fitting_shown
from parley.search.follow_up import Subjects, complete_question, standalone_question
from parley.search.opening_days import in_week_order
from parley.search.passage_language import passage_language
from parley.search.question import Question
from parley.search.rank import SearchOptions
from parley.search.retrieve import retrieve, retrieve_piece, retrieve_text
from parley.search.split_questions import split_questions
from parley.search.topics import (
    TOPIC_QUERIES,
    asks_topic,
    fits_topic,
    is_about_topic,
    named_topics,
    question_topics,
)
from parley.services import Services

# The policies of ranking leave little: on a topic all that speaks of it is looked at.
_ALL_PASSAGES = SearchOptions(limit=8)
_DISCOUNT_TOPIC = "discount"
# So few words that name a topic ask for it.
_MAX_KEYWORDS = 5
_GOODS_INTENTS = frozenset({"ask_price", "ask_availability", "ask_attribute", "compare", "recommend"})
# They ask nothing that a company could write down.
_TALK_INTENTS = frozenset({"small_talk", "insult", "ask_identity", "ask_why_contact", "bargain", "greet", "thanks"})
_PURCHASE_INTENTS = frozenset({"want_goods", "order"})


class SpokenOf(NamedTuple):
    """What a message may lean on."""

    subjects: Subjects
    shown: ShownProducts
    #: the company's day
    today: date


class AnsweredQuestions(NamedTuple):
    """What was found for a message."""

    results: SearchResults
    #: what later questions may leave out
    subjects: Subjects


async def answer_questions(rt: Services, question: Question, spoken_of: SpokenOf) -> AnsweredQuestions:
    """Returns what answers a message, and what was spoken of after it."""
    if basket := await answer_basket(rt, question, spoken_of.shown, lambda piece: retrieve_piece(rt, piece)):
        return AnsweredQuestions(basket, spoken_of.subjects)
    questions = split_questions(question)
    is_one, shown_before = len(questions) == 1, spoken_of.shown
    parts: list[SearchResults] = []
    for each in questions if is_one else [piece.taken_as_question() for piece in questions]:
        # What one question of a message brings is what the next is about, unless that has a topic of its own.
        shown = shown_before if _topics(each) else spoken_of.shown
        results, subjects = await _answer_in_context(rt, each, spoken_of._replace(shown=shown))
        spoken_of = spoken_of._replace(subjects=subjects, shown=spoken_of.shown.followed_by(results.products))
        if not (is_one or has_hits(results)):
            results = replace(results, unanswered=[each.message.text])
        parts.append(results)
    return AnsweredQuestions(merge_results(parts), spoken_of.subjects)


async def _answer_in_context(rt: Services, question: Question, spoken_of: SpokenOf) -> AnsweredQuestions:
    """Returns what answers one question, completed with what was spoken of where it leans on that."""
    subjects = spoken_of.subjects
    about_shown = await answer_about_shown(rt, question, spoken_of.shown, lambda piece: retrieve_piece(rt, piece))
    if about_shown:
        return AnsweredQuestions(about_shown, subjects)
    completed = complete_question(question, subjects)
    results = await answer_question(rt, completed.question, question, spoken_of.today)
    if completed.question is not question and not has_hits(results):
        completed = standalone_question(question)
        results = await answer_question(rt, question, question, spoken_of.today)
    results = await keep_fitting_shown(rt, question, results, spoken_of.shown)
    if not has_hits(results):
        return AnsweredQuestions(results, subjects)
    if results.products or not _topics(completed.question):
        return AnsweredQuestions(results, Subjects(goods=completed.subject))
    return AnsweredQuestions(results, subjects._replace(topic=completed.subject))


def has_hits(results: SearchResults) -> bool:
    """Returns whether anything was found."""
    return bool(results.products or results.passages)


def merge_results(parts: Sequence[SearchResults]) -> SearchResults:
    """Returns what was found for several questions as one, with what was found for each."""
    if len(parts) == 1:
        return parts[0]
    products = {hit.id: hit for part in parts for hit in part.products}
    return SearchResults(
        products=list(products.values()),
        passages=list(dict.fromkeys(chain.from_iterable(part.passages for part in parts))),
        is_product_query=any(part.is_product_query for part in parts),
        unmet_terms=list(dict.fromkeys(chain.from_iterable(part.unmet_terms for part in parts))),
        is_comparison=any(part.is_comparison for part in parts),
        categories=list(dict.fromkeys(chain.from_iterable(part.categories for part in parts))),
        facts=list(chain.from_iterable(part.facts for part in parts)),
        parts=parts,
        unanswered=list(chain.from_iterable(part.unanswered for part in parts)),
    )


async def answer_question(rt: Services, question: Question, own: Question, today: date) -> SearchResults:
    """Returns what answers one question. `own`: it in the customer's own words, where it was completed."""
    results = await retrieve(rt, question, own=own)
    topics = _topics(question)
    wants_products = bool(results.products) and bool(topics) and _wants_products(question, topics[0], results)
    if topics and _asks(question) and not wants_products:
        results = await _search_topic(rt, question, topics[0], results)
    if not results.passages:
        return results if has_hits(results) else _note_unanswered(question, results)
    topic = topics[0] if topics else ""
    return replace(results, passages=[_cut(rt, hit, question, topic, today) for hit in results.passages])


def _asks(question: Question) -> bool:
    """Returns whether a message asks, if only by being short: "график работы"."""
    understanding = question.understanding
    return (
        understanding.question
        or understanding.asks_price
        or question.query.asks_availability
        or asks_topic(understanding)
        or len(question.message.words) <= _MAX_KEYWORDS
    )


def _topics(question: Question) -> Sequence[str]:
    return question_topics(question.message.annotations, question.understanding.intents)


def _wants_products(question: Question, topic: str, results: SearchResults) -> bool:
    """Returns whether products answer a question that has a topic too: a card says it, they are to be bought, or
    the service itself is sold ("установка стиральной машины")."""
    if any(_answers_more_than_price(fact, topic) for fact in results.facts):
        return True
    understanding = question.understanding
    if understanding.ready_to_order or not _PURCHASE_INTENTS.isdisjoint(understanding.intents):
        return True
    if is_about_topic(results.products[0].name, topic):
        return True
    is_named = topic in named_topics(question.message.annotations)
    return not is_named and not _GOODS_INTENTS.isdisjoint(understanding.intents)


def _answers_more_than_price(fact: ProductFact, topic: str) -> bool:
    """Returns whether a fact says more than a price, which "what does delivery of the sofa cost?" does not ask."""
    if isinstance(fact, PriceFact):
        return bool(fact.added or (fact.discount and topic == _DISCOUNT_TOPIC))
    return is_known([fact]) and not isinstance(fact, AvailabilityFact)


async def _search_topic(rt: Services, question: Question, topic: str, results: SearchResults) -> SearchResults:
    """Returns the results with the passage that is best on the topic, in this order: one under its heading, the
    company's profile, one that speaks of it."""
    own = [hit for hit in results.passages if fits_topic(topic, hit.text)]
    if own and is_about_topic(own[0].title, topic) and _is_in_own_language(rt, own[0], question):
        return replace(results, products=(), facts=(), is_product_query=False, passages=own[:1])
    found = await retrieve_text(rt, question.company, TOPIC_QUERIES[topic], "en", _ALL_PASSAGES)
    passages = _own_language_first(
        rt, [*own, *(hit for hit in found.passages if fits_topic(topic, hit.text))], question
    )
    best = [hit for hit in passages if is_about_topic(hit.title, topic)] or _profile_passages(rt, question, topic)
    if not (best or results.products):
        best = passages
    if not best:
        return replace(results, passages=own)
    return replace(results, products=(), facts=(), is_product_query=False, passages=best[:1])


def _profile_passages(rt: Services, question: Question, topic: str) -> list[PassageHit]:
    """Returns what the company's profile says on the topic, as one passage; none where it says nothing."""
    info = find_info(question.company, topic, question.understanding.language)
    if info and topic == "hours":
        info = replace(info, text=in_week_order(info.text, rt.date_matcher))
    return [info] if info else []


def _own_language_first(rt: Services, passages: Iterable[PassageHit], question: Question) -> list[PassageHit]:
    """Returns the passages with those in the customer's language first, else in their order."""
    return sorted(passages, key=lambda hit: not _is_in_own_language(rt, hit, question))


def _is_in_own_language(rt: Services, hit: PassageHit, question: Question) -> bool:
    return passage_language(rt, hit.text, question.company.language) == question.understanding.language


def _note_unanswered(question: Question, results: SearchResults) -> SearchResults:
    """Returns the results with the question, where it asks something that is not there: goods are told to be none,
    and talk is no question."""
    if results.is_product_query or results.categories or not _wants_knowledge(question.understanding):
        return results
    return replace(results, unanswered=[question.message.text])


def _wants_knowledge(understanding: Understanding) -> bool:
    is_talk = (
        understanding.asks_identity
        or understanding.asks_why_contact
        or understanding.needs_human
        or understanding.opt_out
        or not _TALK_INTENTS.isdisjoint(understanding.intents)
    )
    asks_how_to_order = understanding.ready_to_order and not understanding.content_words
    return understanding.question and bool(understanding.search_text) and not (is_talk or asks_how_to_order)


def _cut(rt: Services, hit: PassageHit, question: Question, topic: str, today: date) -> PassageHit:
    details = asked_details(question, rt.date_matcher, today)
    return replace(
        hit,
        answer=answer_sentences(hit.text, hit.title, details, rt.date_matcher, keeps_rule=topic == "returns"),
        language="" if hit.info_topic else passage_language(rt, hit.text, question.company.language),
    )
