"""Whether a company is open at this moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fakes.dates import DATE_MATCHER
from parley.domain.search_results import Opening, PassageHit, SearchResults
from parley.search.open_now import asks_open_now, find_opening, tell_opening
from parley.text.tokenize import tokenize

CLOCK = ZoneInfo("Asia/Almaty")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CLOCK)  # type: ignore[arg-type, misc]


TUESDAY_NOON = at(2025, 11, 18, 12, 0)
TUESDAY_NIGHT = at(2025, 11, 18, 22, 30)
SATURDAY_NIGHT = at(2025, 11, 22, 21, 0)
HOURS = [
    "пн-сб 10:00-19:00, вс выходной",
    "Open Monday to Saturday, 10 am to 7 pm",
    "Дүйсенбіден сенбіге дейін 10:00-ден 19:00-ге дейін",
    "Дүйшөмбүдөн ишембиге чейин 10:00дөн 19:00гө чейин",
    "Dushanbadan shanbagacha 10:00–19:00, yakshanba dam olish kuni",
    "З понеділка по суботу з 10:00 до 19:00",
    "Даваагаас Бямба хүртэл 10:00–19:00",
]


@pytest.mark.parametrize("hours", HOURS)
def test_by_day_it_is_open_until_closing(hours: str) -> None:
    assert find_opening(hours, DATE_MATCHER, TUESDAY_NOON) == Opening(is_open=True, time="19:00")


@pytest.mark.parametrize("hours", HOURS)
def test_at_night_it_opens_the_next_day(hours: str) -> None:
    assert find_opening(hours, DATE_MATCHER, TUESDAY_NIGHT) == Opening(
        is_open=False, time="10:00", days_ahead=1, weekday=2
    )


@pytest.mark.parametrize("hours", HOURS)
def test_before_a_day_off_it_opens_behind_it(hours: str) -> None:
    assert find_opening(hours, DATE_MATCHER, SATURDAY_NIGHT) == Opening(
        is_open=False, time="10:00", days_ahead=2, weekday=0
    )


def test_a_break_is_closed_and_beyond_midnight_is_open() -> None:
    at_lunch = find_opening("ежедневно с 10 до 20, обед 13-14", DATE_MATCHER, at(2025, 11, 18, 13, 20))
    assert at_lunch == Opening(is_open=False, time="14:00", days_ahead=0, weekday=1)
    behind_midnight = find_opening("Fri-Sat 18:00-2:00", DATE_MATCHER, at(2025, 11, 22, 1, 0))
    assert behind_midnight == Opening(is_open=True, time="2:00")


def test_hours_around_the_clock_and_hours_that_say_nothing() -> None:
    assert find_opening("Круглосуточно", DATE_MATCHER, TUESDAY_NIGHT) == Opening(is_open=True)
    assert find_opening("Звоните заранее", DATE_MATCHER, TUESDAY_NIGHT) is None


def test_what_fewer_days_have_counts() -> None:
    hours = "Har kuni 9:00–21:00 ochiq, yakshanba kuni 10:00–19:00"
    assert find_opening(hours, DATE_MATCHER, at(2025, 11, 23, 20, 0)) == Opening(
        is_open=False, time="9:00", days_ahead=1, weekday=0
    )


@pytest.mark.parametrize("text", [
    "вы сейчас открыты?", "а сейчас открыто", "уже закрыты?", "r u open rn", "are you open?", "қазір ашықсыздар ма",
    "азыр иштеп жатасызбы", "hozir ochiqmisila", "ви зараз відкриті?", "одоо онгорхой юу", "одоо ажиллаж байна уу",
])  # fmt: skip
def test_whoever_asks_for_this_moment_is_told_of_it(text: str) -> None:
    assert asks_open_now(tokenize(text))


@pytest.mark.parametrize("text", [
    "до скольки вы открыты?", "when are you open?", "нешеге дейін ашық", "nechagacha ochiq", "коли ви відкриті",
    "хэдэн цагт нээх вэ", "сейчас есть скидки?", "the box was open and the lid was gone",
])  # fmt: skip
def test_other_questions_are_not_about_this_moment(text: str) -> None:
    assert not asks_open_now(tokenize(text))


def test_the_passage_with_the_hours_is_told_as_an_opening() -> None:
    found = SearchResults(passages=[PassageHit("Часы", "ежедневно 10:00-19:00", 1.0)])
    told = tell_opening(found, DATE_MATCHER, TUESDAY_NOON)
    assert told.passages[0].opening == Opening(is_open=True, time="19:00")
    assert tell_opening(SearchResults(), DATE_MATCHER, TUESDAY_NOON).passages == ()
