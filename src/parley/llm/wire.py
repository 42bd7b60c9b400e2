"""Writes requests for chat completions and reads the stream that comes back. Pure: knows no connection.

Deviations of compatible servers are taken as they come: arguments as an object, tool calls without id or index or
all numbered 0, no usage, `stop` with tool calls, errors in a 200, a plain JSON answer to a stream request. Thinking
(`reasoning`, `reasoning_content`) and unknown fields are passed over.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import msgspec
import orjson

from parley.errors import RemoteError
from parley.infra.provider_errors import provider_error
from parley.llm.base import AnswerDelta, ChatMessage, CompletionRequest, Role, TokenUsage, ToolCall, ToolSpec

# No event of an honest server comes near it.
_MAX_LINE_BYTES = 8 * 1024 * 1024

# No honest call takes more, and no other answer may spoil the account.
_MAX_TOKENS, _MAX_COST = 100_000_000, 10_000

# Stands for the customer where the assistant spoke first.
_OPENING = "(The customer opened the chat.)"

# Reasons of a server to end an answer that was not.
CUT_BY_LIMIT = "length"
_CUT_REASONS = {reason: reason for reason in (CUT_BY_LIMIT, "content_filter")}
# What servers call the limit of tokens.
LIMIT_FIELDS = ("max_completion_tokens", "max_tokens")


class _WireFunction(msgspec.Struct):
    name: str | None = None
    arguments: Any = None


class _WireCall(msgspec.Struct):
    index: int | None = None
    id: str | None = None
    function: _WireFunction | None = None

    @property
    def names_function(self) -> bool:
        """Whether the piece begins a call: only the first piece of one names its function."""
        return self.function is not None and bool(self.function.name)


class _WireMessage(msgspec.Struct):
    content: str | None = None
    tool_calls: list[_WireCall] | None = None


class _WireChoice(msgspec.Struct):
    delta: _WireMessage | None = None
    message: _WireMessage | None = None
    finish_reason: str | None = None
    error: Any = None


class _WireEvent(msgspec.Struct):
    choices: list[_WireChoice] | None = None
    usage: Any = None
    error: Any = None


_decode_event = msgspec.json.Decoder(_WireEvent).decode
# Gemini wraps its errors in a list.
_decode_plain = msgspec.json.Decoder(_WireEvent | list[_WireEvent]).decode


class _PartialCall:
    """A tool call whose arguments are still arriving."""

    __slots__ = ("arguments", "id", "name")

    def __init__(self) -> None:
        self.id, self.name = "", ""
        self.arguments: list[str] = []

    def add(self, call: _WireCall) -> None:
        """Adds a piece of the call."""
        self.id = self.id or call.id or ""
        if call.function is not None:
            self.name = self.name or call.function.name or ""
            arguments = call.function.arguments
            if arguments is not None:
                self.arguments.append(arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode())

    def to_tool_call(self) -> ToolCall:
        """Returns the whole call; with an id of ours where the server gave none."""
        return ToolCall(self.id or f"call_{secrets.token_hex(12)}", self.name, "".join(self.arguments) or "{}")


class CompletionStream:
    """Turns an answer's bytes, cut anywhere, into deltas. `secret` is kept out of error messages."""

    def __init__(self, secret: str = "") -> None:
        #: something of the answer itself came, text or a tool call
        self.has_begun = False
        #: the model finished the answer
        self.has_ended = False
        #: why the model stopped before its answer was whole; empty where it did not
        self.cut_reason = ""
        #: nothing more will come
        self.is_done = False
        #: how many events were read
        self.event_count = 0
        self._secret = secret
        self._buffer = b""
        self._is_event_stream = False
        self._calls: list[_PartialCall] = []
        self._calls_by_index: dict[int, _PartialCall] = {}
        self._usage: TokenUsage | None = None

    def feed(self, data: bytes) -> Iterator[AnswerDelta]:
        """Yields the text that came, in one piece.

        Raises RemoteError at an error event or an unreadable one, after the text before it.
        """
        if self._buffer:
            data = self._buffer + data
        if not self._is_event_stream:
            # A plain JSON answer, whatever its content type, shows at its first byte; it is read at the end.
            self._is_event_stream = data.lstrip()[:1] not in (b"", b"{", b"[")
        *lines, self._buffer = data.split(b"\n") if self._is_event_stream else (data,)
        if len(self._buffer) > _MAX_LINE_BYTES:
            raise RemoteError("The model's answer cannot be read: one line of it is endless")
        texts: list[str] = []
        try:
            for line in lines:
                if line.startswith(b"data:"):
                    texts.append(self._read_event(line[5:]))
        except RemoteError:
            if text := "".join(texts):
                yield AnswerDelta(text)
            raise
        if text := "".join(texts):
            yield AnswerDelta(text)

    def close(self) -> Iterator[AnswerDelta]:
        """Yields what is left: text, tool calls, the usage. Raises RemoteError when the answer was cut short, by
        the connection or by the server's own limit or filter."""
        text = self._flush_buffer()
        if text:
            yield AnswerDelta(text)
        if not self.has_ended:
            raise RemoteError("The model's answer was cut in the middle")
        if self.cut_reason:
            if self._usage is not None:
                yield AnswerDelta(usage=self._usage)
            is_permanent, reason = self.cut_reason != CUT_BY_LIMIT, self.cut_reason
            raise RemoteError(f"The model's answer was cut: {reason}", permanent=is_permanent, code=reason)
        for call in self._calls:
            yield AnswerDelta(tool_call=call.to_tool_call())
        if self._usage is not None:
            yield AnswerDelta(usage=self._usage)

    def _flush_buffer(self) -> str:
        remaining, self._buffer = self._buffer.strip(), b""
        if not self._is_event_stream:
            return self._read_plain(remaining) if remaining else ""
        try:
            return self._read_event(remaining[5:]) if remaining.startswith(b"data:") else ""
        except RemoteError:
            if self.has_ended:  # half a usage event after a whole answer
                return ""
            raise

    def _read_event(self, content: bytes) -> str:
        content = content.strip()
        if not content or self.is_done:
            return ""
        self.event_count += 1
        if content == b"[DONE]":
            self.is_done = self.has_ended = True
            return ""
        try:
            event = _decode_event(content)
        except msgspec.MsgspecError as error:
            raise RemoteError("The model's answer cannot be read") from error
        return self._apply_event(event)

    def _read_plain(self, content: bytes) -> str:
        try:
            answer = _decode_plain(content)
        except msgspec.MsgspecError as error:
            raise RemoteError("The model's answer cannot be read") from error
        events = answer if isinstance(answer, list) else [answer]
        text = "".join([self._apply_event(event) for event in events])
        if not any(event.choices for event in events):
            raise RemoteError("The model's answer holds no choice")
        self.has_ended = True
        return text

    def _apply_event(self, event: _WireEvent) -> str:
        if event.error:
            raise provider_error(event.error, 200, secret=self._secret)
        if event.usage is not None:
            self._usage = _parse_usage(event.usage)
        if not event.choices:
            return ""
        choice = event.choices[0]
        if choice.error or choice.finish_reason == "error":
            raise provider_error(choice.error or "it stopped in the middle of the answer", 200, secret=self._secret)
        if choice.finish_reason:
            self.has_ended = True
            self.cut_reason = _CUT_REASONS.get(choice.finish_reason, "")
        message = choice.delta or choice.message
        if message is None:
            return ""
        for call in message.tool_calls or ():
            self._partial_call(call).add(call)
        self.has_begun = self.has_begun or bool(message.content or message.tool_calls)
        return message.content or ""

    def _partial_call(self, call: _WireCall) -> _PartialCall:
        """Returns the tool call that this piece belongs to, a new one where it begins one."""
        partial = self._find_unnumbered(call) if call.index is None else self._find_numbered(call.index, call)
        if partial is None:
            partial = _PartialCall()
            self._calls.append(partial)
        if call.index is not None:
            self._calls_by_index[call.index] = partial
        return partial

    def _find_numbered(self, index: int, call: _WireCall) -> _PartialCall | None:
        partial = self._calls_by_index.get(index)
        is_another = partial and partial.id and call.id and call.names_function and call.id != partial.id
        return None if is_another else partial  # parallel calls may all be numbered 0

    def _find_unnumbered(self, call: _WireCall) -> _PartialCall | None:
        if call.id:
            return next((partial for partial in self._calls if partial.id == call.id), None)
        # A piece with neither number, id nor name goes on with the last call.
        return None if call.names_function or not self._calls else self._calls[-1]


def max_tokens_field(base_url: str) -> str:
    """Returns the field that limits how many tokens a server may write.

    OpenAI's newer models know only the new name of it, many compatible servers only the old one.
    """
    try:
        host = urlsplit(base_url).hostname
    except ValueError:
        host = None
    return LIMIT_FIELDS[0] if f".{host}".endswith(".api.openai.com") else LIMIT_FIELDS[1]


def completion_body(model: str, request: CompletionRequest, limit_field: str) -> dict[str, Any]:
    """Returns the body of a streamed request. `limit_field`: as `max_tokens_field` says."""
    content: dict[str, Any] = {
        "model": model,
        "messages": [_message_body(message) for message in _take_turns(request.messages)],
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.tools:
        content["tools"] = [_tool_body(tool) for tool in request.tools]
    if request.max_tokens:
        content[limit_field] = request.max_tokens
    return content


def _take_turns(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """Returns the messages as every server takes them: one system message, the first, and then user and assistant
    in turns, the user first. Templates of many models refuse anything else, and some providers move a later system
    message to the front, before the part of the prompt that they cache.

    A later system message opens the user's message that follows it; neighbours of one role become one.
    """
    turns: list[ChatMessage] = []
    for index, message in enumerate(messages):
        is_late = index > 0 and message.role == "system"
        role: Role = "user" if is_late else message.role
        if not any(each.role != "system" for each in turns) and role == "assistant":
            turns.append(ChatMessage("user", _OPENING))
        previous = turns[-1] if turns else None
        if previous is not None and previous.role == role == "user":
            turns[-1] = ChatMessage("user", f"{previous.content}\n{message.content}")
        elif previous is not None and previous.role == role == "assistant" and not previous.tool_calls:
            turns[-1] = replace(message, content=f"{previous.content}\n{message.content}")
        else:
            turns.append(replace(message, role=role))
    return turns


def _message_body(message: ChatMessage) -> dict[str, Any]:
    content: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        content["content"] = message.content or None
        content["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.tool_calls
        ]
    if message.tool_call_id:
        content["tool_call_id"] = message.tool_call_id
    return content


def _tool_body(tool: ToolSpec) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def _parse_usage(raw_usage: Any) -> TokenUsage:
    details = raw_usage.get("prompt_tokens_details") if isinstance(raw_usage, dict) else None
    return TokenUsage(
        _token_count(raw_usage, "prompt_tokens"),
        _token_count(raw_usage, "completion_tokens"),
        _token_count(details, "cached_tokens"),
        _cost(raw_usage),
    )


def _token_count(raw_usage: Any, field: str) -> int:
    count = raw_usage.get(field) if isinstance(raw_usage, dict) else None
    return min(count, _MAX_TOKENS) if isinstance(count, int) and count > 0 else 0


def _cost(raw_usage: Any) -> Decimal | None:
    """Returns what OpenRouter says a call cost."""
    cost = raw_usage.get("cost") if isinstance(raw_usage, dict) else None
    is_amount = isinstance(cost, int | float) and not isinstance(cost, bool) and 0 <= cost <= _MAX_COST
    return Decimal(str(cost)) if is_amount else None
