"""The super administrator's bot is asked by one process, and a refused token ends nothing else."""

import asyncio

from pydantic import SecretStr

from fakes.bot_api import FakeBotApi
from parley.runtime import Runtime
from parley.worker.admin_polling import run_admin_bot

TOKEN, SUPER = "900900:demo-token-of-the-admin", 777


class OneLock:
    """Locks that this process has."""

    async def take(self, account_id: int) -> bool:
        return True


def with_token(rt: Runtime, api: FakeBotApi, token: str) -> Runtime:
    changes = {
        "telegram_api_url": api.url,
        "super_admin_chat_id": str(SUPER),
        "super_admin_bot_token": SecretStr(token),
    }
    rt.settings = rt.settings.model_copy(update=changes)
    return rt


async def test_what_waits_is_answered_even_where_somebody_set_a_webhook(live: Runtime) -> None:
    async with FakeBotApi() as api:
        bot = api.add_bot(TOKEN)
        bot.webhook = {"url": "https://elsewhere.example/"}
        for text in ("/start", "📊 Компании"):
            api.leave(TOKEN, api.message(SUPER, text))
        polling = asyncio.create_task(run_admin_bot(with_token(live, api, TOKEN), OneLock()))
        async with asyncio.timeout(30):
            while len(bot.sent_to(SUPER)) < 2:
                await asyncio.sleep(0.02)
        polling.cancel()
        await asyncio.wait([polling])
        assert [message["text"] for message in bot.sent_to(SUPER)] == ["🤖 <b>Меню</b>", "📊 <b>Компании</b>"]


async def test_a_refused_token_and_none_at_all_end_it(live: Runtime) -> None:
    async with FakeBotApi() as api:
        async with asyncio.timeout(30):
            await run_admin_bot(with_token(live, api, "1:refused"), OneLock())
            assert len(api.calls) == 1
            await run_admin_bot(with_token(live, api, ""), OneLock())
        assert len(api.calls) == 1
