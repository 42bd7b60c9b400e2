"""Examples of topics and of intents become examples to learn topics from."""

from parley.evaluation.topic_training import read_features, topic_training_examples
from parley.search.topic_classifier import NO_TOPIC, TopicExample


def test_what_asks_for_a_topic_and_what_asks_for_none_is_learned() -> None:
    topics = {(example.text, example.topic) for example in topic_training_examples()}
    assert ("условия возврата подскажите", "returns") in topics
    assert any(topic == NO_TOPIC for _, topic in topics)


def test_it_does_not_matter_which_goods_are_spoken_of() -> None:
    sofa, fridge = (
        read_features(TopicExample("ru", "garbage-removal", f"{goods} старый увезёте?"))
        for goods in ("диван", "холодильник")
    )
    assert "@goods" in sofa.features
    assert "@goods" in fridge.features
