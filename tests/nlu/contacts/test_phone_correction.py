"""A known number put right in a few digits."""

import pytest

from fakes.listener import heard


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
