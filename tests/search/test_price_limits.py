"""How much a customer wants to pay."""

from decimal import Decimal

import pytest

from parley.search.price_limits import extract_price_limits


@pytest.mark.parametrize(
    ("text", "currency", "at_most"),
    [
        ("ноутбук до 300 тысяч", "KZT", 300_000),
        ("ноутбук до 300к", "KZT", 300_000),
        ("не дороже 250 000 ₸", "KZT", 250_000),
        ("дешевле 1,5 млн", "KZT", 1_500_000),
        ("a laptop under $800", "USD", 800),
        ("less than 1,200 dollars", "USD", 1_200),
        ("300 мыңға дейін ноутбук", "KZT", 300_000),
        ("300 миңге чейин", "KGS", 300_000),
        ("300 ming so'mgacha noutbuk", "UZS", 300_000),
        ("ноутбук до 30 тисяч", "UAH", 30_000),
        ("тариф до 1300 рублей", "RUB", 1_300),
        ("a fridge, my budget is 200k tenge", "KZT", 200_000),
        ("ноутбук, бюджет у меня 300 тысяч", "KZT", 300_000),
    ],
)
def test_an_upper_limit_is_read_in_every_language(text: str, currency: str, at_most: int) -> None:
    assert extract_price_limits(text, currency).max_price == Decimal(at_most)


@pytest.mark.parametrize(
    "text", ["вы работаете до 18:00?", "телевизор до 55 дюймов", "до завтра", "до 2 штук", "from 9 to 6"]
)
def test_a_number_that_is_no_price_is_no_limit(text: str) -> None:
    assert extract_price_limits(text, "KZT") == (None, None, text)


def test_a_range_has_two_limits_and_leaves_the_rest_of_the_text() -> None:
    min_price, max_price, rest = extract_price_limits("телефоны от 100 до 200 тысяч", "KZT")
    assert (min_price, max_price) == (Decimal(100_000), Decimal(200_000))
    assert rest.strip() == "телефоны"


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("от 200 до 300 тысяч", (200_000, 300_000)),
        ("от 200 тысяч до 1 млн", (200_000, 1_000_000)),
        ("from 200 to 900 dollars", (200, 900)),
        ("between $200 and $900", (200, 900)),
    ],
)
def test_a_lower_limit_is_in_its_own_unit_or_in_that_of_the_upper_one(text: str, limits: tuple[int, int]) -> None:
    assert extract_price_limits(text, "KZT")[:2] == tuple(map(Decimal, limits))


@pytest.mark.parametrize(
    ("text", "currency", "is_limit"),
    [("до 999", "KZT", False), ("до 1000", "KZT", True), ("under 99", "USD", False), ("under 100", "USD", True)],
)
def test_a_bare_number_is_a_price_from_a_thousand_on_and_from_a_hundred_in_dollars(
    text: str, currency: str, is_limit: bool
) -> None:
    assert (extract_price_limits(text, currency).max_price is not None) is is_limit


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("смартфон до 150 тыщ", (None, 150_000)),
        ("100 мыңнан 200 мыңға дейін диван", (100_000, 200_000)),
        ("30 миңден 50 миңге чейин", (30_000, 50_000)),
        ("1 milliondan 2 milliongacha", (1_000_000, 2_000_000)),
        ("100 мянгаас 200 мянга хүртэл", (100_000, 200_000)),
        ("300 мыңнан арзан", (None, 300_000)),
        ("2 million so'mdan oshmasin", (None, 2_000_000)),
        ("за 300 тысяч максимум", (None, 300_000)),
        ("byudjetim 3 million", (None, 3_000_000)),
        ("не більше 20 тисяч гривень", (None, 20_000)),
        ("от 1200000 до 2 миллионов", (1_200_000, 2_000_000)),
        ("300 мың арзан ба", (None, None)),
    ],
)
def test_limits_are_said_in_every_language(text: str, limits: tuple[int | None, int | None]) -> None:
    assert extract_price_limits(text, "KZT")[:2] == limits


def test_a_wall_of_digits_is_read() -> None:
    for text in ("111 " * 1000, "1" * 4000, "1 000 мыңнан " * 300):
        assert extract_price_limits(text, "KZT").rest == text
