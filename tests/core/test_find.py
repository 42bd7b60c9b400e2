"""What is a phone and what only has digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.core.find import contacts, parse_phone, pretty_phone
from parley.core.heard import Phone


def raw(text: str, country: str = "KZ") -> str | None:
    phone = contacts(text, country).phone
    return phone.raw if phone else None


def e164(text: str, country: str = "KZ") -> str | None:
    phone = contacts(text, country).phone
    return phone.e164 if phone else None


@pytest.mark.parametrize(
    ("text", "stored", "international"),
    [
        ("+77012345678", "+77012345678", "+77012345678"),
        ("8 (701) 234-56-78", "87012345678", "+77012345678"),
        ("7075456987", "7075456987", "+77075456987"),
        ("+1 (555) 123-4567", "+15551234567", None),
        ("87011234567", "87011234567", "+77011234567"),
        ("7011234567", "7011234567", "+77011234567"),
        ("77011234567", "77011234567", "+77011234567"),
        ("8 701 123 45 67", "87011234567", "+77011234567"),
        ("8.701.123.45.67", "87011234567", "+77011234567"),
        ("+7 701 123 45 67", "+77011234567", "+77011234567"),
    ],
)
def test_a_phone_is_stored_as_the_contract_says(text: str, stored: str, international: str | None) -> None:
    assert raw(f"мой номер {text}") == stored
    assert e164(f"мой номер {text}, спасибо") == international
    assert parse_phone(text, "KZ") == Phone(stored, international)


@pytest.mark.parametrize(
    ("text", "country", "international"),
    [
        ("0700123456", "KG", "+996700123456"),
        ("996700123456", "KG", "+996700123456"),
        ("996700123456", "KZ", "+996700123456"),
        ("0 700 12 34 56", "KG", "+996700123456"),
        ("+996(700)123456", "MN", "+996700123456"),
        ("998901234567", "UZ", "+998901234567"),
        ("90 123 45 67", "UZ", "+998901234567"),
        ("0671234567", "UA", "+380671234567"),
        ("380671234567", "UA", "+380671234567"),
        ("80671234567", "UA", "+380671234567"),
        ("80671234567", "KZ", "+380671234567"),
        ("99112233", "MN", "+97699112233"),
        ("9911-2233", "MN", "+97699112233"),
        ("97699112233", "MN", "+97699112233"),
        ("8 912 345-67-89", "KZ", "+79123456789"),
        ("87011234567", "UA", "+77011234567"),
    ],
)
def test_a_number_is_read_in_its_country(text: str, country: str, international: str) -> None:
    assert e164(text, country) == international


def test_eight_digits_are_mongolian_only_in_mongolia() -> None:
    assert e164("99112233", "KZ") is None


@pytest.mark.parametrize(
    "text",
    [
        "цена 1 500 000 тенге",
        "до 300000",
        "у меня 15000000 тг",
        "бюджет 10 000 000",
        "стоит 12 500 000 сум",
        "1.500.000 ₸",
        "$15000000",
        "от 100 000 до 150 000",
        "100000-150000",
        "25.11.2025",
        "2025-11-25",
        "25/11/2025",
        "2025-11-25 14:30",
        "с 10:00 до 18:00",
        "приду 25.11.2025 в 15:30",
        "заказ 12345678",
        "номер заказа 12345678",
        "order number 12345678",
        "заказ №12345678",
        "договор № 4512345678",
        "ИИН 900101300123",
        "мой иин: 900101300123",
        "БИН 050140012345",
        "900101300123",
        "4400 4301 1234 5678",
        "4400430112345678",
        "карта 4400-4301-1234-5678",
        "KZ86125KZT5004100100",
        "артикул 1234567890",
        "1920x1080",
        "ноутбук на 16 гб и 512 гб",
        "iPhone 15 Pro Max 256",
    ],
)
def test_it_is_no_phone(text: str) -> None:
    assert raw(text) is None


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("87011234567, 87021234567", "87011234567"),
        ("87011234567 87021234567", "87011234567"),
        ("номер жены 8702 123 45 67, а мой номер 8701 123 45 67", "87011234567"),
        ("номер друга 87021234567, мой: 87011234567", "87011234567"),
        ("заказ 12345678, мой телефон 87011234567", "87011234567"),
        ("бюджет 1 500 000 тенге, 87011234567", "87011234567"),
        ("25.11.2025 87011234567", "87011234567"),
        ("завтра в 14:30 87011234567", "87011234567"),
        ("87011234567 с 9:00 до 18:00", "87011234567"),
        ("номер:87011234567", "87011234567"),
        ("тел.87011234567", "87011234567"),
        ("(8701)1234567", "87011234567"),
        ("оформите заказ 87011234567", "87011234567"),
        ("my number is 87011234567 and my wife's is 87021234567", "87011234567"),
        ("звоните на +7 701 123 45 67 после 18", "+77011234567"),
        ("8701 123 45 67.", "87011234567"),
    ],
)
def test_it_is_the_customers_own(text: str, own: str) -> None:
    assert raw(text) == own


@pytest.mark.parametrize("text", ["8701123", "8 701 12 34", "+7701"])
def test_too_few_digits_are_kept_apart(text: str) -> None:
    found = contacts(text, "KZ")
    assert found.phone is None or found.phone.e164 is None
    assert found.phone or found.scrap


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("пишите на saken@example.kz", "saken@example.kz"),
        ("почта: anna.maria+shop@mail.example.com.", "anna.maria+shop@mail.example.com"),
        ("saken@example", ""),
        ("@saken", ""),
        ("собака@", ""),
    ],
)
def test_an_e_mail_is_found(text: str, address: str) -> None:
    assert contacts(text, "KZ").email == address


def test_digits_of_an_e_mail_are_no_phone() -> None:
    assert raw("87011234567@example.kz") is None


@pytest.mark.parametrize("text", ["", "абв", "12345", "+", "1" * 16, "8701123456x", "позвоните"])
def test_what_is_given_as_a_phone_and_is_none(text: str) -> None:
    assert parse_phone(text, "KZ") is None


def test_a_phone_is_read_back_in_groups() -> None:
    assert pretty_phone(Phone("87011234567", "+77011234567")) == "+7 701 123 4567"
    assert pretty_phone(Phone("+15551234567", None)) == "+15551234567"


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    found = contacts(text, "KZ")
    phone = parse_phone(text, "KZ") or found.phone
    assert phone is None or phone.raw.removeprefix("+").isdecimal()


@given(st.integers(min_value=7000000000, max_value=7999999999), st.sampled_from(["8{}", "+7{}", "7{}", "8 ({}) "]))
def test_spelling_does_not_change_a_number(national: int, spelling: str) -> None:
    assert e164(spelling.format(national)) == e164(f"+7{national}")
