"""The Bot API on loopback: records what is sent, and fails as it is told to, in the real server's words.

async with FakeTelegram() as fake:
    fake.script(429, retry_after=3)
    settings = Settings.read(telegram_api_url=fake.url)
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import orjson
from aiohttp import web

_WORDS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failure. `status` 0: the line is cut after the message arrived. `body`: these bytes instead."""

    status: int
    description: str = ""
    parameters: Mapping[str, Any] | None = None
    body: bytes | None = None


class FakeTelegram:
    """`messages`: what arrived at sendMessage, accepted or not, in order; `tokens`: by which bot. `accepted`: what
    the manager has in the chat."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.accepted: list[dict[str, Any]] = []
        self.tokens: list[str] = []
        self.url = ""
        self._troubles: deque[Trouble] = deque()
        self._runner: web.AppRunner | None = None

    def script(self, status: int, description: str = "", *, body: bytes | None = None, **parameters: Any) -> Self:
        """The next message fails like this."""
        words = description or _WORDS.get(status, "Error")
        if status == 429:
            words = f"Too Many Requests: retry after {parameters.get('retry_after', 1)}"
        self._troubles.append(Trouble(status, words, parameters or None, body))
        return self

    def cut(self) -> Self:
        """The next message arrives, and the line breaks before the answer."""
        self._troubles.append(Trouble(0))
        return self

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/bot{token}/sendMessage", self._send)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _send(self, request: web.Request) -> web.StreamResponse:
        message = orjson.loads(await request.read())
        self.messages.append(message)
        self.tokens.append(request.match_info["token"])
        trouble = self._troubles.popleft() if self._troubles else None
        if trouble is None:
            self.accepted.append(message)
            return _json({"ok": True, "result": {"message_id": len(self.accepted)}})
        if trouble.status == 0:
            self.accepted.append(message)
            assert request.transport is not None
            request.transport.abort()
            await asyncio.sleep(0)
            return web.Response()
        if trouble.body is not None:
            return web.Response(status=trouble.status, body=trouble.body)
        content = {"ok": False, "error_code": trouble.status, "description": trouble.description}
        return _json(
            {**content, "parameters": trouble.parameters} if trouble.parameters else content, trouble.status
        )


def _json(content: Any, status: int = 200) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(content), content_type="application/json")
