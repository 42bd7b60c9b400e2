"""Labelled messages become examples to learn from."""

from parley.evaluation.intent_training import FeatureReader, training_examples
from parley.nlu.intents.examples import LabelledMessage


def test_each_piece_of_a_message_is_an_example_of_its_intent() -> None:
    message = LabelledMessage("ru", ("complain", "ask_human"), ("жду второй час", "позовите старшего"))
    first, second = training_examples([message], FeatureReader())
    assert (first.intent, second.intent) == ("complain", "ask_human")
    assert "=jdu" in first.features
    assert "=jdu" not in second.features
