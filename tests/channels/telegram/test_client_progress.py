"""While an answer is made the chat shows it, as far as the server can."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
import pytest_asyncio

from fakes.bot_api import FakeBotApi
from parley.channels.telegram.client_progress import ProgressView
from parley.domain.channel import Progress
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.infra.telegram_api import TelegramApi

TOKEN = "700100:demo-token-of-the-tests"


@pytest_asyncio.fixture(loop_scope="session")
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as api:
        api.add_bot(TOKEN)
        yield api


async def call(http: HttpClient, api: FakeBotApi, method: str, **params: Any) -> dict[str, Any]:
    await TelegramApi(http, api.url).call(TOKEN, method, params)
    return {}


async def test_words_are_shown_as_they_come(http: HttpClient, api: FakeBotApi) -> None:
    view = ProgressView()
    await view.show(partial(call, http, api), "5001", Progress(7, "", "kk"))
    await view.show(partial(call, http, api), "5001", Progress(7, "", "en", is_voice=True))
    await view.show(partial(call, http, api), "5001", Progress(7, "Бар", "kk"))
    texts = [draft["text"] for draft in api.bots[TOKEN].drafts]
    assert texts == ["⏳ Ойланудамын...", "🧠 Thinking...", "Бар"]


async def test_a_server_without_drafts_is_asked_once(http: HttpClient, api: FakeBotApi) -> None:
    api.knows_drafts, view = False, ProgressView()
    for _ in range(2):
        await view.show(partial(call, http, api), "5001", Progress(7, "", "ru"))
    assert [method for method, _ in api.calls] == ["sendMessageDraft", "sendChatAction", "sendChatAction"]


async def test_a_group_is_shown_that_somebody_types(http: HttpClient, api: FakeBotApi) -> None:
    await ProgressView().show(partial(call, http, api), "-100", Progress(7, "Есть", "ru"))
    assert [method for method, _ in api.calls] == ["sendChatAction"]


async def test_too_much_is_an_error_that_whoever_shows_it_drops(http: HttpClient, api: FakeBotApi) -> None:
    refusal = {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}
    api.faults.append(("sendMessageDraft", 429, refusal))
    with pytest.raises(RemoteError):
        await ProgressView().show(partial(call, http, api), "5001", Progress(7, "", "ru"))
