"""Serves an application on this machine only, to callers of this machine only."""

from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from parley.errors import ConfigurationError

_HOST = "127.0.0.1"
_BACKLOG = 1024


class LoopbackServer:
    """An HTTP server that refuses to listen anywhere but on loopback. Use as an async context manager.

    A stand-in of a service takes every credential that it is told to take: nobody else may reach it.
    """

    def __init__(self, app: web.Application, host: str = _HOST, port: int = 0) -> None:
        """Raises ConfigurationError for a host that is not of loopback."""
        if not is_loopback(host):
            raise ConfigurationError(f"A simulator listens on loopback only, not on {host}")
        self._app, self._host, self._port = app, host, port
        self._runner: web.AppRunner | None = None
        app.middlewares.append(_refuse_strangers)

    @property
    def url(self) -> str:
        """Returns where it listens; known once it is started."""
        assert self._runner is not None, "it is not started"
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._runner.addresses[0][1]}"

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self._app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port, backlog=_BACKLOG).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()


def is_loopback(host: str) -> bool:
    """Tells whether a host name or address is this machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def host_of(address: str) -> str:
    """Returns the host of a whole address, or of a header like `Host`; empty where it has none."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""


@web.middleware
async def _refuse_strangers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what a page of elsewhere has the browser of this machine call, under our name or under its own."""
    named = [request.headers.get(name, "") for name in ("Host", "Origin")]
    if any(name and not is_loopback(host_of(name)) for name in named):
        return web.json_response({"error": "only this machine may call"}, status=403)
    return await handler(request)
