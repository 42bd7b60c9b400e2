"""The fake provider keeps to the format, so that what works with it works with the real one."""

import asyncio
import base64
import os
import re
import struct
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import pytest_asyncio

from fakes.openai_server import Call, FakeOpenAI, Reply, complaint, events, tokens, vector, whole
from parley.infra.http import HttpClient, RequestOptions, Response

TESTS = Path(__file__).parents[1]
ASK: dict[str, Any] = {"model": "demo", "messages": [{"role": "user", "content": "?"}], "stream": True}


@pytest_asyncio.fixture(loop_scope="session")
async def fake() -> AsyncIterator[FakeOpenAI]:
    async with FakeOpenAI() as fake:
        yield fake


async def ask(http: HttpClient, fake: FakeOpenAI, **more: Any) -> Response:
    return await http.request(
        "POST", f"{fake.base_url}/chat/completions", json=ASK | more, options=RequestOptions(ok_statuses=range(600))
    )


def decoded(parts: list[bytes]) -> list[Any]:
    lines = b"".join(parts).split(b"\n\n")
    return [orjson.loads(line[6:]) for line in lines if line.startswith(b"data: {")]


def test_text_is_cut_into_tokens_that_join_again() -> None:
    assert tokens(" Да,  нет\n") == [" Да,", "  нет", "\n"]
    assert tokens(["a", "bc"]) == ["a", "bc"]


def test_a_stream_begins_with_the_role_and_ends_with_usage_and_done() -> None:
    parts = events(Reply("Да нет", comments=1))
    assert parts[0].startswith(b": ")
    assert parts[-1].endswith(b"data: [DONE]\n\n")
    first, *middle, finish, usage = decoded(parts)
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert [event["choices"][0]["delta"]["content"] for event in middle] == ["Да", " нет"]
    assert finish["choices"][0]["finish_reason"] == "stop"
    assert (usage["choices"], usage["usage"]["total_tokens"]) == ([], 11)


def test_arguments_are_broken_inside_the_json() -> None:
    *pieces, finish = decoded(events(Reply(calls=[Call("book", '{"day": 1}')], usage=False)))[1:]
    calls = [piece["choices"][0]["delta"]["tool_calls"][0] for piece in pieces]
    assert (calls[0]["id"], calls[0]["function"]) == ("call_1", {"name": "book", "arguments": ""})
    assert "".join(call["function"]["arguments"] for call in calls) == '{"day": 1}'
    assert all("id" not in call and "name" not in call["function"] for call in calls[1:])
    assert finish["choices"][0]["finish_reason"] == "tool_calls"


def test_a_cut_answer_has_neither_finish_nor_done() -> None:
    role, *said = decoded(events(Reply("раз два три", cut=2)))
    assert [event["choices"][0]["delta"]["content"] for event in said] == ["раз", " два"]
    assert all(event["choices"][0]["finish_reason"] is None for event in (role, *said))
    assert not decoded(events(Reply("раз два три", cut=0)))[1:]


def test_the_whole_answer_says_the_same() -> None:
    message = whole(Reply("Да нет", calls=[Call("book")]))["choices"][0]["message"]
    assert message["content"] == "Да нет"
    assert message["tool_calls"][0]["function"] == {"name": "book", "arguments": "{}"}


async def test_replies_are_said_in_turn_then_the_default_again(http: HttpClient, fake: FakeOpenAI) -> None:
    fake.script(Reply(status=503, error={"message": "no"}, headers={"Retry-After": "1"}), Reply("Да"))
    refused = await ask(http, fake)
    assert (refused.status, refused.headers["Retry-After"]) == (503, "1")
    assert refused.json() == {"error": {"message": "no"}}
    assert "Да" in (await ask(http, fake)).body.decode()
    for _ in range(2):
        assert "спасибо" in (await ask(http, fake)).body.decode()
    assert [asked.json["model"] for asked in fake.requests] == ["demo"] * 4


async def test_another_default_is_said_at_once(http: HttpClient, fake: FakeOpenAI) -> None:
    await ask(http, fake)
    fake.default = Reply("Иначе")
    assert "Иначе" in (await ask(http, fake)).body.decode()


@pytest.mark.parametrize("reply", [Reply("Да"), Reply("Да", pieces=[7, 30])])
async def test_usage_is_told_only_to_those_who_ask(http: HttpClient, fake: FakeOpenAI, reply: Reply) -> None:
    fake.default = reply
    assert b"prompt_tokens" not in (await ask(http, fake)).body
    assert b"prompt_tokens" in (await ask(http, fake, stream_options={"include_usage": True})).body


async def test_who_wants_no_stream_gets_none(http: HttpClient, fake: FakeOpenAI) -> None:
    answer = await ask(http, fake, stream=False)
    assert answer.json()["choices"][0]["message"]["content"] == "Понятно, спасибо!"


async def test_a_page_is_sent_as_it_is(http: HttpClient, fake: FakeOpenAI) -> None:
    fake.script(Reply(status=502, body=b"<html>", content_type="text/html"))
    answer = await ask(http, fake)
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (502, b"<html>", "text/html")


CALL = {"role": "assistant", "content": None, "tool_calls": [{"id": "a"}]}
RESULT = {"role": "tool", "tool_call_id": "a", "content": "ok"}
USER = {"role": "user", "content": "?"}


@pytest.mark.parametrize("messages", [[USER], [USER, CALL, RESULT], [USER, CALL, RESULT, USER]])
def test_right_requests_are_taken(messages: list[object]) -> None:
    assert not complaint({"model": "demo", "messages": messages})


@pytest.mark.parametrize("messages", [[], [RESULT], [USER, CALL], [USER, CALL, USER], [USER, CALL, RESULT, RESULT]])
async def test_wrong_requests_are_refused_as_a_strict_provider_does(
    http: HttpClient, fake: FakeOpenAI, messages: list[object]
) -> None:
    answer = await ask(http, fake, messages=messages)
    assert (answer.status, answer.json()["error"]["type"]) == (400, "invalid_request_error")


async def test_vectors_are_the_same_for_the_same_text_in_both_encodings(http: HttpClient, fake: FakeOpenAI) -> None:
    url, body = f"{fake.base_url}/embeddings", {"model": "demo", "input": ["дом", "үй"]}
    plain = (await http.request("POST", url, json=body)).json()
    assert [row["embedding"] for row in plain["data"]] == [vector("дом"), vector("үй")]
    packed = (await http.request("POST", url, json=body | {"encoding_format": "base64"})).json()
    assert list(struct.unpack("<8f", base64.b64decode(packed["data"][1]["embedding"]))) == vector("үй")
    single = (await http.request("POST", url, json=body | {"input": "дом"})).json()
    assert len(single["data"]) == 1


async def test_models_are_listed(http: HttpClient, fake: FakeOpenAI) -> None:
    models = (await http.request("GET", f"{fake.base_url}/models")).json()["data"]
    assert models[0]["id"] == "demo"
    assert models[0]["shutdown_date"] is None


async def test_it_runs_alone_for_measuring(http: HttpClient, tmp_path: Path) -> None:
    async with FakeOpenAI() as other:  # a port that was free a moment ago
        base_url = other.base_url
    port = re.findall(r":(\d+)/", base_url)[0]
    command = [sys.executable, "-m", "fakes.openai_server", "--port", port, "--tokens", "3", "--each", "0.001"]
    paths = {"PYTHONPATH": os.pathsep.join(map(str, (TESTS, TESTS.parent / "src")))}
    alone = await asyncio.create_subprocess_exec(*command, env=os.environ | paths)
    try:
        answer = await http.request(
            "POST", f"{base_url}/chat/completions", json=ASK, options=RequestOptions(attempts=8)
        )
        assert answer.body.decode().count("слово") == 3
    finally:
        alone.terminate()
        await alone.wait()
