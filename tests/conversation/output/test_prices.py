"""What a model may say about money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.answers import INSTEAD, said_of
from parley.conversation.output.facts import Facts

KNOWN = ["ASUS VivoBook 15, 16 GB", "Доставка 1 500 ₸, бесплатно от 50 000", "Скидка 15% до 300 тысяч", "$1,299.50"]


def said(text: str, size: int = 3) -> str:
    return said_of(text, Facts("ru", given=[*KNOWN, "289 990 ₸"], prices=["289 990 ₸"]), size)


@pytest.mark.parametrize("text", [
    "Ноутбук стоит 289 990 ₸, берёте?", "Стоит 289990 тенге.", "Цена 289 990 тг", "Два стоят 579 980 ₸",
    "Доставка 1500 тенге, бесплатно от 50 тыс. тенге.", "до 300 000 ₸", "Сегодня $1,299.50", "$1299.5",
    "У него 16 GB памяти и экран 15 дюймов", "в 2026 году, 24/7, 100 Мбит/с", "Доставка полторы тысячи тенге.",
    "Вместе с доставкой 291 490 ₸.", "Осталось 7 штук", "скидка 15%", "0 ₸ за доставку", "1. первый\n2. второй", "",
    "Двести восемьдесят девять тысяч девятьсот девяносто тенге.",
])  # fmt: skip
@pytest.mark.parametrize("size", [1, 4, 100])
def test_an_amount_that_was_given_may_be_said(text: str, size: int) -> None:
    assert said(text, size) == text


@pytest.mark.parametrize(("text", "heard"), [
    ("Ноутбук стоит 199 990 ₸, берёте?", f"Ноутбук стоит {INSTEAD}, берёте?"),
    ("всего 25 тысяч тенге!", f"всего {INSTEAD}!"),
    ("Всего $99.", f"Всего {INSTEAD}."),
    ("баасы 5000 сом", f"баасы {INSTEAD}"),
    ("үнэ нь 45 000 төгрөг", f"үнэ нь {INSTEAD}"),
    ("1,5 млн тенге", INSTEAD),
    ("289 990 ₸ и 289 991 ₸", f"289 990 ₸ и {INSTEAD}"),
    ("Цена 9900.", f"Цена {INSTEAD}."),
    ("Стоит 1 9 9 9 0 тенге.", f"Стоит {INSTEAD}."),
    ("Стоит двенадцать тысяч девятьсот тенге.", f"Стоит {INSTEAD}."),
    ("За 12 тысяч девятьсот рублей отдам.", f"За {INSTEAD} отдам."),
])  # fmt: skip
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_an_amount_that_nobody_gave_is_not_said(text: str, heard: str, size: int) -> None:
    assert said(text, size) == heard


def test_an_amount_that_a_tool_found_may_be_said() -> None:
    facts = Facts("ru")
    facts.allow('[{"name": "Тариф 100", "price": 7990}]')
    assert said_of("7 990 ₸ в месяц.", facts) == "7 990 ₸ в месяц."


def test_what_the_customer_would_pay_may_be_repeated_and_not_agreed_to() -> None:
    facts = Facts("ru", said_by_customer=["Отдадите за 100 000 ₸?"])
    assert said_of("До 100 000 ₸ ноутбуков нет.", facts) == "До 100 000 ₸ ноутбуков нет."
    assert said_of("Договорились, 100 000 ₸.", facts) == f"Договорились, {INSTEAD}."


def test_an_amount_of_the_customers_does_not_become_a_price_by_being_repeated() -> None:
    facts = Facts(
        "ru", said_by_customer=["Есть до 100 000 ₸?"], told_before=["До 100 000 ₸ нет, есть за 150 000 ₸."]
    )
    assert said_of("Он стоит 100 000 ₸.", facts) == f"Он стоит {INSTEAD}."
    assert said_of("Он стоит 150 000 ₸.", facts) == "Он стоит 150 000 ₸."


@pytest.mark.parametrize("text", ["Экран WH-1000XM5 за 1000 ₸.", "Номер +7 727 123 45 67 стоит 727123 ₸."])
def test_a_part_of_a_name_or_a_phone_is_no_price(text: str) -> None:
    facts = Facts("ru", given=["Наушники WH-1000XM5", "+7 727 123 45 67"])
    assert INSTEAD in said_of(text, facts)


@given(st.text(), st.integers(1, 9))
def test_how_the_text_is_cut_does_not_matter_and_nothing_breaks(text: str, size: int) -> None:
    said(text, size)
    said(text, max(len(text), 1))


@given(st.text(alphabet="0123456789 .,₸$тгыскмлн'", max_size=60), st.integers(1, 9))
def test_how_a_text_full_of_money_is_cut_does_not_matter(text: str, size: int) -> None:
    assert said(text, size) == said(text, max(len(text), 1))
