"""Gemini through its OpenAI-compatible address."""

import pytest

from fakes.openai_server import Call, FakeOpenAI, Reply
from parley import plugs
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.llm.base import LLM, AnswerDelta, ChatMessage, CompletionRequest, ModelEndpoint, ToolCall
from parley.llm.gemini import Gemini

ASK = CompletionRequest([ChatMessage("user", "Сколько стоит?")])


def test_it_is_found_by_its_name() -> None:
    assert plugs.find_plugin_classes("parley.llm", LLM)["gemini"] is Gemini
    assert Gemini.default_base_url == "https://generativelanguage.googleapis.com/v1beta/openai"


async def test_parallel_tool_calls_that_are_all_numbered_zero_stay_apart(http: HttpClient) -> None:
    async with FakeOpenAI([Reply(calls=[Call("now", id="a"), Call("now", id="b")], usage=False)]) as fake:
        model = Gemini(ModelEndpoint("demo", "demo-key", fake.base_url), http)
        assert [delta async for delta in model.complete(ASK)] == [
            AnswerDelta(tool_call=ToolCall("a", "now", "{}")),
            AnswerDelta(tool_call=ToolCall("b", "now", "{}")),
        ]
    assert fake.requests[0].headers["Authorization"] == "Bearer demo-key"


@pytest.mark.parametrize("status", [400, 403])
async def test_its_errors_come_in_a_list(http: HttpClient, status: int) -> None:
    body = b'[{"error":{"code":%d,"message":"API key not valid","status":"INVALID_ARGUMENT"}}]' % status
    async with FakeOpenAI([Reply(status=status, body=body)]) as fake:
        model = Gemini(ModelEndpoint("demo", base_url=fake.base_url), http)
        with pytest.raises(RemoteError, match="API key not valid") as caught:
            await anext(model.complete(ASK))
    assert (caught.value.permanent, caught.value.status_code) == (True, status)
