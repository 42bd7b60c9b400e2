"""What the company's data says to each question of a message, in order.

A question is completed with what was spoken of last where it leans on that (follow_up.py), searched for by its
words and by its topic (topics.py): in the company's profile and in its documents of every language
(topic_passages.py). Of each passage the sentences that answer are told (answer_sentences.py).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple

from parley.concepts.matcher import SERVICES
from parley.concepts.token import concept_tokens
from parley.domain.product_facts import AvailabilityFact, PriceFact, ProductFact
from parley.domain.search_results import ProductHit, SearchResults
from parley.domain.understanding import Understanding
from parley.search.facts.find import is_known
from parley.search.facts.shown import ShownProducts, answer_about_shown, answer_basket, keep_fitting_shown
from parley.search.follow_up import Subjects, complete_question, standalone_question
from parley.search.open_now import asks_open_now, tell_opening
from parley.search.opening_days import asked_days
from parley.search.question import Question
from parley.search.retrieve import retrieve, retrieve_piece
from parley.search.split_questions import split_questions
from parley.search.topic_passages import cut_passage, search_topic
from parley.search.topics import (
    asks_topic,
    is_about_topic,
    named_topics,
    question_topics,
    sure_topic,
    topic_probability,
)
from parley.services import Services

_DISCOUNT_TOPIC = "discount"
# So few words that name a topic ask for it.
_MAX_KEYWORDS = 5
_GOODS_INTENTS = frozenset({"ask_price", "ask_availability", "ask_attribute", "compare", "recommend"})
# They ask nothing that a company could write down.
_TALK_INTENTS = frozenset({"small_talk", "insult", "ask_identity", "ask_why_contact", "bargain", "greet", "thanks"})
# No card says them, whatever it says of the words beside: "if the size is wrong, can I exchange it?".
_RULE_TOPICS = frozenset({"returns", "trade-in", "garbage-removal", "storage-service", "loaner"})
# So likely a topic has to be where goods are named; and where the message is like those that ask of goods.
_MIN_PROBABILITY_BESIDE_GOODS, _MIN_PROBABILITY_AGAINST_GOODS = 0.5, 0.85
_PURCHASE_INTENTS = frozenset({"want_goods", "order"})


class SpokenOf(NamedTuple):
    """What a message may lean on."""

    subjects: Subjects
    shown: ShownProducts
    #: by the company's clock
    now: datetime

    @property
    def today(self) -> date:
        """The company's day."""
        return self.now.date()


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
        if _asks_this_moment(rt, each, spoken_of.today):
            results = tell_opening(results, rt.date_matcher, spoken_of.now)
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
    completed = complete_question(question, subjects, names_day=_names_day(rt, question, subjects, spoken_of.today))
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


def _asks_this_moment(rt: Services, question: Question, today: date) -> bool:
    """Returns whether it is asked whether the company is open now, and on no other day or hour."""
    tokenized = question.message.tokenized
    names_time = any(token.is_number for token in tokenized.tokens)
    return not names_time and asks_open_now(tokenized) and not asked_days(tokenized, rt.date_matcher, today)


def _names_day(rt: Services, question: Question, subjects: Subjects, today: date) -> bool:
    """Returns whether a short message after an everyday question has a day in it."""
    is_short = len(question.message.words) <= _MAX_KEYWORDS
    return (
        is_short and bool(subjects.topic) and bool(asked_days(question.message.tokenized, rt.date_matcher, today))
    )


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
        results = await search_topic(rt, question, topics[0], results)
    elif _offers_goods_for_service(question, results):
        results = SearchResults()
    if not results.passages:
        return results if has_hits(results) else _note_unanswered(question, results)
    topic = topics[0] if topics else ""
    return replace(results, passages=[cut_passage(rt, hit, question, topic, today) for hit in results.passages])


def _asks(question: Question) -> bool:
    """Returns whether a message asks, if only by being short: "график работы"."""
    understanding = question.understanding
    return (
        understanding.question
        or understanding.asks_price
        or question.query.asks_availability
        or asks_topic(understanding)
        or bool(sure_topic(question.message.source))
        or len(question.message.words) <= _MAX_KEYWORDS
    )


def _topics(question: Question) -> Sequence[str]:
    return question_topics(question.message.source, question.understanding.intents)


def _wants_products(question: Question, topic: str, results: SearchResults) -> bool:
    """Returns whether products answer a question that has a topic too: a card says it, they are to be bought, or
    the service itself is sold ("установка стиральной машины")."""
    is_rule = topic in _RULE_TOPICS and topic in named_topics(question.message.annotations)
    if not is_rule and any(_answers_more_than_price(fact, topic) for fact in results.facts):
        return True
    understanding = question.understanding
    if understanding.ready_to_order or not _PURCHASE_INTENTS.isdisjoint(understanding.intents):
        return True
    if is_about_topic(results.products[0].name, topic):
        return True
    asks_of_goods = understanding.asks_price or not _GOODS_INTENTS.isdisjoint(understanding.intents)
    least = _MIN_PROBABILITY_AGAINST_GOODS if asks_of_goods else _MIN_PROBABILITY_BESIDE_GOODS
    return topic_probability(question.message.source, topic) < least


def _answers_more_than_price(fact: ProductFact, topic: str) -> bool:
    """Returns whether a fact says more than a price, which "what does delivery of the sofa cost?" does not ask."""
    if isinstance(fact, PriceFact):
        return bool(fact.added or (fact.discount and topic == _DISCOUNT_TOPIC))
    return is_known([fact]) and not isinstance(fact, AvailabilityFact)


def _offers_goods_for_service(question: Question, results: SearchResults) -> bool:
    """Returns whether a service is asked for that nobody offers ("do you engrave laptops?"), and goods were found
    instead of it."""
    if results.passages or results.facts or not results.products or not _asks_only(question.understanding):
        return False
    services = {
        token.concept
        for token in question.query.tokens
        if token.concept in SERVICES and token.latin not in question.query.modifiers
    }
    return bool(services) and not any(_names_any(hit, services) for hit in results.products)


def _asks_only(understanding: Understanding) -> bool:
    wishes = _PURCHASE_INTENTS | _GOODS_INTENTS
    return (
        understanding.question
        and not (understanding.asks_price or understanding.ready_to_order)
        and wishes.isdisjoint(understanding.intents)
    )


def _names_any(hit: ProductHit, concepts: Collection[str]) -> bool:
    text = " ".join((hit.name, hit.category, hit.description, hit.feature_text()))
    return any(token.concept in concepts for token in concept_tokens(text))


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
