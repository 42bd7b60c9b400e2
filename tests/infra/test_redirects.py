"""Redirects: which are followed, with what, and how far."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from fakes.loopback import served
from parley.errors import RemoteError
from parley.infra.http import HttpClient, RequestOptions
from parley.infra.net_guard import NetworkGuard
from parley.infra.redirects import get_following, is_same_origin

OPTIONS = RequestOptions()
KEY = {"Authorization": "Bearer demo"}


@asynccontextmanager
async def leading(**paths: str | int) -> AsyncIterator[tuple[str, list[tuple[str, str]]]]:
    """A server whose paths answer with a status or lead elsewhere; and what it was asked, with which key."""
    asked: list[tuple[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append((request.path, request.headers.get("Authorization", "")))
        target = paths.get(request.path.strip("/"), 200)
        if isinstance(target, int):
            return web.Response(status=target, text="here")
        return web.Response(status=302, headers={"Location": target})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with served(app) as port:
        yield f"http://127.0.0.1:{port}", asked


async def test_a_redirect_at_home_keeps_the_key(http: HttpClient) -> None:
    async with leading(a="b", b="/c") as (url, asked):
        response = await get_following(http, f"{url}/a", headers=KEY, options=OPTIONS)
        assert response.body == b"here"
        assert asked == [(path, KEY["Authorization"]) for path in ("/a", "/b", "/c")]


async def test_another_origin_is_not_given_the_key(http: HttpClient) -> None:
    async with leading() as (other, asked_there), leading(a=f"{other}/b") as (url, _):
        await get_following(http, f"{url}/a", headers=KEY, options=OPTIONS)
        assert asked_there == [("/b", "")]


async def test_redirects_end_somewhere(http: HttpClient) -> None:
    async with leading(a="/a") as (url, asked):
        with pytest.raises(RemoteError, match="another one"):
            await get_following(http, f"{url}/a", options=OPTIONS)
        assert len(asked) == 4


@pytest.mark.parametrize(
    "target", ["https://10.0.0.1/", "http://169.254.169.254/meta-data", "file:///etc/passwd", 304]
)
async def test_each_step_is_guarded(target: str | int) -> None:
    guard = NetworkGuard.of("production", ["127.0.0.0/8"])
    async with leading(a=target) as (url, _), HttpClient(guard=guard) as http:
        with pytest.raises(RemoteError) as caught:
            await get_following(http, f"{url}/a", options=OPTIONS)
        assert caught.value.permanent


async def test_where_the_operators_address_leads_is_guarded_all_the_same() -> None:
    async with (
        leading() as (other, asked_there),
        leading(a="/b", b=f"{other}/c") as (url, asked),
        HttpClient(guard=NetworkGuard(is_active=True)) as http,
    ):
        with pytest.raises(RemoteError, match="https://"):
            await get_following(http, f"{url}/a", guarded=False, options=OPTIONS)
        assert [path for path, _ in asked] == ["/a", "/b"]
        assert asked_there == []


async def test_the_caller_may_refuse_a_step(http: HttpClient) -> None:
    async with leading(a="/b") as (url, asked):
        with pytest.raises(RemoteError, match="another one"):
            await get_following(http, f"{url}/a", may_follow=lambda *_: False, options=OPTIONS)
        assert len(asked) == 1


def test_an_origin_is_scheme_host_and_port() -> None:
    assert is_same_origin("https://a.example/x", "https://A.example:443/y?z")
    assert not is_same_origin("https://a.example", "http://a.example")
    assert not is_same_origin("https://a.example", "https://b.a.example")
    assert not is_same_origin("https://a.example", "nowhere")
