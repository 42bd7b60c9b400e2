"""Makes the weights of the classifier of topics anew: part of `make intents`. Takes a minute."""

import sys
from collections import Counter
from collections.abc import Iterator

from parley.concepts.matcher import annotate
from parley.nlu.intents.classifier import pack_weights
from parley.nlu.intents.examples import read_examples
from parley.nlu.intents.training import Example, train
from parley.search.topic_classifier import (
    NO_TOPIC,
    TOPIC_WEIGHTS_FILE,
    TopicExample,
    read_topic_examples,
    topic_examples_checksum,
    topic_features,
)
from parley.search.topics import TOPIC_BY_INTENT, named_topics
from parley.text.tokenize import tokenize

# Of what asks for no topic there is so much more that a few of each kind and language say it.
_MAX_OF_OTHER_INTENTS = 12


def topic_training_examples() -> Iterator[TopicExample]:
    """Yields the examples of topics, and those of intents: what asks for a topic, and of all else a part, as what
    asks for none."""
    yield from read_topic_examples()
    counts: Counter[tuple[str, str]] = Counter()
    for message in read_examples():
        for intent, piece in zip(message.intents, message.pieces, strict=True):
            topic = _intent_topic(intent, piece)
            counts[message.language, intent] += 1
            if topic != NO_TOPIC or counts[message.language, intent] <= _MAX_OF_OTHER_INTENTS:
                yield TopicExample(message.language, topic, piece)


def read_features(example: TopicExample) -> Example:
    """Returns an example as the classifier learns from it."""
    tokenized = tokenize(example.text)
    annotations = annotate([token.normalized for token in tokenized.tokens])
    return Example(example.topic, topic_features(tokenized, annotations))


def main() -> None:
    """Writes the weights of the examples as they are now, and says how many there are."""
    examples = [read_features(example) for example in topic_training_examples()]
    packed = pack_weights(train(examples), topic_examples_checksum())
    TOPIC_WEIGHTS_FILE.write_bytes(packed)
    sys.stdout.write(f"{len(examples)} examples, {len(packed) // 1024} KB\n")


def _intent_topic(intent: str, text: str) -> str:
    """Returns the topic of an intent's example: a narrower one where its words name it."""
    if intent not in TOPIC_BY_INTENT:
        return NO_TOPIC
    named = named_topics(annotate([token.normalized for token in tokenize(text).tokens]))
    return named[0] if len(named) == 1 else TOPIC_BY_INTENT[intent]


if __name__ == "__main__":
    main()
