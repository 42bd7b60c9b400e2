"""Numbers in words as they would be typed."""

import pytest

from fakes.phrases import TERMS
from parley.nlu.contacts.spoken_numbers import find_digit_runs
from parley.text.tokenize import tokenize


def readings(text: str) -> list[str]:
    """The digits of each way to read the only run of number words."""
    runs = list(find_digit_runs(tokenize(text).tokens, TERMS.number_words))
    return [number.digits for number in runs[0]] if runs else []


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("восемь семьсот один двести тридцать четыре пятьдесят шесть семьдесят восемь", "87012345678"),
        ("восемь 701 двести тридцать четыре 56 78", "87012345678"),
        ("плюс семь семьсот один два три четыре пять шесть", "+770123456"),
        ("плюс восемь плюс семь один два три четыре пять", "+8712345"),
        ("double seven one two three four five", "7712345"),
        ("double ten one two three four five six", "10123456"),
        ("eight seven double oh one two three", "8700123"),
        ("сегіз жеті жүз бір екі жүз отыз төрт", "8701234"),
        ("to'qson bir yuz yigirma uch qirq besh", "9012345"),
        ("сто ноль пять двадцать ноль шесть тысяча", "100052006"),
        ("twenty five thirty six forty seven fifty eight", "25364758"),
        ("одиннадцать двенадцать тринадцать четырнадцать", "11121314"),
        ("двадцать десять тридцать сто сорок двести", "201030140200"),
    ],
)
def test_words_are_joined_as_they_are_said(text: str, digits: str) -> None:
    assert readings(text)[0] == digits


def test_the_first_or_the_last_word_may_belong_to_the_sentence() -> None:
    assert readings("on eight seven oh one two three four five six seven eight") == [
        "187012345678",
        "87012345678",
        "18701234567",
    ]


@pytest.mark.parametrize(
    "text",
    ["два или три", "раз два три", "один два три четыре пять шесть", "5 6 7 8 9 10 11 два три", "один " * 41, ""],
)
def test_counting_or_a_wall_of_numbers_is_no_number(text: str) -> None:
    assert readings(text) == []


def test_so_few_and_so_many_words_may_be_a_number() -> None:
    assert readings("87 один 22 два 33 три") == ["871222333", "1222333", "87122233"]
    assert len(readings("один " * 40)) == 3


def test_a_number_tells_where_it_stands() -> None:
    text = "звоните один два три четыре пять шесть семь, жду"
    ((number,),) = find_digit_runs(tokenize(text).tokens, TERMS.number_words)
    assert text[number.start : number.end] == "один два три четыре пять шесть семь"


def test_without_number_words_nothing_is_read() -> None:
    assert list(find_digit_runs(tokenize("один два три четыре пять шесть семь").tokens, {})) == []
