from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest_asyncio

from fakes.desk import Desk, a_lead
from fakes.telegram_server import FakeTelegram
from fakes.webhook_server import FakeWebhook
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime


@pytest_asyncio.fixture(loop_scope="session")
async def bare(runtime: Runtime, company: CompanyConfig) -> AsyncIterator[Desk]:
    """Nothing is set up."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(FakeTelegram())
        webhook = await stack.enter_async_context(
            FakeWebhook(str(company.credentials["webhook_secret"]), {"id": 5})
        )
        runtime.settings = runtime.settings.model_copy(
            update={"telegram_api_url": telegram.url, "smtp_host": "smtp.shop.example"}
        )
        yield Desk(runtime, company, await a_lead(runtime, company), telegram, webhook)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(bare: Desk) -> Desk:
    """Telegram and a webhook are set up."""
    await bare.set_up(
        admin_chat_id=555000111,
        webhook_url=bare.webhook.url,
        credentials={**bare.company.credentials, "bot_token": "1234567:demo-token"},
    )
    return bare
