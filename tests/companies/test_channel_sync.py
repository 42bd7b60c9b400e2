"""A bot's token in a company's profile is an account; what did not change is not decrypted again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from sqlalchemy import Engine, event, select

from fakes.bot_api import FakeBotApi
from fakes.company import with_profile
from parley.companies.channel_sync import sync_accounts
from parley.domain.company import CompanyConfig
from parley.models import ChannelAccount
from parley.runtime import Runtime

TOKEN, OTHER = "700300:demo-token-of-the-tests", "700400:demo-token-of-the-tests"


@pytest_asyncio.fixture(loop_scope="session")
async def api(runtime: Runtime) -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as api:
        api.add_bot(TOKEN)
        api.add_bot(OTHER, "other_bot")
        changes = {"telegram_api_url": api.url, "public_base_url": "https://parley.example"}
        runtime.settings = runtime.settings.model_copy(update=changes)
        yield api


async def accounts(rt: Runtime, company: CompanyConfig) -> list[ChannelAccount]:
    async with rt.db.scoped(company.id) as session:
        return list(await session.scalars(select(ChannelAccount).order_by(ChannelAccount.id)))


async def test_no_credentials_are_read_while_nothing_changes(
    runtime: Runtime, company: CompanyConfig, api: FakeBotApi
) -> None:
    await with_profile(runtime, company.id, credentials={"bot_token": TOKEN})
    await sync_accounts(runtime)
    (row,) = await accounts(runtime, company)
    assert row.state == "connected"
    statements: list[str] = []

    def note(*given: Any) -> None:
        statements.append(given[2])

    event.listen(Engine, "before_cursor_execute", note)
    await sync_accounts(runtime)
    event.remove(Engine, "before_cursor_execute", note)
    assert statements
    assert not any("credentials" in statement for statement in statements)


async def test_another_token_of_the_same_bot_is_the_same_account(
    runtime: Runtime, company: CompanyConfig, api: FakeBotApi
) -> None:
    await with_profile(runtime, company.id, credentials={"bot_token": TOKEN})
    await sync_accounts(runtime)
    renewed = f"{TOKEN}-renewed"
    api.bots[renewed] = api.bots.pop(TOKEN)
    await with_profile(runtime, company.id, credentials={"bot_token": renewed})
    await sync_accounts(runtime)
    (row,) = await accounts(runtime, company)
    assert (row.state, row.deleted_at, row.credentials["token"]) == ("connected", None, renewed)


async def test_another_bot_is_another_account_and_no_token_is_none(
    runtime: Runtime, company: CompanyConfig, api: FakeBotApi
) -> None:
    for token in (TOKEN, OTHER, ""):
        await with_profile(runtime, company.id, credentials={"bot_token": token})
        await sync_accounts(runtime)
    assert [row.state for row in await accounts(runtime, company)] == ["disconnected", "disconnected"]
