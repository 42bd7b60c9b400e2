"""What a customer takes of what was shown, and what it costs: "беру этот", "two of the second", "итого за оба"."""

from collections.abc import Sequence
from dataclasses import replace

from parley.concepts.matcher import SALE_TERMS
from parley.concepts.token import number_digits
from parley.domain.product_facts import AvailabilityFact, Offer, OpenChoiceFact, ProductFact
from parley.domain.search_results import ProductHit, SearchResults
from parley.search.comparison import asks_why
from parley.search.facts.asked import AskedFact, wants_goods
from parley.search.facts.basket import add_up
from parley.search.facts.pointing import asks_total, counted, find_pointed, picks_place, says_only_choice
from parley.search.facts.prices import find_discount_texts, quantity_discount
from parley.search.facts.quantities import sum_price
from parley.search.facts.references import points_to_shown, says_both
from parley.search.question import Question, SearchPiece
from parley.text.normalize import latinize

# A discount belongs to the price; of what else is said of a sale no product tells.
_OTHER_TERMS = SALE_TERMS - {"discount"}


async def answer_choice(
    question: Question,
    asked: AskedFact,
    hits: Sequence[ProductHit],
    earlier: Sequence[ProductHit],
    search_piece: SearchPiece,
) -> SearchResults | None:
    """Returns the products that the customer takes, or asks the sum of, with what they cost; None where a message
    does neither, or it cannot be told of which. `hits`: shown last; `earlier`: before them."""
    takes = takes_goods(question)
    asks_both = says_both(question.message) and asked.asks_value and not asked.is_about_attributes
    asks_sum = asks_total(question) or asks_both or _asks_price_of_shown(question, asked)
    if not (takes or asks_sum) or _asks_other(question, asked, takes=takes):
        return None
    pointed = find_pointed(question, hits, earlier)
    if len(pointed) == 1:
        is_clear = _narrows_down(question) or says_only_choice(question, pointed[0])
        return await _take_one(question, pointed[0], search_piece, takes=takes) if is_clear else None
    if pointed:
        return await _add_up_pointed(question, pointed, search_piece)
    is_open = takes and len(hits) > 1 and points_to_shown(question.message)
    return _ask_which(hits) if is_open else None


def takes_goods(question: Question) -> bool:
    """Returns whether a customer takes something: orders, or wants what was shown."""
    understanding = question.understanding
    if understanding.ready_to_order or "order" in understanding.intents:
        return True
    if picks_place(question):
        return True
    says_count = any(map(number_digits, map(latinize, question.message.words)))
    wants = wants_goods(question) or says_count
    return wants and points_to_shown(question.message) and not (understanding.question or understanding.asks_price)


def _narrows_down(question: Question) -> bool:
    return points_to_shown(question.message) or bool(question.query.measures)


def _asks_price_of_shown(question: Question, asked: AskedFact) -> bool:
    """Returns whether the price of what is pointed to is asked: with words that ask for a value, and not "will it
    charge my laptop?", which only sounds like a price."""
    return (
        question.understanding.asks_price and _narrows_down(question) and (asked.asks_value or not asked.is_yes_no)
    )


def _asks_other(question: Question, asked: AskedFact, *, takes: bool) -> bool:
    """Returns whether something else is asked: how goods are sold, what comes on top, an attribute."""
    asks_attribute = asked.is_about_attributes and not takes and (asked.asks_value or asked.is_yes_no)
    if asks_why(question):
        return True
    asks_terms = any(token.concept in _OTHER_TERMS for token in question.query.tokens)
    return bool(asks_terms or asked.services or asks_attribute)


def _ask_which(hits: Sequence[ProductHit]) -> SearchResults:
    offers = tuple(Offer(hit.name, hit.price) for hit in hits)
    return SearchResults(products=hits, is_product_query=True, facts=(OpenChoiceFact(offers),))


async def _add_up_pointed(
    question: Question, hits: Sequence[ProductHit], search_piece: SearchPiece
) -> SearchResults | None:
    fact = add_up([(hit, 1) for hit in hits], await find_discount_texts(question, search_piece))
    return SearchResults(products=hits, is_product_query=True, facts=(fact,)) if fact else None


async def _take_one(
    question: Question, hit: ProductHit, search_piece: SearchPiece, *, takes: bool
) -> SearchResults | None:
    fact: ProductFact
    if not hit.available:
        fact = AvailabilityFact(hit.name, False)
    elif hit.amount is None:
        return SearchResults(products=[hit], is_product_query=True) if takes else None
    else:
        quantity = counted(question, [hit])
        discount = await quantity_discount(question, hit, quantity, search_piece)
        fact = replace(sum_price(hit, quantity, discount), is_chosen=takes)
    return SearchResults(products=[hit], is_product_query=True, facts=(fact,))
