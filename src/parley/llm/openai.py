"""Any OpenAI-compatible address: streamed chat completions with tools, and embeddings.

Facts of the wire: contracts/openai.md. Deviations of compatible servers are taken as they come: arguments as an
object, tool calls without id or index, no usage, `stop` with tool calls, a plain JSON answer to a stream request.
"""

import asyncio
import base64
import struct
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, ClassVar

import aiohttp
import msgspec
import orjson

from parley.errors import RemoteError
from parley.http import Http, Response, refusal, retry_after, translated
from parley.llm.base import LLM, Completion, Delta, Endpoint, Message, ToolCall, Usage

_NO_CREDIT = frozenset(
    {
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "insufficient_quota",
    }
)
_TEMPORARY_CODES = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_PATIENCE = 2.0
_EMBED_BATCH = 2048


class _Function(msgspec.Struct):
    name: str | None = None
    arguments: Any = None


class _Call(msgspec.Struct):
    index: int | None = None
    id: str | None = None
    function: _Function | None = None


class _Said(msgspec.Struct):
    content: str | None = None
    tool_calls: list[_Call] | None = None


class _Choice(msgspec.Struct):
    delta: _Said | None = None
    message: _Said | None = None
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0


class _Event(msgspec.Struct):
    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: Any = None


_decode = msgspec.json.Decoder(_Event).decode


class Stream:
    """Server-sent events, byte by byte, into deltas. Pure: knows no connection."""

    def __init__(self) -> None:
        self._rest = b""
        self._calls: dict[int, list[str]] = {}
        self._usage: Usage | None = None
        self.ended = False

    def feed(self, data: bytes) -> Iterator[Delta]:
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            if line.startswith(b"data:"):
                yield from self._event(line[5:].strip())

    def close(self) -> Iterator[Delta]:
        """The tool calls and the usage. Raises RemoteError when the stream was cut in the middle."""
        if self._rest.startswith(b"data:"):
            yield from self._event(self._rest[5:].strip())
        if not self.ended:
            raise RemoteError("The model's answer was cut in the middle")
        for number, (index, (id_, name, arguments)) in enumerate(sorted(self._calls.items())):
            yield Delta(tool_call=ToolCall(id_ or f"call_{index}_{number}", name, arguments or "{}"))
        if self._usage:
            yield Delta(usage=self._usage)

    def _event(self, content: bytes) -> Iterator[Delta]:
        if content == b"[DONE]":
            self.ended = True
            return
        try:
            event = _decode(content)
        except msgspec.MsgspecError as error:
            raise RemoteError("The model's answer cannot be read") from error
        yield from self.take(event)

    def take(self, event: _Event) -> Iterator[Delta]:
        if event.error is not None:
            raise problem(event.error, 200)
        if event.usage is not None:
            self._usage = Usage(event.usage.prompt_tokens or 0, event.usage.completion_tokens or 0)
        for choice in (event.choices or ())[:1]:
            said = choice.delta or choice.message
            if said is not None:
                if said.content:
                    yield Delta(text=said.content)
                for call in said.tool_calls or ():
                    self._join(call)
            if choice.finish_reason:
                if choice.finish_reason == "error":
                    raise RemoteError("The model's provider failed in the middle of the answer")
                self.ended = True

    def _join(self, call: _Call) -> None:
        index = call.index
        if index is None:  # some servers send whole calls without a number
            index = (
                len(self._calls)
                if call.id or (call.function and call.function.name)
                else max(self._calls, default=0)
            )
        joined = self._calls.setdefault(index, ["", "", ""])
        joined[0] = joined[0] or call.id or ""
        if call.function is not None:
            joined[1] = joined[1] or call.function.name or ""
            arguments = call.function.arguments
            if arguments is not None:
                joined[2] += arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode()


class OpenAI(LLM):
    """`first_token_timeout`, `idle_timeout`: seconds until the first piece, and between two."""

    name: ClassVar[str] = "openai"
    default_base_url: ClassVar[str] = "https://api.openai.com/v1"

    def __init__(
        self, endpoint: Endpoint, http: Http, *, first_token_timeout: float = 20, idle_timeout: float = 20
    ) -> None:
        self._endpoint, self._http = endpoint, http
        self._first, self._idle = first_token_timeout, idle_timeout
        self._base = (endpoint.base_url or self.default_base_url).rstrip("/")

    async def complete(self, request: Completion) -> AsyncIterator[Delta]:
        body = self._body(request)
        for last in (False, True):
            said = False
            try:
                async for delta in self._attempt(body):
                    said = True
                    yield delta
                return
            except RemoteError as error:
                # Once, and only while the customer has seen nothing of it.
                if last or said or error.permanent or (error.retry_after or 0) > _PATIENCE:
                    raise
                await asyncio.sleep(error.retry_after or 0.2)

    async def _attempt(self, body: dict[str, Any]) -> AsyncIterator[Delta]:
        url = f"{self._base}/chat/completions"
        stream = Stream()
        async with _in_time(self._first, "The model did not begin to answer in time") as clock:
            async with self._http.stream("POST", url, json=body, headers=self._headers()) as answer:
                await self._check(answer, url)
                if "json" in answer.content_type:
                    async with translated(url):
                        content = await answer.read()
                    for delta in _whole(content):
                        yield delta
                    return
                while True:
                    async with translated(url):
                        data = await answer.content.readany()
                    if not data:
                        break
                    for delta in stream.feed(data):
                        clock.reschedule(asyncio.get_running_loop().time() + self._idle)
                        yield delta
                for delta in stream.close():
                    yield delta

    async def _check(self, answer: aiohttp.ClientResponse, url: str) -> None:
        if answer.status < 400:
            return
        async with translated(url):
            response = Response(answer.status, answer.headers, await answer.read())
        try:
            content = orjson.loads(response.body)
        except orjson.JSONDecodeError:
            raise refusal(response, url) from None
        error = content.get("error") if isinstance(content, dict) else None
        if not isinstance(error, dict):
            raise refusal(response, url)
        raise problem(error, response.status, retry_after(response.headers))

    def _body(self, request: Completion) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": [_wire(message) for message in request.messages],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if request.tools:
            body["tools"] = [
                {
                    "type": "function",
                    "function": {"name": t.name, "description": t.description, "parameters": t.parameters},
                }
                for t in request.tools
            ]
        if request.max_tokens:
            # Many compatible servers know only the older name; OpenAI's own newer models only the newer one.
            own = self._base == OpenAI.default_base_url
            body["max_completion_tokens" if own else "max_tokens"] = request.max_tokens
        return body

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self._endpoint.api_key}"} if self._endpoint.api_key else {}
        return {**key, **self._endpoint.headers}

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        vectors: list[list[float]] = []
        for start in range(0, len(texts), _EMBED_BATCH):
            body = {
                "model": self._endpoint.model,
                "input": list(texts[start : start + _EMBED_BATCH]),
                "encoding_format": "float",
            }
            answer = await self._http.request(
                "POST", f"{self._base}/embeddings", json=body, headers=self._headers(), timeout=30, attempts=2
            )
            rows = sorted(answer.json().get("data", []), key=lambda row: row["index"])
            vectors += [_vector(row["embedding"]) for row in rows]
        return vectors


def problem(error: Any, status: int, wait: float | None = None) -> RemoteError:
    """A provider's error object. Which may be tried again is told by its code, where the status does not say."""
    if not isinstance(error, dict):
        return RemoteError(f"The model's provider failed: {str(error)[:200]}", status_code=status)
    code, kind = error.get("code"), error.get("type")
    if isinstance(code, str) and code.isdigit():
        code = int(code)
    effective = code if status < 400 and isinstance(code, int) else status
    permanent = 400 <= effective < 500 and effective not in _TEMPORARY_CODES
    if code in _NO_CREDIT or kind in _NO_CREDIT:
        permanent = True
    return RemoteError(
        f"The model's provider answered {effective}: {str(error.get('message', ''))[:200]}",
        permanent=permanent,
        retry_after=wait,
        status_code=status,
        code=str(code or kind or ""),
    )


def _whole(content: bytes) -> Iterator[Delta]:
    """An answer that was not streamed."""
    stream = Stream()
    try:
        event = _decode(content)
    except msgspec.MsgspecError as error:
        raise RemoteError("The model's answer cannot be read") from error
    yield from stream.take(event)
    if not event.choices:
        raise RemoteError("The model's answer holds no choice")
    stream.ended = True
    yield from stream.close()


def _wire(message: Message) -> dict[str, Any]:
    wire: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        wire["content"] = message.content or None
        wire["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.tool_calls
        ]
    if message.tool_call_id:
        wire["tool_call_id"] = message.tool_call_id
    return wire


def _vector(embedding: list[float] | str) -> list[float]:
    if isinstance(embedding, str):
        raw = base64.b64decode(embedding)
        return list(struct.unpack(f"<{len(raw) // 4}f", raw))
    return embedding


class _in_time:
    """asyncio.timeout whose end is a RemoteError."""

    def __init__(self, seconds: float, message: str) -> None:
        self._timeout, self._message = asyncio.timeout(seconds), message

    async def __aenter__(self) -> asyncio.Timeout:
        return await self._timeout.__aenter__()

    async def __aexit__(self, *exc: Any) -> None:
        try:
            await self._timeout.__aexit__(*exc)
        except TimeoutError as error:
            raise RemoteError(self._message) from error
