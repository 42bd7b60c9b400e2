"""A Bot API on loopback: records what is sent, fails as told."""

from collections import deque
from typing import Any, Self

from aiohttp import web


class FakeTelegram:
    """`failures`: (status, body) answers to give first, in order."""

    def __init__(self, *failures: tuple[int, dict[str, Any]]) -> None:
        self.sent: list[dict[str, Any]] = []
        self.failures = deque(failures)
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/bot{token}/sendMessage", self._send)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _send(self, request: web.Request) -> web.Response:
        message = await request.json()
        if self.failures:
            status, body = self.failures.popleft()
            return web.json_response({"ok": False, "error_code": status, **body}, status=status)
        self.sent.append({**message, "token": request.match_info["token"]})
        return web.json_response({"ok": True, "result": {"message_id": len(self.sent)}})
