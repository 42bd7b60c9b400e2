"""The day and the hour that are meant, of those a message names."""

import pytest

from fakes.dates import NOW, date_tokens
from parley.nlu.dates.mentions import find_mentions
from parley.nlu.dates.selection import Selection, select_mentions


def select(text: str) -> Selection | None:
    tokens = date_tokens(text)
    return select_mentions(tokens, list(find_mentions(tokens, NOW)))


def days(text: str) -> list[str]:
    selection = select(text)
    return [f"{day.first_day:%d.%m}" for day in selection.days] if selection else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("завтра или послезавтра", ["18.11"]),
        ("во вторник, 25 ноября", ["25.11"]),
        ("friday the 28th", ["28.11"]),
        ("friday or the 27th", ["21.11"]),
        ("в пятницу на следующей неделе", ["21.11", "24.11"]),
        ("через неделю в пятницу", ["24.11", "21.11"]),
        ("на следующей неделе, через неделю", ["24.11"]),
        ("next friday, in a week", ["28.11"]),
    ],
)
def test_the_first_day_is_meant_with_what_completes_it(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("не завтра, а послезавтра", ["19.11"]),
        ("завтра не могу, лучше в пятницу", ["21.11"]),
        ("i can't tomorrow, friday is fine", ["21.11"]),
        ("завтра никак", []),
        ("не завтра", []),
        ("завтра не могу послезавтра", ["19.11"]),  # the refusal belongs to the day before it
        ("завтра у нас никак", []),
        ("завтра у нас дома никак", ["18.11"]),  # too far away
        ("никак у нас завтра", []),
        ("никак у нас дома завтра", ["18.11"]),
        ("завтра приеду, не могу дозвониться", ["18.11"]),  # another clause
    ],
)
def test_a_refused_day_is_not_meant(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("перенесите с пятницы на субботу", ["22.11"]),
        ("перенесите на пятницу с четверга", ["21.11"]),
        ("can you reschedule from friday to saturday", ["22.11"]),
        ("жұмадан сенбіге ауыстырыңыз", ["22.11"]),
        ("перенесите на следующую неделю", ["24.11"]),
        ("перенесите на пятницу", ["21.11"]),
        ("перенесите с 5 по 7 декабря", ["07.12"]),
    ],
)
def test_the_new_day_of_something_moved_is_meant(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("завтра в 10 или послезавтра в 15", 10),
        ("завтра не могу в 10, в пятницу в 12", 12),  # behind the day that is meant
        ("в 10 завтра", 10),
        ("в 10, завтра в 12", 10),
        ("завтра или послезавтра в 15", 15),  # no other hour was said
    ],
)
def test_the_hour_that_belongs_to_the_day(text: str, hour: int) -> None:
    selection = select(text)
    assert selection is not None
    assert selection.clock is not None
    assert selection.clock.hour == hour


def test_the_part_of_the_day_that_belongs_to_the_day() -> None:
    selection = select("завтра утром не могу, в пятницу вечером")
    assert selection is not None
    assert selection.day_part is not None
    assert selection.day_part.start_hour == 18


def test_an_uncertain_hour_needs_a_day() -> None:
    assert select("5 часов") is None
    beside_day = select("5 часов, завтра")
    assert beside_day is not None
    assert beside_day.clock is not None


def test_an_hour_of_a_refused_day_is_not_meant() -> None:
    assert select("завтра в 10 не могу") is None


def test_the_mentions_of_a_selection_are_those_that_are_there() -> None:
    assert Selection([], None, None).mentions == []
    selection = select("завтра вечером, в 7")
    assert selection is not None
    assert len(selection.mentions) == 3
