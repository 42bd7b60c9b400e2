"""Names of streets, shown and compared."""

import pytest

from parley.nlu.addresses.street_names import format_street_name, phonetic_key, split_street_type, street_key


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ленина", "Ленина"), ("ЛЕНИНА", "Ленина"), ("8 марта", "8 Марта"), ("50 лет октября", "50 лет Октября"),
        ("имени абая", "Абая"), ("анри-барбюса", "Анри-Барбюса"), ("комсомольск-на-амуре", "Комсомольск-на-Амуре"),
        ("5-я линия", "5-я Линия"), ("мкР Северный", "мкР Северный"), ("розы люксембург", "Розы Люксембург"),
        ("Карла Маркса", "Карла Маркса"), ("ростов-на-дону", "Ростов-на-Дону"),
    ],
)  # fmt: skip
def test_a_street_is_shown_with_capital_letters(typed: str, shown: str) -> None:
    assert format_street_name(typed) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ул. Ленина", "ЛЕНИНА улица"), ("8 марта", "Марта 8"), ("им. Абая", "Абая"), ("1-я Линия", "1 линия"),
        ("академика Сатпаева", "Сатпаева"), ("пр-т Мира", "проспект МИРА"),
        ("2-я Бауманская улица", "ул. Бауманская 2"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_street_have_one_key(one: str, other: str) -> None:
    assert street_key(one) == street_key(other)


def test_a_street_in_latin_letters_sounds_the_same() -> None:
    assert street_key("ul. Lenina") != street_key("Ленина")
    assert phonetic_key(street_key("ul. Lenina")) == phonetic_key(street_key("Ленина"))


def test_a_street_named_like_a_kind_keeps_its_name() -> None:
    assert street_key("улица") == "улица"
    assert street_key("Ленина") != street_key("Мира")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ул. Ленина", ("ул.", "Ленина")), ("Ленина улица", ("ул.", "Ленина")), ("Ленина", ("", "Ленина")),
        ("8 марта ул", ("ул.", "8 Марта")), ("Невский пр-т", ("пр-т", "Невский")), ("ул.", ("", "Ул.")),
    ],
)  # fmt: skip
def test_the_kind_is_split_from_the_name(text: str, expected: tuple[str, str]) -> None:
    assert split_street_type(text) == expected
