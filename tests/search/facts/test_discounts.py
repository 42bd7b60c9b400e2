"""What the terms take off for a quantity, and what they do not."""

from decimal import Decimal

import pytest

from fakes.goods import a_product
from parley.search.facts.discounts import Discount, discount_terms, find_discount


@pytest.mark.parametrize(
    ("terms", "quantity", "percent"),
    [
        ("From 10 identical products the price falls by 5 %, from 50 by 8 %.", 12, 5),
        ("From 10 identical products the price falls by 5 %, from 50 by 8 %.", 60, 8),
        ("От 10 штук скидка 5%.", 10, 5),
        ("10 данадан бастап 5 % жеңілдік", 10, 5),
        ("10 tadan ortiq olsangiz 7 % chegirma", 11, 7),
        ("Від 20 штук знижка 10 %", 20, 10),
        ("20 ширхэгээс эхлэн 10 % хөнгөлөлт", 25, 10),
        ("Екі немесе одан көп тауар алсаңыз, жалпы сомадан 5 % жеңілдік.", 2, 5),
        ("Үч же андан көп товар алсаңыз 5 % арзандатуу.", 3, 5),
        ("3 ta va undan ko'p olsangiz 10 % chegirma.", 3, 10),
        ("Хоёр ба түүнээс дээш бараа авбал 10 % хямдарна.", 2, 10),
        ("Три или больше товаров: скидка 4 %.", 3, 4),
    ],
)
def test_a_discount_for_quantity_is_read_from_the_terms(terms: str, quantity: int, percent: int) -> None:
    assert find_discount(quantity, [terms]) == Discount(Decimal(percent))


@pytest.mark.parametrize(
    "terms",
    [
        "Студентам скидка 3 %.",
        "При покупке двух товаров — 5 % на второй.",
        "При покупке мебели на две комнаты и больше скидка 7 %.",
        "From 10 products 5 % off",
    ],
)
def test_other_discounts_are_none_for_quantity(terms: str) -> None:
    assert find_discount(4, [terms]) is None


@pytest.mark.parametrize(
    ("terms", "percent"),
    [
        ("При покупке двух товаров — 5 % на второй.", 5),
        ("За другу кавомашину знижка 10 %.", 10),
        ("Buy two and get 15 % off the second.", 15),
        ("Екіншісіне 20 % жеңілдік.", 20),
        ("Экинчисине 20 % арзандатуу.", 20),
        ("Ikkinchisiga 20 % chegirma.", 20),
        ("Хоёр дахь нь 20 % хямдарна.", 20),
    ],
)
def test_a_discount_on_the_second_is_taken_off_one_of_two(terms: str, percent: int) -> None:
    discount = find_discount(2, [terms])
    assert discount == Discount(Decimal(percent), on_second=True)
    assert discount.of(2) == Decimal(percent) / 200
    assert find_discount(3, [terms]) is None


def test_a_rule_for_other_goods_takes_nothing_off() -> None:
    terms = ["При покупке 2 и более диванов скидка 7 %."]
    sofa, phone = a_product("Диван «Медео»", category="Диваны"), a_product("iPhone 15", category="Смартфоны")
    assert find_discount(2, terms, sofa) == Discount(Decimal(7))
    assert find_discount(2, terms, phone) is None


def test_the_rule_is_quoted_word_for_word() -> None:
    terms = "Студентам скидка 3 %. При покупке двух товаров — 5 % на второй."
    assert discount_terms([terms]) == "При покупке двух товаров — 5 % на второй."
