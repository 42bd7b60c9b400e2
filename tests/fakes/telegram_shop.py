"""A company whose customers write to its bot, with its worker running."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fakes.bot_api import Bot, FakeBotApi
from fakes.site import Site, serving
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.companies.channel_sync import sync_accounts
from parley.runtime import Runtime
from parley.worker.run import run_worker

TOKEN = "700100:demo-token-of-the-tests"
CHAT, MANAGER = 5001, 9001
PATIENCE_SECONDS = 60


@dataclass
class Shop:
    """A company with a bot, its worker running."""

    api: FakeBotApi
    bot: Bot
    site: Site
    company_id: int

    async def say(self, text: str = "", **more: Any) -> None:
        """The customer writes; the call of the webhook is acknowledged."""
        await self.happen(self.api.message(CHAT, text, **more))

    async def happen(self, update: dict[str, Any]) -> None:
        """Telegram tells of something; the call of the webhook is acknowledged."""
        assert await self.api.deliver(TOKEN, update, base=self.site.base) == 200

    async def sent(self, count: int, chat: int = CHAT) -> list[dict[str, Any]]:
        """What the bot has sent to a chat, once it is so much. Of the staff's chat the new messages: a notice is
        changed when somebody takes the customer."""
        found = self.bot.new_in if chat == MANAGER else self.bot.sent_to
        await until(lambda: len(found(chat)) >= count)
        return found(chat)

    async def reply(self, text: str, to: dict[str, Any]) -> None:
        """The manager answers a message of the bot."""
        update = self.api.message(MANAGER, text, reply_to_message={"message_id": to["message_id"]})
        assert await self.api.deliver(TOKEN, update, base=self.site.base) == 200

    async def press(self, data: str, message: dict[str, Any], name: str = "Марат") -> None:
        """The manager presses a button."""
        update = self.api.press(MANAGER, data, message["message_id"], name)
        assert await self.api.deliver(TOKEN, update, base=self.site.base) == 200


async def until(condition: Callable[[], bool]) -> None:
    """Waits for what other tasks do."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def a_telegram_shop(
    live: Runtime, base_url: str = "https://parley.example", **settings: Any
) -> AsyncIterator[Shop]:
    """`settings`: of the installation, where they differ."""
    async with FakeBotApi() as api:
        bot = api.add_bot(TOKEN)
        changes = {"telegram_api_url": api.url, "public_base_url": base_url, "burst_window": 0.0, **settings}
        rt = assemble_runtime(live.settings.model_copy(update=changes), live.db, live.queue, live.http)
        made = await manage.add_company(rt, name="Лавка", subdomain="shop")
        fields = {"id": made["id"], "bot_token": TOKEN, "manager_chat_id": MANAGER}
        await manage.save_company(rt, fields, with_secrets=True, at=rt.clock())
        await sync_accounts(rt)
        async with serving(rt) as site:
            worker = asyncio.create_task(run_worker(rt))
            yield Shop(api, bot, site, made["id"])
            worker.cancel()
            await asyncio.wait([worker])
