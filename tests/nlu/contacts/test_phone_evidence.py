"""What stands around digits decides whether they are the customer's phone, and which of several numbers counts."""

import pytest

from fakes.listener import LEXICON
from parley.domain.understanding import ExpectedReply
from parley.nlu.contacts.extract import ContactEntities, extract_contacts
from parley.nlu.contacts.partial_phone import is_partial_phone
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.text.tokenize import tokenize

TERMS = compile_contact_terms(LEXICON)


def found(text: str, country: str = "KZ", asked: ExpectedReply = "") -> ContactEntities:
    return extract_contacts(tokenize(text), country, asked, TERMS)


def phone(text: str, country: str = "KZ", asked: ExpectedReply = "") -> str | None:
    number = found(text, country, asked).phone
    return number.raw if number else None


def numbers(text: str, country: str = "KZ") -> list[str]:
    """Returns all numbers of a message, as they are written."""
    return [text[start:end] for start, end in found(text, country).spans]


# Eight digits are a number in Mongolia, and a price in tugriks.
@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("88112233₮", "MN"),
        ("88112233 ₮", "MN"),
        ("₮88112233", "MN"),
        ("₮ 88112233", "MN"),
        ("88112233 төгрөг", "MN"),
        ("үнэ 88112233", "MN"),
        ("88 100 000", "MN"),
        ("88000000", "MN"),
        ("70 000-20 000", "MN"),
        ("87011234567 тенге", "KZ"),
        ("87011234567, тенге", "KZ"),
        ("цена: 87011234567", "KZ"),
        ("стоит ≈ 87011234567", "KZ"),
        ("до 87011234567", "KZ"),
        ("7 012 000 000", "KZ"),
        ("7012000000", "KZ"),
        ("телефон до 70 000-120 000", "KZ"),
        ("нужен телефон 20000000000", "KZ"),
        ("нужен телефон, 70 000-120 000", "KZ"),
        ("телефон 1 500 000", "KZ"),
        ("7012345678 штук", "KZ"),
    ],
)
def test_a_price_is_no_phone(text: str, country: str) -> None:
    assert phone(text, country) is None


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("88112233", "MN", "88112233"),
        ("8810 0000", "MN", "88100000"),
        ("700 123 456", "KG", "700123456"),
        # so round a number may be when it is written as it is dialled
        ("8 701 200 00 00", "KZ", "87012000000"),
        ("87012000000", "KZ", "87012000000"),
        ("7 012 345 000", "KZ", "7012345000"),
        # so far away no unit is its own
        ("7012345678    тенге не надо", "KZ", "7012345678"),
        ("7012345678\n\n\nштук", "KZ", "7012345678"),
        # the price is another word's
        ("цена товара? 87011234567", "KZ", "87011234567"),
        ("сколько стоит? 87011234567", "KZ", "87011234567"),
        # "mine" is no unit of it: "минийх" begins like the Kyrgyz for a thousand
        ("утас 8811 4406, минийх", "MN", "88114406"),
        # nothing with a + is a price or the number of an order
        ("сколько стоит +77011234567", "KZ", "+77011234567"),
        ("+77011234567 ₸", "KZ", "+77011234567"),
        ("договор +77011234567", "KZ", "+77011234567"),
    ],
)
def test_a_phone_beside_a_price_is_one(text: str, country: str, number: str) -> None:
    assert phone(text, country) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("заказ 87011234567", "87011234567"),
        ("заказ 87011234567 – это телефон", "87011234567"),
        ("заказ для Анны 87011234567", "87011234567"),
        ("номер: заказать 87011234567", None),
        ("заказ 7011234567", None),
        ("заказ номер 87011234567", None),
        ("заказ № 87011234567", None),
        ("заказ по n 87011234567", None),
        ("доставка заказа по 7011234567", None),
        ("договор от 87011234567", None),
        ("договор и номер 87011234567", None),
        ("договор и тел № 87011234567", None),
        ("договор купли, 87011234567", "87011234567"),
        ("договор для 87011234567", "87011234567"),
        ("#87011234567", None),
        ("# 87011234567", None),
        ("тел #87011234567", "87011234567"),
        ("n 87011234567", "87011234567"),
        # a word for phones alone stands right before it
        ("оформите заказ: тел. 87011234567", "87011234567"),
        ("по заказу тел 87011234567", "87011234567"),
        ("по договору телефон номер 87011234567", "87011234567"),
        ("замовлення, тел. 87011234567", "87011234567"),
        ("буюртма бердим, телефон 87011234567", "87011234567"),
        ("place the order, call 87011234567", "87011234567"),
        # "at" alone names no phone
        ("order at 87011234567", None),
        # another sentence
        ("доставка по договору. 87011234567", "87011234567"),
        ("это ваш заказ? 7011234567", "7011234567"),
        ("дог. договор 87011234567", None),
    ],
)
def test_the_number_of_an_order_or_a_contract_is_no_phone(text: str, number: str | None) -> None:
    assert phone(text) == number


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        # a digit is wrong in it, but it is called a phone
        ("телефон 5123 4567890", "KZ", "51234567890"),
        ("мой 5123 4567890", "KZ", "51234567890"),
        ("5123 4567890", "KZ", None),
        # the word about it is the third before it, no further
        ("телефон мамы такой 5123 4567890", "KZ", "51234567890"),
        ("телефон вот этой мамы 5123 4567890", "KZ", None),
        # seven digits are too few for ours, but a + says what they are
        ("+7701123", "KZ", "+7701123"),
        ("8701123", "KZ", None),
        ("+298 212345", "KZ", "+298212345"),
        # valid in Kazakhstan by chance: nobody writes a mobile so without being asked for it
        ("8771234567", "KZ", None),
        ("мой номер 8771234567", "KZ", "8771234567"),
        ("4951234567", "RU", None),
        ("9991234567", "RU", "9991234567"),
        # two figures, not a broken number
        ("телефон 5123\n4567890", "KZ", None),
        ("телефон 5123, 4567890", "KZ", None),
        # a sum, whatever it is called
        ("телефон 112 233 445", "KG", None),
        ("телефон 112-233-445", "KG", "112233445"),
    ],
)
def test_doubtful_digits_are_a_phone_where_they_are_called_one(text: str, country: str, number: str | None) -> None:
    assert phone(text, country) == number


def test_doubtful_digits_are_a_phone_where_one_was_asked_for() -> None:
    assert phone("5123 4567890", asked="phone") == "51234567890"
    assert phone("заказ 5123 4567890", asked="phone") is None


@pytest.mark.parametrize(
    ("text", "country", "written"),
    [
        ("87011234567 87021234567", "KZ", ["87011234567", "87021234567"]),
        ("87011234567, 87021234567", "KZ", ["87011234567", "87021234567"]),
        ("87011234567/87021234567", "KZ", ["87011234567", "87021234567"]),
        ("8701O234567", "KZ", ["8701O234567"]),
        ("кв 5 7011234567", "KZ", ["7011234567"]),
        # with the flat an American number
        ("кв 1 7011234567", "KZ", ["7011234567"]),
        # a price, in groups of three to its end
        ("1 700 123 456", "KG", []),
        ("8, 7 0 1, 1 2 3, 4 5, 6 7", "KZ", ["8, 7 0 1, 1 2 3, 4 5, 6 7"]),
        # a number of its own on a line: what the next begins with is no part of it
        ("7771234567\n2 комнаты", "KZ", ["7771234567"]),
        ("2\n7771234567", "KZ", ["7771234567"]),
        ("7771234567\n\n7021234567", "KZ", ["7771234567", "7021234567"]),
        # the line before holds no number of its own
        ("8771234567\n2", "KZ", ["8771234567\n2"]),
        ("8701123456\n7", "KZ", ["8701123456\n7"]),
        ("7999999999\n1", "KZ", ["7999999999\n1"]),
        ("8 701\n234 56 78", "KZ", ["8 701\n234 56 78"]),
        # in Berlin a number may be as short as the first line
        ("030 12345\n678", "DE", ["030 12345\n678"]),
        ("9911 2233 8811 2233", "MN", ["9911 2233", "8811 2233"]),
        # a card: by what it begins with, by its sum, or because no two numbers are so long
        ("2200 1234 8811 2233", "MN", []),
        ("4400 1234 8811 2233", "MN", []),
        ("5011 2233 8811 2233", "MN", []),
        ("9911 4455 8811 2223", "MN", []),
        ("9989 0123 4567 1234", "KZ", []),
    ],
)
def test_every_number_of_a_run_of_digits_is_found(text: str, country: str, written: list[str]) -> None:
    assert numbers(text, country) == written


@pytest.mark.parametrize(
    ("text", "country", "asked", "number"),
    [
        # eight digits, the 11th of December, and a number of Ulaanbaatar
        ("11122025", "MN", "", None),
        ("11132025", "MN", "", "11132025"),
        # with the minutes before it a Danish number
        ("18:45 88112233", "MN", "phone", "88112233"),
        # Almaty's coordinates: an Austrian number
        ("43.2389, 76.8897", "KZ", "phone", None),
        # an account that ends like a number of Kyiv
        ("UA21 3223 1300 0002 6007 6712 3456 7", "UA", "", None),
        ("6712 3456 7", "UA", "", "671234567"),
    ],
)
def test_dates_times_places_and_accounts_are_no_part_of_a_phone(
    text: str, country: str, asked: ExpectedReply, number: str | None
) -> None:
    assert phone(text, country, asked) == number


def test_a_phone_stands_where_it_is_written_whatever_is_before_it() -> None:
    written = ["saken@example.kz", "87011234567"]
    assert numbers("25.11.2025 в 14:30 saken@example.kz 87011234567") == written


def test_many_small_figures_hide_no_phone() -> None:
    assert phone("1 2 3 4 5 6 и " * 40 + "мой номер 87011234567") == "87011234567"


def test_of_a_wall_of_numbers_the_first_are_read() -> None:
    # 120 questions to libphonenumber: three for the two lines, two for each number behind them
    assert len(numbers("87011234567\n5 и " + "+77011234567 и " * 60)) == 59
    assert len(numbers("+77011234567 и " * 61)) == 60


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("870", ""),
        ("8701", "8701"),
        ("мой 8 701 12", "8 701 12"),
        ("870112345", "870112345"),
        ("1234567890", ""),
        ("870112345678901", ""),
        ("8701123456789012", "8701123456789012"),
        ("8701 тенге", ""),
        ("8701, тенге", ""),
        ("8701   тенге", "8701"),
        ("8701 мой", "8701"),
        ("8701 ₸", ""),
        ("25-11-2025", ""),
        ("2019-2025", ""),
        # nothing is missing where a number is given
        ("квартира 4512, 87011234567", ""),
    ],
)
def test_too_few_or_too_many_digits_are_asked_for_again(text: str, digits: str) -> None:
    assert found(text).partial_phone == digits


@pytest.mark.parametrize(
    ("text", "is_called_phone"),
    [
        ("мой номер 870112345", True),
        ("позвоните вечером после шести 870112345", False),
        ("телефон мамы такой 870112345", True),
        ("телефон вот этой мамы 870112345", False),
        ("номер 870112", False),
        ("номер 8701123", True),
        ("870112345 номер", False),
        ("номер заказа 870112345", False),
        ("номер по ИИН 870112345", False),
        ("квартира 870112345", False),
    ],
)
def test_digits_too_few_are_asked_for_again_where_they_are_called_a_phone(text: str, is_called_phone: bool) -> None:
    tokenized = tokenize(text)
    assert is_partial_phone(tokenized, found(text).partial_phone, TERMS) == is_called_phone


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("87011234567 87021234567, звоните на второй", "87021234567"),
        ("87011234567 87021234567", "87011234567"),
        ("87011234567, это второй", "87011234567"),
        # whose it is says more than which, and that nobody answers it more, too
        ("87011234567, второй 87021234567 старый", "87011234567"),
        ("87011234567 мой, второй жены 87021234567", "87011234567"),
    ],
)
def test_the_second_number_counts_when_it_is_named(text: str, number: str) -> None:
    assert phone(text) == number


@pytest.mark.parametrize(
    ("text", "asked", "number"),
    [
        ("телефон жены 87021234567", "phone", "87021234567"),
        ("телефон жены 87021234567", "", None),
        ("ваш номер 87021234567", "phone", None),
    ],
)
def test_somebody_elses_number_will_do_when_one_was_asked_for(
    text: str, asked: ExpectedReply, number: str | None
) -> None:
    assert phone(text, asked=asked) == number


def test_of_two_addresses_the_first_of_the_customers_is_taken() -> None:
    assert found("saken@example.kz или anna@example.kz").email == "saken@example.kz"
    assert found("на вашу почту info@example.kz писал я, saken@example.kz").email == "saken@example.kz"


def test_an_address_is_read_from_words_alone() -> None:
    assert found("saken at gmail dot com").email == "saken@gmail.com"
