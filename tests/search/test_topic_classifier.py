"""An everyday question without a word that names its topic is told by the examples that it is like."""

from pathlib import Path

import pytest

from fakes.listener import understood_message
from parley.evaluation.sets import PART_FOLDERS
from parley.nlu.intents.classifier import unpack_weights
from parley.search.topic_classifier import (
    NO_TOPIC,
    TOPIC_WEIGHTS_FILE,
    classify_topic,
    read_topic_examples,
    topic_examples_checksum,
)
from parley.search.topics import TOPIC_QUERIES


def likely(text: str) -> str:
    return classify_topic(understood_message(text).source).topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what if i hand you my old one", "trade-in"),
        ("а если мужу не понравится?", "returns"),
        ("ескі диванды әкетесіздер ме", "garbage-removal"),
        ("бешинчи кабатта жашайбыз, лифт жок", "floor-delivery"),
        ("eski telefonimni olasizmi", "trade-in"),
        ("де можна машину поставити", "parking"),
        ("засаж байх хооронд юу хэрэглэх вэ", "loaner"),
    ],
)
def test_a_topic_is_told_in_every_language(text: str, topic: str) -> None:
    assert likely(text) == topic


@pytest.mark.parametrize("text", ["сколько весит ноутбук?", "do you have a bigger one", "қандай түстері бар"])
def test_a_question_about_goods_is_no_everyday_question(text: str) -> None:
    assert likely(text) == NO_TOPIC


def test_a_long_message_is_not_classified() -> None:
    assert likely("а если не понравится " * 5) == NO_TOPIC


@pytest.mark.parametrize(
    ("language", "precision", "recall"),
    [
        *(("en", 0.75, 0.33), ("ru", 0.82, 0.45), ("uk", 0.82, 0.44)),
        *(("kk", 0.87, 0.55), ("ky", 0.87, 0.57), ("mn", 0.85, 0.46), ("uz", 0.84, 0.53)),
    ],
)
def test_questions_kept_aside_are_told(language: str, precision: float, recall: float) -> None:
    examples = [
        (example.topic, classify_topic(understood_message(example.text).source))
        for example in read_topic_examples(PART_FOLDERS["aside"] / "topic_questions")
        if example.language == language
    ]
    asked = sum(topic != NO_TOPIC for topic, _ in examples)
    found = [
        topic == likely.topic
        for topic, likely in examples
        if likely.topic != NO_TOPIC and likely.probability >= 0.5
    ]
    assert sum(found) / len(found) >= precision
    assert sum(found) / asked >= recall


def test_the_weights_are_those_of_the_examples() -> None:
    stored = unpack_weights(TOPIC_WEIGHTS_FILE.read_bytes())
    assert stored.checksum == topic_examples_checksum(), "make intents"


def test_every_topic_of_the_examples_is_one_that_is_searched_for() -> None:
    assert {example.topic for example in read_topic_examples()} - {NO_TOPIC} <= set(TOPIC_QUERIES)


def test_a_line_without_a_topic_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text("hours: до скольки вы\nпросто текст\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"ru\.txt:2"):
        list(read_topic_examples(tmp_path))
