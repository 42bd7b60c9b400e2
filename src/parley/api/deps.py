"""Who is calling, for which company, how often (contract §0.1, §0.2)."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from ipaddress import ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from parley.api.values import possible
from parley.companies.keys import Caller, identify
from parley.domain.company import CompanyConfig
from parley.errors import Forbidden, NotAuthenticated, NotFound
from parley.infra.rate_limits import RateLimits
from parley.runtime import Runtime
from parley.settings import Settings
from parley.tenants.config import config

Guard = Callable[[Request], Awaitable[Caller]]


def runtime(request: Request) -> Runtime:
    rt: Runtime = request.app.state.runtime
    return rt


def key_of(connection: HTTPConnection) -> str:
    """The key from any of its four places: X-API-Key, Bearer, Basic password, query."""
    if own := connection.headers.get("x-api-key"):
        return own
    scheme, _, value = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return connection.query_params.get("api_key", "")


async def caller_of(connection: HTTPConnection) -> Caller:
    """Who this is; PUB for nobody in particular."""
    rt: Runtime = connection.app.state.runtime
    if rt.settings.auth == "off":
        return Caller("SUP", name="anybody (PARLEY_AUTH=off)")
    key = key_of(connection)
    return await identify(rt.db, rt.settings, key) if key else Caller()


async def manager(request: Request) -> Caller:
    """A manager of the company in the path, or somebody above."""
    given = str(request.path_params["company_id"])
    # What is no number is nobody's company here; whoever may pass is told so by the route's own check.
    company_id = possible(int(given)) if given.isascii() and given.isdigit() and len(given) < 20 else 0
    return await _require(request, lambda caller: caller.manages(company_id))


Manager = Annotated[Caller, Depends(manager)]


async def super_admin(request: Request) -> Caller:
    return await _require(request, lambda caller: caller.role == "SUP")


async def service(request: Request) -> Caller:
    """parley's own programs, or the super administrator."""
    return await _require(request, lambda caller: caller.role in ("SUP", "SVC"))


async def staff(request: Request) -> Caller:
    """Anybody with a valid key; the route decides about the company."""
    return await _require(request, lambda caller: caller.known)


SuperAdmin = Annotated[Caller, Depends(super_admin)]


async def _require(request: Request, allowed: Callable[[Caller], bool]) -> Caller:
    caller = await caller_of(request)
    if not caller.known:
        raise NotAuthenticated("Not authenticated")
    if not allowed(caller):
        raise Forbidden("Forbidden")
    return caller


def client_ip(connection: HTTPConnection, settings: Settings) -> str:
    """The client's address. X-Forwarded-For counts only from a trusted proxy, and then its last untrusted entry."""
    peer = connection.client.host if connection.client else ""
    forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    while chain and _trusted(peer, settings):
        peer = chain.pop()
    return peer


def _trusted(address: str, settings: Settings) -> bool:
    try:
        own = ip_address(address)
    except ValueError:
        return False
    return any(own in ip_network(network, strict=False) for network in settings.proxies)


def limited(kind: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency that counts the call against a limit of limits.LIMITS."""

    async def count(request: Request) -> None:
        limits: RateLimits = request.app.state.limits
        await limits.check(kind, client_ip(request, request.app.state.runtime.settings))

    return count


async def company_or_404(rt: Runtime, company_id: int) -> CompanyConfig:
    async with rt.db.scoped(company_id) as session:
        company = await config(session, company_id)
    if company is None:
        raise NotFound("Company not found")
    return company
