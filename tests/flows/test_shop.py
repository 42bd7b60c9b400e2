"""A shop's customers: questions are answered for as long as there are any; who orders says how it reaches them."""

import pytest_asyncio
from sqlalchemy import update

from fakes.talk import Talk
from parley.catalog import products
from parley.domain.company import CompanyConfig
from parley.models import Profile
from parley.runtime import Runtime

GOODS = [{"id": "1", "name": "Диван «Уют»", "price": 99990}, {"id": "2", "name": "Кресло", "price": 49990}]


@pytest_asyncio.fixture(loop_scope="session")
async def talk(runtime: Runtime, company: CompanyConfig) -> Talk:
    async with runtime.db.scoped(company.id) as session:
        await session.execute(update(Profile).where(Profile.company_id == company.id).values(flow="shop"))
        await products.upsert_products(session, company.id, GOODS)
    return await Talk.begin(runtime, company.id)


async def test_who_only_asks_is_answered_and_asked_for_nothing_of_an_order(talk: Talk) -> None:
    answer = await talk.say("есть диваны?")
    assert "Диван «Уют»" in answer.text
    assert "Доставить" not in answer.text


async def test_who_orders_is_led_to_delivery_address_and_contact(talk: Talk) -> None:
    assert "Доставить или заберёте" in (await talk.say("хочу заказать диван")).text
    assert "По какому адресу" in (await talk.say("доставка")).text
    await talk.say("Абая 5, квартира 7")
    await talk.to_confirmation("Сакен", "8 701 234 56 78")
    assert (await talk.say("да")).action == "confirmed"
    order = (await talk.lead()).details["order"]
    assert order == {"product": "хочу заказать диван", "delivery": "delivery", "address": "Абая 5, квартира 7"}


async def test_who_comes_for_it_is_asked_for_no_address(talk: Talk) -> None:
    await talk.say("хочу заказать кресло")
    await talk.say("сам заберу")
    assert "address" not in (await talk.state())["missing"]
