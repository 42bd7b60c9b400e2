"""Which day or days are meant. Now is Monday 2025-11-17T12:00."""

import pytest

from fakes.dates import NOW, date_tokens
from parley.nlu.dates.day_range import parse_day_range


def days(text: str, index: int = 0) -> str:
    """Returns the first day, and the last one behind dots."""
    parsed = parse_day_range(date_tokens(text), index, NOW)
    return "..".join(str(day) for day in (parsed.first_day, parsed.last_day) if day) if parsed else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("завтра", "2025-11-18"),
        ("в пятницу", "2025-11-21"),
        ("on the 25th of november", "2025-11-25"),
        ("через 3 дня", "2025-11-20"),
        ("с пятницы", "2025-11-21"),
        ("до 25.11", "2025-11-25"),
        ("к 25 ноября", "2025-11-25"),
    ],
)
def test_one_day(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("на следующей неделе", "2025-11-24..2025-11-30"),
        ("next week", "2025-11-24..2025-11-30"),
        ("в выходные", "2025-11-22..2025-11-23"),
        ("next weekend", "2025-11-29..2025-11-30"),
    ],
)
def test_next_week_and_the_weekend(text: str, expected: str) -> None:
    assert days(text) == expected


def test_only_what_is_left_of_this_weekend() -> None:
    parsed = parse_day_range(date_tokens("в выходные"), 0, NOW.replace(day=23))
    assert parsed is not None
    assert (parsed.first_day.day, parsed.last_day and parsed.last_day.day) == (23, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("с 28 ноября по 3 декабря", "2025-11-28..2025-12-03"),
        ("с 3 декабря по пятое", "2025-12-03..2025-12-05"),
        ("с понедельника по среду", "2025-11-24..2025-11-26"),
        ("28.11-03.12", "2025-11-28..2025-12-03"),
        ("между 5 и 7 января", "2026-01-05..2026-01-07"),
        ("с 5 по 7 января", "2026-01-05..2026-01-07"),
        ("5-7 января", "2026-01-05..2026-01-07"),
        ("5-тен 7-қаңтарға дейін", "2026-01-05..2026-01-07"),
        ("december 5-7", "2025-12-05..2025-12-07"),
        ("20-ноос 25-ныг хүртэл", "2025-11-20..2025-11-25"),
        ("даваа гарагаас баасан гараг хүртэл", "2025-11-24..2025-11-28"),
        ("жұма мен жексенбі аралығында", "2025-11-21..2025-11-23"),
    ],
)
def test_a_range_of_days(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("пятница и суббота", "2025-11-21"),  # two days, no range
        ("завтра, послезавтра", "2025-11-18"),
    ],
)
def test_two_days_that_are_no_range(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("с пятницы на субботу", "2025-11-22"),
        ("с 25.11 на 27.11", "2025-11-27"),
        ("с пятницы на пятое", "2025-12-05"),
        ("с 5 на 7 января", "2026-01-07"),
    ],
)
def test_the_second_of_from_one_day_to_another(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text", ["каждую пятницу", "5-тен", "5-7", "с 5", "0-7 января", "с 5 по 7-е", "на 5", "в марте", "по 5"]
)
def test_no_day(text: str) -> None:
    assert days(text) == ""


def test_a_bare_weekday_and_a_week_wait_for_each_other() -> None:
    for text, waits in (("в пятницу", (4, None)), ("next friday", (None, None)), ("next week", (None, 1))):
        parsed = parse_day_range(date_tokens(text), 0, NOW)
        assert parsed is not None
        assert (parsed.weekday, parsed.weeks_ahead) == waits
