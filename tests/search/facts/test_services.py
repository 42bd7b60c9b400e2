"""What comes on top of goods, read from the company's terms."""

from decimal import Decimal

import pytest

from parley.search.facts.services import delivery_cost, percent_cost


@pytest.mark.parametrize(
    ("terms", "total", "cost"),
    [
        ("Shipping is free for orders over $500, otherwise $15.", 649, 0),
        ("Shipping is free for orders over $500, otherwise $15.", 89, 15),
        ("По Алматы за 1–2 дня: бесплатно при заказе от 50 000 ₸, иначе 1 500 ₸. В область 2 500 ₸.", 30_000, 1500),
        ("Алматыда 50 000 ₸-ден бастап тегін, әйтпесе 1 500 ₸.", 60_000, 0),
    ],
)
def test_delivery_is_free_from_an_amount(terms: str, total: int, cost: int) -> None:
    assert delivery_cost([terms], Decimal(total)) == cost


def test_what_the_terms_do_not_say_is_not_known() -> None:
    assert delivery_cost(["Доставляем по городу."], Decimal(100)) is None
    assert percent_cost(["Собираем быстро."], Decimal(100)) is None


@pytest.mark.parametrize(("total", "cost"), [(200_000, 14_000), (20_000, 5_000)])
def test_a_share_of_the_price_is_no_less_than_the_least(total: int, cost: int) -> None:
    assert percent_cost(["Сборка стоит 7 % от цены мебели, но не меньше 5 000 ₸."], Decimal(total)) == cost
