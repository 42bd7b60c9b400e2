"""Names in a sentence about something else."""

import pytest

from fakes.phrases import name_context
from parley.domain.understanding import ExpectedReply
from parley.nlu.names.booked_for import (
    name_before_pronoun,
    name_booked_for,
    name_from_possessive,
    name_of_representative,
)


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "Айгерімнің атына рәсімдеңіз", "Айгерім"), ("", "Болдын нэр дээр", "Болд"),
        ("", "under Anna's name", "Anna"), ("", "Ахметова Динараның атына", "Ахметова Динара"),
        ("", "ахметова Динараның атына", "Динара"),
        # a word nobody knows needs a capital letter that does not only open the sentence
        ("", "бұл Xyzнің атына", "Xyz"), ("", "Xyzнің атына", ""), ("name", "Xyzнің атына", "Xyz"),
        ("", "бұл xyzнің атына", ""), ("", "қызымның атына", ""),
        # somebody else's
        ("", "балам Тимурдың атына", ""), ("name", "балам Тимурдың атына", "Тимур"),
        ("", "атына", ""), ("", "Айгерімнің, атына", ""),
        # it introduces the name behind it
        ("name", "Миний нэр Жаргал", ""),
    ],
)  # fmt: skip
def test_something_is_put_in_the_owners_name(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_from_possessive(name_context(text, slot)) == name


def test_a_company_owns_no_name() -> None:
    assert name_from_possessive(name_context("бұл Xyzнің атына", not_names=frozenset({"xyz"}))) == ""


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "Можно на Ивана записать", "Иван"), ("", "запишите на Розу", "Роза"), ("", "запишите на завтра", ""),
        ("", "запишите на Xyz", ""), ("", "записать на. Ивана", ""),
        # a short answer needs no verb
        ("name", "на Олю", "Оля"), ("", "на Олю", ""), ("name", "ну вот тогда как-то на Олю", ""),
        ("name", "ну вот тогда там на Олю", "Оля"),
        # a street, somebody else
        ("", "на Ивана Франко 15 запишите", ""), ("", "запишите на Ивана 87012345678", "Иван"),
        ("", "сына запишите на Ивана", ""), ("name", "сына запишите на Ивана", "Иван"),
    ],
)  # fmt: skip
def test_something_is_booked_under_a_name(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_booked_for(name_context(text, slot)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("this is Joanna's husband, Greg", "Greg"), ("я мама Тимура, Ольга, хочу записать его", "Ольга"),
        ("this is Joanna's husband, Greg?", ""), ("this is Joanna's husband, xyz", ""),
        ("this is Joanna, Greg", ""), ("this is Joanna's husband", ""),
        ("this is Joanna's husband, Greg wants", ""),
    ],
)  # fmt: skip
def test_a_relative_says_who_speaks(text: str, name: str) -> None:
    assert name_of_representative(name_context(text)) == name


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "Вова я", "Вова"), ("", "Вова я, хочу", "Вова"), ("", "Вова я хочу", ""), ("", "Вова, я", ""),
        ("", "вова я", ""), ("name", "вова я", "Вова"), ("", "Та Вова я", ""), ("name", "Та Вова я", "Вова"),
        ("name", "xyz я", ""), ("name", "я", ""),
    ],
)  # fmt: skip
def test_a_name_stands_before_i_at_the_end_of_a_clause(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_before_pronoun(name_context(text, slot)) == name
