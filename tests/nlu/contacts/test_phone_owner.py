"""Whose each number of a message is."""

import re

import pytest

from fakes.listener import heard
from fakes.phrases import TERMS
from parley.nlu.contacts.phone_owner import PhoneOwner, classify_phone_owners, is_company_number

COMPANY, THIRD_PARTY, OUTDATED, UNKNOWN, IN_USE, CUSTOMER = PhoneOwner


# 11111 and 22222 stand for numbers.
@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("11111", [UNKNOWN]),
        ("мой 11111", [CUSTOMER]), ("11111 мой", [CUSTOMER]), ("11111 это мой номер", [CUSTOMER]),
        ("номер жены 11111", [THIRD_PARTY]), ("11111 это жены", [THIRD_PARTY]),
        # nobody's number is spoken of
        ("подарок для мамы, 11111", [UNKNOWN]), ("подарок маме 11111", [UNKNOWN]),
        ("жены подарок 11111", [UNKNOWN]),
        ("11111 мой подарок", [UNKNOWN]),
        # so near the number "мой" must stand
        ("мой номер вот тут 11111", [CUSTOMER]), ("мой номер вот тут ещё 11111", [UNKNOWN]),
        # the company's
        ("ваш номер 11111", [COMPANY]), ("11111 это ваш номер", [COMPANY]), ("11111 ваш номер", [COMPANY]),
        ("11111 это вот ваш номер", [UNKNOWN]), ("мой, не ваш номер 11111", [COMPANY]),
        ("мой ваш номер 11111", [CUSTOMER]), ("старый 11111", [UNKNOWN]),
    ],
)  # fmt: skip
def test_one_number_is_whose_the_words_around_it_say(text: str, owners: list[PhoneOwner]) -> None:
    assert owners_in(text) == owners


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("11111, 22222", [UNKNOWN, UNKNOWN]),
        ("мой 11111, а это жены 22222", [CUSTOMER, THIRD_PARTY]),
        ("22222 — номер мужа, 11111 мой", [THIRD_PARTY, CUSTOMER]),
        ("11111 мой 22222 мамы", [CUSTOMER, THIRD_PARTY]),
        ("11111 is my number, 22222 is my husband's", [CUSTOMER, THIRD_PARTY]),
        ("11111 менікі, 22222 әйелімнің нөмірі", [CUSTOMER, THIRD_PARTY]),
        ("мой 11111\n22222", [CUSTOMER, UNKNOWN]),
        ("мой 11111 жены 22222", [CUSTOMER, THIRD_PARTY]),
        ("ваш номер 11111, мой 22222", [COMPANY, CUSTOMER]),
        # which one is in use
        ("на старый 11111 не звоните, новый 22222", [OUTDATED, IN_USE]),
        ("мой старый 11111, новый 22222", [OUTDATED, IN_USE]),
        ("don't use 11111 anymore, use 22222", [OUTDATED, IN_USE]),
        ("если не отвечу на 11111, звоните 22222", [UNKNOWN, UNKNOWN]),
    ],
)
def test_several_numbers_are_told_apart(text: str, owners: list[PhoneOwner]) -> None:
    assert owners_in(text) == owners


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        # called in vain
        ("второй час набираю 11111", [COMPANY]), ("11111 — трубку не берут", [COMPANY]),
        ("мне звонили с 11111", [COMPANY]), ("got a call from 11111", [COMPANY]),
        ("11111 нөміріне звондадым", [COMPANY]), ("по 11111 не дозвониться, мой 22222", [COMPANY, CUSTOMER]),
        # who writes or calls now, or asks to be called, gives the own number
        ("жазып тұрмын 11111", [UNKNOWN]), ("11111 чалып коюңузчу", [UNKNOWN]),
        ("i'm calling about the sofa, 11111", [UNKNOWN]),
        # and no complaint of a number
        ("звонил вам с номера 11111, никто не ответил", [UNKNOWN]), ("11111 нөмірімнен звондадым", [UNKNOWN]),
        ("оставлял заявку, никто не ответил, 11111", [UNKNOWN]), ("если не отвечает 11111", [UNKNOWN]),
        ("мой 11111, никто не ответил", [CUSTOMER]),
        # somebody at work
        ("водитель Ержан 11111", [THIRD_PARTY]), ("обсудите с бухгалтером, 11111", [THIRD_PARTY]),
        ("the driver, Pete, is on 11111", [THIRD_PARTY]), ("11111 is the site foreman", [THIRD_PARTY]),
        ("11111 это бухгалтер", [THIRD_PARTY]), ("күзетші Асан 11111", [THIRD_PARTY]),
        ("нужен водитель, 11111", [UNKNOWN]), ("11111 нужен курьер", [UNKNOWN]),
        ("водитель опоздал, 11111", [UNKNOWN]), ("11111 звонил бухгалтер", [COMPANY]),
        ("я бухгалтер Анна 11111", [UNKNOWN]),
    ],
)  # fmt: skip
def test_a_number_called_in_vain_is_the_companys_and_one_of_somebody_at_work_theirs(
    text: str, owners: list[PhoneOwner]
) -> None:
    assert owners_in(text) == owners


def test_where_no_number_stands_nobody_owns_one() -> None:
    assert classify_phone_owners("мой", [], TERMS) == []


def owners_in(text: str) -> list[PhoneOwner]:
    spans = [match.span() for match in re.finditer(r"\d+", text)]
    return classify_phone_owners(text, spans, TERMS)


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("на старый 8 705 330 12 14 не звоните, новый 8 747 118 60 02", "+77471186002"),
        ("don't use 8 701 224 18 30 anymore, use 8 775 902 11 46", "+77759021146"),
        ("если не отвечу на 8 701 111 22 33, звоните 8 702 444 55 66", "+77011112233"),
        ("ваш номер 8 727 311 22 45 не отвечает", ""),
        ("the number on your website, +7 727 355 60 11, is dead", ""),
        ("нөміріңіз 8 727 244 55 66 жауап бермейді", ""),
        ("ваш телефон +7 727 244 55 66 недоступен, мой 8 701 234 56 78", "+77012345678"),
        ("жду ваш звонок 8 701 234 56 78", "+77012345678"),
    ],
)
def test_of_the_numbers_said_the_customers_own_in_use_counts(text: str, e164: str) -> None:
    phone = heard(text).phone
    assert (phone.e164 if phone else "") == e164


def test_a_word_far_before_a_number_says_nothing_of_it() -> None:
    assert owners_in("мой " + " " * 50 + "11111") == [CUSTOMER]
    assert owners_in("мой " + " " * 60 + "11111") == [UNKNOWN]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("ваш номер ", True), ("ваш рабочий номер ", True), ("ваш номер, ", True), ("нөміріңіз ", True),
        ("the number on your website, ", True), ("номер с сайта ", True),
        ("ваш самый главный номер ", False), ("номер ваш ", False), ("сайт ", False), ("номер ", False),
        ("с вашей почты на ", False), ("мой и ваш номер ", False), ("ваш номер\n", False),
        ("жду ваш звонок ", False), ("", False),
    ],
)  # fmt: skip
def test_a_number_called_the_companys_is_no_customers(before: str, expected: bool) -> None:
    assert is_company_number(before, TERMS) is expected
