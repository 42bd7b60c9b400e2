"""What a message asks to find."""

from decimal import Decimal

import pytest

from parley.domain.understanding import Phone, Understanding
from parley.search.query import extract_price_limits, parse_query


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
def test_a_limit_is_heard(text: str, currency: str, at_most: int) -> None:
    assert extract_price_limits(text, currency)[1] == Decimal(at_most)


@pytest.mark.parametrize(
    "text", ["вы работаете до 18:00?", "телевизор до 55 дюймов", "до завтра", "до 2 штук", "from 9 to 6"]
)
def test_another_number_is_no_limit(text: str) -> None:
    assert extract_price_limits(text, "KZT") == (None, None, text)


def test_a_range_has_two_ends_and_leaves_the_rest() -> None:
    least, most, rest = extract_price_limits("телефоны от 100 до 200 тысяч", "KZT")
    assert (least, most) == (Decimal(100_000), Decimal(200_000))
    assert rest.strip() == "телефоны"


def test_a_phone_to_call_is_no_phone_to_buy() -> None:
    heard = Understanding(language="ru", phone=Phone("87071234567", "+77071234567"))
    assert not parse_query(heard, "телефон 87071234567", "KZT").tokens
    assert parse_query(Understanding(language="ru"), "какие есть телефоны?", "KZT").names_goods


def test_assent_is_no_colour_but_in_uzbek() -> None:
    assert not parse_query(Understanding(language="ru", ready_to_order=True), "ок, хочу заказать", "KZT").tokens
    assert (
        parse_query(Understanding(language="uz"), "oq muzlatgich bormi", "UZS").tokens[0].concept == "white-colour"
    )


def test_who_compares_asks_for_what_is_compared() -> None:
    heard = Understanding(language="ru", content_words=("чем", "отличается", "netvault"))
    assert [each.latin for each in parse_query(heard, "чем отличается NetVault", "USD").tokens] == ["netvault"]


@pytest.mark.parametrize(
    "text",
    ["понятно", "примерно", "пришлите", "можно завтра?", "простите", "пишіть", "маргааш", "qilish", "барайын"],
)
def test_an_everyday_word_is_no_slip_of_the_pen(text: str) -> None:
    assert not parse_query(Understanding(language="ru", content_words=tuple(text.split())), text, "KZT").names_goods


def test_what_is_included_is_asked_of_goods_and_a_service_by_what_it_costs() -> None:
    asked = parse_query(Understanding(language="ru", question=True), "матрас входит в стоимость?", "KZT")
    assert [each.concept for each in asked.tokens] == ["mattress", "included"]
    asked = parse_query(Understanding(language="ru", question=True), "сборка входит в цену?", "KZT")
    assert [each.concept for each in asked.tokens] == ["assembly"]
