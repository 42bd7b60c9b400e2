"""A Telegram with one bot that one person has opened."""

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from fakes.telegram_caller import AIDA, TOKEN, Caller
from parley.simulator.telegram.server import TelegramServer


@pytest_asyncio.fixture(loop_scope="session")
async def caller() -> AsyncIterator[Caller]:
    async with TelegramServer(retry_pause=0.01) as telegram, aiohttp.ClientSession() as session:
        bot = telegram.add_bot(TOKEN)
        telegram.open_chat(bot, AIDA)
        yield Caller(telegram, bot, session)
