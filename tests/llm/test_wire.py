"""The wire format without a wire: bytes in, deltas out, however they are cut."""

from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.deltas import together
from fakes.openai_server import Call, Reply, events
from parley.errors import RemoteError
from parley.llm.base import AnswerDelta, ChatMessage, CompletionRequest, TokenUsage, ToolCall, ToolSpec
from parley.llm.wire import CompletionStream, completion_body, max_tokens_field

ANSWER = Reply(
    ["Здрав", "ствуйте", "! ", "Сәлем ", "🙂", "— 12 500 ₸"],
    calls=[Call("book", '{"day": "ертең", "at": "10:30"}', id="call_a"), Call("note", "{}", id="call_b", index=1)],
    thinking="so they want a time",
    comments=2,
)
BYTES = b"".join(events(ANSWER))
DELTAS = [
    AnswerDelta("".join(ANSWER.text)),
    AnswerDelta(tool_call=ToolCall("call_a", "book", '{"day": "ертең", "at": "10:30"}')),
    AnswerDelta(tool_call=ToolCall("call_b", "note", "{}")),
    AnswerDelta(usage=TokenUsage(9, 8)),
]


def read(*pieces: bytes, into: list[AnswerDelta] | None = None) -> list[AnswerDelta]:
    stream, deltas = CompletionStream(), into if into is not None else []
    for piece in pieces:
        deltas.extend(stream.feed(piece))
    deltas.extend(stream.close())
    return deltas


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


def said(*deltas: Mapping[str, object], finish: str | None = "stop") -> bytes:
    chunks = [{"choices": [{"delta": delta}]} for delta in deltas] + [{"choices": [{"finish_reason": finish}]}]
    return b"".join(b"data: " + orjson.dumps(chunk) + b"\n\n" for chunk in chunks)


def said_usage(usage: Mapping[str, object]) -> bytes:
    return b"data: " + orjson.dumps({"choices": [], "usage": usage}) + b"\n\n"


def tool_calls(*deltas: Mapping[str, object]) -> list[ToolCall]:
    pieces = said(*({"tool_calls": [delta]} for delta in deltas))
    return [delta.tool_call for delta in read(pieces) if delta.tool_call]


# ── bytes


def test_an_answer_in_one_read() -> None:
    assert together(read(BYTES)) == DELTAS


def test_an_answer_byte_by_byte() -> None:
    assert together(read(*(BYTES[at : at + 1] for at in range(len(BYTES))))) == DELTAS


@given(st.lists(st.integers(0, len(BYTES)), max_size=30))
def test_where_the_bytes_are_cut_does_not_matter(places: list[int]) -> None:
    assert together(read(*cut(BYTES, places))) == DELTAS


@pytest.mark.parametrize(
    "data",
    [
        BYTES.replace(b"\n", b"\r\n"),
        BYTES.replace(b"data: ", b"data:"),
        BYTES.replace(b"data: ", b"event: message\nid: 7\ndata: "),
        BYTES.replace(b"\n\n", b"\n: keep-alive\n\n"),
        BYTES.rstrip(),
        b"\n\n" + BYTES,
        BYTES + b"data: after the end\n\n",
    ],
    ids=[
        "CRLF",
        "no space",
        "other fields",
        "comments",
        "no last line end",
        "empty lines first",
        "words after the end",
    ],
)
@given(places=st.lists(st.integers(0, 9999), max_size=8))
def test_the_manner_of_the_lines_does_not_matter(data: bytes, places: list[int]) -> None:
    assert together(read(*cut(data, places))) == DELTAS


@given(st.lists(st.integers(0, 9999), max_size=8))
def test_text_before_a_failure_is_told_wherever_the_bytes_are_cut(places: list[int]) -> None:
    data = b"".join(events(Reply("Это стоит 5", error={"code": 502, "message": "down"}, late=True)))
    told: list[AnswerDelta] = []
    with pytest.raises(RemoteError):
        read(*cut(data, places), into=told)
    assert "".join(delta.text for delta in told) == "Это стоит 5"


@given(st.lists(st.binary() | st.sampled_from([b"data: ", b"{", b'{"choices":[', b"null", b"\n", b"}", b"[DONE]"])))
def test_no_bytes_do_more_harm_than_a_remote_error(pieces: list[bytes]) -> None:
    with suppress(RemoteError):
        read(*pieces)


leaves = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(st.characters(codec="utf-8"), max_size=9)
)
keys = st.sampled_from(
    ["choices", "delta", "message", "content", "tool_calls", "usage", "error", "index", "id", "function", "code"]
)


@given(st.recursive(leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=4)))
def test_no_event_does_more_harm_than_a_remote_error(event: object) -> None:
    for line in (orjson.dumps(event), b"data: " + orjson.dumps(event) + b"\n\n"):
        with suppress(RemoteError):
            read(line)


def test_a_line_without_end_is_given_up() -> None:
    with pytest.raises(RemoteError, match="endless"):
        read(*[b"data: " + b"x" * 1024 * 1024] * 20)


def test_an_event_that_is_no_json_is_a_failure() -> None:
    with pytest.raises(RemoteError, match="cannot be read"):
        read(b'data: {"choices":\n\ndata: [DONE]\n\n')


# ── the end


@pytest.mark.parametrize(
    "data", [b"", b": hello\n\n", b"<html>sign in</html>", said({"content": "ha"}, finish=None)]
)
def test_an_answer_without_an_end_was_cut(data: bytes) -> None:
    with pytest.raises(RemoteError, match="cut") as caught:
        read(data)
    assert not caught.value.permanent


def test_every_place_before_the_finish_is_a_cut() -> None:
    end = BYTES.index(b'"finish_reason":"tool_calls"')
    for place in range(0, end, 7):
        with pytest.raises(RemoteError):
            read(BYTES[:place])


def test_after_the_finish_reason_the_answer_is_whole() -> None:
    assert read(b"".join(events(Reply("Да", done=False, usage=False)))) == [AnswerDelta("Да")]
    assert read(said({"content": "Да"}) + b'data: {"choices":[],"usa') == [AnswerDelta("Да")]


def test_the_done_mark_is_an_end_too() -> None:
    assert read(b"".join(events(Reply("Да", finish=None, usage=False)))) == [AnswerDelta("Да")]


def test_the_last_usage_counts_and_comes_last() -> None:
    first, last = ({"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": n}} for n in (1, 2))
    data = b"".join(b"data: " + orjson.dumps(event) + b"\n" for event in (first, last))
    assert read(data + said({"content": "Да"}))[-1] == AnswerDelta(usage=TokenUsage(5, 2))


def test_usage_of_another_shape_does_not_spoil_the_answer() -> None:
    assert (
        read(b'data: {"usage":{"prompt_tokens":null,"completion_tokens":"3"}}\n' + said())[-1].usage == TokenUsage()
    )


def test_cached_tokens_and_what_a_call_cost_are_read() -> None:
    details = {"prompt_tokens_details": {"cached_tokens": 8}, "cost": 0.0012}
    data = said_usage({"prompt_tokens": 9, "completion_tokens": 2, **details})
    assert read(data + said())[-1].usage == TokenUsage(9, 2, 8, Decimal("0.0012"))


@pytest.mark.parametrize("cost", [-1, True, "1", None, 1e300, [0.1]])
def test_no_number_of_a_server_spoils_the_account(cost: object) -> None:
    usage = {"prompt_tokens": -5, "completion_tokens": 10**18, "prompt_tokens_details": "x", "cost": cost}
    told = read(said_usage(usage) + said())[-1].usage
    assert told is not None
    assert (told.prompt_tokens, told.cached_tokens, told.cost) == (0, 0, None)
    assert told.completion_tokens < 10**9


def test_a_later_system_message_opens_the_customers_and_the_two_take_turns() -> None:
    messages = [
        ChatMessage("system", "head"), ChatMessage("assistant", "hello"), ChatMessage("user", "a"),
        ChatMessage("user", "b"), ChatMessage("assistant", "c"), ChatMessage("system", "notes"),
        ChatMessage("user", "d"),
    ]  # fmt: skip
    sent = completion_body("m", CompletionRequest(messages), "max_tokens")["messages"]
    assert [(each["role"], each["content"]) for each in sent] == [
        ("system", "head"), ("user", "(The customer opened the chat.)"), ("assistant", "hello"), ("user", "a\nb"),
        ("assistant", "c"), ("user", "notes\nd"),
    ]  # fmt: skip


def test_thinking_is_not_said_and_is_no_beginning() -> None:
    stream = CompletionStream()
    assert not list(stream.feed(said({"reasoning_content": "hm"}, {"reasoning": "hm", "content": ""}, finish=None)))
    assert (stream.has_begun, stream.event_count) == (False, 3)


# ── tool calls


def test_arguments_are_joined_by_index() -> None:
    assert tool_calls(
        {"index": 0, "id": "a", "function": {"name": "book", "arguments": ""}},
        {"index": 1, "id": "b", "function": {"name": "note", "arguments": '{"x'}},
        {"index": 0, "function": {"arguments": '{"day":'}},
        {"index": 1, "function": {"arguments": '": 1}'}},
        {"index": 0, "function": {"arguments": " 2}"}},
    ) == [ToolCall("a", "book", '{"day": 2}'), ToolCall("b", "note", '{"x": 1}')]


def test_arguments_may_be_an_object() -> None:
    call = {"index": 0, "id": "a", "function": {"name": "book", "arguments": {"день": [1, None]}}}
    assert tool_calls(call) == [ToolCall("a", "book", '{"день":[1,null]}')]


def test_no_arguments_are_an_empty_object() -> None:
    assert tool_calls({"index": 0, "id": "a", "function": {"name": "now"}}) == [ToolCall("a", "now", "{}")]


def test_a_missing_id_is_made_up_and_never_twice_the_same() -> None:
    calls = tool_calls(*({"index": n, "function": {"name": "now", "arguments": "{}"}} for n in range(3)))
    assert len({call.id for call in calls}) == 3
    assert all(call.id.startswith("call_") for call in calls)


def test_whole_calls_without_index_stay_apart() -> None:
    one, two = ({"id": id_, "function": {"name": "now", "arguments": "{}"}} for id_ in "ab")
    assert [call.id for call in tool_calls(one, two)] == ["a", "b"]


def test_pieces_without_index_go_on_with_the_last_call_or_the_one_of_their_id() -> None:
    assert tool_calls(
        {"id": "a", "function": {"name": "book", "arguments": '{"d'}},
        {"function": {"arguments": '": 1'}},
        {"id": "a", "function": {"arguments": "}"}},
    ) == [ToolCall("a", "book", '{"d": 1}')]


def test_parallel_calls_that_are_all_numbered_zero_stay_apart() -> None:
    one, two = ({"index": 0, "id": id_, "function": {"name": "now", "arguments": "{}"}} for id_ in "ab")
    assert [call.id for call in tool_calls(one, two)] == ["a", "b"]


def test_an_id_that_is_said_again_with_every_piece_is_one_call() -> None:
    pieces = [{"index": 0, "id": "a", "function": {"name": "book", "arguments": part}} for part in ("{", "}")]
    assert tool_calls(*pieces) == [ToolCall("a", "book", "{}")]


def test_finish_reason_stop_does_not_hide_tool_calls() -> None:
    assert read(b"".join(events(Reply(calls=[Call("now")], finish="stop"))))[0].tool_call == ToolCall(
        "call_1", "now", "{}"
    )


# ── plain JSON


@given(st.lists(st.integers(0, 999), max_size=8), st.sampled_from([b"", b" \n\n "]))
def test_a_plain_answer_is_taken_too(places: list[int], before: bytes) -> None:
    message = {"content": "Да 🙂", "tool_calls": [{"id": "a", "function": {"name": "now", "arguments": {}}}]}
    data = orjson.dumps({"choices": [{"message": message}], "usage": {"prompt_tokens": 1, "completion_tokens": 2}})
    assert read(*cut(before + data, places)) == [
        AnswerDelta("Да 🙂"),
        AnswerDelta(tool_call=ToolCall("a", "now", "{}")),
        AnswerDelta(usage=TokenUsage(1, 2)),
    ]


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"choices":[]}', b'{"choices":[{"message"', b'{"choices": 7}'])
def test_a_plain_answer_without_a_choice_is_a_failure(data: bytes) -> None:
    with pytest.raises(RemoteError) as caught:
        read(data)
    assert not caught.value.permanent


# ── errors


@pytest.mark.parametrize(
    ("code", "permanent"),
    [(400, True), (401, True), (402, True), (403, True), (404, True), (408, False), (429, False), (502, False)],
)
@pytest.mark.parametrize("shape", ["plain", "event", "list", "choice"])
def test_an_error_in_a_200_tells_by_its_code(code: int, permanent: bool, shape: str) -> None:
    error = {"error": {"code": code, "message": "no"}}
    choice = {"choices": [{**error, "finish_reason": "error"}]}
    content = orjson.dumps({"list": [error], "choice": choice}.get(shape, error))
    with pytest.raises(RemoteError) as caught:
        read(content if shape in ("plain", "list") else b"data: " + content + b"\n\n")
    assert (caught.value.permanent, caught.value.code, caught.value.status_code) == (permanent, str(code), 200)


def test_finish_reason_error_is_a_failure() -> None:
    with pytest.raises(RemoteError):
        read(said({"content": "Это"}, finish="error"))


# ── requests


def test_messages_and_tools_as_the_format_wants_them() -> None:
    call = ToolCall("call_1", "book", '{"day": 1}')
    schema = {"type": "object", "properties": {}}
    asked = CompletionRequest(
        [
            ChatMessage("user", "?"),
            ChatMessage("assistant", "", (call,)),
            ChatMessage("tool", "ok", tool_call_id="call_1"),
        ],
        [ToolSpec("book", "Books a time", schema)],
        max_tokens=50,
    )
    sent_call = {"id": "call_1", "type": "function", "function": {"name": "book", "arguments": '{"day": 1}'}}
    function = {"name": "book", "description": "Books a time", "parameters": schema}
    assert completion_body("demo", asked, "max_tokens") == {
        "model": "demo",
        "messages": [
            {"role": "user", "content": "?"},
            {"role": "assistant", "content": None, "tool_calls": [sent_call]},
            {"role": "tool", "content": "ok", "tool_call_id": "call_1"},
        ],
        "tools": [{"type": "function", "function": function}],
        "max_tokens": 50,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_what_is_not_wanted_is_not_sent() -> None:
    assert set(completion_body("demo", CompletionRequest([ChatMessage("user", "?")]), "max_tokens")) == {
        "model",
        "messages",
        "stream",
        "stream_options",
    }


@pytest.mark.parametrize(
    ("base_url", "name"),
    [
        ("https://api.openai.com/v1", "max_completion_tokens"),
        ("https://eu.api.openai.com/v1", "max_completion_tokens"),
        ("https://openrouter.ai/api/v1", "max_tokens"),
        ("http://localhost:11434/v1", "max_tokens"),
        ("https://fake-api.openai.com.demo.example/v1", "max_tokens"),
        ("http://[::1", "max_tokens"),
    ],
)
def test_only_openai_itself_knows_the_newer_name_of_the_limit(base_url: str, name: str) -> None:
    assert max_tokens_field(base_url) == name
