"""The words before an hour."""

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.clock.prefix import parse_prefix


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("в 5", 1),
        ("примерно в 5", 2),
        ("кешкі сағат 5", 2),
        ("часов в 5", 2),
        ("from about 5", 2),
        ("5", 0),
        ("комната 5", 0),
        ("в, к 5", 1),  # another clause
        ("в к в к в 5", 4),  # no more than four
    ],
)
def test_words_that_may_stand_before_an_hour(text: str, end: int) -> None:
    assert parse_prefix(date_tokens(text), 0).end == end


@pytest.mark.parametrize(
    ("text", "index", "end"),
    [
        ("в час", 0, 1),  # the hour's own name
        ("около часу", 0, 2),
        ("в часа 3", 0, 2),
        ("сағат он", 0, 1),  # ten, and "on" in English
        ("o'n birga", 0, 0),  # eleven
        ("on friday", 0, 1),
        ("п'ять годині", 1, 1),
        ("5 вечера", 1, 1),
        ("пять вечера", 1, 1),
        ("вечера 5", 0, 1),
    ],
)
def test_the_hour_and_what_stands_behind_it_are_no_prefix(text: str, index: int, end: int) -> None:
    assert parse_prefix(date_tokens(text), index).end == end


def test_a_prefix_has_the_kinds_of_all_its_words_and_the_part_of_the_day() -> None:
    prefix = parse_prefix(date_tokens("кешкі сағат 5"), 0)
    assert prefix.has("clock_prefixes")
    assert prefix.has("hour_day_parts", "at")
    assert not prefix.has("at", "since")
    assert prefix.day_part == 18
