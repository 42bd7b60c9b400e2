"""Makes the weights of the classifier of intents anew: `make intents`. Takes a minute."""

import sys
from collections.abc import Iterable

from parley.languages.registry import find_languages
from parley.nlu.intents.classifier import WEIGHTS_FILE, pack_weights
from parley.nlu.intents.examples import LabelledMessage, examples_checksum, read_examples
from parley.nlu.intents.features import compile_cues, intent_features
from parley.nlu.intents.training import Example, train
from parley.nlu.phrase_matcher import PhraseMatcher, keep_longest
from parley.text.tokenize import tokenize


class FeatureReader:
    """Makes the features of texts with the words of all languages."""

    def __init__(self) -> None:
        vocabularies = tuple((code, language.vocabulary) for code, language in find_languages().items())
        self._matcher = PhraseMatcher(vocabularies)

    def read(self, text: str) -> list[str]:
        """Returns the features of a piece of a message."""
        tokenized = tokenize(text)
        return intent_features(
            tokenized.tokens,
            keep_longest(self._matcher.find_matches(tokenized.tokens)),
            compile_cues(self._matcher).find_matches(tokenized.tokens),
            is_question=any(clause.is_question for clause in tokenized.clauses),
        )


def training_examples(messages: Iterable[LabelledMessage], reader: FeatureReader) -> list[Example]:
    """Returns the pieces of labelled messages with their features."""
    return [
        Example(intent, reader.read(piece))
        for message in messages
        for intent, piece in zip(message.intents, message.pieces, strict=True)
    ]


def main() -> None:
    """Writes the weights of the examples as they are now, and says how many there are."""
    examples = training_examples(read_examples(), FeatureReader())
    packed = pack_weights(train(examples), examples_checksum())
    WEIGHTS_FILE.write_bytes(packed)
    sys.stdout.write(f"{len(examples)} examples, {len(packed) // 1024} KB\n")


if __name__ == "__main__":
    main()
