"""A company's own address on loopback: takes signed leads, checks the signature as a receiver must."""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import orjson
from aiohttp import web
from standardwebhooks.webhooks import Webhook, WebhookVerificationError


@dataclass(frozen=True, slots=True)
class Received:
    """One call as it arrived. `genuine`: signed with our secret, now, over this very body."""

    id: str
    json: Any
    headers: Mapping[str, str]
    genuine: bool


class FakeWebhook:
    """`received`: every call in order; `leads`: each webhook-id once. `answer`: said to a good call."""

    def __init__(self, secret: str, answer: object = None) -> None:
        self.received: list[Received] = []
        self.leads: dict[str, Any] = {}
        self.answer: bytes = b"" if answer is None else orjson.dumps(answer)
        self.url = ""
        self._secret = secret
        self._troubles: deque[tuple[int, Mapping[str, str]]] = deque()
        self._runner: web.AppRunner | None = None

    def script(self, status: int, **headers: str) -> Self:
        """The next call fails like this; status 0 cuts the line after the lead was taken."""
        self._troubles.append((status, {name.replace("_", "-"): value for name, value in headers.items()}))
        return self

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/leads", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/leads"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        key = request.headers.get("webhook-id", "")
        genuine = self._genuine(body, request.headers)
        self.received.append(Received(key, orjson.loads(body), request.headers, genuine))
        status, headers = self._troubles.popleft() if self._troubles else (200, {})
        if not genuine:
            return web.Response(status=401)
        if status in (0, 200):
            self.leads.setdefault(key, orjson.loads(body))
        if status == 0:
            assert request.transport is not None
            request.transport.abort()
            await asyncio.sleep(0)
            return web.Response()
        if status != 200:
            return web.Response(status=status, headers=headers)
        return web.Response(body=self.answer, content_type="application/json")

    def _genuine(self, body: bytes, headers: Mapping[str, str]) -> bool:
        try:
            Webhook(self._secret).verify(body, dict(headers))
        except WebhookVerificationError:
            return False
        return True
