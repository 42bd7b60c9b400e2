"""A company's own address that takes signed leads (standardwebhooks.com), and checks them as a receiver must."""

import base64
import binascii
import functools
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import orjson
from aiohttp import web

from parley.simulator.control import Json, add_fault_doors, control
from parley.simulator.faults import Fault, FaultQueue, answer_with_fault
from parley.simulator.loopback import LoopbackServer

# How far the time of a call may be from the receiver's own.
_TOLERANCE_SECONDS = 300
_MAX_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Received:
    """One call as it arrived. `genuine`: signed with our secret, now, over this very body."""

    id: str
    json: Any
    headers: Mapping[str, str]
    genuine: bool


class WebhookReceiver:
    """Use as an async context manager; `url` is the address to be called.

    `received`: every call in order; `leads`: what was taken, by the webhook's id. `answer`: said to a good call.
    `seconds`: what the time of calls is compared with.
    """

    def __init__(
        self, secret: str, answer: object = None, *, port: int = 0, seconds: Callable[[], float] = time.time
    ) -> None:
        self.received: list[Received] = []
        self.leads: dict[str, Any] = {}
        self.answer = b"" if answer is None else orjson.dumps(answer)
        self.faults = FaultQueue()
        self._key = base64.b64decode(secret.removeprefix("whsec_"))
        self.seconds = seconds
        app = web.Application()
        app.router.add_post("/leads", self._take)
        app.router.add_get("/_sim/received", control(self._show))
        add_fault_doors(app, self.faults)
        self._server = LoopbackServer(app, port=port)

    @property
    def url(self) -> str:
        """Returns the address of the webhook."""
        return f"{self._server.url}/leads"

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    async def _take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        key = request.headers.get("webhook-id", "")
        try:
            content = orjson.loads(body)
        except orjson.JSONDecodeError:
            return web.Response(status=400)
        is_genuine = self._is_genuine(body, request.headers)
        self.received.append(Received(key, content, request.headers, is_genuine))
        fault = self.faults.take(request.path)
        if not is_genuine:
            return web.Response(status=401)
        return await answer_with_fault(request, fault, functools.partial(self._keep, key, content), _refuse)

    async def _keep(self, key: str, content: Any) -> web.StreamResponse:
        self.leads.setdefault(key, content)
        return web.Response(body=self.answer, content_type="application/json")

    async def _show(self, _: web.Request, given: Json) -> Any:
        """Shows what came."""
        calls = [{"id": each.id, "genuine": each.genuine, "content": each.json} for each in self.received]
        return {"received": calls[-_MAX_SHOWN:], "leads": len(self.leads)}

    def _is_genuine(self, body: bytes, headers: Mapping[str, str]) -> bool:
        number, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not number or not sent_at.isdecimal() or abs(self.seconds() - int(sent_at)) > _TOLERANCE_SECONDS:
            return False
        signed = hmac.new(self._key, f"{number}.{sent_at}.".encode() + body, hashlib.sha256).digest()
        for signature in headers.get("webhook-signature", "").split():
            version, _, value = signature.partition(",")
            try:
                if version == "v1" and hmac.compare_digest(base64.b64decode(value, validate=True), signed):
                    return True
            except binascii.Error:
                continue
        return False


def _refuse(fault: Fault) -> web.StreamResponse:
    wait = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
    return web.Response(status=fault.status, headers={**wait, **fault.headers}, body=fault.body)
