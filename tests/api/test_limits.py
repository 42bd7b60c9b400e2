"""How often somebody may call: by address, by key, by who speaks (contract §0.2)."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from fakes.company import a_company
from fakes.site import Site, a_visitor, serving
from parley.api.app import create_app
from parley.api.chat import connections
from parley.bootstrap import assemble_runtime
from parley.companies import keys
from parley.domain.company import CompanyConfig
from parley.errors import RateLimited
from parley.infra.rate_exchange import DatabaseExchange
from parley.infra.rate_limits import RATE_LIMITS, RateLimiter
from parley.runtime import Runtime

# What is served without being counted: FastAPI's own pages, and what the middleware answers.
# A messenger calls for many customers from few addresses: it shows its secret, and only who has none is counted.
NOT_COUNTED = {
    "/openapi.json",
    "/docs",
    "/docs/oauth2-redirect",
    "/redoc",
    "/metrics",
    "/webhooks/{kind}/{public_id}",
}


@asynccontextmanager
async def limited(site: Site, **changes: Any) -> AsyncIterator[Site]:
    """The same service with limits, as if nobody had called yet. Its minute never passes: machines are slow."""
    settings, now = site.rt.settings.model_copy(update={"rate_limits": "on", **changes}), site.rt.clock()
    rt = assemble_runtime(settings, site.rt.db, site.rt.queue, site.rt.http, clock=lambda: now)
    async with rt.db.direct(0) as connection:
        await connection.execute("DELETE FROM rate_counts")
    async with serving(rt, limits=patient_limits(rt)) as own:
        yield own


def patient_limits(rt: Runtime) -> RateLimiter:
    """The limits of a process that waits for the others' counts however slow the machine is."""
    return RateLimiter(exchange=DatabaseExchange(rt.db), clock=lambda: rt.clock().timestamp(), patience=60)


@pytest_asyncio.fixture(loop_scope="session")
async def shop(site: Site) -> CompanyConfig:
    return await a_company(site.rt)


def behind(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


def served_routes(app: FastAPI) -> Iterator[BaseRoute]:
    """Every route; those of an included router stand in that."""
    for route in app.routes:
        inner: APIRouter | None = getattr(route, "original_router", None)
        yield from inner.routes if inner is not None else [route]


def is_counted(route: BaseRoute) -> bool:
    return isinstance(route, APIRoute) and any(
        "rate_limited" in getattr(dependency.call, "__qualname__", "")
        for dependency in route.dependant.dependencies
    )


def test_every_address_that_parley_serves_is_counted(site: Site) -> None:
    routes = list(served_routes(create_app(site.rt)))
    assert len(routes) > 50
    assert {getattr(route, "path", "") for route in routes if not is_counted(route)} - NOT_COUNTED == set()


async def test_too_many_requests_say_when_to_come_back(site: Site) -> None:
    async with limited(site) as own:
        for _ in range(5):
            assert (await own.get("/logs", key=site.sup)).status == 200
        got = await own.get("/logs", key=site.sup)
    assert got.status == 429
    assert got.json()["error"] == got.json()["detail"]
    assert got.json()["error"].startswith("Rate limit exceeded: ")
    assert int(got.headers["Retry-After"]) >= 1


async def test_callers_behind_a_trusted_proxy_are_counted_one_by_one(site: Site) -> None:
    async with limited(site, trusted_proxies="127.0.0.1") as own:
        for number in range(7):
            assert (await own.get("/logs", key=site.sup, headers=behind(f"198.51.100.{number}"))).status == 200


async def test_nobody_escapes_the_limit_by_a_header_of_their_own(site: Site) -> None:
    async with limited(site, trusted_proxies="10.0.0.0/8") as own:
        statuses = [
            (await own.get("/logs", key=site.sup, headers=behind(f"198.51.100.{number}"))).status
            for number in range(6)
        ]
    assert statuses == [200, 200, 200, 200, 200, 429]


async def test_two_processes_have_one_limit(site: Site) -> None:
    async with limited(site) as one, serving(one.rt, limits=patient_limits(one.rt)) as other:
        doors = [one, other] * 3
        statuses = [(await door.get("/logs", key=site.sup)).status for door in doors]
    assert statuses == [200, 200, 200, 200, 200, 429]


async def test_one_visitor_from_many_addresses_is_one_visitor(site: Site, shop: CompanyConfig) -> None:
    most, visitor = RATE_LIMITS["visitor chat"].amount, a_visitor()
    async with limited(site, trusted_proxies="127.0.0.1") as own:
        body = {"message": "start_session", "user_id": visitor}
        path = f"/sales/{shop.id}/chat"
        for number in range(most):
            got = await own.post(path, json=body, headers=behind(f"198.51.{number}.1"))
            assert got.status == 200
        assert (await own.post(path, json=body, headers=behind("198.51.100.250"))).status == 429
        # Another visitor, and the same id in another company, are others.
        body["user_id"] = a_visitor()
        assert (await own.post(path, json=body, headers=behind("198.51.100.250"))).status == 200


async def test_a_bot_is_counted_by_its_key_and_strangers_beside_it_by_their_address(
    site: Site, shop: CompanyConfig
) -> None:
    key, path = await keys.create_key(site.rt.db, "SVC"), f"/sales/{shop.id}/chat"
    body = {"message": "ping", "user_id": "healthcheck"}
    async with limited(site) as own:
        for _ in range(RATE_LIMITS["chat"].amount + 1):
            assert (await own.post(path, json=body, key=key)).status == 200
        assert (await own.post(path, json=body)).status == 200
        for _ in range(RATE_LIMITS["chat"].amount - 1):
            assert (await own.post(path, json=body, key="svc_invented")).status == 200
        # An address that is over its limit is not even asked for its key.
        assert (await own.post(path, json=body, key="svc_invented")).status == 429


async def test_a_socket_for_each_message_escapes_no_limit(site: Site, shop: CompanyConfig) -> None:
    async with limited(site) as own:
        for _ in range(RATE_LIMITS["chat"].amount):
            assert (await own.post(f"/chat/{shop.slug}", json={"message": "x" * 4001})).status == 422
        async with own.socket(f"/ws/chat/{shop.slug}") as socket:
            await socket.frame()
            await socket.send("chat", message="Здравствуйте")
            frame = await socket.frame()
    assert (frame["type"], frame["data"]["code"]) == ("error", "rate_limited")


async def test_a_visitor_over_his_limit_is_told_so_on_a_socket_too(site: Site, shop: CompanyConfig) -> None:
    visitor = a_visitor()
    async with limited(site, trusted_proxies="127.0.0.1") as own:
        body = {"message": "start_session", "user_id": visitor}
        for number in range(RATE_LIMITS["visitor chat"].amount):
            await own.post(f"/sales/{shop.id}/chat", json=body, headers=behind(f"198.51.{number}.2"))
        async with own.socket(f"/ws/sales/{shop.id}", headers=behind("203.0.113.9")) as socket:
            await socket.frame()
            await socket.send("chat", message="Здравствуйте", user_id=visitor)
            frame = await socket.frame()
    assert (frame["type"], frame["data"]["code"]) == ("error", "rate_limited")


async def test_an_address_opens_so_many_sockets_a_minute(site: Site) -> None:
    async with limited(site) as own:
        for _ in range(RATE_LIMITS["socket"].amount):
            async with own.socket("/ws/chat/none") as socket:
                await socket.frame()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with own.socket("/ws/chat/none"):
                pass
    assert refused.value.status == 429


async def test_an_address_has_so_many_sockets_open_at_once() -> None:
    open_sockets = connections.OpenSockets()
    with ExitStack() as stack:
        for _ in range(connections.MAX_OPEN_SOCKETS):
            stack.enter_context(open_sockets.hold("198.51.100.1"))
        with pytest.raises(RateLimited), open_sockets.hold("198.51.100.1"):
            pass
        with open_sockets.hold("198.51.100.2"):
            pass
    with open_sockets.hold("198.51.100.1"):
        pass


async def test_a_connection_that_sends_only_nonsense_is_ended(site: Site, shop: CompanyConfig) -> None:
    async with limited(site) as own, own.socket(f"/ws/chat/{shop.slug}") as socket:
        await socket.frame()
        for _ in range(RATE_LIMITS["frame"].amount + 1):
            await socket.connection.send_str("{")
        while (got := await socket.connection.receive(timeout=20)).type is aiohttp.WSMsgType.TEXT:
            pass
    assert got.data == 1008
