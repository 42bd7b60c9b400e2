"""Answers of the provider, from a real server on loopback, with every failure of contracts/openai.md."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any, cast

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.deltas import together
from fakes.openai_server import Call, FakeOpenAI, Reply
from fakes.raw_server import SSE, RawServer, Then
from parley import plugs
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.llm.base import (
    LLM,
    AnswerDelta,
    ChatMessage,
    CompletionRequest,
    ModelEndpoint,
    TokenUsage,
    ToolCall,
    ToolSpec,
)
from parley.llm.openai import OpenAI

ASK = CompletionRequest([ChatMessage("user", "Сколько стоит?")])
HALF = 'data: {"choices":[{"delta":{"content":"Да"}}]}\n\n'.encode()
FINISH = b'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'
KEY = "demo-key-0123456789"
LONG = 30.0  # never waited for


class Naps(list[float]):
    """Sleeps that take no time and are remembered."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest_asyncio.fixture(loop_scope="session")
async def line(naps: Naps) -> AsyncIterator[HttpClient]:
    async with HttpClient(sleep=naps) as http:
        yield http


@pytest_asyncio.fixture(loop_scope="session")
async def fake() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI() as fake:
        yield fake


@pytest.fixture
def model(fake: FakeOpenAI, line: HttpClient) -> OpenAI:
    return OpenAI(ModelEndpoint("demo", KEY, fake.base_url), line)


async def answer(model: LLM, request: CompletionRequest = ASK) -> list[AnswerDelta]:
    return [delta async for delta in model.complete(request)]


async def text(model: LLM) -> str:
    return "".join([delta.text async for delta in model.complete(ASK)])


async def failure(model: LLM) -> tuple[RemoteError, str]:
    """The error and what was said before it."""
    said = ""
    with pytest.raises(RemoteError) as caught:  # noqa: PT012
        async for delta in model.complete(ASK):
            said += delta.text
    assert KEY not in str(caught.value)
    return caught.value, said


def at(url: str, http: HttpClient, **patience: float) -> OpenAI:
    return OpenAI(ModelEndpoint("demo", base_url=url), http, **patience)


def test_it_is_found_by_its_name() -> None:
    assert plugs.find_plugin_classes("parley.llm", LLM)["openai"] is OpenAI


# ── answers


async def test_text_is_streamed_and_the_usage_comes_last(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("Здравствуйте! Чем могу помочь? 🙂"))
    said = AnswerDelta("Здравствуйте! Чем могу помочь? 🙂")
    assert together(await answer(model)) == [said, AnswerDelta(usage=TokenUsage(9, 5))]


async def test_the_request_is_what_the_format_wants(fake: FakeOpenAI, model: OpenAI) -> None:
    await answer(
        model, CompletionRequest(ASK.messages, [ToolSpec("now", "The time", {"type": "object"})], max_tokens=7)
    )
    asked = fake.requests[0]
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.json["messages"] == [{"role": "user", "content": "Сколько стоит?"}]
    assert asked.json["tools"][0]["function"]["name"] == "now"
    assert (asked.json["stream"], asked.json["stream_options"]) == (True, {"include_usage": True})
    assert asked.json["max_tokens"] == 7


LIMITED = CompletionRequest(ASK.messages, max_tokens=7)


@pytest.mark.parametrize("reason", ["length", "content_filter"])
async def test_an_answer_that_the_server_cut_is_no_whole_one(fake: FakeOpenAI, model: OpenAI, reason: str) -> None:
    fake.script(Reply("Доставка по гор", finish=reason))
    error, said = await failure(model)
    assert said == "Доставка по гор"
    assert error.code == reason
    assert len(fake.requests) == 1


async def test_a_filter_that_left_nothing_is_not_asked_again(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("", finish="content_filter"))
    assert (await failure(model))[0].permanent
    assert len(fake.requests) == 1


async def test_a_limit_that_thinking_used_up_is_lifted_once(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("", thinking="hm", finish="length"), Reply("Да."))
    assert [delta.text for delta in await answer(model, LIMITED) if delta.text] == ["Да."]
    assert [asked.json.get("max_tokens") for asked in fake.requests] == [7, None]


async def test_a_server_that_does_not_know_the_limit_is_asked_without_it(fake: FakeOpenAI, model: OpenAI) -> None:
    refusal = {"type": "invalid_request_error", "message": "Unsupported parameter: 'max_tokens'"}
    fake.script(Reply(status=400, error=refusal), Reply("Да."))
    assert [delta.text for delta in await answer(model, LIMITED) if delta.text] == ["Да."]
    assert "max_tokens" not in fake.requests[1].json


async def test_without_a_limit_such_a_refusal_is_final(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply(status=400, error={"type": "invalid_request_error", "message": "max_tokens is wrong"}))
    await failure(model)
    assert len(fake.requests) == 1


async def test_without_a_key_no_authorization_is_sent_and_own_headers_win(
    fake: FakeOpenAI, line: HttpClient
) -> None:
    headers = {"X-Demo": "1", "Accept-Encoding": "gzip"}
    await answer(OpenAI(ModelEndpoint("demo", base_url=fake.base_url, headers=headers), line))
    sent = fake.requests[0].headers
    assert "Authorization" not in sent
    assert (sent["X-Demo"], sent["Accept-Encoding"]) == ("1", "gzip")


@pytest.mark.parametrize("ending", ["", "/", "//", "/chat/completions", " "])
async def test_the_base_address_is_taken_as_people_write_it(
    fake: FakeOpenAI, line: HttpClient, ending: str
) -> None:
    assert await text(at(fake.base_url + ending, line)) == "Понятно, спасибо!"


async def test_tool_calls_come_whole_after_the_text(fake: FakeOpenAI, model: OpenAI) -> None:
    arguments = '{"day": "ертең", "at": "10:30"}'
    calls = [Call("book", arguments, id="a"), Call("note", {"x": 1}, id="b", index=1)]
    fake.script(Reply("Сейчас", calls=calls, thinking="a time then", comments=3))
    assert await answer(model) == [
        AnswerDelta("Сейчас"),
        AnswerDelta(tool_call=ToolCall("a", "book", arguments)),
        AnswerDelta(tool_call=ToolCall("b", "note", '{"x":1}')),
        AnswerDelta(usage=TokenUsage(9, 3)),
    ]


async def test_the_answers_of_tools_can_be_sent_back(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply(calls=[Call("book", id=None, index=None)]))
    call = (await answer(model))[0].tool_call
    assert call is not None
    lines = [*ASK.messages, ChatMessage("assistant", "", (call,)), ChatMessage("tool", "ok", tool_call_id=call.id)]
    assert together(await answer(model, CompletionRequest(lines)))[0].text == "Понятно, спасибо!"


@settings(max_examples=30, deadline=None)
@given(sizes=st.lists(st.integers(1, 200), max_size=40))
async def test_how_the_network_cuts_the_bytes_does_not_matter(sizes: list[int]) -> None:
    calls = [Call("book", '{"day": "ертең"}', id="a")]
    async with FakeOpenAI() as fake, HttpClient() as http:
        model = at(fake.base_url, http)
        fake.script(Reply("Сәлем 🙂 — 5 ₸", calls=calls), Reply("Сәлем 🙂 — 5 ₸", calls=calls, pieces=sizes))
        assert together(await answer(model)) == together(await answer(model))


async def test_a_server_that_does_not_stream_is_fine(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("Да 🙂", calls=[Call("now", id="a")], stream=False))
    assert await answer(model) == [
        AnswerDelta("Да 🙂"),
        AnswerDelta(tool_call=ToolCall("a", "now", "{}")),
        AnswerDelta(usage=TokenUsage(9, 3)),
    ]


@pytest.mark.parametrize("kind", ["text/plain", "text/event-stream", "application/octet-stream"])
async def test_a_plain_answer_is_known_by_its_first_byte(fake: FakeOpenAI, model: OpenAI, kind: str) -> None:
    fake.script(Reply("Да", stream=False, content_type=kind))
    assert await text(model) == "Да"


async def test_no_usage_is_fine(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("Да", usage=False))
    assert await answer(model) == [AnswerDelta("Да")]


async def test_the_connection_serves_the_next_answer_too(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("Да", pieces=[10, 50]), Reply("Нет", pieces=[20]))
    for _ in range(3):
        await text(model)
    assert len({asked.peer for asked in fake.requests}) == 1


async def test_a_listener_who_leaves_hangs_up(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("одно два", each=LONG))
    async with aclosing(cast(Any, model.complete(ASK))) as deltas:
        assert (await anext(deltas)).text == "одно"
    async with asyncio.timeout(5):
        await fake.abandoned.wait()


# ── an end without manners


async def test_a_server_that_holds_the_line_after_the_end_does_not_hold_the_answer(line: HttpClient) -> None:
    async with RawServer(SSE + HALF + FINISH + b"data: [DONE]\n\n", then="hold") as server:
        # Who waits for what follows waits longer than the test may take.
        assert await text(at(server.url, line, idle_timeout=600, total_timeout=600)) == "Да"


@pytest.mark.parametrize("then", ["close", "hold", "reset", "comments"])
async def test_after_the_finish_reason_nothing_can_spoil_the_answer(line: HttpClient, then: Then) -> None:
    head, content = SSE.replace(b"Connection: close", b"Transfer-Encoding: chunked"), HALF + FINISH
    async with RawServer(head + f"{len(content):x}\r\n".encode() + content + b"\r\n", then) as server:
        assert await text(at(server.url, line, idle_timeout=0.05)) == "Да"


# ── failures, row by row


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, {"type": "invalid_request_error", "code": "context_length_exceeded"}),
        (401, {"type": "invalid_request_error", "code": "invalid_api_key", "message": f"Incorrect API key: {KEY}"}),
        (402, {"code": 402, "message": "Insufficient credits"}),
        (403, {"code": "unsupported_country_region_territory"}),
        (404, {"code": "model_not_found"}),
        (429, {"code": "credit_balance_exhausted", "type": "insufficient_quota"}),
        (429, {"code": "organization_spend_limit_exceeded"}),
        (429, {"code": "project_spend_limit_exceeded"}),
        (429, {"code": "organization_usage_limit_exceeded"}),
        (429, {"code": None, "type": "insufficient_quota"}),
    ],
)
async def test_what_asking_again_cannot_help_is_asked_once(
    fake: FakeOpenAI, model: OpenAI, status: int, error: dict[str, object]
) -> None:
    fake.script(Reply(status=status, error=error))
    caught, _ = await failure(model)
    assert (caught.permanent, caught.status_code, len(fake.requests)) == (True, status, 1)
    assert caught.code == str(error["code"] or error["type"])


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (408, {"message": "too slow"}),
        (429, {"code": "rate_limit_exceeded", "type": "tokens"}),
        (429, {"code": "slow_down"}),
        (500, {"type": "server_error"}),
        (502, "the upstream is gone"),
        (503, {"message": "overloaded"}),
    ],
)
async def test_what_may_pass_is_asked_twice(
    fake: FakeOpenAI, model: OpenAI, naps: Naps, status: int, error: object
) -> None:
    again = Reply(status=status, error=error)
    fake.script(again, again, Reply("too late"))
    caught, _ = await failure(model)
    assert (caught.permanent, caught.status_code, len(fake.requests)) == (False, status, 2)
    assert naps == [0.2]


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_the_second_answer_counts(fake: FakeOpenAI, model: OpenAI, status: int) -> None:
    fake.script(Reply(status=status, error={}), Reply("Да"))
    assert await text(model) == "Да"


async def test_a_short_retry_after_is_waited_for(fake: FakeOpenAI, model: OpenAI, naps: Naps) -> None:
    fake.script(Reply(status=429, error={"code": "slow_down"}, headers={"Retry-After": "2"}), Reply("Да"))
    assert await text(model) == "Да"
    assert naps == [2]


async def test_a_long_retry_after_is_told(fake: FakeOpenAI, model: OpenAI, naps: Naps) -> None:
    fake.script(Reply(status=429, error={"code": "slow_down"}, headers={"Retry-After": "3"}))
    caught, _ = await failure(model)
    assert (caught.permanent, caught.retry_after, naps, len(fake.requests)) == (False, 3, [], 1)


async def test_a_retry_after_beyond_the_patience_for_the_first_token_is_told(
    fake: FakeOpenAI, line: HttpClient
) -> None:
    fake.script(Reply(status=503, error={}, headers={"Retry-After": "2"}))
    caught, _ = await failure(at(fake.base_url, line, first_token_timeout=1.5))
    assert (caught.retry_after, len(fake.requests)) == (2, 1)


async def test_a_page_instead_of_an_error_may_pass(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(*[Reply(status=502, body=b"<html>Bad Gateway</html>", content_type="text/html")] * 2)
    caught, _ = await failure(model)
    assert (caught.permanent, caught.status_code) == (False, 502)


async def test_a_page_instead_of_an_answer_is_a_failure(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(*[Reply(body=b"<html>Sign in</html>", content_type="text/html")] * 2)
    caught, _ = await failure(model)
    assert not caught.permanent


@pytest.mark.parametrize(
    "body",
    [b'[{"error":{"code":400,"message":"no","status":"INVALID_ARGUMENT"}}]', b'{"message":"no","code":400}'],
    ids=["a list", "no error object"],
)
async def test_errors_of_other_shapes_are_read_too(fake: FakeOpenAI, model: OpenAI, body: bytes) -> None:
    fake.script(Reply(status=400, body=body))
    caught, _ = await failure(model)
    assert caught.permanent
    assert str(caught).endswith(": no")


@pytest.mark.parametrize(("code", "permanent"), [(402, True), (403, True), (429, False), (502, False)])
async def test_an_error_in_a_200_is_an_error(fake: FakeOpenAI, model: OpenAI, code: int, permanent: bool) -> None:
    fake.script(*[Reply(error={"code": code, "message": "no"})] * 2)
    caught, _ = await failure(model)
    assert (caught.permanent, caught.code) == (permanent, str(code))
    assert len(fake.requests) == (1 if permanent else 2)


async def test_an_error_before_the_first_word_of_a_stream_is_asked_again(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply(error={"code": 502, "message": "down"}, late=True), Reply("Да"))
    assert await text(model) == "Да"


async def test_an_error_after_the_first_word_is_told(fake: FakeOpenAI, model: OpenAI) -> None:
    fake.script(Reply("Это стоит", error={"code": 502, "message": "down"}, late=True))
    caught, said = await failure(model)
    assert (said, caught.permanent, len(fake.requests)) == ("Это стоит", False, 1)


@pytest.mark.parametrize("how", ["end", "drop", "reset"])
async def test_a_stream_cut_in_the_middle_is_a_failure(fake: FakeOpenAI, model: OpenAI, how: Any) -> None:
    fake.script(Reply("Это стоит 12 500 тенге", cut=2, how=how))
    caught, said = await failure(model)
    assert (said, caught.permanent, len(fake.requests)) == ("Это стоит", False, 1)


@pytest.mark.parametrize("how", ["end", "drop", "reset"])
async def test_a_stream_cut_before_the_first_word_is_asked_again(fake: FakeOpenAI, model: OpenAI, how: Any) -> None:
    fake.script(Reply("Это", cut=0, how=how), Reply("Да"))
    assert await text(model) == "Да"


async def test_half_a_tool_call_is_not_told(fake: FakeOpenAI, model: OpenAI) -> None:
    again = Reply(calls=[Call("book", '{"day": "tomorrow"}')], cut=3, how="end")
    fake.script(again, again)
    caught, _ = await failure(model)
    assert len(fake.requests) == 2
    assert not caught.permanent


async def test_an_event_that_is_no_json_is_a_failure(line: HttpClient) -> None:
    async with RawServer(SSE + HALF + b"data: {oops\n\n") as server:
        caught, said = await failure(at(server.url, line))
    assert (said, caught.permanent) == ("Да", False)


async def test_a_closed_port_is_tried_twice(line: HttpClient, naps: Naps) -> None:
    async with RawServer(b"") as server:
        pass
    caught, _ = await failure(at(server.url, line))
    assert (caught.permanent, len(naps)) == (False, 1)


# ── patience


@pytest.mark.parametrize(
    "slow",
    [
        Reply("Да", first=LONG),
        Reply("Да", first=LONG, stream=False),
        Reply("Да", comments=5000, each=0.01),
        Reply("Да", thinking="hm " * 5000, each=0.01),
        Reply(status=503, error={}, first=LONG),
    ],
    ids=["silence", "no stream", "keep-alives", "thinking", "a slow error"],
)
async def test_a_model_that_does_not_begin_is_left_once_for_all(
    fake: FakeOpenAI, line: HttpClient, slow: Reply
) -> None:
    fake.script(slow)
    caught, said = await failure(at(fake.base_url, line, first_token_timeout=0.4))
    assert (said, caught.permanent, len(fake.requests)) == ("", False, 1)
    assert "did not begin" in str(caught)


async def test_a_model_that_stops_is_left(fake: FakeOpenAI, line: HttpClient) -> None:
    fake.script(Reply("Это стоит", each=LONG))
    caught, said = await failure(at(fake.base_url, line, idle_timeout=0.05))
    assert (said, caught.permanent) == ("Это", False)
    assert "did not go on" in str(caught)


async def test_keep_alives_do_not_help_a_model_that_stopped(line: HttpClient) -> None:
    async with RawServer(SSE + HALF, then="comments") as server:
        caught, said = await failure(at(server.url, line, idle_timeout=0.05))
    assert (said, caught.permanent) == ("Да", False)


async def test_an_answer_without_end_is_left(fake: FakeOpenAI, line: HttpClient) -> None:
    fake.script(Reply("слово " * 5000, each=0.01))
    caught, said = await failure(at(fake.base_url, line, total_timeout=1.5))
    assert said
    assert not caught.permanent


async def test_arguments_that_take_long_are_waited_for_as_long_as_they_come(
    fake: FakeOpenAI, line: HttpClient
) -> None:
    fake.script(Reply(calls=[Call("book", '{"x": "' + "y" * 300 + '"}')], each=0.03))
    assert (await answer(at(fake.base_url, line, first_token_timeout=1.5)))[0].tool_call


async def test_a_slow_listener_is_not_a_slow_model(fake: FakeOpenAI, line: HttpClient) -> None:
    fake.script(Reply("одно два три", each=0.001))
    model, said = at(fake.base_url, line, idle_timeout=0.1), ""
    async for delta in model.complete(ASK):
        await asyncio.sleep(0.15)  # longer than the patience with the model
        said += delta.text
    assert said == "одно два три"
