"""A talk that began on the web goes on in Telegram, with its lead; the page goes on showing it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest_asyncio
from sqlalchemy import func, select, update

from fakes.site import a_visitor
from fakes.telegram_shop import CHAT, MANAGER, Shop, a_telegram_shop
from parley.models import Conversation, Lead, TalkLink
from parley.runtime import Runtime


@pytest_asyncio.fixture(loop_scope="session")
async def shop(live: Runtime) -> AsyncIterator[Shop]:
    async with a_telegram_shop(live) as shop:
        yield shop


async def link_of(shop: Shop, visitor: str) -> str:
    """What stands behind `start=` of the link that a visitor asks for."""
    path = f"/sales/{shop.company_id}/telegram-link"
    got = await shop.site.post(path, json={"user_id": visitor})
    assert got.status == 200, got.text
    url = urlsplit(got.json()["url"])
    assert (url.hostname, url.path) == ("t.me", "/shop_bot")
    (payload,) = parse_qs(url.query)["start"]
    assert len(payload) == len("c_") + 22
    return str(payload)


async def shown(shop: Shop, visitor: str) -> list[str]:
    """What the page shows."""
    path = f"/sales/{shop.company_id}/history?user_id={visitor}"
    return [line["content"] for line in (await shop.site.get(path)).json()["messages"]]


async def until_shown(shop: Shop, visitor: str, words: str) -> None:
    async with asyncio.timeout(60):
        while not any(words in line for line in await shown(shop, visitor)):
            await asyncio.sleep(0.05)


async def test_a_talk_goes_on_in_telegram_and_the_manager_answers_there(shop: Shop) -> None:
    visitor = a_visitor()
    await shop.site.say(shop.company_id, visitor, "Меня зовут Сакен, хочу купить холодильник")
    await shop.say(f"/start {await link_of(shop, visitor)}")
    assert "Продолжаем разговор здесь" in (await shop.sent(1))[0]["text"]
    await shop.say("8 701 234 56 78")
    assert "Сакен, +7 701 234 5678" in (await shop.sent(2))[1]["text"], "what was said on the web is known"
    await until_shown(shop, visitor, "8 701 234 56 78")
    async with shop.site.rt.db.scoped(shop.company_id) as session:
        assert await session.scalar(select(func.count()).select_from(Lead)) == 1
    await shop.say("Позовите, пожалуйста, живого человека")
    (notice,) = await shop.sent(1, MANAGER)
    await shop.reply("Добрый день, это Марат", notice)
    async with asyncio.timeout(60):
        while not any("Добрый день, это Марат" in sent["text"] for sent in shop.bot.sent_to(CHAT)):
            await asyncio.sleep(0.05)
    await until_shown(shop, visitor, "Добрый день, это Марат")


async def test_a_visitor_who_writes_on_the_page_again_is_in_the_same_talk(shop: Shop) -> None:
    visitor = a_visitor()
    await shop.site.say(shop.company_id, visitor, "Здравствуйте")
    await shop.say(f"/start {await link_of(shop, visitor)}")
    await shop.sent(1)
    await shop.site.say(shop.company_id, visitor, "Какие у вас есть товары?")
    async with shop.site.rt.db.scoped(shop.company_id) as session:
        assert await session.scalar(select(func.count()).select_from(Conversation)) == 1


async def test_a_link_opens_once_and_not_for_long(shop: Shop) -> None:
    visitor = a_visitor()
    await shop.site.say(shop.company_id, visitor, "Здравствуйте")
    old = await link_of(shop, visitor)
    async with shop.site.rt.db.scoped(shop.company_id) as session:
        await session.execute(update(TalkLink).values(expires_at=shop.site.rt.clock() - timedelta(seconds=1)))
    await shop.say(f"/start {old}")
    assert "Выберите язык" in (await shop.sent(1))[0]["text"]
    fresh = await link_of(shop, visitor)
    await shop.say(f"/start {fresh}")
    assert "Продолжаем" in (await shop.sent(2))[1]["text"]
    await shop.happen(shop.api.message(6006, f"/start {fresh}"))
    assert "Выберите язык" in (await shop.sent(1, 6006))[0]["text"]
    await shop.say("/start c_guessed-guessed-guess")
    assert "Выберите язык" in (await shop.sent(3))[2]["text"]


async def test_only_who_owns_a_talk_carries_it(shop: Shop) -> None:
    path = f"/sales/{shop.company_id}/telegram-link"
    await shop.site.say(shop.company_id, a_visitor(), "Здравствуйте")
    assert (await shop.site.post(path, json={"user_id": a_visitor()})).status == 404
    assert (await shop.site.post(path, json={"user_id": "12345"})).status == 403
    assert (await shop.site.post(path, json={})).status == 403
