"""The words and numbers of a message that may belong to an address."""

import pytest

from parley.nlu.addresses.tokens import AddressToken, normalize_house, tokenize_address


def shown(token: AddressToken) -> str:
    return token.normalized + token.block + (f"-{token.flat}" if token.flat else "")


def words(text: str) -> list[str]:
    return [shown(token) for token in tokenize_address(text) if token.kind in "wn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ул Ленина 5", ["ул", "ленина", "5"]), ("5-А", ["5а"]), ("5к2", ["5к2"]), ("5-12", ["5-12"]),
        ("5 корп 2", ["5", "корп", "2"]), ("на 5 квартиру", ["на", "5", "квартиру"]),
        # a street may begin with a number
        ("8 Марта 5", ["8 марта", "5"]), ("50 лет Октября, 3", ["50 лет октября", "3"]),
        ("ул 8 марта", ["ул", "8 марта"]),
        ("2-я линия", ["2-я", "линия"]), ("5й", ["5й"]),
        # numbers in words
        ("двадцать пять", ["25"]), ("сто двадцать", ["120"]), ("пять двенадцать", ["5", "12"]),
        ("сто двести", ["100", "200"]), ("двадцать ноль", ["20", "0"]), ("двадцать десять", ["20", "10"]),
    ],
)  # fmt: skip
def test_a_message_is_cut_into_words_and_numbers(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "87011234567", "8 701 123-45-67", "11 22 33 44", "10:30", "25.11.2025", "15000 тг", "2 года", "12345",
        "a@b.kz", "24/7", "100 мбит", "2 человека",
        # parts of an address that nobody needs to find the house
        "3 этаж", "домофон 12", "123456,",
    ],
)  # fmt: skip
def test_phones_times_and_sums_are_no_part_of_an_address(text: str) -> None:
    assert words(text) == []


def test_a_number_before_a_word_of_an_address_is_no_time() -> None:
    assert words("до 18") == []
    assert words("до 18 кв") == ["до", "18", "кв"]


def test_a_token_tells_where_it_stands_and_what_follows() -> None:
    (street, number) = tokenize_address("ул. 5")
    assert (street.start, street.end, street.has_dot) == (0, 2, True)
    assert (number.start, number.end, number.has_dot) == (4, 5, False)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("5-A", "5а"), ("12\\3", "12/3"), ("2корп3", "2к3"), ("2 стр. 3", "2с3"), ("5Ё", "5е"), ("5b", "5в")],
)
def test_a_house_number_has_one_spelling(typed: str, written: str) -> None:
    assert normalize_house(typed) == written
