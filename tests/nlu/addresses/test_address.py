"""One address in its parts."""

import pytest

from parley.nlu.addresses.address import Address

HOME = Address(city="Москва", street="Ленина", house="5", flat="12", kind="ул.", text="Ленина 5 кв 12")


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (HOME, "г. Москва, ул. Ленина, д. 5, кв. 12"),
        (Address(street="Ленина", house="5"), "ул. Ленина, д. 5"),
        (Address(street="Невский", house="5"), "Невский, д. 5"),
        (Address(street="Невский", kind="пр-т"), "Невский пр-т"),
        (Address(street="Ленина", kind="пр-т"), "пр-т Ленина"),
        (Address(street="Ленина", house="5", flat="3", is_office=True), "ул. Ленина, д. 5, оф. 3"),
        (
            Address(city="Ивановка", place_type="с.", house="5", private_house=True),
            "с. Ивановка, д. 5, частный дом",
        ),
        (Address(), ""),
    ],
)
def test_an_address_is_shown_in_full(address: Address, text: str) -> None:
    assert address.full_text() == text


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (HOME, True),
        (Address(street="Ленина", house="5", private_house=True), True),
        (Address(street="Ленина", house="5"), False),
        (Address(street="Ленина", flat="5"), False),
        # a village may have no streets, a town has
        (Address(city="Ивановка", place_type="с.", house="5", private_house=True), True),
        (Address(city="Москва", house="5", flat="1"), False),
    ],
)
def test_an_address_is_complete_when_the_door_is_found(address: Address, expected: bool) -> None:
    assert address.is_complete is expected


@pytest.mark.parametrize(
    ("later", "text"),
    [
        (Address(flat="7", is_office=True), "г. Москва, ул. Ленина, д. 5, оф. 7"),
        (Address(house="6"), "г. Москва, ул. Ленина, д. 6"),
        (Address(house="5"), "г. Москва, ул. Ленина, д. 5, кв. 12"),
        (Address(private_house=True), "г. Москва, ул. Ленина, д. 5, частный дом"),
        (Address(street="ЛЕНИНА", city="Казань"), "г. Казань, ул. Ленина, д. 5, кв. 12"),
        (Address(street="Мира", house="1"), "г. Москва, ул. Мира, д. 1"),
        (Address(street="Мира", house="1", city="Казань"), "г. Казань, ул. Мира, д. 1"),
    ],
)
def test_another_street_is_another_address_and_the_rest_goes_to_this_one(later: Address, text: str) -> None:
    assert HOME.merge(later).full_text() == text


def test_a_flat_said_later_makes_no_private_house() -> None:
    address = Address(street="Ленина", house="5", private_house=True, text="частный дом").merge(
        Address(flat="3", text="кв 3")
    )
    assert (address.private_house, address.flat, address.text) == (False, "3", "частный дом кв 3")


def test_two_spellings_of_one_address_compare_equal() -> None:
    assert Address("МОСКВА", "ленина", "5", "12").comparison_key == HOME.comparison_key
    assert Address("Москва", "Ленина", "5", "13").comparison_key != HOME.comparison_key
