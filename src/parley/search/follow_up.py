"""Questions that leave out what they are about: "сколько стоит?", "which is cheaper?", "а до Астаны?".

They are asked of what was found last; of everything a company sells, the cheapest is an answer to nobody.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, QUALITIES, Annotation
from parley.concepts.token import ConceptToken
from parley.search.comparison import is_comparison
from parley.search.destination import find_destinations
from parley.search.query import COUNT_CONCEPT
from parley.search.question import Question
from parley.search.topics import DAY_CONCEPTS, named_topics
from parley.text.tokenize import normalized_words

# A subject is a customer's sentence, not a letter; and who leaves it out says little else.
_MAX_SUBJECT_CHARS, _MAX_TOPIC_WORDS = 200, 4
# A question of so few words says little by itself, however it begins.
_MAX_BARE_WORDS = 3
# How something is added to what was asked; folded.
_ADDITION_STARTS = frozenset(normalized_words("а и and but ал va ва та харин тэгвэл эми unda онда анда"))
_ADDITION_PHRASES = frozenset({("what", "about"), ("how", "about"), ("ал", "эми"), ("як", "щодо")})
_ADDITION_ENDS = frozenset(normalized_words("ше ши чы chi чи"))
# What narrows down goods, and no everyday question.
_OWN_SUBJECTS = BRANDS | QUALITIES
_BEFORE_THINGS = frozenset(normalized_words("на для за про насчет щодо for on about"))
_THING_ENDINGS = tuple(
    normalized_words("ға ге қа ке га го гө ко кө ga qa нікі дікі тікі ники niki ных ний ынх ийнх")
)


class Subjects(NamedTuple):
    """What was spoken of, in the customer's words; empty where nothing was."""

    #: the goods for which something was found last
    goods: str = ""
    #: the everyday question that was answered since then
    topic: str = ""


class ContextualQuestion(NamedTuple):
    """What to search for."""

    #: complete, with its subject
    question: Question
    #: what later questions may leave out, when this one is answered
    subject: str


def complete_question(question: Question, subjects: Subjects, *, names_day: bool = False) -> ContextualQuestion:
    """Returns the question with its subject, where it leaves that out; else as it is. `names_day`: whether it has a
    day of the week, or "tomorrow"."""
    if subjects.topic and _leans_on_topic(question, names_day=names_day):
        return ContextualQuestion(_join(subjects.topic, question), subjects.topic)
    if not subjects.goods or not _may_lack_subject(question) or not _is_follow_up(question):
        return standalone_question(question)
    completed = _join(_drop_replaced_words(subjects.goods, question), question)
    narrows_down = bool(question.query.tokens)
    return ContextualQuestion(completed, _shorten(completed.message.text) if narrows_down else subjects.goods)


def _join(subject: str, question: Question) -> Question:
    """Returns the question with a subject before it."""
    full_question = question.about(f"{subject}\n{question.message.text}")
    full_understanding = full_question.understanding
    completed = replace(
        question.understanding,
        question=question.understanding.question or full_understanding.question,
        search_text=full_understanding.search_text,
        content_words=full_understanding.content_words,
    )
    return Question(question.company, replace(full_question.message, understanding=completed))


def standalone_question(question: Question) -> ContextualQuestion:
    """Returns the question as it is."""
    return ContextualQuestion(question, _shorten(question.message.text))


def _shorten(text: str) -> str:
    return " ".join(text.split())[:_MAX_SUBJECT_CHARS]


def _leans_on_topic(question: Question, *, names_day: bool) -> bool:
    """Tells whether a message only adds a place, a day or a thing to the everyday question before it: "and on
    Sunday?", "а до Астаны?", "а на струны?"."""
    query, message = question.query, question.message
    concepts = {part.concept for part in message.annotations if part.concept}
    if _asks_for_itself(question) or not concepts.isdisjoint(_OWN_SUBJECTS):
        return False
    if not query.tokens and not names_day:
        return question.understanding.asks_price
    if not GOODS.isdisjoint(concepts) and not _adds_thing(message.annotations):
        return False
    adds_detail = (
        names_day
        or bool(find_destinations(message.annotations, question.understanding))
        or bool(concepts & DAY_CONCEPTS)
    )
    if _begins_as_addition(message.words):
        return adds_detail or not query.asks_availability
    return adds_detail and len(message.words) <= _MAX_BARE_WORDS


def _asks_for_itself(question: Question) -> bool:
    """Tells whether a message needs no subject: it says much, has its own topic, or wants goods in some order."""
    understanding, query = question.understanding, question.query
    topics = named_topics(part for part in question.message.annotations if part.concept not in DAY_CONCEPTS)
    return bool(
        understanding.asks_identity
        or understanding.asks_catalogue
        or query.superlative
        or query.cheapest_first
        or len(understanding.content_words) > _MAX_TOPIC_WORDS
        or topics
    )


def _begins_as_addition(words: Sequence[str]) -> bool:
    return words[0] in _ADDITION_STARTS or tuple(words[:2]) in _ADDITION_PHRASES or words[-1] in _ADDITION_ENDS


def _adds_thing(annotations: Sequence[Annotation]) -> bool:
    """Tells whether goods stand as what something is about: "а на струны?", "pultniki-chi?"."""
    return any(
        part.concept in GOODS
        and (
            (position and annotations[position - 1].words[-1] in _BEFORE_THINGS)
            or part.words[-1].endswith(_THING_ENDINGS)
        )
        for position, part in enumerate(annotations)
    )


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
