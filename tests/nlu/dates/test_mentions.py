"""Every day, hour and part of the day that a message names."""

import pytest

from fakes.dates import NOW, date_tokens
from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.mentions import DayPartMention, find_mentions
from parley.nlu.dates.resolve import DayRange

KINDS = {DayRange: "day", ClockTime: "time", DayPartMention: "part"}


def mentions(text: str) -> list[str]:
    """Returns the mentions in order, each as its kind and its words."""
    tokens = date_tokens(text)
    return [
        f"{KINDS[type(mention)]}: {text[tokens[mention.start].start : tokens[mention.end - 1].end]}"
        for mention in find_mentions(tokens, NOW)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("завтра в 10 или в пятницу вечером", ["day: завтра", "time: в 10", "day: в пятницу", "part: вечером"]),
        ("с 9 до 6 завтра", ["time: с 9 до 6", "day: завтра"]),
        ("завтра 2 комнаты", ["day: завтра"]),
        ("by 6 tonight", ["time: by 6", "day: tonight", "part: tonight"]),
        ("двух пятницу", ["day: пятницу"]),
        ("каждую пятницу приеду завтра", ["day: завтра"]),
        ("каждую среду 5 приеду завтра", ["day: завтра"]),
        ("привет", []),
    ],
)
def test_mentions_come_in_order(text: str, expected: list[str]) -> None:
    assert mentions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "каждую пятницу",
        "улица 8 марта 15",
        "фамилия Середа",
        "фамилия: Суббота",
        "добрый вечер",
        "доброго дня",
        "вечер добрый",
    ],
)
def test_words_that_make_the_next_ones_no_date(text: str) -> None:
    assert mentions(text) == []


def test_another_clause_behind_the_word_for_a_surname_may_be_a_day() -> None:
    assert mentions("фамилия, суббота") == ["day: суббота"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("вечер", ["part: вечер"]),
        ("да, вечер", ["part: вечер"]),
        ("завтра вечер", ["day: завтра", "part: вечер"]),
        ("25/12 evening", ["day: 25/12", "part: evening"]),
        ("evening tomorrow", ["part: evening", "day: tomorrow"]),
        ("был хороший вечер у нас", []),
        ("наш вечер прошёл", []),
        ("утром", ["part: утром"]),
        ("приеду утром домой", ["part: утром"]),
    ],
)
def test_an_ambiguous_part_of_the_day_stands_alone_or_beside_a_day(text: str, expected: list[str]) -> None:
    assert mentions(text) == expected


def test_a_message_full_of_days_ends_after_twenty() -> None:
    assert len(mentions("завтра, " * 30)) == 20


def test_a_message_full_of_words_of_time_is_given_up_after_a_hundred() -> None:
    assert mentions("жыл " * 120 + "завтра") == []
    assert mentions("жыл " * 20 + "завтра") == ["day: завтра"]
