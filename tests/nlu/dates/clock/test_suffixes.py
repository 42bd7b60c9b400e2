"""The endings and words behind an hour."""

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.clock.clock_time import ClockTime
from parley.nlu.dates.clock.suffixes import add_day_part, make_certain_time, parse_suffixes


def suffixes(text: str, *, start: int = 0, hour: int = 5, certain: bool = False) -> ClockTime:
    """Returns the time at `start` with its suffixes."""
    return parse_suffixes(date_tokens(text), ClockTime(start, start + 1, hour, 0, is_certain=certain))


@pytest.mark.parametrize(
    ("text", "end", "certain", "opens", "closes"),
    [
        ("5-те", 2, True, False, False),
        ("18-ден", 2, False, True, False),
        ("18-ге", 2, False, False, False),
        ("18 цагт", 2, True, False, False),
        ("18 цагаас", 2, True, True, False),
        ("5 часов", 2, False, False, False),
        ("18 цаг хүртэл", 3, False, False, True),
        ("18 дейін", 2, False, False, True),
        ("18-ге дейін", 3, False, False, True),
        ("18 цагаас хойш", 3, True, True, False),
        ("18-ден кейін", 3, False, False, False),  # later than it, no range
        ("бестен кейін", 2, False, False, False),
        ("бес кейін", 1, False, False, False),
        ("5 комнат", 1, False, False, False),
        ("5", 1, False, False, False),
        ("5, часов", 1, False, False, False),
    ],
)
def test_suffixes_say_whether_it_is_a_time_or_an_end_of_a_range(
    text: str, end: int, certain: bool, opens: bool, closes: bool
) -> None:
    clock = suffixes(text)
    assert (clock.end, clock.is_certain) == (end, certain)
    assert (clock.opens_range, clock.closes_range) == (opens, closes)


def test_one_letter_or_a_zero_hour_is_not_certain() -> None:
    assert not suffixes("15-д").is_certain
    assert not suffixes("0-де", hour=0).is_certain


@pytest.mark.parametrize(
    ("text", "start", "certain"),
    [
        ("soat 2 da", 1, False),
        ("ertaga 3 da", 1, False),
        ("11 га ёзинг", 0, False),
        ("3 da", 0, True),
    ],
)
def test_an_ending_may_stand_apart_behind_an_hour_for_sure(text: str, start: int, certain: bool) -> None:
    assert suffixes(text, start=start, certain=certain).end == start + 2


def test_a_word_apart_is_no_ending_of_a_bare_number() -> None:
    assert suffixes("3 da").end == 1


def test_four_suffixes_and_no_more() -> None:
    assert suffixes("5 часов часов часов часов часов").end == 5


@pytest.mark.parametrize(
    ("text", "end", "hour", "day_part"),
    [
        ("5 вечера", 2, 5, 18),
        ("5 часов вечера", 3, 5, 18),
        ("5 pm", 2, 17, 0),
        ("5pm", 2, 17, 0),
        ("5 am", 2, 5, 0),
        ("5 o'clock pm", 3, 17, 0),
        ("5, вечера", 1, 5, 0),
        ("5 часов", 1, 5, 0),
    ],
)
def test_the_part_of_the_day_behind_an_hour(text: str, end: int, hour: int, day_part: int) -> None:
    clock = add_day_part(date_tokens(text), ClockTime(0, 1, 5, 0, is_certain=False))
    assert (clock.end, clock.hour, clock.day_part) == (end, hour, day_part)
    assert clock.is_certain is (end > 1)


@pytest.mark.parametrize(("text", "hour"), [("12 am", 0), ("12 pm", 12), ("13 pm", 13)])
def test_twelve_and_later(text: str, hour: int) -> None:
    assert add_day_part(date_tokens(text), ClockTime(0, 1, int(text[:2]), 0, is_certain=False)).hour == hour


def test_a_part_of_the_day_said_before_the_hour_stays() -> None:
    clock = ClockTime(0, 1, 5, 0, is_certain=False, day_part=9)
    assert add_day_part(date_tokens("5 вечера"), clock) == clock


def test_a_certain_time_has_the_part_of_the_day_behind_it() -> None:
    clock = make_certain_time(date_tokens("полшестого вечера"), 1, 5, 30)
    assert (clock.end, clock.day_part, clock.is_certain) == (2, 18, True)
