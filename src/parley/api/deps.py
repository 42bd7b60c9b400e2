"""Tells who is calling, for which company, and how often (contract §0.1, §0.2)."""

import base64
from collections.abc import Awaitable, Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from parley.companies import brands
from parley.companies.keys import Caller, identify_caller
from parley.domain.company import CompanyConfig
from parley.errors import Forbidden, NotAuthenticated, NotFound
from parley.infra.rate_limits import RateLimiter
from parley.models import Company
from parley.runtime import Runtime
from parley.settings import Settings
from parley.tenants.config import load_config
from parley.text.row_ids import parse_id

CallerDependency = Callable[[Request], Awaitable[Caller]]


def get_runtime(request: Request) -> Runtime:
    """Returns the runtime that the application was made with."""
    rt: Runtime = request.app.state.runtime
    return rt


Rt = Annotated[Runtime, Depends(get_runtime)]


def read_staff_key(connection: HTTPConnection) -> str:
    """Returns the key from any of its four places: X-API-Key, Bearer, Basic password, query; empty for none."""
    if header_key := connection.headers.get("x-api-key"):
        return header_key
    scheme, _, value = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[2]
        except ValueError:  # no base64, no UTF-8
            return ""
    return connection.query_params.get("api_key", "")


async def get_caller(connection: HTTPConnection) -> Caller:
    """Returns who is calling; PUB for nobody in particular."""
    rt: Runtime = connection.app.state.runtime
    if rt.settings.auth == "off":
        return Caller("SUP", name="anybody (PARLEY_AUTH=off)")
    key = read_staff_key(connection)
    return await identify_caller(rt.db, rt.settings, key) if key else Caller()


AnyCaller = Annotated[Caller, Depends(get_caller)]


async def require_manager(request: Request) -> Caller:
    """Lets in a manager of the company in the path, or somebody above. Raises NotAuthenticated and Forbidden."""
    # What is no number is nobody's company here; whoever may pass is told so by the route's own check.
    company_id = parse_id(str(request.path_params["company_id"]))
    return await _require_caller(request, lambda caller: caller.can_manage(company_id))


Manager = Annotated[Caller, Depends(require_manager)]


async def require_super_admin(request: Request) -> Caller:
    """Lets in the super administrator. Raises NotAuthenticated and Forbidden."""
    return await _require_caller(request, lambda caller: caller.role == "SUP")


async def require_service(request: Request) -> Caller:
    """Lets in parley's own programs, or the super administrator."""
    return await _require_caller(request, lambda caller: caller.role in ("SUP", "SVC"))


async def require_staff(request: Request) -> Caller:
    """Lets in anybody with a valid key; the route decides about the company."""
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
    """Returns the client's address, as far as it can be believed.

    X-Forwarded-For counts only where a trusted proxy wrote it: from its end, as long as the address before it is
    one of ours.
    """
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
    return any(ip in network for network in _parse_networks(settings.trusted_networks))


@lru_cache(maxsize=8)
def _parse_networks(networks: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(network, strict=False) for network in networks)


def rate_limited(kind: str) -> Callable[[Request], Awaitable[None]]:
    """Returns a dependency that counts the call against a limit of infra/rate_limits.py."""

    async def count(request: Request) -> None:
        limits: RateLimiter = request.app.state.limits
        await limits.count_call(kind, client_ip(request, request.app.state.runtime.settings))

    return count


async def get_company_config(rt: Runtime, company_id: int) -> CompanyConfig:
    """Returns a company, switched off or not. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        company = await load_config(session, company_id)
    if company is None:
        raise NotFound("Company not found")
    return company


async def brand_from_path(brand_id: str, rt: Rt) -> Company:
    """Returns the brand that the path names. Raises NotFound."""
    return await brands.get_brand(rt, brand_id)


async def require_brand_manager(brand_id: str, request: Request, rt: Rt) -> Caller:
    """Lets in who may change this brand. An unknown key is refused before an unknown brand is told.

    Raises NotAuthenticated, NotFound and Forbidden.
    """
    caller = await get_caller(request)
    if not caller.is_authenticated:
        raise NotAuthenticated("Not authenticated")
    if not caller.can_manage((await brands.get_brand(rt, brand_id)).id):
        raise Forbidden("Forbidden")
    return caller


Brand = Annotated[Company, Depends(brand_from_path)]
BrandManager = Annotated[Caller, Depends(require_brand_manager)]
