"""How many are asked for, and what the terms take off."""

from decimal import Decimal

import pytest

from fakes.goods import a_product
from fakes.listener import ANALYZER
from parley.domain.company import CompanyConfig
from parley.domain.search_results import SearchResults
from parley.domain.understanding import MessageContext
from parley.search.facts.discounts import Discount
from parley.search.facts.prices import several_facts
from parley.search.facts.quantities import read_quantity, sum_price
from parley.search.question import Question

VALUEBOOK = a_product("ValueBook 15", price=649)
PHONE = a_product("Apple iPhone 15 128 ГБ", price=399_990, category="Смартфоны", currency="KZT")
BATTERY = a_product("Batareya iPhone 11", price=190_000, category="Batareyalar")


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


@pytest.mark.parametrize(
    "text",
    [
        "adashibman oxiri 78",
        "номер кончается на 78, iPhone",
        "ends with 78, iphone",
        "соңы 78 iPhone",
        "аягы 78 iPhone",
        "закінчується на 78 iPhone",
        "төгсгөл 78 iPhone",
    ],
)
def test_the_end_of_a_phone_counts_nothing_in_any_language(text: str) -> None:
    assert quantity_of(text, PHONE) == 1


@pytest.mark.parametrize(
    "text", ["oxiri 78", "конец 78", "ends 78", "соңы 78", "аягы 78", "кінець 78", "төгсгөл 78"]
)
async def test_the_end_of_a_phone_asks_for_no_sum_of_what_was_shown(text: str) -> None:
    message = ANALYZER.read(text).understand(MessageContext(language="ru"))
    question = Question(CompanyConfig(id=1, slug="demo", name="Demo"), message)

    async def find_nothing(_: Question) -> SearchResults:
        return SearchResults()

    assert await several_facts(question, [PHONE], find_nothing) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("14 iphone ekran qancha", 1),
        ("14 айфон экраны канча", 1),
        ("14 iphone дэлгэц хэд вэ", 1),
        ("14 iPhone экраны қанша", 1),
        ("2 iphone ekran qancha", 2),
        ("5 iphone", 5),
    ],
)
def test_the_number_of_a_model_before_its_name_counts_nothing(text: str, quantity: int) -> None:
    assert quantity_of(text, BATTERY) == quantity


def test_a_sum_is_exact() -> None:
    fact = sum_price(VALUEBOOK, 12, Discount(Decimal(5)))
    assert (fact.unit_price, fact.discount, fact.total) == ("$649", "5", "$7,398.60")


def test_what_comes_on_top_is_added() -> None:
    fact = sum_price(VALUEBOOK, 1, added=[("delivery", Decimal(15)), ("assembly", Decimal(0))])
    assert fact.total == "$664"
    assert [each.price for each in fact.added] == ["$15", ""]
