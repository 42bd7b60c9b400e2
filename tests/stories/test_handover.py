"""A customer who wants a person, over the web socket: somebody hears of it, sees it, and closes it."""

import asyncio

import pytest

from fakes.site import Site, serving
from fakes.smtp_server import FakeSmtp
from fakes.telegram_server import FakeTelegram
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.runtime import Runtime
from parley.worker.run import run_worker

WISHES = {
    "ru": "Позовите, пожалуйста, живого человека",
    "en": "I want to talk to a human",
    "kk": "Маған менеджерді қосыңызшы",
    "ky": "Мага менеджерди чакырып бериңизчи",
    "uz": "Menga operatorni chaqiring",
    "uk": "Покличте, будь ласка, менеджера",
    "mn": "Менежертэй ярих гэсэн юм",
}


async def seen(condition: object) -> bool:
    for _ in range(400):
        if condition():  # type: ignore[operator]
            return True
        await asyncio.sleep(0.05)
    return False


@pytest.mark.parametrize("code", WISHES)
async def test_a_wish_for_a_person_reaches_one_in_each_language(live: Runtime, code: str) -> None:
    with FakeSmtp() as post:
        async with FakeTelegram() as telegram:
            changes = {"telegram_api_url": telegram.url, "smtp_host": "127.0.0.1", "smtp_port": post.port}
            rt = assemble_runtime(live.settings.model_copy(update=changes), live.db, live.queue, live.http)
            made = await manage.add_company(rt, name="Лавка", subdomain="shop")
            fields = {"id": made["id"], "bot_token": "1234567:demo-token", "manager_chat_id": 5001,
                      "email": "owner@shop.example"}  # fmt: skip
            await manage.save_company(rt, fields, with_secrets=True, at=rt.clock())
            async with serving(rt) as site:
                worker = asyncio.create_task(run_worker(rt))
                async with site.socket("/ws/chat/shop") as socket:
                    await socket.frame()
                    await socket.send("chat", message=WISHES[code])
                    first, last = await socket.answer()
                    await socket.send("chat", message=WISHES[code])
                    await socket.answer()
                assert last["type"] == "complete"
                assert rt.languages[code].replies.handover_ask_phone in first
                assert await seen(lambda: telegram.accepted and post.taken)
                await close_what_waits(site, made)
                worker.cancel()
                await asyncio.wait([worker])
    assert [len(telegram.accepted), len(post.taken)] == [1, 1]
    assert WISHES[code] in telegram.accepted[0]["text"]
    assert WISHES[code] in post.taken[0].message.get_content()
    assert "🙋" in str(post.taken[0].message["Subject"])


async def close_what_waits(site: Site, made: dict[str, object]) -> None:
    """The staff finds the customer beside the leads, sees to it, and closes it."""
    key = str(made["api_key"])
    leads = (await site.get(f"/sales/{made['id']}/leads", key=key)).json()
    (waiting,) = leads["waiting_for_human"]
    assert (waiting["reason"], waiting["asked_count"], leads["count"]) == ("asked", 2, 1)
    assert waiting["lead_id"] == leads["leads"][0]["id"]
    path = f"/companies/{made['id']}/handovers"
    assert (await site.get(path, key=key)).json() == {"handovers": [waiting], "count": 1}
    assert (await site.post(f"{path}/{waiting['id']}/close")).status == 401
    assert (await site.post(f"{path}/999999/close", key=key)).status == 404
    closed = await site.post(f"{path}/{waiting['id']}/close", key=key)
    assert closed.json() == {"status": "closed", "id": waiting["id"]}
    assert (await site.get(path, key=key)).json()["count"] == 0
