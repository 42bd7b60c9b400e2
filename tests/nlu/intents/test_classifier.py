"""The classifier of intents learns from examples, and its stored weights are those of today's examples."""

from parley.nlu.intents.classifier import WEIGHTS_FILE, IntentClassifier, pack_weights, unpack_weights
from parley.nlu.intents.examples import examples_checksum
from parley.nlu.intents.training import Example, train

EXAMPLES = 2 * [
    Example("thanks", ["=спасибо", "^спа", "!"]),
    Example("thanks", ["=мерси", "!"]),
    Example("thanks", ["=спасибо", "=большое", "^спа"]),
    Example("order", ["=беру", "=этот"]),
    Example("order", ["=беру", "=два"]),
    Example("order", ["=этот", "=заказываю"]),
]


def classifier_of(examples: list[Example]) -> IntentClassifier:
    return IntentClassifier(unpack_weights(pack_weights(train(examples), 0)))


def test_what_was_shown_is_known_again() -> None:
    classifier = classifier_of(EXAMPLES)
    for example in EXAMPLES:
        probabilities = classifier.classify(example.features)
        assert max(probabilities, key=probabilities.__getitem__) == example.intent


def test_probabilities_add_up_and_unknown_words_leave_them_even() -> None:
    probabilities = classifier_of(EXAMPLES).classify(["=never", "=seen"])
    assert abs(sum(probabilities.values()) - 1) < 1e-9
    assert max(probabilities.values()) < 0.9


def test_training_twice_gives_the_same_weights() -> None:
    assert pack_weights(train(EXAMPLES), 1) == pack_weights(train(EXAMPLES), 1)


def test_a_feature_of_two_examples_alone_is_not_learned() -> None:
    assert "=мерси" not in train(EXAMPLES)
    assert "=беру" in train(EXAMPLES)


def test_the_stored_weights_were_made_from_the_examples_as_they_are() -> None:
    stored = unpack_weights(WEIGHTS_FILE.read_bytes())
    assert stored.checksum == examples_checksum(), "the examples changed: make intents"
    assert WEIGHTS_FILE.stat().st_size <= 300_000
