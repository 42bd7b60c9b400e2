"""Answers a question about goods with facts: tries in turn a place in an order, a comparison, advice, a price, an
attribute. What a search brought is where it begins."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from parley.domain.product_facts import ProductFact
from parley.domain.search_results import SearchResults
from parley.search.facts.advice import compare, recommend
from parley.search.facts.asked import AskedFact, read_asked
from parley.search.facts.card import cards_of
from parley.search.facts.find import add_facts, with_facts
from parley.search.facts.named import find_named
from parley.search.facts.order import read_rank
from parley.search.facts.prices import price_facts
from parley.search.facts.ranking import fetch_kind, rank_facts
from parley.search.question import Question
from parley.services import Services
from parley.text.normalize import latinize

SearchPiece = Callable[[Question], Awaitable[SearchResults]]

_ADVICE_INTENTS = frozenset({"recommend", "compare"})
_ADVICE_CONCEPTS = frozenset({"consultation", "good-recommend", "compare"})


async def answer_with_facts(
    rt: Services, question: Question, own: Question, results: SearchResults, search_piece: SearchPiece
) -> SearchResults:
    """Returns the facts that answer a question, and the products that they are about; the results as they are where
    there are none. `own`: the question in the customer's own words; `search_piece`: searches for a piece of it."""
    asked = read_asked(own)
    if not results.products and (uncounted := _without_count(question)):
        found = await search_piece(uncounted)
        results = found if find_named(own, asked, found.products).is_specific else results
    for answer in (_answer_order, _answer_comparison, _answer_advice):
        if answered := await answer(rt, question, own, asked, results):
            return answered
    named = find_named(own, asked, results.products)
    if (named.is_specific or named.is_one) and (facts := await price_facts(own, asked, named.hits, search_piece)):
        return with_facts(results, facts)
    return await _answer_attributes(question, own, asked, results, search_piece)


async def _answer_order(
    rt: Services, question: Question, own: Question, asked: AskedFact, results: SearchResults
) -> SearchResults | None:
    request = read_rank(own.message.words)
    if request is None or results.passages:
        return None
    compared = results.products if results.is_comparison else None
    kind = next(iter(_goods_alone(question, asked)), question)
    hits = compared or await fetch_kind(rt, kind, results, request)
    return rank_facts(hits, request)


async def _answer_comparison(
    rt: Services, question: Question, own: Question, asked: AskedFact, results: SearchResults
) -> SearchResults | None:
    if not results.is_comparison or len(results.products) < 2:
        return None
    cards = cards_of(results.products)
    facts: list[ProductFact] = [compare(cards)]
    for need in asked.needs:
        if advice := recommend(cards, need):
            return replace(results, facts=(advice, *facts))
    return replace(results, facts=tuple(facts))


async def _answer_advice(
    rt: Services, question: Question, own: Question, asked: AskedFact, results: SearchResults
) -> SearchResults | None:
    if not asked.needs or not results.products or results.passages or not _asks_advice(own, asked):
        return None
    hits = await fetch_kind(rt, question, results, None)
    for need in asked.needs:
        if advice := recommend(cards_of(hits), need):
            best = [hit for hit in hits if hit.name == advice.product]
            return SearchResults(products=best, is_product_query=True, facts=(advice,))
    return None


def _asks_advice(own: Question, asked: AskedFact) -> bool:
    concepts = {annotation.concept for annotation in own.message.annotations}
    return (
        not _ADVICE_INTENTS.isdisjoint(own.understanding.intents)
        or not _ADVICE_CONCEPTS.isdisjoint(concepts)
        or (asked.asks_value and not asked.measures and not own.understanding.asks_price)
    )


async def _answer_attributes(
    question: Question, own: Question, asked: AskedFact, results: SearchResults, search_piece: SearchPiece
) -> SearchResults:
    """Returns what the cards say of what was asked. Where its words hid the product that has it ("backlit keyboard"
    a laptop), that is looked for without them."""
    answered = add_facts(results, own)
    if is_known(answered.facts):
        return answered
    for goods in _goods_alone(question, asked):
        found = add_facts(await search_piece(goods), own)
        if is_known(found.facts):
            return found
        if found.facts and not (answered.facts or results.passages):
            answered = found
    return answered


def is_known(facts: Sequence[ProductFact]) -> bool:
    """Tells whether any of the facts says more than that a card does not say."""
    return any(getattr(fact, "verdict", "") != "unknown" for fact in facts)


def _without_count(question: Question) -> Question | None:
    """Returns the question without the numbers that may count what it names; None where it has none: "12
    valuebooks" are no product of this name."""
    words = [word for part in question.message.annotations for word in part.words]
    kept = [word for word in words if not word.isdecimal()]
    if len(kept) in (0, len(words)) or question.query.measures:
        return None
    return question.about(" ".join(kept))


def _goods_alone(question: Question, asked: AskedFact) -> list[Question]:
    """Returns the question without the words of the attributes asked for, and then only what no lexicon knows of
    it: names."""
    if not asked.is_about_attributes:
        return []
    parts = [
        part for part in question.message.annotations if asked.latin_words.isdisjoint(map(latinize, part.words))
    ]
    names = [part for part in parts if not part.concept]
    texts = dict.fromkeys(" ".join(word for part in kept for word in part.words) for kept in (parts, names))
    pieces = [question.about(text) for text in texts if text]
    return [piece for piece in pieces if piece.query.tokens]
