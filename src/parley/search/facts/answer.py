"""Answers a question about goods with facts: tries in turn a place in an order, a comparison, advice, a price, an
attribute. What a search brought is where it begins."""

from collections.abc import Sequence
from dataclasses import replace

from parley.concepts.attributes import find_attributes, ids_of_kind
from parley.concepts.matcher import BRANDS, GOODS, Annotation
from parley.domain.product_facts import ProductFact
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.facts.advice import advise_having, compare, recommend
from parley.search.facts.alternatives import with_alternatives
from parley.search.facts.asked import AskedFact, read_asked
from parley.search.facts.card import cards_of
from parley.search.facts.criteria import meets_any, narrow_down, read_criteria
from parley.search.facts.find import add_facts, is_known, with_facts
from parley.search.facts.fit import advise_fitting, kind_pieces
from parley.search.facts.listed import search_listed
from parley.search.facts.named import find_named, name_words
from parley.search.facts.order import read_rank
from parley.search.facts.prices import price_facts
from parley.search.facts.ranking import fetch_kind, rank_facts
from parley.search.query_words import STOP_WORDS
from parley.search.question import Question, SearchPiece
from parley.services import Services
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# A shorter word is no name by itself.
_MIN_NAME_LETTERS, _MAX_NAMES = 5, 2
# Documents say it of goods, and no price is asked for: "бал қанша сақталады?".
_TOLD_BY_DOCUMENTS = frozenset({"shelf-life", "ingredients"})
_ADVICE_INTENTS = frozenset({"recommend", "compare"})
_ADVICE_CONCEPTS = frozenset({"consultation", "good-recommend", "compare"})


async def answer_with_facts(
    rt: Services, question: Question, own: Question, results: SearchResults, search_piece: SearchPiece
) -> SearchResults:
    """Returns the facts that answer a question, and the products that they are about; the results as they are where
    there are none. `own`: the question in the customer's own words; `search_piece`: searches for a piece of it."""
    asked = read_asked(own)
    if _is_told_by_documents(question, results):
        return results
    if listed := await search_listed(own, results, search_piece):
        return listed
    results = await _search_again(question, own, asked, results, search_piece)
    if fitting := await advise_fitting(rt, question, own, asked, results, search_piece):
        return fitting
    results = await _search_meeting(question, own, results, search_piece)
    for answer in (_answer_order, _answer_comparison, _answer_advice):
        if answered := await answer(rt, question, own, asked, results):
            return answered
    if asked.services and asked.asks_value and not results.products:
        results = await _without_services(question, own, asked, results, search_piece)
    named = find_named(own, asked, results.products)
    if (named.is_specific or named.is_one) and (facts := await price_facts(own, asked, named.hits, search_piece)):
        return with_facts(results, facts)
    if named.is_one and _says_whole_name(own, named.hits[0]):
        results = replace(results, products=named.hits)
    return await _answer_criteria(rt, question, own, asked, results, search_piece, is_named=named.is_specific)


def _says_whole_name(question: Question, hit: ProductHit) -> bool:
    """Returns whether a message has every word of a product's name, which has several: no other is meant."""
    words = normalized_words(hit.name)
    return len(words) > 1 and set(words).issubset(question.message.words)


async def _search_again(
    question: Question, own: Question, asked: AskedFact, results: SearchResults, search_piece: SearchPiece
) -> SearchResults:
    """Returns what the names in a question find by themselves, where nothing was found; of a place in an order,
    what the goods do."""
    if not results.products:
        results = await _search_names(question, own, asked, results, search_piece)
    if not results.products and read_rank(own.message.words):
        for kind in _goods_alone(question, asked)[:1]:
            results = await search_piece(kind)
    return results


async def _answer_criteria(
    rt: Services,
    question: Question,
    own: Question,
    asked: AskedFact,
    results: SearchResults,
    search_piece: SearchPiece,
    *,
    is_named: bool,
) -> SearchResults:
    """Returns what the cards say of what was asked; goods that meet it are advised where advice is wanted.
    `is_named`: a product is asked of by its name."""
    answered = await _answer_attributes(question, own, asked, results, search_piece)
    if _asks_advice(own, asked) and not is_named:
        answered = advise_having(answered)
    answered = await narrow_down(rt, question, own, asked, answered)
    return await with_alternatives(rt, question, answered)


def _is_told_by_documents(question: Question, results: SearchResults) -> bool:
    names_it = any(token.concept in _TOLD_BY_DOCUMENTS for token in question.query.tokens)
    return names_it and bool(results.passages)


async def _search_meeting(
    question: Question, own: Question, results: SearchResults, search_piece: SearchPiece
) -> SearchResults:
    """Returns the goods of the kind that a question names, where its other words hid them and some of these goods
    meet what they ask: of "beans for espresso without acidity" the coffee."""
    if results.products or not read_criteria(own):
        return results
    for piece in () if question.query.names_service else kind_pieces(question):
        found = await search_piece(piece)
        if meets_any(read_criteria(own), found.products):
            return found
    return results


async def _answer_order(
    rt: Services, question: Question, own: Question, asked: AskedFact, results: SearchResults
) -> SearchResults | None:
    request = read_rank(own.message.words)
    if request is None or results.passages or question.query.names_service:
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
    named = find_named(own, asked, results.products)
    if asked.is_about_attributes and (not named.is_specific or _lacks_number(own, named.hits)):
        pieces = _goods_alone(question, asked)
        for names in pieces if named.is_specific else pieces[1:]:
            found = await search_piece(names)
            if find_named(own, asked, found.products).is_specific:
                results = found
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


def _lacks_number(own: Question, hits: Sequence[ProductHit]) -> bool:
    """Returns whether a question has a number that none of the products is called by: of "ClearView 24" the 27."""
    numbers = [
        token for token in own.query.tokens if token.is_number and token.latin not in own.query.measure_words
    ]
    called = {token.latin for hit in hits for token in name_words(hit)}
    return bool(numbers) and called.isdisjoint(token.latin for token in numbers)


async def _without_services(
    question: Question, own: Question, asked: AskedFact, results: SearchResults, search_piece: SearchPiece
) -> SearchResults:
    """Returns the products that a question names beside a service: of "ThinClient with shipping" the ThinClient."""
    services = [
        part for part in question.message.annotations if ids_of_kind(find_attributes(part.words), "service")
    ]
    kept = [part for part in question.message.annotations if part not in services]
    goods = question.about(_join(kept))
    found = await search_piece(goods) if goods.query.tokens else results
    return found if find_named(own, asked, found.products).is_specific else results


async def _search_names(
    question: Question, own: Question, asked: AskedFact, results: SearchResults, search_piece: SearchPiece
) -> SearchResults:
    """Returns the product that is named among other words, where something is asked of goods: of "need 12
    valuebooks whats the total" the ValueBook."""
    annotations = question.message.annotations
    has_number = any(part.words[0].isdecimal() for part in annotations)
    if not (has_number or asked.is_about_attributes or own.understanding.asks_price):
        return results
    only: SearchResults | None = None
    for text in dict.fromkeys(filter(None, _name_texts(annotations))):
        piece = question.about(text)
        found = await search_piece(piece) if piece.query.tokens else results
        named = find_named(own, asked, found.products)
        if named.is_specific:
            return found
        only = found if named.is_one and only is None else only
    return only or results


def _name_texts(annotations: Sequence[Annotation]) -> list[str]:
    """Returns what may be a name: all but numbers, the words for goods and makers, and words that nobody knows."""
    parts = [part for part in annotations if not part.words[0].isdecimal()]
    goods = [part for part in parts if part.concept in GOODS | BRANDS]
    return [_join(parts), _join(goods), *[part.words[0] for part in parts if _may_be_name(part)][:_MAX_NAMES]]


def _may_be_name(part: Annotation) -> bool:
    word = part.words[0]
    return not part.concept and len(word) >= _MIN_NAME_LETTERS and word not in STOP_WORDS


def _join(parts: Sequence[Annotation]) -> str:
    return " ".join(word for part in parts for word in part.words)


def _goods_alone(question: Question, asked: AskedFact) -> list[Question]:
    """Returns the question without the words of the attributes asked for, and then only what no lexicon knows of
    it: names."""
    if not asked.is_about_attributes:
        return []
    parts = [
        part for part in question.message.annotations if asked.latin_words.isdisjoint(map(latinize, part.words))
    ]
    names = [part for part in parts if not part.concept]
    texts = dict.fromkeys(map(_join, (parts, names)))
    pieces = [question.about(text) for text in texts if text]
    return [piece for piece in pieces if piece.query.tokens]
