"""Chat completions on the wire: what is sent, what comes back, what its errors mean. Pure: knows no connection.

Deviations of compatible servers are taken as they come: arguments as an object, tool calls without id or index or
all numbered 0, no usage, `stop` with tool calls, errors in a 200, a plain JSON answer to a stream request. Thinking
(`reasoning`, `reasoning_content`) and unknown fields are passed over.
"""

import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec
import orjson

from parley.errors import RemoteError
from parley.infra.provider_errors import problem
from parley.llm.base import Completion, Delta, Message, ToolCall, ToolSpec, Usage

# No event of an honest server comes near it.
_LONGEST_LINE = 8 * 1024 * 1024


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
    error: Any = None


class _Event(msgspec.Struct):
    choices: list[_Choice] | None = None
    usage: Any = None
    error: Any = None


_event = msgspec.json.Decoder(_Event).decode
# Gemini wraps its errors in a list.
_plain = msgspec.json.Decoder(_Event | list[_Event]).decode


class _Joined:
    """A tool call whose arguments are still arriving."""

    __slots__ = ("arguments", "id", "name")

    def __init__(self) -> None:
        self.id, self.name = "", ""
        self.arguments: list[str] = []

    def add(self, call: _Call) -> None:
        self.id = self.id or call.id or ""
        if call.function is not None:
            self.name = self.name or call.function.name or ""
            arguments = call.function.arguments
            if arguments is not None:
                self.arguments.append(arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode())

    def whole(self) -> ToolCall:
        return ToolCall(self.id or f"call_{secrets.token_hex(12)}", self.name, "".join(self.arguments) or "{}")


class Stream:
    """An answer's bytes, cut anywhere, into deltas.

    `begun`: something of the answer itself came, text or a tool call. `ended`: the model finished it. `done`:
    nothing more will come. `events`: how many were read. `secret` is kept out of error messages.
    """

    def __init__(self, secret: str = "") -> None:
        self.begun = self.ended = self.done = False
        self.events = 0
        self._secret = secret
        self._rest = b""
        self._lines = False
        self._calls: list[_Joined] = []
        self._numbered: dict[int, _Joined] = {}
        self._usage: Usage | None = None

    def feed(self, data: bytes) -> Iterator[Delta]:
        """The text that came, in one piece: what arrived together is told together. Raises RemoteError at an error
        event or an unreadable one, after the text before it."""
        if self._rest:
            data = self._rest + data
        if not self._lines:
            # A plain JSON answer, whatever its content type, shows at its first byte; it is read at the end.
            self._lines = data.lstrip()[:1] not in (b"", b"{", b"[")
        *lines, self._rest = data.split(b"\n") if self._lines else (data,)
        if len(self._rest) > _LONGEST_LINE:
            raise RemoteError("The model's answer cannot be read: one line of it is endless")
        said: list[str] = []
        try:
            for line in lines:
                if line.startswith(b"data:"):
                    said.append(self._read(line[5:]))
        except RemoteError:
            if text := "".join(said):
                yield Delta(text)
            raise
        if text := "".join(said):
            yield Delta(text)

    def close(self) -> Iterator[Delta]:
        """What is left, the tool calls, the usage. Raises RemoteError when the answer was cut in the middle."""
        text = self._last_words()
        if text:
            yield Delta(text)
        if not self.ended:
            raise RemoteError("The model's answer was cut in the middle")
        for call in self._calls:
            yield Delta(tool_call=call.whole())
        if self._usage is not None:
            yield Delta(usage=self._usage)

    def _last_words(self) -> str:
        rest, self._rest = self._rest.strip(), b""
        if not self._lines:
            return self._read_plain(rest) if rest else ""
        try:
            return self._read(rest[5:]) if rest.startswith(b"data:") else ""
        except RemoteError:
            if self.ended:  # half a usage event after a whole answer
                return ""
            raise

    def _read(self, content: bytes) -> str:
        content = content.strip()
        if not content or self.done:
            return ""
        self.events += 1
        if content == b"[DONE]":
            self.done = self.ended = True
            return ""
        try:
            event = _event(content)
        except msgspec.MsgspecError as error:
            raise RemoteError("The model's answer cannot be read") from error
        return self._take(event)

    def _read_plain(self, content: bytes) -> str:
        try:
            answer = _plain(content)
        except msgspec.MsgspecError as error:
            raise RemoteError("The model's answer cannot be read") from error
        events = answer if isinstance(answer, list) else [answer]
        text = "".join([self._take(event) for event in events])
        if not any(event.choices for event in events):
            raise RemoteError("The model's answer holds no choice")
        self.ended = True
        return text

    def _take(self, event: _Event) -> str:
        if event.error:
            raise problem(event.error, 200, secret=self._secret)
        if event.usage is not None:
            self._usage = _usage(event.usage)
        if not event.choices:
            return ""
        choice = event.choices[0]
        if choice.error or choice.finish_reason == "error":
            raise problem(choice.error or "it stopped in the middle of the answer", 200, secret=self._secret)
        if choice.finish_reason:
            self.ended = True
        said = choice.delta or choice.message
        if said is None:
            return ""
        for call in said.tool_calls or ():
            self._joined(call).add(call)
        self.begun = self.begun or bool(said.content or said.tool_calls)
        return said.content or ""

    def _joined(self, call: _Call) -> _Joined:
        """The call this piece belongs to: by its number, else by its id; a nameless piece goes on with the last."""
        named = call.function is not None and bool(call.function.name)
        if call.index is not None:
            known = self._numbered.get(call.index)
            if known and named and call.id and known.id and call.id != known.id:
                known = None  # parallel calls, all numbered 0
        elif call.id or named:
            known = next((one for one in self._calls if call.id and one.id == call.id), None)
        else:
            known = self._calls[-1] if self._calls else None
        if known is None:
            known = _Joined()
            self._calls.append(known)
        if call.index is not None:
            self._numbered[call.index] = known
        return known


def limit_name(base_url: str) -> str:
    """What a server calls the greatest number of tokens to write: OpenAI's newer models know only the new name,
    many compatible servers only the old one."""
    try:
        host = urlsplit(base_url).hostname
    except ValueError:
        host = None
    return "max_completion_tokens" if f".{host}".endswith(".api.openai.com") else "max_tokens"


def body(model: str, request: Completion, limit: str) -> dict[str, Any]:
    """The request, streamed. `limit`: as `limit_name` says."""
    sent: dict[str, Any] = {
        "model": model,
        "messages": [_message(message) for message in request.messages],
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.tools:
        sent["tools"] = [_tool(tool) for tool in request.tools]
    if request.max_tokens:
        sent[limit] = request.max_tokens
    return sent


def _message(message: Message) -> dict[str, Any]:
    sent: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        sent["content"] = message.content or None
        sent["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.tool_calls
        ]
    if message.tool_call_id:
        sent["tool_call_id"] = message.tool_call_id
    return sent


def _tool(tool: ToolSpec) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def _usage(said: Any) -> Usage:
    return Usage(_count(said, "prompt_tokens"), _count(said, "completion_tokens"))


def _count(said: Any, what: str) -> int:
    number = said.get(what) if isinstance(said, dict) else None
    return number if isinstance(number, int) else 0
