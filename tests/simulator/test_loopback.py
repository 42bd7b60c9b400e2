"""A simulator is reached by this machine only."""

import aiohttp
import pytest
from aiohttp import web

from parley.errors import ConfigurationError
from parley.simulator.loopback import LoopbackServer, is_loopback


async def _hello(_: web.Request) -> web.Response:
    return web.Response(text="hello")


def _app() -> web.Application:
    app = web.Application()
    app.router.add_get("/", _hello)
    return app


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "10.0.0.1", "demo.example", ""])
def test_it_refuses_to_listen_elsewhere(host: str) -> None:
    with pytest.raises(ConfigurationError, match="loopback only"):
        LoopbackServer(_app(), host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "localhost", "::1", "[::1]"])
def test_names_of_this_machine_are_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:80"}, 200),
        ({"Origin": "http://localhost:8000"}, 200),
        ({"Host": "rebound.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_a_page_of_elsewhere_may_not_call_it_by_the_browser(headers: dict[str, str], status: int) -> None:
    async with (
        LoopbackServer(_app()) as server,
        aiohttp.ClientSession() as client,
        client.get(server.url, headers=headers) as answer,
    ):
        assert answer.status == status
