"""Classifies the everyday question that a message asks by labelled examples, where none of its words names a topic:
"what if i give you my old one", "а если жене не зайдёт".

The examples lie in topic_examples/<language>.txt, the weights made from them (`make intents`) beside this module.
"""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from parley.concepts.matcher import BRANDS, GOODS, PLACES, Annotation
from parley.nlu.intents.classifier import IntentClassifier, unpack_weights
from parley.nlu.intents.features import intent_features
from parley.nlu.message import MessageText
from parley.text.tokenize import TokenizedText

EXAMPLES_FOLDER = Path(__file__).parent / "topic_examples"
TOPIC_WEIGHTS_FILE = Path(__file__).parent / "topic_weights.bin"
#: what is no everyday question
NO_TOPIC = "none"
# Of a longer message, more than one thing is said: its words name the topic, or nothing does.
_MAX_WORDS = 16


class LikelyTopic(NamedTuple):
    """A topic that a message is likely to ask for."""

    topic: str
    #: 0…1
    probability: float


class TopicExample(NamedTuple):
    """A question and its topic."""

    language: str
    topic: str
    text: str


def read_topic_examples(folder: Path = EXAMPLES_FOLDER) -> Iterator[TopicExample]:
    """Yields the examples of all languages; a line is `topic: text | text`. Raises ValueError for another."""
    for file in sorted(folder.glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            topic, separator, texts = line.partition(": ")
            if not separator:
                raise ValueError(f"{file.name}:{number}: a topic and its texts are wanted")
            yield from (TopicExample(file.stem, topic, text.strip()) for text in texts.split("|"))


@cache
def topic_examples_checksum(folder: Path = EXAMPLES_FOLDER) -> int:
    """Returns a checksum of all examples: weights made from others are out of date."""
    return zlib.crc32(b"".join([file.read_bytes() for file in sorted(folder.glob("*.txt"))]))


def topic_features(tokenized: TokenizedText, annotations: Sequence[Annotation]) -> list[str]:
    """Returns what the classifier looks at: words, pairs and pieces of words, and the concepts they stand for."""
    is_question = any(clause.is_question for clause in tokenized.clauses)
    features = intent_features(tokenized.tokens, (), (), is_question=is_question)
    concepts = dict.fromkeys([_coarse_concept(annotation.concept) for annotation in annotations])
    return features + [f"@{concept}" for concept in concepts if concept]


def classify_topic(text: MessageText) -> LikelyTopic:
    """Returns the topic that a message most likely asks for; NO_TOPIC where it asks for none."""
    if len(text.words) > _MAX_WORDS:
        return LikelyTopic(NO_TOPIC, 1.0)
    probabilities = _load_classifier().classify(topic_features(text.tokenized, text.annotations))
    topic = max(probabilities, key=probabilities.__getitem__)
    return LikelyTopic(topic, probabilities[topic])


def _coarse_concept(concept: str) -> str:
    """Returns a concept as it tells topics apart: of goods, makers and towns it does not matter which."""
    for kind, concepts in (("goods", GOODS), ("brand", BRANDS), ("place", PLACES)):
        if concept in concepts:
            return kind
    return concept


@cache
def _load_classifier() -> IntentClassifier:
    return IntentClassifier(unpack_weights(TOPIC_WEIGHTS_FILE.read_bytes()))
