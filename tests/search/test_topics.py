"""What an everyday question is about, whatever words it has."""

import pytest

from fakes.listener import understood_message
from parley.concepts.matcher import annotate
from parley.search.topics import TOPIC_QUERIES, fits_topic, is_about_topic, named_topics, question_topics
from parley.text.tokenize import normalized_words


def topics(text: str, *intents: str) -> tuple[str, ...]:
    return question_topics(understood_message(text).source, intents)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("курьером привезёте?", "delivery"),
        ("how late are you open?", "hours"),
        ("қайда орналасқансыздар?", "address"),
        ("насыя барбы?", "credit"),
        ("pulni qaytarasizmi?", "returns"),
        ("чи є знижки?", "discount"),
        ("баталгаа хэдэн жил вэ?", "warranty"),
        ("without a lift, can you carry it up?", "floor-delivery"),
    ],
)
def test_words_of_every_language_name_a_topic(text: str, topic: str) -> None:
    assert topics(text)[0] == topic


def test_a_question_without_such_words_has_the_topic_of_what_it_is_like() -> None:
    assert topics("мы тут подумали о разном") == ()
    assert topics("мы тут подумали о разном", "ask_hours") == ("hours",)
    assert topics("какая гарантия?", "ask_hours") == ("warranty",)
    assert topics("а если жене не зайдёт?") == ("returns",)


def test_what_says_more_of_a_topic_comes_behind_it() -> None:
    assert topics("доставка в субботу есть?")[0] == "delivery"
    assert topics("можно платить частями?")[0] == "credit"
    assert topics("доставка на этаж без лифта есть?")[0] == "floor-delivery"


def test_every_topic_is_searched_for_by_words_that_name_it() -> None:
    assert [named_topics(annotate(normalized_words(query)))[:1] for query in TOPIC_QUERIES.values()] == [
        (topic,) for topic in TOPIC_QUERIES
    ]


def test_hours_are_told_by_a_time_of_day() -> None:
    assert is_about_topic("Работаете ли вы с дизайнерами?", "hours")
    assert not fits_topic("hours", "Да, для дизайнеров есть отдельные цены.")
    assert fits_topic("hours", "Открыто с 10:00 до 20:00.")
    assert fits_topic("hours", "We answer 9 am to 6 pm.")
    assert fits_topic("warranty", "Два года.")


def test_a_message_without_a_topic_has_none() -> None:
    assert topics("привет, как дела?") == ()
