"""A known number put right in a few digits."""

import pytest

from fakes.listener import heard
from fakes.phrases import TERMS
from parley.domain.understanding import MessageContext
from parley.nlu.contacts.phone_correction import apply_correction
from parley.text.tokenize import tokenize


@pytest.mark.parametrize(
    ("language", "text", "e164"),
    [
        ("ru", "ой нет, последние цифры 87, а не 78", "+77012345687"),
        ("ru", "последняя цифра 9", "+77012345679"),
        ("ru", "не 45, а 54", "+77012354678"),
        ("en", "no, it ends with 1234", "+77012341234"),
        ("uk", "останні цифри 87", "+77012345687"),
        ("kk", "78 емес, 87", "+77012345687"),
        ("ky", "акыркы сандары 87", "+77012345687"),
        ("uz", "oxirgi raqamlari 87", "+77012345687"),
        ("mn", "сүүлийн хоёр орон нь 87", "+77012345687"),
    ],
)
def test_the_known_number_gets_the_digits_named(language: str, text: str, e164: str) -> None:
    phone = heard(text, "confirm", language, country="KZ", known_phone="8 701 234 56 78").phone
    assert phone is not None
    assert phone.e164 == e164


@pytest.mark.parametrize("text", ["да верно, приеду в 12", "да, этаж 2", "последние 2 цифры неверные"])
def test_other_digits_leave_it_alone(text: str) -> None:
    assert heard(text, "confirm", known_phone="87012345678").phone is None


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        # at the end, where it is said to be the end, or where the digits denied stand there
        ("последние цифры 87", "+77012345687"),
        ("87", None),
        ("87, не 78", "+77012345687"),
        ("78, 87", "+77012345687"),
        # in the place of what is denied, if it stands there once
        ("не 345, а 543", "+77012543678"),
        ("не 7, а 8", None),
        ("не 777, а 888", None),
        # one digit denied tells no place by itself
        ("не 8, а 9", None),
        ("последняя цифра 9, а не 8", "+77012345679"),
        # two ways to correct it are none
        ("последние цифры 87 или 89", None),
        # as many digits as may be corrected
        ("последние цифры 1234567", "+77011234567"),
        ("последние цифры 12345678", None),
        # what counts the digits is no digit
        ("последние 2 цифры 87", "+77012345687"),
        ("последние 2 цифры неверные", None),
        # the number as it was, or none that is valid
        ("последние цифры 78", None),
        ("не 701, а 000", None),
        ("всё верно", None),
    ],
)
def test_a_correction_says_which_digits_and_where(text: str, e164: str | None) -> None:
    context = MessageContext(known_phone="87012345678", country="KZ")
    phone = apply_correction(tokenize(text), context, TERMS)
    assert (phone.e164 if phone else None) == e164


def test_an_unknown_number_is_not_corrected() -> None:
    assert apply_correction(tokenize("последние цифры 87"), MessageContext(), TERMS) is None


def test_digits_of_two_clauses_are_two_runs() -> None:
    context = MessageContext(known_phone="87012345678", country="KZ")
    phone = apply_correction(tokenize("последние цифры 8 7"), context, TERMS)
    assert phone is not None
    assert phone.e164 == "+77012345687"
    assert apply_correction(tokenize("последние цифры 5. 7"), context, TERMS) is None
