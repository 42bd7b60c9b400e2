"""How many are asked for, and what the terms take off."""

from decimal import Decimal

import pytest

from fakes.goods import a_product
from fakes.listener import ANALYZER
from parley.domain.company import CompanyConfig
from parley.domain.understanding import MessageContext
from parley.search.facts.discounts import Discount
from parley.search.facts.quantities import read_quantity, sum_price
from parley.search.question import Question

VALUEBOOK = a_product("ValueBook 15", price=649)
PHONE = a_product("Apple iPhone 15 128 ГБ", price=399_990, category="Смартфоны", currency="KZT")


def quantity_of(text: str, *hits: object) -> int:
    message = ANALYZER.read(text).understand(MessageContext(language="ru"))
    return read_quantity(Question(CompanyConfig(id=1, slug="demo", name="Demo"), message), hits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("how much for 12 valuebooks?", 12),
        ("12 × ValueBook 15", 12),
        ("ValueBook 15, 30 pcs", 30),
        ("ValueBook 15 how much", 1),
        ("15 ValueBook 15", 15),
        ("valuebook 15 за 3 дня", 1),
    ],
)
def test_a_number_counts_goods_and_is_no_name(text: str, quantity: int) -> None:
    assert quantity_of(text, VALUEBOOK) == quantity


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("три айфона 15", 3),
        ("айфон 15 2 штуки", 2),
        ("iPhone 15-тен 4 дана", 4),
        ("5 ta iPhone 15", 5),
        ("айфон 15 128 гб", 1),
    ],
)
def test_pieces_are_counted_in_every_language(text: str, quantity: int) -> None:
    assert quantity_of(text, PHONE) == quantity


def test_a_sum_is_exact() -> None:
    fact = sum_price(VALUEBOOK, 12, Discount(Decimal(5)))
    assert (fact.unit_price, fact.discount, fact.total) == ("$649", "5", "$7,398.60")


def test_what_comes_on_top_is_added() -> None:
    fact = sum_price(VALUEBOOK, 1, added=[("delivery", Decimal(15)), ("assembly", Decimal(0))])
    assert fact.total == "$664"
    assert [each.price for each in fact.added] == ["$15", ""]
