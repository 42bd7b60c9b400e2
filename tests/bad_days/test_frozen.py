"""A process frozen past its claim, and thawed: who is still connected hears one answer, the stored one."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy.engine import URL

from bad_days.test_killed import free_port
from fakes.loopback import served
from fakes.process import Process

KEY = {"X-API-Key": "sup-key-of-the-tests"}


def _piece(text: str) -> bytes:
    return b"data: " + json.dumps({"choices": [{"delta": {"content": text}}]}).encode() + b"\n\n"


class SlowModel:
    """A provider that gives the first call its words one by one, as it is told to, and answers others at once."""

    def __init__(self) -> None:
        self.calls = 0
        self.asked, self.go_on = asyncio.Event(), asyncio.Event()
        self.first_words = ""

    async def complete(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        self.calls += 1
        is_first = self.calls == 1
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        if is_first:
            if self.first_words:
                await answer.write(_piece(self.first_words))
            self.asked.set()
            await self.go_on.wait()
        await answer.write(_piece("The frozen one's words." if is_first else "The other one's answer."))
        await answer.write(b"data: [DONE]\n\n")
        return answer


@asynccontextmanager
async def _serving(model: SlowModel) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/v1/chat/completions", model.complete)
    async with served(app) as port:
        yield f"http://127.0.0.1:{port}/v1"


async def _stored(session: aiohttp.ClientSession, base: str) -> list[str]:
    async with session.get(f"{base}/chat/shop/history/c-1") as got:
        return [line["content"] for line in (await got.json())["messages"]]


async def _until_answered(session: aiohttp.ClientSession, base: str) -> str:
    while len(lines := await _stored(session, base)) < 2:
        await asyncio.sleep(0.1)
    return lines[1]


async def _hear(socket: aiohttp.ClientWebSocketResponse, heard: list[str]) -> None:
    """Notes the pieces of one answer until it is complete."""
    while True:
        frame: dict[str, Any] = json.loads((await socket.receive()).data)
        if frame["type"] == "chunk":
            heard.append(frame["data"]["content"])
        elif frame["type"] == "complete":
            return


@pytest.mark.timeout(600)
# The first words are held back until it is known in which language they are: "Well," alone is in none.
@pytest.mark.parametrize("first_words", ["", "We are glad that you write to us and will help you, "])
async def test_who_waits_for_a_process_that_was_frozen_hears_what_another_answered_once(
    scratch: URL, tmp_path: Path, first_words: str
) -> None:
    model = SlowModel()
    model.first_words = first_words
    async with _serving(model) as model_url:
        environment = {
            "DATABASE_URL": scratch.set(drivername="postgresql").render_as_string(hide_password=False),
            "OPENAI_API_KEY": "demo",
            "OPENAI_BASE_URL": model_url,
            # Long enough to be renewed in time by a process that is slow before it is frozen.
            "PARLEY_CLAIM_LEASE": "8",
            "PARLEY_ANSWER_TIMEOUT": "60",
            "PARLEY_FIRST_TOKEN_TIMEOUT": "60",
        }
        frozen = Process(tmp_path, free_port(), "serve", "--no-work", **environment)
        other = Process(tmp_path, free_port(), "serve", **environment)
        await frozen.start()
        await other.start()
        try:
            async with aiohttp.ClientSession(headers=KEY) as session:
                body = {"name": "Shop", "subdomain": "shop", "default_language": "en"}
                async with session.post(f"{other.base}/companies", json=body) as got:
                    assert got.status == 200
                async with session.ws_connect(f"{frozen.base}/ws/chat/shop") as socket:
                    message = {"message": "Hello", "conversation_id": "c-1"}
                    await socket.send_json({"type": "chat", "data": message})
                    heard: list[str] = []
                    hearing = asyncio.create_task(_hear(socket, heard))
                    await model.asked.wait()
                    while first_words and not heard:
                        await asyncio.sleep(0.05)
                    frozen.freeze()
                    answer = await _until_answered(session, other.base)
                    model.go_on.set()
                    frozen.thaw()
                    await hearing
                assert answer.startswith("The other one's answer.")
                told = "".join(heard)
                # A comma waits for what follows it, which never came.
                assert told.removesuffix(answer).strip(" ,\n") == first_words.strip(" ,")
                assert told.endswith(answer)
                assert len(await _stored(session, other.base)) == 2
        finally:
            frozen.thaw()
            await frozen.kill()
            await other.kill()
