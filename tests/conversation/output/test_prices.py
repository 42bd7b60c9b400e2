"""What a model may say about money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.conversation.output.prices import PriceFilter

KNOWN = ["ASUS VivoBook 15, 16 GB", "Доставка 1 500 ₸, бесплатно от 50 000", "под 300 тысяч?", "$1,299.50"]
INSTEAD = "(price?)"


def said(text: str, size: int = 3) -> str:
    prices = PriceFilter(INSTEAD, KNOWN, ["289 990 ₸"])
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(prices.feed(piece) for piece in pieces) + prices.close()


@pytest.mark.parametrize("text", [
    "Ноутбук стоит 289 990 ₸, берёте?", "Стоит 289990 тенге.", "Цена 289 990 тг", "Два стоят 579 980 ₸",
    "Доставка 1500 тенге, бесплатно от 50 тыс. тенге.", "до 300 000 ₸", "It is $1,299.50 today", "$1299.5",
    "У него 16 GB памяти и экран 15 дюймов", "Позвоните +7 701 234 56 78", "в 2026 году, 24/7, 100 Мбит/с",
    "Осталось 7 штук", "скидка 15%", "0 ₸ за доставку", "1. первый\n2. второй", "",
])  # fmt: skip
@pytest.mark.parametrize("size", [1, 4, 100])
def test_an_amount_that_was_given_may_be_said(text: str, size: int) -> None:
    assert said(text, size) == text


@pytest.mark.parametrize(("text", "heard"), [
    ("Ноутбук стоит 199 990 ₸, берёте?", "Ноутбук стоит (price?), берёте?"),
    ("всего 25 тысяч тенге!", "всего (price?)!"),
    ("It costs $99.", "It costs (price?)."),
    ("баасы 5000 сом", "баасы (price?)"),
    ("narxi 1 200 000 so'm", "narxi (price?)"),
    ("коштує 700 грн", "коштує (price?)"),
    ("үнэ нь 45 000 төгрөг", "үнэ нь (price?)"),
    ("1,5 млн тенге", "(price?)"),
    ("289 990 ₸ и 289 991 ₸", "289 990 ₸ и (price?)"),
])  # fmt: skip
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_an_amount_that_nobody_gave_is_not_said(text: str, heard: str, size: int) -> None:
    assert said(text, size) == heard


def test_an_amount_that_a_tool_found_may_be_said() -> None:
    prices = PriceFilter(INSTEAD, [])
    prices.allow_prices('[{"name": "Тариф 100", "price": 7990}]')
    assert prices.feed("7 990 ₸ в месяц.") + prices.close() == "7 990 ₸ в месяц."


def test_text_without_numbers_is_not_held_back() -> None:
    prices = PriceFilter(INSTEAD, [])
    assert [prices.feed(piece) for piece in ("Здрав", "ствуйте", "!")] == ["Здрав", "ствуйте", "!"]


@given(st.text(), st.integers(1, 9))
def test_how_the_text_is_cut_does_not_matter_and_nothing_breaks(text: str, size: int) -> None:
    assert said(text, size) == said(text, max(len(text), 1))


@given(st.text(alphabet="0123456789 .,₸$тгыскмлн'", max_size=60), st.integers(1, 9))
def test_how_a_text_full_of_money_is_cut_does_not_matter(text: str, size: int) -> None:
    assert said(text, size) == said(text, max(len(text), 1))
