"""parley itself on loopback, and a client that speaks to it as its users do."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import uvicorn
from yarl import URL

from parley.api.app import create_app
from parley.api.http_protocol import BoundedHttpProtocol
from parley.api.static_files import STATIC_FOLDER
from parley.infra.rate_limits import RateLimiter
from parley.runtime import Runtime

# A visitor's id as the widget makes it: nobody guesses it.
VISITOR = "v_4k9x2m7qp"


def a_visitor() -> str:
    """An id of somebody new."""
    return f"v_{uuid4().hex}"


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]
    body: bytes = b""

    def json(self) -> Any:
        return json.loads(self.text)


class Site:
    """`rt` is the running service's own runtime; `sup` a super administrator's key, `svc` that of parley's bots."""

    sup = "sup-key-of-the-tests"
    svc = "svc-key-of-the-tests"

    def __init__(self, rt: Runtime, base: str, session: aiohttp.ClientSession) -> None:
        self.rt, self.base, self._session = rt, base, session

    async def call(self, method: str, path: str | URL, *, key: str = "", **given: Any) -> Answer:
        url = path if isinstance(path, URL) else self.base + path  # a URL goes over the line as it is
        headers = dict(given.pop("headers", None) or {})
        if key:
            headers["X-API-Key"] = key
        async with self._session.request(method, url, headers=headers, allow_redirects=False, **given) as got:
            body = await got.read()
            return Answer(got.status, body.decode(errors="replace"), dict(got.headers), body)

    async def get(self, path: str | URL, **given: Any) -> Answer:
        return await self.call("GET", path, **given)

    async def post(self, path: str, **given: Any) -> Answer:
        return await self.call("POST", path, **given)

    async def put(self, path: str, **given: Any) -> Answer:
        return await self.call("PUT", path, **given)

    async def delete(self, path: str, **given: Any) -> Answer:
        return await self.call("DELETE", path, **given)

    async def say(
        self, company_id: int, user_id: str, *messages: str, key: str = "", **more: Any
    ) -> dict[str, Any]:
        """Say one thing after the other; the last answer."""
        answer: dict[str, Any] = {}
        for message in messages:
            body = {"message": message, "user_id": user_id, **more}
            got = await self.post(f"/sales/{company_id}/chat", json=body, key=key)
            assert got.status == 200, got.text
            answer = got.json()
        return answer

    @asynccontextmanager
    async def socket(self, path: str, **given: Any) -> AsyncIterator["Socket"]:
        async with self._session.ws_connect(self.base + path, **given) as connection:
            yield Socket(connection)


class Socket:
    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self.connection = connection

    async def frame(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads((await self.connection.receive(timeout=20)).data)
        return frame

    async def send(self, kind: str, **data: Any) -> None:
        await self.connection.send_json({"type": kind, "data": data})

    async def answer(self) -> tuple[str, dict[str, Any]]:
        """The whole text of the next answer, and its last frame."""
        text = ""
        while (frame := await self.frame())["type"] == "chunk":
            assert frame["data"]["conversation_id"]
            text += frame["data"]["content"]
        return text, frame


@asynccontextmanager
async def serving(
    rt: Runtime,
    static: Path = STATIC_FOLDER,
    http: type[BoundedHttpProtocol] = BoundedHttpProtocol,
    limits: RateLimiter | None = None,
) -> AsyncIterator[Site]:
    """Serves parley on a port of its own. `limits`: instead of those that it would make itself."""
    own = socket.socket()
    own.bind(("127.0.0.1", 0))
    app = create_app(rt, static)
    app.state.limits = limits or app.state.limits
    config = uvicorn.Config(
        app,
        log_config=None,
        http=http,
        ws="websockets-sansio",
        ws_max_size=64 * 1024,
        lifespan="off",
        proxy_headers=False,
        # Longer than any test: the client must not send on a connection that is just being closed.
        timeout_keep_alive=300,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[own]))
    hearing = asyncio.create_task(app.state.staff_answers.run())
    while not server.started:
        await asyncio.sleep(0.01)
    async with aiohttp.ClientSession() as session:
        yield Site(rt, f"http://127.0.0.1:{own.getsockname()[1]}", session)
    server.should_exit = True
    hearing.cancel()
    await asyncio.wait([running, hearing])
    own.close()
