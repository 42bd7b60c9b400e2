"""Accounts at messengers, as a company's staff sees them; hand-overs that it takes, answers and gives back."""

from collections.abc import AsyncIterator

import pytest_asyncio

from fakes.bot_api import FakeBotApi
from fakes.company import a_company
from fakes.site import Site, a_visitor, serving
from parley.bootstrap import assemble_runtime
from parley.runtime import Runtime

TOKEN = "700200:demo-token-of-the-tests"
BODY = {"kind": "telegram", "name": "Лавка", "credentials": {"token": TOKEN}}


class Desk:
    """A company's channels through the API."""

    def __init__(self, site: Site, api: FakeBotApi, company_id: int) -> None:
        self.site, self.api, self.company_id = site, api, company_id
        self.path = f"/companies/{company_id}/channels"


@pytest_asyncio.fixture(loop_scope="session")
async def desk(live: Runtime) -> AsyncIterator[Desk]:
    async with FakeBotApi() as api:
        api.add_bot(TOKEN)
        changes = {"telegram_api_url": api.url, "public_base_url": "https://parley.example"}
        rt = assemble_runtime(live.settings.model_copy(update=changes), live.db, live.queue, live.http)
        company = await a_company(rt)
        async with serving(rt) as site:
            yield Desk(site, api, company.id)


async def test_an_account_is_connected_looked_at_and_disconnected(desk: Desk) -> None:
    made = (await desk.site.post(desk.path, json=BODY, key=desk.site.sup)).json()
    assert (made["state"], made["state_text"]) == ("connected", "connected as @shop_bot")
    assert TOKEN not in str(made), "credentials go in, never out"
    assert desk.api.bots[TOKEN].webhook["url"].endswith(f"/webhooks/telegram/{made['public_id']}")
    checked = await desk.site.post(f"{desk.path}/{made['id']}/test", key=desk.site.sup)
    assert checked.json()["state"] == "connected"
    assert (await desk.site.delete(f"{desk.path}/{made['id']}", key=desk.site.sup)).status == 200
    assert (await desk.site.get(desk.path, key=desk.site.sup)).json() == {"channels": []}
    update = desk.api.message(5001, "Здравствуйте")
    assert await desk.api.deliver(TOKEN, update, base=desk.site.base) == 404


async def test_a_wrong_token_and_a_bot_of_somebody_else_are_refused(desk: Desk) -> None:
    wrong = {**BODY, "credentials": {"token": "1:no-such-bot"}}
    assert (await desk.site.post(desk.path, json=wrong, key=desk.site.sup)).status == 400
    assert (await desk.site.post(desk.path, json={**BODY, "kind": "pager"}, key=desk.site.sup)).status == 400
    await desk.site.post(desk.path, json=BODY, key=desk.site.sup)
    other = await a_company(desk.site.rt)
    taken = await desk.site.post(f"/companies/{other.id}/channels", json=BODY, key=desk.site.sup)
    assert taken.status == 400
    assert taken.json()["detail"] == "This account is connected already"


async def test_strangers_see_and_connect_nothing(desk: Desk) -> None:
    assert (await desk.site.get(desk.path)).status == 401
    assert (await desk.site.post(desk.path, json=BODY)).status == 401
    assert (await desk.site.get(desk.path, key=desk.site.svc)).status in (200, 403)


async def test_a_handover_is_taken_answered_and_given_back(desk: Desk) -> None:
    visitor = a_visitor()
    await desk.site.say(desk.company_id, visitor, "Позовите живого человека")
    handovers = f"/companies/{desk.company_id}/handovers"
    (waiting,) = (await desk.site.get(handovers, key=desk.site.sup)).json()["handovers"]
    one = f"{handovers}/{waiting['id']}"
    assert (await desk.site.post(f"{one}/acknowledge", json={"name": "Марат"}, key=desk.site.sup)).status == 200
    body = {"text": "Здравствуйте, это Марат", "name": "Марат"}
    assert (await desk.site.post(f"{one}/answer", json=body, key=desk.site.sup)).json()["status"] == "sent"
    history = await desk.site.get(f"/sales/{desk.company_id}/history?user_id={visitor}")
    assert history.json()["messages"][-1]["content"] == body["text"]
    (waiting,) = (await desk.site.get(handovers, key=desk.site.sup)).json()["handovers"]
    assert waiting["acknowledged_by"] == "Марат"
    assert waiting["answered_at"]
    assert (await desk.site.post(f"{one}/return", key=desk.site.sup)).status == 200
    assert (await desk.site.get(handovers, key=desk.site.sup)).json()["handovers"] == []
    assert (await desk.site.post(f"{one}/answer", json=body)).status == 401
    assert (await desk.site.post(f"{handovers}/999999/answer", json=body, key=desk.site.sup)).status == 404
