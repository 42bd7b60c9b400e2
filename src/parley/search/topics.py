"""The topics of everyday questions: hours, address, delivery, payment, …, in whatever words they are asked.

A topic is a concept of the lexicon, with the kinds of it ("express-delivery" is delivery). A question names it by
its words; where none of them is in the lexicon, by what the message is like (nlu/intents).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from parley.concepts.matcher import SALE_TERMS, Annotation, broader_concepts
from parley.concepts.token import concept_tokens
from parley.domain.understanding import Understanding

# By topic the English words that find it in documents of every language.
TOPIC_QUERIES: Mapping[str, str] = {
    "hours": "opening hours?",
    "address": "address?",
    "contacts": "contacts?",
    "delivery": "delivery?",
    "floor-delivery": "carry upstairs?",
    "payment": "payment?",
    "credit": "credit?",
    "warranty": "warranty?",
    "returns": "returns?",
    "discount": "discount?",
    "assembly": "assembly?",
    "garbage-removal": "junk removal?",
    "lead-time": "lead time?",
    "order-status": "order status?",
}
# What a message is like (nlu/intents/examples) → the topic of its answer.
_TOPIC_BY_INTENT: Mapping[str, str] = {
    "ask_hours": "hours",
    "ask_address": "address",
    "ask_contacts": "contacts",
    "ask_delivery": "delivery",
    "ask_payment": "payment",
    "ask_instalments": "credit",
    "ask_warranty": "warranty",
    "ask_returns": "returns",
    "ask_discount": "discount",
    "ask_installation": "assembly",
    "ask_lead_time": "lead-time",
    "order_status": "order-status",
}
# Kinds of a topic that are called otherwise in the lexicon, services that a shop adds among them.
_TOPIC_BY_CONCEPT: Mapping[str, str] = {
    "time-of-delivery": "delivery",
    "website": "contacts",
    "furniture-assembly": "assembly",
    "garbage-removal": "garbage-removal",
}
# What says when a company is open, beside a time of day.
_HOUR_CONCEPTS = frozenset({"night-hours", "weekend-hours"})
_TIME_OF_DAY = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}\s?[-–—]\s?\d{1,2}\b", re.IGNORECASE
)


def concept_topic(concept: str) -> str:
    """Returns the topic that a concept belongs to; empty for goods and whatever else is no topic."""
    if concept in _TOPIC_BY_CONCEPT:
        return _TOPIC_BY_CONCEPT[concept]
    if concept not in SALE_TERMS:
        return ""
    return next((each for each in (concept, *broader_concepts(concept)) if each in TOPIC_QUERIES), "")


def named_topics(annotations: Iterable[Annotation]) -> tuple[str, ...]:
    """Returns the topics that words name, each once, in order."""
    topics = [concept_topic(annotation.concept) for annotation in annotations if annotation.concept]
    return tuple(dict.fromkeys(filter(None, topics)))


def question_topics(annotations: Sequence[Annotation], intents: Iterable[str]) -> tuple[str, ...]:
    """Returns the topics of a question, the one it is about first: those its words name, else those of what it is
    like."""
    topics = named_topics(annotations) or tuple(
        dict.fromkeys(filter(None, [_TOPIC_BY_INTENT.get(intent, "") for intent in intents]))
    )
    # What says more of another topic comes behind it: "платить частями", "доставка в субботу".
    concepts = {annotation.concept for annotation in annotations}
    return tuple(sorted(topics, key=lambda topic: _is_detail(topic, topics, concepts)))


def asks_topic(understanding: Understanding) -> bool:
    """Returns whether a message is like those that ask for a topic, though it may have no word to search for."""
    return any(intent in _TOPIC_BY_INTENT for intent in understanding.intents)


def is_about_topic(text: str, topic: str) -> bool:
    """Returns whether a text names a topic."""
    return any(concept_topic(token.concept) == topic for token in concept_tokens(text))


def fits_topic(topic: str, text: str) -> bool:
    """Returns whether a text can answer on a topic: opening hours have a time of day."""
    return topic != "hours" or bool(_TIME_OF_DAY.search(text)) or not _HOUR_CONCEPTS.isdisjoint(_concepts(text))


def _is_detail(topic: str, topics: Collection[str], concepts: Collection[str]) -> bool:
    return (topic == "payment" and "credit" in topics) or (topic == "hours" and "hours" not in concepts)


def _concepts(text: str) -> set[str]:
    return {token.concept for token in concept_tokens(text)}
