"""A company's own address on loopback: checks signatures, records leads."""

from typing import Any, Self

from aiohttp import web
from standardwebhooks import Webhook


class FakeWebhook:
    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.received: list[tuple[str, Any]] = []
        self.attempts: list[str] = []
        self.secret = ""
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/leads", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/leads"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        key = request.headers["webhook-id"]
        self.attempts.append(key)
        if self.statuses:
            return web.Response(status=self.statuses.pop(0))
        lead = Webhook(self.secret).verify(await request.read(), dict(request.headers))
        self.received.append((key, lead))
        return web.json_response({"id": f"ext-{len(self.received)}"})
