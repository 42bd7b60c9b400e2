"""What was asked for and cannot be had is said, not replaced in silence."""

import pytest
import pytest_asyncio

from fakes.listener import understood_message
from fakes.talk import ask
from parley.catalog import products
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.search.question import Question
from parley.search.rank import rank

GOODS = [
    {"id": "1", "name": "Диван угловой «Атлас»", "price": 390000, "specifications": {"цвет": "серый"}},
    {"id": "2", "name": "Диван прямой «Мир»", "price": 190000, "specifications": {"цвет": "бежевый"}},
    {"id": "3", "name": "Стол «Дуб»", "price": 90000, "specifications": {"материал": "массив дуба"}},
]


@pytest_asyncio.fixture(loop_scope="session")
async def shop(runtime: Runtime, company: CompanyConfig) -> CompanyConfig:
    async with runtime.db.scoped(company.id) as session:
        await products.upsert_products(session, company.id, GOODS)
    return company


@pytest.mark.parametrize(("question", "first", "lacking"), [
    ("нужен угловой диван", "Диван угловой «Атлас»", ()),
    ("нужен угловой диван до 200 тысяч", "Диван прямой «Мир»", ("corner sofa",)),
    ("есть красный диван?", "Диван", ("red colour",)),
    ("есть бежевый диван?", "Диван прямой «Мир»", ()),
    ("нужен диван", "Диван", ()),
    # Nobody tells of the colour of tables.
    ("есть красный стол?", "Стол «Дуб»", ()),
])  # fmt: skip
async def test_terms_that_no_product_has_are_found(
    runtime: Runtime, shop: CompanyConfig, question: str, first: str, lacking: tuple[str, ...]
) -> None:
    async with runtime.db.direct(shop.id) as connection:
        results = await rank(connection, Question(shop, understood_message(question)))
    assert results.products[0].name.startswith(first)
    assert tuple(results.unmet_terms) == lacking


async def test_the_customer_is_told_what_no_product_has(runtime: Runtime, shop: CompanyConfig) -> None:
    says = runtime.language("ru").replies
    assert says.found_similar in (await ask(runtime, shop, "Нужен угловой диван до 200 тысяч")).text
