"""Who is calling, for which company, how often (contract §0.1, §0.2)."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from ipaddress import ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from parley.api.values import valid_id_or_zero
from parley.companies.keys import Caller, identify_caller
from parley.domain.company import CompanyConfig
from parley.errors import Forbidden, NotAuthenticated, NotFound
from parley.infra.rate_limits import RateLimiter
from parley.runtime import Runtime
from parley.settings import Settings
from parley.tenants.config import load_config

CallerDependency = Callable[[Request], Awaitable[Caller]]


def get_runtime(request: Request) -> Runtime:
    rt: Runtime = request.app.state.runtime
    return rt


def read_staff_key(connection: HTTPConnection) -> str:
    """The key from any of its four places: X-API-Key, Bearer, Basic password, query."""
    if header_key := connection.headers.get("x-api-key"):
        return header_key
    scheme, _, value = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return connection.query_params.get("api_key", "")


async def get_caller(connection: HTTPConnection) -> Caller:
    """Who this is; PUB for nobody in particular."""
    rt: Runtime = connection.app.state.runtime
    if rt.settings.auth == "off":
        return Caller("SUP", name="anybody (PARLEY_AUTH=off)")
    key = read_staff_key(connection)
    return await identify_caller(rt.db, rt.settings, key) if key else Caller()


async def require_manager(request: Request) -> Caller:
    """A manager of the company in the path, or somebody above."""
    raw_id = str(request.path_params["company_id"])
    # What is no number is nobody's company here; whoever may pass is told so by the route's own check.
    company_id = valid_id_or_zero(int(raw_id)) if raw_id.isascii() and raw_id.isdigit() and len(raw_id) < 20 else 0
    return await _require_caller(request, lambda caller: caller.can_manage(company_id))


Manager = Annotated[Caller, Depends(require_manager)]


async def require_super_admin(request: Request) -> Caller:
    return await _require_caller(request, lambda caller: caller.role == "SUP")


async def require_service(request: Request) -> Caller:
    """parley's own programs, or the super administrator."""
    return await _require_caller(request, lambda caller: caller.role in ("SUP", "SVC"))


async def require_staff(request: Request) -> Caller:
    """Anybody with a valid key; the route decides about the company."""
    return await _require_caller(request, lambda caller: caller.is_authenticated)


SuperAdmin = Annotated[Caller, Depends(require_super_admin)]


async def _require_caller(request: Request, is_allowed: Callable[[Caller], bool]) -> Caller:
    caller = await get_caller(request)
    if not caller.is_authenticated:
        raise NotAuthenticated("Not authenticated")
    if not is_allowed(caller):
        raise Forbidden("Forbidden")
    return caller


def client_ip(connection: HTTPConnection, settings: Settings) -> str:
    """The client's address. X-Forwarded-For counts only from a trusted proxy, and then its last untrusted entry."""
    peer = connection.client.host if connection.client else ""
    forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
    hops = [part.strip() for part in forwarded.split(",") if part.strip()]
    while hops and _is_trusted_proxy(peer, settings):
        peer = hops.pop()
    return peer


def _is_trusted_proxy(address: str, settings: Settings) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(ip in ip_network(network, strict=False) for network in settings.trusted_networks)


def rate_limited(kind: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency that counts the call against a limit of limits.LIMITS."""

    async def count(request: Request) -> None:
        limits: RateLimiter = request.app.state.limits
        await limits.count_call(kind, client_ip(request, request.app.state.runtime.settings))

    return count


async def get_company_config(rt: Runtime, company_id: int) -> CompanyConfig:
    async with rt.db.scoped(company_id) as session:
        company = await load_config(session, company_id)
    if company is None:
        raise NotFound("Company not found")
    return company
