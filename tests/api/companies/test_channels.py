"""Accounts at messengers, as a company's staff sees them; hand-overs that it takes, answers and gives back."""

from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import select

from fakes.bot_api import FakeBotApi
from fakes.company import a_company
from fakes.site import Site, a_visitor, serving
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.companies.channel_sync import sync_accounts
from parley.conversation.inbox import read_chat
from parley.deliveries.chat_send import send_waiting
from parley.deliveries.chat_store import ChatKey
from parley.models import ChannelAccount
from parley.runtime import Runtime
from parley.tenants.audit_log import find_changes

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


async def test_an_account_is_renamed_and_rests_and_what_came_meanwhile_is_kept(desk: Desk) -> None:
    made = (await desk.site.post(desk.path, json=BODY, key=desk.site.sup)).json()
    one = f"{desk.path}/{made['id']}"
    change = {"name": "Витрина", "settings": {"note": "вечером"}, "paused": True}
    changed = (await desk.site.call("PATCH", one, json=change, key=desk.site.sup)).json()
    assert (changed["name"], changed["settings"], changed["paused"]) == ("Витрина", {"note": "вечером"}, True)
    assert await desk.api.deliver(TOKEN, desk.api.message(5001, "/id"), base=desk.site.base) == 200
    await read_waiting(desk)
    assert not desk.api.bots[TOKEN].sent
    await desk.site.call("PATCH", one, json={"paused": False}, key=desk.site.sup)
    await read_waiting(desk)
    assert [message["text"] for message in desk.api.bots[TOKEN].sent] == ["5001"]
    assert (await desk.site.call("PATCH", one, json={"of_field": "x"}, key=desk.site.sup)).status == 422
    assert (await desk.site.call("PATCH", one, json={"paused": True})).status == 401
    async with desk.site.rt.db.scoped(desk.company_id) as session:
        changes = await find_changes(session, 2)
    assert [entry["what"] for entry in changes] == ["channel changed", "channel changed"]
    assert changes[0]["changes"] == {"paused": {"from": True, "to": False}}


async def read_waiting(desk: Desk) -> None:
    """Reads and sends what waits, as the worker would."""
    rt = desk.site.rt
    async with rt.db.scoped(desk.company_id) as session:
        account_id = await session.scalar(select(ChannelAccount.id).where(ChannelAccount.deleted_at.is_(None)))
    assert account_id is not None
    key = ChatKey(desk.company_id, account_id, "5001")
    await read_chat(rt, key)
    await send_waiting(rt, key)


async def test_a_rotated_account_is_called_at_another_address_with_another_secret(desk: Desk) -> None:
    made = (await desk.site.post(desk.path, json=BODY, key=desk.site.sup)).json()
    before = dict(desk.api.bots[TOKEN].webhook)
    rotated = (await desk.site.post(f"{desk.path}/{made['id']}/rotate", key=desk.site.sup)).json()
    after = desk.api.bots[TOKEN].webhook
    assert after["url"].endswith(rotated["public_id"])
    assert after["secret_token"] != before["secret_token"]
    assert rotated["public_id"] != made["public_id"]
    update = desk.api.message(5001, "Здравствуйте")
    assert await desk.api.deliver(TOKEN, update, base=desk.site.base) == 200
    desk.api.bots[TOKEN].webhook = before
    assert await desk.api.deliver(TOKEN, update, base=desk.site.base) == 404
    assert (await desk.site.post(f"{desk.path}/{made['id']}/rotate")).status == 401


async def test_a_rotated_account_that_could_not_be_told_is_told_later(desk: Desk) -> None:
    made = (await desk.site.post(desk.path, json=BODY, key=desk.site.sup)).json()
    desk.api.faults.append(("getMe", 500, {"description": "Internal Server Error"}))
    rotated = (await desk.site.post(f"{desk.path}/{made['id']}/rotate", key=desk.site.sup)).json()
    assert not desk.api.bots[TOKEN].webhook["url"].endswith(rotated["public_id"])
    await sync_accounts(desk.site.rt)
    assert desk.api.bots[TOKEN].webhook["url"].endswith(rotated["public_id"])


async def test_a_test_message_goes_to_the_staff_alone(desk: Desk) -> None:
    made = (await desk.site.post(desk.path, json=BODY, key=desk.site.sup)).json()
    path = f"{desk.path}/{made['id']}/test-message"
    assert (await desk.site.post(path, key=desk.site.sup)).status == 400
    fields = {"id": desk.company_id, "manager_chat_id": 9001}
    await manage.save_company(desk.site.rt, fields, with_secrets=True, at=desk.site.rt.clock())
    assert (await desk.site.post(path, key=desk.site.sup)).json()["status"] == "sent"
    assert [message["chat_id"] for message in desk.api.bots[TOKEN].sent] == [9001]
    other = await a_company(desk.site.rt)
    foreign = f"/companies/{other.id}/channels/{made['id']}/test-message"
    assert (await desk.site.post(foreign, key=desk.site.sup)).status == 404


async def test_an_address_that_is_never_checked_says_so(desk: Desk) -> None:
    made = (await desk.site.post(desk.path, json=BODY, key=desk.site.sup)).json()
    assert (await desk.site.get(f"/webhooks/telegram/{made['public_id']}")).status == 405
    assert (await desk.site.get(f"/webhooks/telegram/{desk.company_id}.guessed")).status == 404
    assert (await desk.site.get(f"/webhooks/pager/{made['public_id']}")).status == 404
