"""E-mail addresses as people type or say them."""

import pytest

from fakes.listener import heard
from fakes.phrases import TERMS
from parley.nlu.contacts.email import compile_spoken_email_pattern, find_emails


def found(text: str) -> list[str]:
    return [email for email, _ in find_emails(text, TERMS.spoken_email_pattern, tuple(TERMS.dot_words))]


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        ("a@b.kz или c.d+e@mail.example.com.", ["a@b.kz", "c.d+e@mail.example.com"]),
        ("почтаsaken@example.kz", ["saken@example.kz"]),
        ("иван@почта.рф", ["иван@почта.рф"]),
        ("saken@example", []),
        # loose spellings, where there is no proper one
        ("zhanna_88@gmail,com", ["zhanna_88@gmail.com"]),
        ("tom @ harper-demo.co.uk", ["tom@harper-demo.co.uk"]),
        ("a@b.kz, c@gmail,com", ["a@b.kz"]),
        ("встретимся @ офис", []),
        # in words
        ("j.miller at gmail dot com", ["j.miller@gmail.com"]),
        ("anna точка petrova собака mail точка ru", ["anna.petrova@mail.ru"]),
        ("anna собака mail.ru", ["anna@mail.ru"]),
        ("look at kaspi.kz", []),
    ],
)
def test_addresses_are_found(text: str, emails: list[str]) -> None:
    assert found(text) == emails


def test_an_address_tells_where_it_stands() -> None:
    text = "почта anna собака mail точка ru, жду"
    ((_, (start, end)),) = find_emails(text, TERMS.spoken_email_pattern, tuple(TERMS.dot_words))
    assert text[start:end] == "anna собака mail точка ru"


def test_a_language_without_words_for_the_signs_has_no_spoken_addresses() -> None:
    assert compile_spoken_email_pattern((), ("dot",)) is None
    assert compile_spoken_email_pattern(("at",), ()) is None


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("zhanna_88@gmail,com", "zhanna_88@gmail.com"),
        ("mail: tom @ harper-demo.co.uk", "tom@harper-demo.co.uk"),
        ("you can email me at j.miller at gmail dot com", "j.miller@gmail.com"),
        ("почта anna собака mail точка ru", "anna@mail.ru"),
        ("look at kaspi.kz please", ""),
        ("я писал на вашу почту info@dom-demo.kz", ""),
        ("отправьте с вашей почты на anna@mail.ru", "anna@mail.ru"),
    ],
)
def test_an_address_is_understood_as_people_write_it(text: str, email: str) -> None:
    assert heard(text).email == email
