"""Questions that leave out what they are about: "сколько стоит?", "which is cheaper?", "а чёрный есть?".

They are asked of what was found last; of everything a company sells, the cheapest is an answer to nobody.
"""

from dataclasses import replace
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, QUALITIES, annotate
from parley.concepts.token import ConceptToken
from parley.domain.company import CompanyConfig
from parley.domain.understanding import MessageContext, Understanding
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.nlu.understand import understand
from parley.search.comparison import is_comparison
from parley.search.query import COUNT_CONCEPT, SearchQuery, parse_query
from parley.text.tokenize import normalized_words

# A subject is a customer's sentence, not a letter; and who leaves it out says little else.
_MAX_SUBJECT_CHARS, _MAX_TOPIC_WORDS = 200, 4


class ContextualQuestion(NamedTuple):
    """What to search for. `subject`: what later questions may leave out, when this one is answered."""

    understanding: Understanding
    text: str
    subject: str


def complete_question(
    understanding: Understanding, text: str, subject: str, company: CompanyConfig, matcher: PhraseMatcher
) -> ContextualQuestion:
    """The message with its subject, where it leaves that out; else as it is."""
    standalone = standalone_question(understanding, text)
    if (
        not subject
        or understanding.asks_identity
        or understanding.asks_catalogue
        or len(understanding.content_words) > _MAX_TOPIC_WORDS
    ):
        return standalone
    if any(part.concept in GOODS for part in annotate(normalized_words(text))):
        return standalone
    query = parse_query(understanding, text, company.currency, company.synonyms)
    if not _is_follow_up(query, understanding, text):
        return standalone
    full_text = f"{_drop_replaced_words(subject, query)}\n{text}"
    full_understanding = understand(
        full_text, MessageContext(language=understanding.language, country=company.country), matcher
    )
    is_question = understanding.question or full_understanding.question
    understanding = replace(
        understanding,
        question=is_question,
        search_text=full_understanding.search_text,
        content_words=full_understanding.content_words,
    )
    return ContextualQuestion(understanding, full_text, _shorten(full_text) if query.tokens else subject)


def standalone_question(understanding: Understanding, text: str) -> ContextualQuestion:
    """The message as it is."""
    return ContextualQuestion(understanding, text, _shorten(text))


def _shorten(text: str) -> str:
    return " ".join(text.split())[:_MAX_SUBJECT_CHARS]


def _drop_replaced_words(subject: str, query: SearchQuery) -> str:
    """ "А 15?" after "айфон 13" is about "айфон 15", "а Bosch?" after a Samsung fridge about the fridge."""
    new_brands = BRANDS & {token.concept for token in query.tokens}
    has_number = any(token.is_number for token in query.tokens)
    kept_words = [
        word
        for part in annotate(normalized_words(subject))
        if not (new_brands and part.concept in BRANDS)
        for word in part.words
        if not (has_number and word.isdigit())
    ]
    return " ".join(kept_words)


def _is_follow_up(query: SearchQuery, understanding: Understanding, text: str) -> bool:
    if not all(map(_names_no_goods, query.tokens)):
        return False
    names_brand = any(token.concept in BRANDS for token in query.tokens)
    narrows_down = bool(query.tokens) and (
        names_brand or query.asks_availability or understanding.question or understanding.asks_price
    )
    limits_price = (query.min_price, query.max_price) != (None, None)
    asks_order = query.cheapest_first or query.superlative is not None
    return narrows_down or limits_price or asks_order or understanding.asks_price or is_comparison(text)


def _names_no_goods(token: ConceptToken) -> bool:
    """A number, a count, a maker or a quality of whatever is spoken of."""
    return token.concept not in GOODS and (
        token.is_number or token.concept == COUNT_CONCEPT or token.concept in QUALITIES | BRANDS
    )
