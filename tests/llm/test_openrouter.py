"""OpenRouter: the same wire, its own manners."""

import pytest

from fakes.openai_server import FakeOpenAI, Reply
from parley import plugs
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.llm.base import LLM, ChatMessage, CompletionRequest, ModelEndpoint
from parley.llm.openrouter import OpenRouter

ASK = CompletionRequest([ChatMessage("user", "Сколько стоит?")])


def test_it_is_found_by_its_name() -> None:
    assert plugs.find_plugin_classes("parley.llm", LLM)["openrouter"] is OpenRouter
    assert OpenRouter.default_base_url == "https://openrouter.ai/api/v1"


async def test_it_says_who_asks(http: HttpClient) -> None:
    async with FakeOpenAI() as fake:
        headers = {"HTTP-Referer": "https://demo.example"}
        model = OpenRouter(ModelEndpoint("demo", "demo-key", fake.base_url, headers), http)
        assert "".join([delta.text async for delta in model.complete(ASK)]) == "Понятно, спасибо!"
    sent = fake.requests[0].headers
    assert sent["X-OpenRouter-Title"] == "parley"
    assert (sent["HTTP-Referer"], sent["Authorization"]) == ("https://demo.example", "Bearer demo-key")


async def test_processing_remarks_are_passed_over(http: HttpClient) -> None:
    async with FakeOpenAI([Reply("Да", comments=5)]) as fake:
        model = OpenRouter(ModelEndpoint("demo", base_url=fake.base_url), http)
        assert "".join([delta.text async for delta in model.complete(ASK)]) == "Да"


@pytest.mark.parametrize(("code", "permanent"), [(402, True), (502, False)])
async def test_its_errors_after_the_beginning_come_in_the_stream(
    http: HttpClient, code: int, permanent: bool
) -> None:
    said = ""
    async with FakeOpenAI([Reply("Это", error={"code": code, "message": "no"}, late=True)]) as fake:
        model = OpenRouter(ModelEndpoint("demo", base_url=fake.base_url), http)
        with pytest.raises(RemoteError) as caught:  # noqa: PT012
            async for delta in model.complete(ASK):
                said += delta.text
    assert (said, caught.value.permanent, caught.value.code) == ("Это", permanent, str(code))
