"""A provider's table behind a published script, on loopback: one redirect, then JSON, as such scripts answer."""

import asyncio
from collections.abc import Mapping
from typing import Any, Self

from aiohttp import web

RECORD = {
    "name": "Пакет Табличный",
    "speed_mbps": 300,
    "price_rub": 1390,
    "segment": "home",
    "router_included": True,
    "router_rent_rub": None,
    "tv_channels": 0,
    "connection_price_rub": 0,
    "promo_price_rub": 0,
    "notes": "",
}


class FakeSheet:
    """`answers`: by action, the JSON it gives; of an action it does not know it says so. `asked`: the queries in
    order. `status`: of every answer. `silent`: it takes calls and never answers. `leads_to`: where it redirects."""

    def __init__(self, **answers: Any) -> None:
        self.answers: dict[str, Any] = answers
        self.asked: list[Mapping[str, str]] = []
        self.status = 200
        self.silent = False
        self.leads_to = ""
        self.link = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/exec", self._exec)
        app.router.add_get("/echo", self._echo)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.link = f"http://127.0.0.1:{self._runner.addresses[0][1]}/exec?key=of-the-test"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _exec(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.query))
        if self.silent:
            await asyncio.Event().wait()
        if self.status != 200:
            return web.Response(status=self.status)
        return web.Response(
            status=302, headers={"Location": self.leads_to or f"/echo?action={request.query['action']}"}
        )

    async def _echo(self, request: web.Request) -> web.Response:
        unknown = {"ok": False, "error": "unknown action"}
        answer = self.answers.get(request.query["action"], unknown)
        return (
            web.Response(text=answer, content_type="text/html")
            if isinstance(answer, str)
            else web.json_response(answer)
        )
