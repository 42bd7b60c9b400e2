"""Tells who is calling, and for which company (contract §0.1)."""

import base64
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from parley.api.cross_site import is_forged
from parley.companies import brands
from parley.companies.keys import Caller, identify_caller
from parley.domain.company import CompanyConfig
from parley.errors import Forbidden, NotAuthenticated, NotFound
from parley.models import Company
from parley.runtime import Runtime
from parley.tenants.config import load_config
from parley.text.row_ids import parse_id

CallerDependency = Callable[[Request], Awaitable[Caller]]


def get_runtime(request: Request) -> Runtime:
    """Returns the runtime that the application was made with."""
    rt: Runtime = request.app.state.runtime
    return rt


Rt = Annotated[Runtime, Depends(get_runtime)]


def read_staff_key(connection: HTTPConnection) -> str:
    """Returns the key from any of its four places: X-API-Key, Bearer, Basic password, query; empty for none.

    A browser that was given a Basic password once adds it by itself, for another site's page too: it is none then.
    """
    if header_key := connection.headers.get("x-api-key"):
        return header_key
    scheme, _, value = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        if is_forged(connection):
            return ""
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
    if not key:
        return Caller()
    if connection.scope["type"] != "http":
        return await identify_caller(rt.db, rt.settings, key)
    # Asked for once a request; a socket lives longer than some keys.
    if not hasattr(connection.state, "caller"):
        connection.state.caller = await identify_caller(rt.db, rt.settings, key)
    caller: Caller = connection.state.caller
    return caller


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


async def may_read_lists(connection: HTTPConnection) -> bool:
    """Whether somebody may see who our companies are: anybody, or in production whoever shows a key (§0.1)."""
    rt: Runtime = connection.app.state.runtime
    return rt.settings.are_lists_public or (await get_caller(connection)).is_authenticated


async def require_list_reader(request: Request) -> None:
    """Lets in whoever may see who our companies are. Raises NotAuthenticated."""
    if not await may_read_lists(request):
        raise NotAuthenticated("Not authenticated")


async def _require_caller(request: Request, is_allowed: Callable[[Caller], bool]) -> Caller:
    caller = await get_caller(request)
    if not caller.is_authenticated:
        raise NotAuthenticated("Not authenticated")
    if not is_allowed(caller):
        raise Forbidden("Forbidden")
    return caller


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
