"""A model provider on loopback, scripted: real HTTP, real server-sent events, every way to fail that we know of.

async with ModelServer() as model:
    model.script(Reply("Здравствуйте!"), Reply(status=429, error={"code": "slow_down"}))
    … call model.base_url
"""

import asyncio
import base64
import functools
import socket
import struct
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import orjson
from aiohttp import web

from parley.simulator.control import Json, add_fault_doors, control
from parley.simulator.faults import Fault, FaultQueue, answer_with_fault
from parley.simulator.loopback import LoopbackServer
from parley.simulator.model_replies import Reply, events, vector, whole

_MAX_REQUEST_BYTES = 64 * 1024 * 1024
_MAX_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived. `peer` tells connections apart."""

    path: str
    json: Any
    headers: Mapping[str, str]
    peer: object


class ModelServer:
    """Use as an async context manager; `base_url` is what stands for a provider's address.

    `requests`: everything asked, in order. `abandoned` is set when a listener left before the end.

    `shuffled`, `only_base64`: how embeddings come back. `vector_of`: which they are. `keep`: whether requests
    are remembered.
    """

    def __init__(
        self, replies: Iterable[Reply] = (), default: Reply | None = None, *, port: int = 0, keep: bool = True
    ) -> None:
        self.default = default or Reply("Понятно, спасибо!")
        self.requests: list[Asked] = []
        self.abandoned = asyncio.Event()
        self.shuffled = self.only_base64 = False
        self.vector_of: Callable[[str], list[float]] = vector
        self.base_url = ""
        self._replies = deque(replies)
        self._embeddings: deque[Reply] = deque()
        self.faults = FaultQueue()
        self._keep = keep
        self._ready: dict[bool, bytes] = {}
        self._ready_for = self.default
        self._server = LoopbackServer(self._make_app(), port=port)

    def script(self, *replies: Reply) -> Self:
        """Has it say these, one a request; then the default again."""
        self._replies.extend(replies)
        return self

    def script_embeddings(self, *replies: Reply) -> Self:
        """Has it fail like this (`status`, `error`, `body`) or answer late (`first`), one a request."""
        self._embeddings.extend(replies)
        return self

    def _make_app(self) -> web.Application:
        app = web.Application(client_max_size=_MAX_REQUEST_BYTES)
        app.router.add_post("/v1/chat/completions", functools.partial(self._answer, self._chat))
        app.router.add_post("/v1/embeddings", functools.partial(self._answer, self._embed))
        app.router.add_get("/v1/models", self._models)
        app.router.add_get("/_sim/requests", control(self._show))
        app.router.add_post("/_sim/replies", control(self._order_reply))
        add_fault_doors(app, self.faults)
        return app

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        self.base_url = f"{self._server.url}/v1"
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    async def _answer(
        self, answer: Callable[[web.Request], Awaitable[web.StreamResponse]], request: web.Request
    ) -> web.StreamResponse:
        fault = self.faults.take(request.path)
        return await answer_with_fault(request, fault, functools.partial(answer, request), _refused_by_fault)

    async def _show(self, _: web.Request, given: Json) -> Any:
        """Shows what was asked."""
        return {"requests": [{"path": each.path, "body": each.json} for each in self.requests[-_MAX_SHOWN:]]}

    async def _order_reply(self, _: web.Request, given: Json) -> Any:
        """Has the model say a text next."""
        self.script(Reply(str(given["text"]), first=float(given.get("first", 0)), each=float(given.get("each", 0))))
        return {"waiting": len(self._replies)}

    async def _asked(self, request: web.Request) -> Any:
        body = orjson.loads(await request.read())
        if self._keep:
            peer = request.transport.get_extra_info("peername") if request.transport else None
            self.requests.append(Asked(request.path, body, request.headers, peer))
        return body

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        body = await self._asked(request)
        wrong = complaint(body)
        if wrong:
            return _refuse(Reply(status=400, error={"message": wrong, "type": "invalid_request_error"}))
        reply = self._replies.popleft() if self._replies else self.default
        if reply.body is not None or (reply.error is not None and not reply.late):
            await asyncio.sleep(reply.first)
            return _refuse(reply)
        if not (reply.stream and body.get("stream")):
            await asyncio.sleep(reply.first)
            return web.Response(body=orjson.dumps(whole(reply, body["model"])), content_type=reply.content_type)
        usage = bool((body.get("stream_options") or {}).get("include_usage"))
        if reply is self.default and not (reply.first or reply.each or reply.pieces) and reply.cut is None:
            return web.Response(body=self._prebuilt(usage), content_type="text/event-stream")
        try:
            return await _stream(request, reply, events(reply, body["model"], usage=usage))
        except (asyncio.CancelledError, ConnectionError):
            self.abandoned.set()
            raise

    def _prebuilt(self, usage: bool) -> bytes:
        """One write, made once: what is measured is the client."""
        if self._ready_for is not self.default:
            self._ready, self._ready_for = {}, self.default
        if usage not in self._ready:
            self._ready[usage] = b"".join(events(self.default, usage=usage))
        return self._ready[usage]

    async def _embed(self, request: web.Request) -> web.Response:
        body = await self._asked(request)
        if self._embeddings:
            reply = self._embeddings.popleft()
            await asyncio.sleep(reply.first)
            if reply.status != 200 or reply.error is not None or reply.body is not None:
                return _refuse(reply)
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        in_text = self.only_base64 or body.get("encoding_format") == "base64"
        data = [
            {"object": "embedding", "index": index, "embedding": _packed(numbers) if in_text else numbers}
            for index, numbers in enumerate(map(self.vector_of, texts))
        ]
        used = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
        answer = {"object": "list", "model": body["model"], "usage": used}
        return _json({**answer, "data": data[::-1] if self.shuffled else data})

    async def _models(self, _: web.Request) -> web.Response:
        model = {"id": "demo", "object": "model", "created": 1, "owned_by": "demo", "shutdown_date": None}
        return _json({"object": "list", "data": [model]})


def complaint(body: Mapping[str, Any]) -> str:
    """Returns what a strict provider would not take about a request; empty when it is right."""
    if not body.get("model") or not body.get("messages"):
        return "model and messages are required"
    waiting: set[str] = set()
    for message in body["messages"]:
        if message["role"] == "tool":
            if message.get("tool_call_id") not in waiting:
                return "a tool message must answer a tool call before it"
            waiting.discard(message["tool_call_id"])
        elif waiting:
            return "every tool call must be answered before the next message"
        waiting |= {call["id"] for call in message.get("tool_calls") or ()}
    return "every tool call must be answered" if waiting else ""


async def _stream(request: web.Request, reply: Reply, parts: Sequence[bytes]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **reply.headers})
    await response.prepare(request)
    await asyncio.sleep(reply.first)
    for number, part in enumerate(_split(parts, reply.pieces)):
        # A turn of the loop for the listener, so that each write is a read of its own.
        await asyncio.sleep(reply.each if number else 0)
        await response.write(part)
    if reply.pieces:  # the end of the connection comes a moment after the end of the answer, as over a network
        await asyncio.sleep(0.005)
    if reply.cut is not None and reply.how != "end":
        _hang_up(request, reset=reply.how == "reset")
    return response


def _split(parts: Sequence[bytes], sizes: Sequence[int]) -> Iterator[bytes]:
    if not sizes:
        yield from parts
        return
    data = b"".join(parts)
    for size in sizes:
        if data[:size]:
            yield data[:size]
        data = data[size:]
    if data:
        yield data


def _hang_up(request: web.Request, *, reset: bool) -> None:
    transport = request.transport
    if transport is None:
        return
    if reset:
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _refused_by_fault(fault: Fault) -> web.StreamResponse:
    wait = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
    words = fault.description or "The service is not to be had"
    return _refuse(Reply(status=fault.status, body=fault.body, error={"message": words}, headers=wait))


def _refuse(reply: Reply) -> web.Response:
    if reply.body is not None:
        return web.Response(
            status=reply.status, body=reply.body, headers=dict(reply.headers), content_type=reply.content_type
        )
    return _json({"error": reply.error}, reply.status, reply.headers)


def _json(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    return web.Response(
        status=status, body=orjson.dumps(content), headers=dict(headers or {}), content_type="application/json"
    )


def _packed(numbers: Sequence[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()
