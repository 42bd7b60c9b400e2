"""Webhooks are called with their secret, chat by chat in order, until somebody takes the call."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web

from fakes.loopback import served
from fakes.telegram_caller import AIDA, Caller
from parley.simulator.faults import Fault
from parley.simulator.telegram.records import Json

WEBHOOK = {"url": "https://shop.example/hook", "secret_token": "demo-secret"}


class Hook:
    """Who is called: what came, and how it is answered next."""

    def __init__(self) -> None:
        self.came: list[Json] = []
        self.secrets: list[str] = []
        self.answers: list[web.Response] = []

    async def take(self, request: web.Request) -> web.Response:
        self.came.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        return self.answers.pop(0) if self.answers else web.Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.came]


@pytest_asyncio.fixture(loop_scope="session")
async def hook(caller: Caller) -> AsyncIterator[Hook]:
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    async with served(app) as port:
        caller.telegram.driver.base = f"http://127.0.0.1:{port}"
        await caller.told("setWebhook", **WEBHOOK)
        yield hook
        await caller.telegram.driver.close()


async def _until_told(caller: Caller) -> None:
    async with asyncio.timeout(30):
        while not caller.telegram.is_idle:
            await asyncio.sleep(0.005)


async def test_an_update_is_told_with_the_secret(caller: Caller, hook: Hook) -> None:
    caller.telegram.say(caller.bot, AIDA, "привет")
    await _until_told(caller)
    assert (hook.texts(), hook.secrets) == (["привет"], ["demo-secret"])


@pytest.mark.parametrize("status", [403, 500, 302])
async def test_a_call_that_was_not_taken_comes_again_before_the_next(
    caller: Caller, hook: Hook, status: int
) -> None:
    hook.answers = [web.Response(status=status), web.Response(status=status)]
    for text in ("раз", "два"):
        caller.telegram.say(caller.bot, AIDA, text)
    await _until_told(caller)
    assert hook.texts() == ["раз", "раз", "раз", "два"]
    assert (await caller.told("getWebhookInfo"))[
        "last_error_message"
    ] == f"Wrong response from the webhook: {status}"


async def test_what_waited_is_told_once_there_is_a_webhook(caller: Caller, hook: Hook) -> None:
    await caller.told("deleteWebhook")
    caller.telegram.say(caller.bot, AIDA, "раньше")
    await caller.told("setWebhook", **WEBHOOK)
    await _until_told(caller)
    assert hook.texts() == ["раньше"]


async def test_a_call_may_be_told_twice_or_after_the_next(caller: Caller, hook: Hook) -> None:
    caller.telegram.faults.add(Fault("duplicate"))
    caller.telegram.say(caller.bot, AIDA, "раз")
    await _until_told(caller)
    assert hook.texts() == ["раз", "раз"]
    assert hook.came[0]["update_id"] == hook.came[1]["update_id"]
    caller.telegram.faults.add(Fault("reorder"))
    for text in ("два", "три"):
        caller.telegram.say(caller.bot, AIDA, text)
    await _until_told(caller)
    assert hook.texts()[2:] == ["три", "два"]


async def test_what_is_held_back_comes_though_nothing_follows(caller: Caller, hook: Hook) -> None:
    caller.telegram.faults.add(Fault("reorder", seconds=0.01))
    caller.telegram.say(caller.bot, AIDA, "раз")
    async with asyncio.timeout(30):
        while not hook.came:
            await asyncio.sleep(0.005)
    assert hook.texts() == ["раз"]


async def test_a_method_in_the_answer_is_done(caller: Caller, hook: Hook) -> None:
    method = {"method": "sendMessage", "chat_id": AIDA, "text": "Здравствуйте"}
    hook.answers = [web.json_response(method), web.json_response({"method": "deleteWebhook"})]
    for text in ("раз", "два"):
        caller.telegram.say(caller.bot, AIDA, text)
    await _until_told(caller)
    assert [sent["text"] for sent in caller.bot.sent] == ["Здравствуйте"]
    assert caller.bot.webhook, "a webhook is not ended in an answer"


async def test_nobody_elsewhere_is_called(caller: Caller, hook: Hook) -> None:
    caller.telegram.driver.base = ""
    assert await caller.telegram.driver.call(caller.bot, {"update_id": 1}) == (0, None)
    assert "only this machine" in caller.bot.webhook_error
    assert not hook.came
