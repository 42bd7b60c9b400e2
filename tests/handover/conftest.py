from collections.abc import AsyncIterator

import pytest_asyncio

from fakes.handover import Staff
from fakes.telegram_server import FakeTelegram
from fakes.webhook_server import FakeWebhook
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.testing import RecordingCRM


@pytest_asyncio.fixture(loop_scope="session")
async def staff(runtime: Runtime, company: CompanyConfig) -> AsyncIterator[Staff]:
    """A company that is told by Telegram, a webhook and a CRM."""
    async with FakeTelegram() as telegram, FakeWebhook(str(company.credentials["webhook_secret"])) as webhook:
        runtime.settings = runtime.settings.model_copy(update={"telegram_api_url": telegram.url})
        runtime.crms = {**runtime.crms, "recording": RecordingCRM()}
        staff = Staff(runtime, company, telegram, webhook)
        await staff.set_up(
            admin_chat_id=555000111,
            webhook_url=webhook.url,
            credentials={**company.credentials, "bot_token": "1234567:demo-token"},
        )
        yield staff
