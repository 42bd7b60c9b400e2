"""The Bot API answers every encoding, and fails as it is told to."""

import asyncio
import time
from typing import Any

import aiohttp
import orjson
import pytest

from fakes.telegram_caller import AIDA, TOKEN, Caller
from parley.simulator.faults import Fault
from parley.simulator.telegram.records import Bot

MARKUP = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}


async def _send(caller: Caller, way: str) -> tuple[int, Any]:
    url = f"{caller.telegram.url}/bot{TOKEN}/sendMessage"
    fields = {"chat_id": str(AIDA), "text": "Привет", "reply_markup": orjson.dumps(MARKUP).decode()}
    ways: dict[str, dict[str, Any]] = {
        "json": {"json": {"chat_id": AIDA, "text": "Привет", "reply_markup": MARKUP}},
        "form": {"data": fields},
        "multipart": {"data": aiohttp.FormData(fields, default_to_multipart=True)},
        "query": {"params": fields},
    }
    verb = "GET" if way == "query" else "POST"
    async with caller.session.request(verb, url, **ways[way]) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("way", ["json", "form", "multipart", "query"])
async def test_a_call_may_be_written_in_any_way(caller: Caller, way: str) -> None:
    status, answer = await _send(caller, way)
    assert (status, answer["result"]["text"], answer["result"]["reply_markup"]) == (200, "Привет", MARKUP)
    assert [(sent["chat_id"], sent["method"]) for sent in caller.bot.sent] == [(AIDA, "sendMessage")]


async def test_a_picture_is_uploaded_with_the_call(caller: Caller) -> None:
    form = aiohttp.FormData({"chat_id": str(AIDA), "photo": "attach://file", "caption": "Диван"})
    form.add_field("file", b"\x89PNG demo", filename="sofa.png", content_type="image/png")
    async with caller.session.post(f"{caller.telegram.url}/bot{TOKEN}/sendPhoto", data=form) as answer:
        sent = (await answer.json())["result"]
    assert sent["caption"] == "Диван"
    assert caller.telegram.files[sent["photo"][0]["file_id"]] == b"\x89PNG demo"


async def test_what_cannot_be_read_is_refused(caller: Caller) -> None:
    headers = {"Content-Type": "application/json"}
    url = f"{caller.telegram.url}/bot{TOKEN}/getMe"
    for body in (b"{", b"[1]", b"\xff"):
        async with caller.session.post(url, data=body, headers=headers) as answer:
            assert answer.status == 400
    assert (await caller.refused("sendMessage", chat_id=AIDA, text="x", message_thread_id="many"))[0] == 400


@pytest.mark.parametrize("status", [400, 401, 403, 409, 429, 500, 502])
async def test_a_refusal_has_the_real_ones_form(caller: Caller, status: int) -> None:
    caller.telegram.faults.add(Fault(status=status, retry_after=7 if status == 429 else None))
    async with caller.session.post(f"{caller.telegram.url}/bot{TOKEN}/getMe") as answer:
        content = await answer.json()
        assert answer.status == content["error_code"] == status
        assert answer.headers.get("Retry-After") == ("7" if status == 429 else None)
    assert content.get("parameters") == ({"retry_after": 7} if status == 429 else None)
    assert (await caller.told("getMe"))["id"] == 700100


@pytest.mark.parametrize(("kind", "arrives"), [("cut", True), ("lost", False)])
async def test_a_broken_line_leaves_open_whether_the_message_was_sent(
    caller: Caller, kind: str, arrives: bool
) -> None:
    caller.telegram.faults.add(Fault(kind, method="sendMessage"))
    with pytest.raises(aiohttp.ClientError):
        await caller.ask("sendMessage", chat_id=AIDA, text="x")
    assert len(caller.bot.sent) == int(arrives)


async def test_who_is_slow_does_it_late_and_who_is_late_says_so_late(caller: Caller) -> None:
    for kind in ("slow", "late"):
        caller.telegram.faults.add(Fault(kind, seconds=0.2))
        started = time.monotonic()
        call = asyncio.create_task(caller.told("sendMessage", chat_id=AIDA, text=kind))
        if kind == "late":
            while len(caller.bot.sent) < 2:
                await asyncio.sleep(0)
            assert not call.done(), "the person has it before we are told so"
        await call
        assert time.monotonic() - started >= 0.2


async def test_who_hangs_never_answers(caller: Caller) -> None:
    caller.telegram.faults.add(Fault("hang"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await caller.ask("sendMessage", chat_id=AIDA, text="x")
    assert not caller.bot.sent


async def test_a_revoked_token_opens_nothing_and_the_other_bot_goes_on(caller: Caller) -> None:
    other: Bot = caller.telegram.add_bot("700200:other-demo-token", "other_bot")
    caller.telegram.revoke_token(TOKEN)
    assert (await caller.ask("getMe"))[0] == 401
    assert (await caller.ask("getMe", other.token))[0] == 200
