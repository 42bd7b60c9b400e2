"""How words and numbers make an address."""

import pytest

from parley.nlu.addresses.address import Address
from parley.nlu.addresses.parser import AddressParser
from parley.nlu.addresses.tokens import tokenize_address


def parsed(text: str, *, lenient: bool = True) -> Address:
    return AddressParser(tokenize_address(text)).parse(lenient=lenient)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ул Ленина 5 кв 12", Address(street="Ленина", kind="ул.", house="5", flat="12")),
        ("5 Lenin street", Address(street="Lenin", kind="ул.", house="5")),
        ("Ленина 5", Address(street="Ленина", house="5")),
        ("Ленина дом 5", Address(street="Ленина", house="5")),
        ("Аксай 4, дом 65", Address(street="Аксай 4", house="65")),
        ("Мира и Труда 5", Address(street="Мира и Труда", house="5")),
        ("дом 5", Address(house="5")),
        # numbered streets
        ("мкр 5, дом 12", Address(street="5", kind="мкр", house="12")),
        ("5 мкр, 12", Address(street="5", kind="мкр", house="12")),
        ("мкр Северный, ул. Мира 5", Address(street="Мира", kind="ул.", house="5")),
        # houses and flats
        ("Ленина 5 корпус 2", Address(street="Ленина", house="5к2")),
        ("Ленина 5 литера б", Address(street="Ленина", house="5б")),
        ("Ленина 5 а", Address(street="Ленина", house="5а")),
        ("Ленина, 5, 12", Address(street="Ленина", house="5", flat="12")),
        ("Ленина 5-12", Address(street="Ленина", house="5", flat="12")),
        ("кв 12", Address(flat="12")),
        ("12 кв", Address(flat="12")),
        ("офис 3", Address(flat="3", is_office=True)),
        # places
        ("г. Самара Ленина 5", Address(city="Самара", street="Ленина", house="5")),
        ("Самара, Ленина 5", Address(city="Самара", street="Ленина", house="5")),
        ("Нижний Новгород, Ленина 5", Address(city="Нижний Новгород", street="Ленина", house="5")),
        ("с. Ивановка, дом 5", Address(city="Ивановка", place_type="с.", house="5")),
        ("ул Казань 5", Address(street="Казань", kind="ул.", house="5")),
        # no address
        ("айфон 15 про", Address()),
        ("карта 4400", Address()),
        ("Ленина 05", Address()),
        ("меня зовут Иван 5", Address()),
    ],
)
def test_an_address_is_read_in_its_parts(text: str, address: Address) -> None:
    assert parsed(text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ленина 5", Address()),
        ("Самара, Ленина 5", Address(city="Самара")),
        ("Ленина дом 5", Address(street="Ленина", house="5")),
        ("Ленина 5 кв 3", Address(street="Ленина", house="5", flat="3")),
    ],
)
def test_unless_it_is_asked_for_a_house_needs_a_word_or_a_flat(text: str, address: Address) -> None:
    assert parsed(text, lenient=False) == address


@pytest.mark.parametrize(
    ("text", "is_strong", "has_house_word", "is_capitalized"),
    [
        ("ул Ленина 5", True, False, True), ("ул ленина 5", True, False, False), ("пл Мира 5", False, False, True),
        ("Ленина дом 5", False, True, True), ("Ленина 5", False, False, True), ("кв 12", False, False, False),
    ],
)  # fmt: skip
def test_the_parser_tells_what_speaks_for_an_address(
    text: str, is_strong: bool, has_house_word: bool, is_capitalized: bool
) -> None:
    parser = AddressParser(tokenize_address(text))
    parser.parse(lenient=True)
    assert (parser.has_strong_street_type, parser.has_house_word, parser.is_capitalized) == (
        is_strong,
        has_house_word,
        is_capitalized,
    )


def test_only_words_of_the_address_are_used() -> None:
    parser = AddressParser(tokenize_address("привет, ул Ленина 5, спасибо"))
    parser.parse(lenient=True)
    assert [token.text for token in parser.used_tokens] == ["ул", "Ленина", "5"]
