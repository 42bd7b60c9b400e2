"""Whose an e-mail address or a @handle is, by the words right before and behind it."""

import pytest

from fakes.phrases import TERMS
from parley.domain.understanding import ContactKind
from parley.nlu.contacts.address_owner import classify_address_owners


def owner(text: str, kind: ContactKind, *, is_requested: bool = False) -> str:
    """Of the one address, which is a hash sign here."""
    start = text.index("#")
    (found,) = classify_address_owners(text, [(start, start + 1)], kind, TERMS, is_requested=is_requested)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("напишите мне #", "customer"), ("dm me #", "customer"), ("менің парақшам #", "customer"),
        ("напишите # в телеграм", "customer"), ("парақша #", "unknown"), ("смотрите #", "unknown"),
        # "me" behind somebody else, and whoever speaks says who he is
        ("скиньте жене и мне #", "customer"), ("скиньте мне и жене #", "other"),
        ("я её муж #", "unknown"), ("это её муж #", "other"),
        # to me, from yours
        ("напишите мне из вашего телеграма #", "customer"), ("у вас в инсте #", "company"),
    ],
)  # fmt: skip
def test_a_handle_needs_a_word_that_makes_it_the_customers(text: str, expected: str) -> None:
    assert owner(text, "handle") == expected
    assert owner(text, "handle", is_requested=True) == expected.replace("unknown", "customer")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("смотрите #", "customer"),
        ("это ваш #", "company"), ("ваш тут #", "company"), ("ваш вот тут #", "customer"),
        ("почта с сайта #", "company"), ("is this yours #", "company"), ("у вас #", "customer"),
        ("по почте # не отвечают", "company"),
        ("скиньте мне и жене, #", "customer"), ("скиньте мне и жене #", "other"),
        ("я её муж #", "customer"), ("это её муж #", "other"), ("i am her husband #", "customer"),
        ("# это бухгалтер", "other"),
    ],
)  # fmt: skip
def test_an_email_address_is_the_customers_unless_somebody_elses(text: str, expected: str) -> None:
    assert owner(text, "email") == expected


def test_where_there_is_none_there_is_no_owner() -> None:
    assert classify_address_owners("мой телеграм", [], "handle", TERMS, is_requested=True) == []
