"""What the rules ask of a message's tokens."""

import pytest

from fakes.dates import date_tokens
from parley.nlu.dates.tokens import DAY_NUMBER_KINDS, HOUR_NUMBER_KINDS, NUMBER_KINDS, Number


def test_beyond_the_ends_stands_a_token_without_a_kind() -> None:
    tokens = date_tokens("завтра")
    for index in (-1, 1, 7):
        assert not tokens[index].kinds
        assert not tokens.has(index, "relative_days")
        assert tokens.parse_number(index) is None
    assert not tokens.continues_clause(0)
    assert not tokens.continues_clause(1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", Number(5, 1)),
        ("05", Number(5, 1)),
        ("пять", Number(5, 1)),
        ("двадцать пять", Number(25, 2)),
        ("двадцать, пять", Number(20, 1)),
        ("двадцать двадцать", Number(20, 1)),
        ("twenty five", Number(25, 2)),
        ("twenty пять", Number(20, 1)),
        ("o'n birga", Number(11, 2)),
        ("беске", Number(5, 1)),
        ("100", None),
        ("15:30", None),
        ("комната", None),
    ],
)
def test_a_number_is_a_figure_or_one_or_two_words_of_one_language(text: str, number: Number | None) -> None:
    assert date_tokens(text).parse_number(0, NUMBER_KINDS) == number


def test_a_day_of_the_month_may_be_an_ordinal_and_an_hour_may_have_a_name() -> None:
    assert date_tokens("двадцать пятого").parse_number(0, DAY_NUMBER_KINDS) == Number(25, 2)
    assert date_tokens("двадцать пятого").parse_number(0, NUMBER_KINDS) == Number(20, 1)
    assert date_tokens("шосту").parse_number(0, HOUR_NUMBER_KINDS) == Number(6, 1)
    assert date_tokens("шосту").parse_number(0, NUMBER_KINDS) is None


def test_a_figure_above_the_maximum_is_no_value() -> None:
    tokens = date_tokens("31 32 1/2 007")
    assert [tokens.numeral_value(index, 31) for index in range(4)] == [31, None, None, None]


@pytest.mark.parametrize(
    ("text", "follows"),
    [("5-7", True), ("5 - 7", True), ("5 – 7", True), ("5 7", False), ("5, 7", False), ("5 -, 7", False)],
)
def test_a_dash_alone_joins_two_figures(text: str, follows: bool) -> None:
    assert date_tokens(text).follows_dash(1) is follows


def test_the_first_token_follows_no_dash() -> None:
    assert not date_tokens("- 5").follows_dash(0)


@pytest.mark.parametrize(
    ("text", "is_boundary"),
    [
        ("в 5", True),  # nothing
        ("в 5, комнат", True),  # another clause
        ("в 5 приеду", True),
        ("в 5 20", True),
        ("в 5 завтра", True),
        ("в 5 комнат", False),
        ("в 5 Иванов", False),
    ],
)
def test_a_bare_hour_ends_before_a_boundary(text: str, is_boundary: bool) -> None:
    assert date_tokens(text).is_boundary(2) is is_boundary


@pytest.mark.parametrize(
    ("text", "index", "is_surname"),
    [
        ("Олена Середа", 1, True),
        ("Середа Олена", 0, True),
        ("олена середа", 1, False),
        ("Олена, Середа", 1, False),
        ("В Среду Олена", 1, False),  # another ending
        ("СЕРЕДА Олена", 0, False),
        ("Середа 5", 0, False),
    ],
)
def test_a_weekday_with_a_capital_beside_an_unknown_name_is_a_surname(
    text: str, index: int, is_surname: bool
) -> None:
    assert date_tokens(text).is_surname(index) is is_surname


def test_endings_are_skipped_only_when_written_together() -> None:
    tokens = date_tokens("5-го го")
    assert tokens.has_ending(1, "ending_day")
    assert not tokens.has_ending(2, "ending_day")
    assert tokens.skip_endings(1, "ending_day") == 2
    assert tokens.skip(2, "ending_day") == 3
    assert tokens.skip(2, "months") == 2


@pytest.mark.parametrize(
    ("text", "has_colon"), [("фамилия: Середа", True), ("фамилия, Середа", False), ("a b", False)]
)
def test_a_colon_may_stand_behind_a_token(text: str, has_colon: bool) -> None:
    assert date_tokens(text).has_colon_after(0) is has_colon
