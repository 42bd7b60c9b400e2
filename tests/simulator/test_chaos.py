"""Customers and managers of three companies do what chance wants, lines fail: what must hold holds in the end."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from fakes.site import serving
from parley.bootstrap import build_runtime
from parley.companies import manage
from parley.companies.channel_sync import sync_accounts
from parley.models import Lead, Message
from parley.runtime import Runtime
from parley.simulator.faults import Fault
from parley.simulator.invariants import find_breaches, find_foreign_words, find_repeated_leads
from parley.simulator.receiver import WebhookReceiver
from parley.simulator.telegram.records import Bot, Chat
from parley.simulator.telegram.server import TelegramServer
from parley.simulator.time_travel import TimeTravel
from parley.worker.run import run_worker

COMPANIES, CUSTOMERS, ACTS = 3, 3, 48
MANAGER = 9001
SECRET = "whsec_ZGVtbyBzZWNyZXQgb2YgdGhlIHRlc3Rz"
WORDS = (
    "Здравствуйте",
    "Какие у вас есть товары?",
    "Позовите, пожалуйста, живого человека",
    "Вы бот?",
    "Сколько стоит доставка?",
    "Спасибо",
    "Hello, do you ship abroad?",
)
# What befalls calls of ours, and what befalls what we are told.
LINE_FAULTS = (
    Fault("refuse", 429, retry_after=1, method="sendMessage"),
    Fault("refuse", 500, method="sendMessage"),
    Fault("cut", method="sendMessage"),
    Fault("lost", method="sendMessage"),
    Fault("slow", seconds=0.2, method="sendMessage"),
    Fault("late", seconds=0.2, method="sendMessage"),
    Fault("duplicate"),
    Fault("reorder", seconds=0.1),
)
HOOK_FAULTS = (Fault("refuse", 500), Fault("refuse", 429, retry_after=1), Fault("cut"), Fault("lost"))


@dataclass
class Shop:
    """A company with a bot and a group of managers."""

    company_id: int
    bot: Bot
    group: Chat
    #: a word that only its customers say
    mark: str
    customers: list[int]
    said: list[str] = field(default_factory=list)


@dataclass
class Town:
    """Three shops, and all that they are connected to."""

    rt: Runtime
    telegram: TelegramServer
    receiver: WebhookReceiver
    shops: list[Shop]

    async def play(self, chance: random.Random) -> None:
        """Has people do what chance wants, with faults in between."""
        for number in range(ACTS):
            shop = chance.choice(self.shops)
            if number % 4 == 0:
                self.telegram.faults.add(chance.choice(LINE_FAULTS))
            if number % 8 == 0:
                self.receiver.faults.add(chance.choice(HOOK_FAULTS))
            if chance.random() < 0.25:
                self._act_as_manager(shop, chance)
            else:
                self.say(shop, chance.choice(shop.customers), f"{chance.choice(WORDS)} {shop.mark}{number}")
            await asyncio.sleep(chance.random() / 20)

    def say(self, shop: Shop, customer: int, text: str) -> None:
        """Has a customer write."""
        shop.said.append(text)
        self.telegram.say(shop.bot, customer, text)

    def _act_as_manager(self, shop: Shop, chance: random.Random) -> None:
        notices = [message for message in shop.group.messages.values() if message["from"]["is_bot"]]
        if not notices:
            return
        notice = chance.choice(notices)
        buttons = [button for row in notice.get("reply_markup", {}).get("inline_keyboard", ()) for button in row]
        pressable = [button["callback_data"] for button in buttons if "callback_data" in button]
        number = notice["message_id"]
        if pressable and chance.random() < 0.5:
            self.telegram.press_button(shop.bot, MANAGER, chance.choice(pressable), number, group=shop.group.id)
        else:
            self.telegram.say(shop.bot, MANAGER, f"Сейчас {shop.mark}", group=shop.group.id, reply_to=number)


@pytest_asyncio.fixture(loop_scope="session")
async def town(live: Runtime) -> AsyncIterator[Town]:
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(TelegramServer(retry_pause=0.05))
        receiver = await stack.enter_async_context(WebhookReceiver(SECRET))
        # Given past the check that keeps a moved clock on this machine: here nothing else is called either.
        changes = {
            "telegram_api_url": telegram.url,
            "public_base_url": "https://parley.example",
            "burst_window": 0.0,
            "simulated_clock": True,
        }
        settings = live.settings.model_copy(update=changes)
        rt = await stack.enter_async_context(
            build_runtime(settings, db=live.db, url=live.db.url, http=live.http, check_key=False)
        )
        receiver.seconds = lambda: rt.clock().timestamp()
        shops = [await _open_shop(rt, telegram, receiver, number) for number in range(COMPANIES)]
        site = await stack.enter_async_context(serving(rt))
        telegram.driver.base = site.base
        await sync_accounts(rt)
        worker = asyncio.create_task(run_worker(rt))
        yield Town(rt, telegram, receiver, shops)
        worker.cancel()
        await asyncio.wait([worker])


async def _open_shop(rt: Runtime, telegram: TelegramServer, receiver: WebhookReceiver, number: int) -> Shop:
    token = f"7001{number:02}:demo-token-of-the-tests"
    bot = telegram.add_bot(token, f"shop_{number}_bot")
    group = telegram.add_group(members=[bot])
    made = await manage.add_company(rt, name=f"Лавка {number}", subdomain=f"shop-{number}")
    fields = {
        "id": made["id"],
        "bot_token": token,
        "manager_chat_id": str(group.id),
        "webhook_url": receiver.url,
        "webhook_secret": SECRET,
    }
    await manage.save_company(rt, fields, with_secrets=True, at=rt.clock())
    customers = [5000 + 100 * number + each for each in range(CUSTOMERS)]
    return Shop(made["id"], bot, group, f"метка{number}x", customers)


@pytest.mark.parametrize("seed", [17])
async def test_whatever_goes_wrong_what_must_hold_holds(town: Town, seed: int) -> None:
    chance = random.Random(seed)
    for shop in town.shops:
        for customer in shop.customers:
            town.telegram.start(shop.bot, customer)
        buyer = shop.customers[0]
        town.say(shop, buyer, "Меня зовут Сакен, хочу купить холодильник, 8 701 234 56 78")
    travel = TimeTravel(town.rt, is_quiet=lambda: town.telegram.is_idle)
    await travel.settle()
    for shop in town.shops:
        town.say(shop, shop.customers[0], "да, всё верно")
    await town.play(chance)
    town.telegram.faults.clear()
    town.receiver.faults.clear()
    # Long enough for every repetition, and for what people took to come back to the bot.
    await travel.advance(timedelta(hours=6))
    assert await find_breaches(town.rt) == []
    assert (
        find_foreign_words(
            {shop.bot.username: shop.bot.sent for shop in town.shops},
            {shop.bot.username: shop.mark for shop in town.shops},
        )
        == []
    )
    assert find_repeated_leads((call.id, call.json) for call in town.receiver.received) == []
    for shop in town.shops:
        async with town.rt.db.scoped(shop.company_id) as session:
            stored = list(await session.scalars(select(Message.text).where(Message.role == "user")))
            leads = list(await session.scalars(select(Lead.id).where(Lead.status == "confirmed")))
        assert sorted(stored) == sorted(shop.said), "each message is stored once, however often it was told"
        assert len(leads) >= 1
        taken = [lead for lead in town.receiver.leads.values() if lead["data"]["company_id"] == shop.company_id]
        confirmed = [lead["data"]["lead_id"] for lead in taken if lead["type"] == "lead.confirmed"]
        assert set(leads) <= set(confirmed)
