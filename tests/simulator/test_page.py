"""The page plays everybody of a furnished parley, and its doors move the clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from pydantic import SecretStr

from parley.bootstrap import build_runtime
from parley.runtime import Runtime
from parley.settings import Settings
from parley.simulator.page import SimulationPage
from parley.simulator.stage import CUSTOMER, Stage
from parley.worker.polling import AccountLocks, run_pollers
from parley.worker.run import run_worker

BOT = "demo_shop_bot"


@dataclass
class Play:
    """A simulation that runs, and its doors."""

    rt: Runtime
    stage: Stage
    page: SimulationPage
    session: aiohttp.ClientSession

    async def call(self, path: str, verb: str = "GET", **given: Any) -> tuple[int, Any]:
        url = self.page.url.removesuffix("/sim") + path
        async with self.session.request(verb, url, json=given or None) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await (answer.json() if is_json else answer.text())

    async def sent(self, count: int) -> list[dict[str, Any]]:
        """Returns what the bot has sent to the customer, once it is so much."""
        async with asyncio.timeout(60):
            while len(self.stage.bot.sent_to(CUSTOMER)) < count:
                await asyncio.sleep(0.05)
        return self.stage.bot.sent_to(CUSTOMER)


@pytest_asyncio.fixture(loop_scope="session")
async def play(live: Runtime, tmp_path: Path) -> AsyncIterator[Play]:
    async with AsyncExitStack() as stack:
        stage = await stack.enter_async_context(Stage())
        settings = Settings.from_environment(**stage.settings(live.settings.home, 8000))
        rt = await stack.enter_async_context(
            build_runtime(settings, db=live.db, url=live.db.url, http=live.http, check_key=False)
        )
        await stage.furnish(rt)
        page = await stack.enter_async_context(SimulationPage(rt, stage, "http://127.0.0.1:8000"))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        running = [asyncio.create_task(work) for work in (run_worker(rt), run_pollers(rt, AccountLocks(rt)))]
        yield Play(rt, stage, page, session)
        for task in running:
            task.cancel()
        await asyncio.wait(running)


async def test_a_talk_is_played_and_a_month_passes(play: Play) -> None:
    say = {"bot": BOT, "person": CUSTOMER}
    assert (await play.call("/_sim/telegram/say", "POST", **say, start=""))[0] == 200
    assert "Demo Store" in (await play.sent(1))[0]["text"]
    await play.call("/_sim/telegram/say", "POST", **say, text="Позовите, пожалуйста, живого человека")
    await play.sent(2)
    before = play.rt.clock()
    status, moved = await play.call("/_sim/clock", "POST", advance=30 * 86_400)
    assert status == 200, moved
    assert play.rt.clock() - before >= timedelta(days=30)
    _, overview = await play.call("/_sim/overview")
    assert {"message.in", "message.out", "handover.asked"} <= {event["kind"] for event in overview["events"]}
    assert [account["state_text"] for account in overview["accounts"]] == [f"connected as @{BOT}"]
    # Told at once, and twice more, for nobody takes it.
    assert overview["webhook"] == 3
    assert len(overview["mail"]) == 3
    notices = [message["chat_id"] for message in play.stage.bot.sent if message["chat_id"] < 0]
    assert notices == [play.stage.group.id] * 3
    assert await play.call("/_sim/breaches") == (200, {"breaches": []})


async def test_an_owner_adds_a_bot_whose_token_breaks_alone(play: Play) -> None:
    status, added = await play.call("/_sim/owner/bots", "POST", username="second_demo_bot")
    assert (status, added["state_text"]) == (200, "connected as @second_demo_bot")
    await play.call("/_sim/telegram/bots/revoke", "POST", bot="second_demo_bot")
    async with asyncio.timeout(60):
        while True:
            _, overview = await play.call("/_sim/overview")
            states = {account["name"]: account["state"] for account in overview["accounts"]}
            if states["second_demo_bot"] == "refused":
                break
            await asyncio.sleep(0.1)
    assert states[""] == "polling"


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/_sim/clock", {"advance": -1}),
        ("/_sim/clock", {"advance": 367 * 86_400}),
        ("/_sim/clock", {"to": "yesterday"}),
        ("/_sim/clock", {}),
        ("/_sim/owner/bots", {"username": "no name"}),
        ("/_sim/mail/refuse", {"answer": "250 OK"}),
    ],
)
async def test_what_makes_no_sense_is_refused(play: Play, path: str, given: dict[str, Any]) -> None:
    assert (await play.call(path, "POST", **given))[0] == 400


async def test_the_page_and_what_it_needs_are_served(play: Play) -> None:
    words = {"": "simulate.js", "/simulate.js": "overview", "/simulate.css": "grid", "/icon.svg": "svg"}
    for path, word in words.items():
        status, content = await play.call(f"/sim{path}")
        assert status == 200
        assert word in content
    assert (await play.call("/sim/../cli/main.py"))[0] == 404


async def test_no_setting_of_the_environment_leads_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whichever there are: a setting that comes later is not forgotten."""
    texts = {name: field for name, field in Settings.model_fields.items() if field.annotation in (str, SecretStr)}
    for name, field in texts.items():
        for variable in getattr(field.validation_alias, "choices", ()):
            monkeypatch.setenv(str(variable), "8999" if name == "port" else f"https://{name}.example")
    async with Stage() as stage:
        settings = Settings.from_environment(**stage.settings(tmp_path, 8000))
    assert len(texts) > 20
    assert [name for name in texts if str(_plain(getattr(settings, name))) == f"https://{name}.example"] == []


def _plain(value: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else value
