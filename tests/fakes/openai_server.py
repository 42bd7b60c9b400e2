"""A model provider on loopback, scripted: real HTTP, real server-sent events, every way to fail that we know of.

    async with FakeOpenAI() as fake:
        fake.script(Reply("Здравствуйте!"), Reply(status=429, error={"code": "slow_down"}))
        model = OpenAI(Endpoint("demo", base_url=fake.base_url), http)

Stand-alone, for measuring: PYTHONPATH=tests python -m fakes.openai_server --port 9000 --first 0.4 --each 0.02
"""

import argparse
import asyncio
import base64
import hashlib
import re
import socket
import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import orjson
import uvloop
from aiohttp import web

_TOKEN = re.compile(r"\s*\S+|\s+")
_ARGUMENT_PIECE = 5
_DIMENSIONS = 8


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call. `arguments`: JSON text, or an object to send as such. `id`, `index` None: left out."""

    name: str
    arguments: str | Mapping[str, Any] = "{}"
    id: str | None = "call_1"
    index: int | None = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted answer. Delays in seconds.

    `text`: cut into tokens as a model would, or given as tokens. `finish`: None leaves the reason out, empty means
    the natural one. `first`, `each`: delay before the first and between tokens. `cut`: the answer stops after so
    many tokens, `how`: with the stream's proper end, a dropped connection, or a reset one. `error`: told with
    `status` instead of an answer, or, `late`, in the stream after the tokens. `body`: these bytes instead of
    everything. `pieces`: sizes of the writes the stream is sent in, one after another.
    """

    text: str | Sequence[str] = ""
    calls: Sequence[Call] = ()
    thinking: str = ""
    finish: str | None = ""
    usage: bool = True
    done: bool = True
    stream: bool = True
    first: float = 0
    each: float = 0
    cut: int | None = None
    how: Literal["end", "drop", "reset"] = "drop"
    status: int = 200
    error: object = None
    late: bool = False
    body: bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    comments: int = 0
    pieces: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived. `peer` tells connections apart."""

    path: str
    json: Any
    headers: Mapping[str, str]
    peer: object


def tokens(text: str | Sequence[str]) -> list[str]:
    return _TOKEN.findall(text) if isinstance(text, str) else list(text)


def events(reply: Reply, model: str = "demo", *, usage: bool = True) -> list[bytes]:
    """The server-sent events of an answer: remarks, the role, thoughts and tokens (up to `cut`), the end."""
    slow, last = _told(reply, model), _ended(reply, model, usage=usage)
    return [b": PROCESSING\n\n"] * reply.comments + slow + last


def _told(reply: Reply, model: str) -> list[bytes]:
    """The role comes in one write with what follows it, so that a delay is one between tokens."""
    thought = [_chunk(model, {"content": None, "reasoning_content": word}) for word in tokens(reply.thinking)]
    said = [_chunk(model, {"content": token}) for token in tokens(reply.text)] + list(_calls(reply, model))
    role = _chunk(model, {"role": "assistant", "content": ""})
    first, *rest = [*thought, *said[: reply.cut]] or [b""]
    return [role + first, *rest]


def _ended(reply: Reply, model: str, *, usage: bool) -> list[bytes]:
    if reply.cut is not None:
        return []
    if reply.error is not None:
        return [_sse({"error": reply.error, "choices": []})]
    end = b"" if reply.finish is None else _chunk(model, {}, _finish(reply))
    if reply.usage and usage:
        end += _sse({"id": "c1", "model": model, "choices": [], "usage": _usage(reply)})
    return [end + (b"data: [DONE]\n\n" if reply.done else b"")]


def whole(reply: Reply, model: str = "demo") -> dict[str, Any]:
    """The same answer, not streamed."""
    calls = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
        for call in reply.calls
    ]
    message = {"role": "assistant", "content": "".join(tokens(reply.text)) or None}
    if calls:
        message["tool_calls"] = calls  # type: ignore[assignment]
    choice = {"index": 0, "message": message, "finish_reason": _finish(reply)}
    answer = {"id": "c1", "object": "chat.completion", "created": 1, "model": model, "choices": [choice]}
    return {**answer, "usage": _usage(reply)} if reply.usage else answer


def vector(text: str) -> list[float]:
    """The same text has the same numbers, exact in float32."""
    return [(byte - 128) / 128 for byte in hashlib.sha256(text.encode()).digest()[:_DIMENSIONS]]


def _finish(reply: Reply) -> str | None:
    return reply.finish if reply.finish != "" else ("tool_calls" if reply.calls else "stop")


def _usage(reply: Reply) -> dict[str, int]:
    count = len(tokens(reply.text)) + len(reply.calls)
    return {"prompt_tokens": 9, "completion_tokens": count, "total_tokens": 9 + count}


def _calls(reply: Reply, model: str) -> Iterator[bytes]:
    """The name with the first delta, then the arguments, broken inside the JSON."""
    for call in reply.calls:
        number = {} if call.index is None else {"index": call.index}
        first: dict[str, Any] = {**number, "type": "function", "function": {"name": call.name, "arguments": ""}}
        if call.id is not None:
            first["id"] = call.id
        rest = call.arguments
        if not isinstance(rest, str):
            first["function"]["arguments"], rest = rest, ""
        yield _chunk(model, {"tool_calls": [first]})
        for start in range(0, len(rest), _ARGUMENT_PIECE):
            function = {"arguments": rest[start : start + _ARGUMENT_PIECE]}
            yield _chunk(model, {"tool_calls": [{**number, "function": function}]})


def _chunk(model: str, delta: Mapping[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [choice]}
    return _sse({**chunk, "usage": None, "obfuscation": "x"})


def _sse(event: Mapping[str, Any]) -> bytes:
    return b"data: " + orjson.dumps(event) + b"\n\n"


class FakeOpenAI:
    """`requests`: everything asked, in order. `abandoned` is set when a listener left before the end.

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
        self._port, self._keep = port, keep
        self._ready: dict[bool, bytes] = {}
        self._ready_for = self.default
        self._runner: web.AppRunner | None = None

    def script(self, *replies: Reply) -> Self:
        """Say these, one a request; then the default again."""
        self._replies.extend(replies)
        return self

    def script_embeddings(self, *replies: Reply) -> Self:
        """Fail like this (`status`, `error`, `body`), or answer late (`first`), one a request; then as usual."""
        self._embeddings.extend(replies)
        return self

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_post("/v1/embeddings", self._embed)
        app.router.add_get("/v1/models", self._models)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024)
        await site.start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

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
    """What a strict provider would not take about a request; empty when it is right."""
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


async def _serve(port: int, reply: Reply) -> None:
    async with FakeOpenAI(default=reply, port=port, keep=False):
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="fakes.openai_server", description="A stub model for measuring")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--first", type=float, default=0.0, help="seconds to the first token")
    parser.add_argument("--each", type=float, default=0.0, help="seconds between tokens")
    parser.add_argument("--tokens", type=int, default=40)
    given = parser.parse_args()
    words = tuple(f"слово{number} " for number in range(given.tokens))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(given.port, Reply(words, first=given.first, each=given.each)))
