"""What a model answers, and how OpenAI-compatible clients read it: whole, or as server-sent events."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

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


def tokens(text: str | Sequence[str]) -> list[str]:
    """Cuts a text as a model would."""
    return _TOKEN.findall(text) if isinstance(text, str) else list(text)


def events(reply: Reply, model: str = "demo", *, usage: bool = True) -> list[bytes]:
    """Returns an answer as server-sent events: remarks, the role, thoughts and tokens (up to `cut`), the end."""
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
    """Returns the same answer, not streamed."""
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
    """Returns numbers for a text: the same ones for the same text, exact in float32."""
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
