"""Questions that leave out what they are about: "сколько стоит?", "which is cheaper?", "а чёрный есть?".

They are asked of what was found last; of everything a company sells, the cheapest is an answer to nobody.
"""

from dataclasses import replace
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, QUALITIES
from parley.concepts.token import ConceptToken
from parley.search.comparison import is_comparison
from parley.search.query import COUNT_CONCEPT
from parley.search.question import Question

# A subject is a customer's sentence, not a letter; and who leaves it out says little else.
_MAX_SUBJECT_CHARS, _MAX_TOPIC_WORDS = 200, 4


class ContextualQuestion(NamedTuple):
    """What to search for."""

    #: complete, with its subject
    question: Question
    #: what later questions may leave out, when this one is answered
    subject: str


def complete_question(question: Question, subject: str) -> ContextualQuestion:
    """Returns the question with its subject, where it leaves that out; else as it is. `subject`: the customer's
    words for which something was found last."""
    if not subject or not _may_lack_subject(question) or not _is_follow_up(question):
        return standalone_question(question)
    query, understanding = question.query, question.understanding
    full_question = question.about(f"{_drop_replaced_words(subject, question)}\n{question.message.text}")
    full_understanding = full_question.understanding
    completed = replace(
        understanding,
        question=understanding.question or full_understanding.question,
        search_text=full_understanding.search_text,
        content_words=full_understanding.content_words,
    )
    message = replace(full_question.message, understanding=completed)
    return ContextualQuestion(
        Question(question.company, message), _shorten(message.text) if query.tokens else subject
    )


def standalone_question(question: Question) -> ContextualQuestion:
    """Returns the question as it is."""
    return ContextualQuestion(question, _shorten(question.message.text))


def _shorten(text: str) -> str:
    return " ".join(text.split())[:_MAX_SUBJECT_CHARS]


def _may_lack_subject(question: Question) -> bool:
    """Tells whether a message says little, and names no goods itself."""
    understanding = question.understanding
    if understanding.asks_identity or understanding.asks_catalogue:
        return False
    if len(understanding.content_words) > _MAX_TOPIC_WORDS:
        return False
    return not any(part.concept in GOODS for part in question.message.annotations)


def _drop_replaced_words(subject: str, question: Question) -> str:
    """Returns what of the subject still holds: "а 15?" after "айфон 13" is about "айфон 15", "а Bosch?" after a
    Samsung fridge about the fridge."""
    tokens = question.query.tokens
    new_brands = BRANDS & {token.concept for token in tokens}
    has_number = any(token.is_number for token in tokens)
    kept_words = [
        word
        for part in question.message.source.read_piece(subject).annotations
        if not (new_brands and part.concept in BRANDS)
        for word in part.words
        if not (has_number and word.isdigit())
    ]
    return " ".join(kept_words)


def _is_follow_up(question: Question) -> bool:
    """Tells whether a message narrows down what was spoken of: by maker, number, quality, price or order."""
    query, understanding = question.query, question.understanding
    if not all(map(_names_no_goods, query.tokens)):
        return False
    names_brand = any(token.concept in BRANDS for token in query.tokens)
    narrows_down = bool(query.tokens) and (names_brand or query.asks_availability or understanding.question)
    limits_price = (query.min_price, query.max_price) != (None, None)
    asks_order = query.cheapest_first or query.superlative is not None
    return (
        narrows_down
        or limits_price
        or asks_order
        or understanding.asks_price
        or is_comparison(question.message.annotations)
    )


def _names_no_goods(token: ConceptToken) -> bool:
    """Tells whether a token is a number, a count, a maker or a quality of whatever is spoken of."""
    return token.concept not in GOODS and (
        token.is_number or token.concept == COUNT_CONCEPT or token.concept in QUALITIES | BRANDS
    )
