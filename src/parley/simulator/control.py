"""What the doors of control planes share: they read JSON, and say in words what they do not understand."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from parley.errors import ParleyError
from parley.simulator.faults import FaultQueue, parse_fault

Json = dict[str, Any]
_NOT_UNDERSTOOD = (KeyError, ValueError, TypeError, LookupError)


def control(
    handler: Callable[[web.Request, Json], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Makes a door of a function of the request and its JSON: what it returns is the answer, what it does not
    understand is refused with 400."""

    @functools.wraps(handler)
    async def answer(request: web.Request) -> web.Response:
        try:
            given = await _read_json(request)
            content = await handler(request, given)
        except ParleyError as error:
            return web.json_response({"error": str(error)}, status=error.status)
        except _NOT_UNDERSTOOD as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.Response(body=orjson.dumps(content), content_type="application/json")

    return answer


def add_fault_doors(app: web.Application, faults: FaultQueue, prefix: str = "/_sim") -> None:
    """Adds the doors at which the faults of a service are ordered, seen and ended."""

    async def order(_: web.Request, given: Json) -> Any:
        faults.add(parse_fault(given))
        return {"faults": faults.to_json()}

    async def show(_: web.Request, given: Json) -> Any:
        return {"faults": faults.to_json()}

    async def end(_: web.Request, given: Json) -> Any:
        faults.clear()
        return {"faults": []}

    app.router.add_post(f"{prefix}/faults", control(order))
    app.router.add_get(f"{prefix}/faults", control(show))
    app.router.add_delete(f"{prefix}/faults", control(end))


async def _read_json(request: web.Request) -> Json:
    """Returns the object of a body; of no body an empty one. A form of a page has another type and is refused."""
    if not request.can_read_body:
        return {}
    if request.content_type != "application/json":
        raise ValueError("the body is JSON, and says so")
    given = orjson.loads(await request.read())
    if not isinstance(given, dict):
        raise ValueError("the body is an object")
    return given
