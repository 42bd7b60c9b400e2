"""The topics of everyday questions: hours, address, delivery, payment, …, in whatever words they are asked.

A topic is a concept of the lexicon, with the kinds of it ("express-delivery" is delivery). A question names it by
its words; where none of them is in the lexicon, by what the message is like (topic_classifier.py, nlu/intents).
"""

import re
from collections.abc import Collection, Iterable, Mapping

from parley.concepts.matcher import SALE_TERMS, Annotation, broader_concepts
from parley.concepts.token import concept_tokens
from parley.domain.understanding import Understanding
from parley.nlu.message import MessageText
from parley.search.open_now import asks_open_now
from parley.search.topic_classifier import NO_TOPIC, classify_topic
from parley.text.tokenize import normalized_words

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
    "parking": "parking?",
    "trade-in": "trade in?",
    "storage-service": "storage service?",
    "loaner": "loaner?",
    "care": "care instructions?",
}
# So likely a topic has to be where no word names it; and so likely to be asked of goods that are named, or by a
# message that is worded as no question.
_MIN_PROBABILITY, _SURE_PROBABILITY = 0.35, 0.5
#: what a message is like (nlu/intents/examples) → the topic of its answer
TOPIC_BY_INTENT: Mapping[str, str] = {
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
    "installation": "assembly",
    "garbage-removal": "garbage-removal",
}
#: what a company's own profile tells
INFO_TOPICS = ("hours", "address", "contacts")
#: days are the topic of opening hours, and a detail of any other
DAY_CONCEPTS = frozenset({"workday-hours", "weekend-hours", "holiday-hours", "night-hours"})
#: how many days something takes: most often delivery
GENERIC_TIME_CONCEPT = "time-of-delivery"
# Their words stand in questions on other topics too: "could we pay bit by bit", "if it stops working".
_GENERIC_CONCEPTS = frozenset({"payment", "hours", GENERIC_TIME_CONCEPT})
# Terms of sale that are no topic ("gift card"), and say what is asked.
_OTHER_TERMS = SALE_TERMS - {"price", "stock", "order", "how-long"}
# Who asks who pays, asks for no way of paying.
_WHO_WORDS = frozenset(normalized_words("who кто хто кім ким kim хэн"))
# What says when a company is open, beside a time of day.
_HOUR_CONCEPTS = frozenset({"night-hours", "weekend-hours"})
_TIME_OF_DAY = re.compile(
    r"\b\d{1,2}[:.]\d\d(?!\d)|\b\d{1,2}\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}\s?[-–—]\s?\d{1,2}\b", re.IGNORECASE
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


def question_topics(text: MessageText, intents: Iterable[str]) -> tuple[str, ...]:
    """Returns the topics of a question, the one it is about first: those its words name, else the one of the
    questions it is like (topic_classifier.py, nlu/intents)."""
    topics = named_topics(text.annotations)
    if not topics and asks_open_now(text.tokenized):
        return ("hours",)
    if not topics:
        return _likely_topics(text, intents)
    if all(part.concept in _GENERIC_CONCEPTS or not concept_topic(part.concept) for part in text.annotations):
        likely = sure_topic(text)
        if likely and likely not in topics:
            return (likely, *topics)
    # What says more of another topic comes behind it: "платить частями", "доставка в субботу".
    concepts = {annotation.concept for annotation in text.annotations}
    if topics == ("payment",) and not _WHO_WORDS.isdisjoint(text.words):  # "who pays for the tow?"
        return ()
    return tuple(sorted(topics, key=lambda topic: _is_detail(topic, topics, concepts, text.words)))


def topic_probability(text: MessageText, topic: str) -> float:
    """Returns how likely a text asks for a topic: 1 where its words name it."""
    if topic in named_topics(text.annotations):
        return 1.0
    likely, probability = classify_topic(text)
    return probability if likely == topic else 0.0


def sure_topic(text: MessageText) -> str:
    """Returns the topic that a text without a word for it asks for beyond doubt; empty where there is none."""
    topic, probability = classify_topic(text)
    return topic if topic != NO_TOPIC and probability >= _SURE_PROBABILITY else ""


def _likely_topics(text: MessageText, intents: Iterable[str]) -> tuple[str, ...]:
    topic, probability = classify_topic(text)
    names_other_terms = any(part.concept in _OTHER_TERMS for part in text.annotations)
    if topic != NO_TOPIC and probability >= (_SURE_PROBABILITY if names_other_terms else _MIN_PROBABILITY):
        return (topic,)
    return tuple(dict.fromkeys(filter(None, [TOPIC_BY_INTENT.get(intent, "") for intent in intents])))


def asks_topic(understanding: Understanding) -> bool:
    """Returns whether a message is like those that ask for a topic, though it may have no word to search for."""
    return any(intent in TOPIC_BY_INTENT for intent in understanding.intents)


def is_about_topic(text: str, topic: str) -> bool:
    """Returns whether a text names a topic."""
    return any(concept_topic(token.concept) == topic for token in concept_tokens(text))


def fits_topic(topic: str, text: str) -> bool:
    """Returns whether a text can answer on a topic: opening hours have a time of day."""
    return topic != "hours" or bool(_TIME_OF_DAY.search(text)) or not _HOUR_CONCEPTS.isdisjoint(_concepts(text))


def _is_detail(topic: str, topics: Collection[str], concepts: Collection[str], words: Collection[str]) -> bool:
    return (
        (topic == "payment" and "credit" in topics)
        or (topic == "payment" and not _WHO_WORDS.isdisjoint(words))
        or (topic == "delivery" and ("floor-delivery" in topics or not _names_delivery(concepts)))
        or (topic == "hours" and "hours" not in concepts)
    )


def _names_delivery(concepts: Iterable[str]) -> bool:
    """Returns whether delivery itself is named, and not only how many days something takes."""
    return any(concept_topic(concept) == "delivery" for concept in concepts if concept != GENERIC_TIME_CONCEPT)


def _concepts(text: str) -> set[str]:
    return {token.concept for token in concept_tokens(text)}
