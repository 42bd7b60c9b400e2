"""Every plug-in that is found keeps its port's promises."""

import pytest

from fakes.raw_server import RawServer
from parley import plugs
from parley.crm.base import CRM
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.languages.registry import find_languages
from parley.llm.base import LLM, ChatMessage, CompletionRequest, ModelEndpoint
from parley.notify.base import Notifier
from parley.runtime import Runtime
from parley.speech.base import Speaker, Transcriber
from parley.tools.base import Tool, ToolContext

NOWHERE = ModelEndpoint("m", "k", "http://127.0.0.1:9/v1")
NOTICE = Notice("k-1", 1, "Сакен", "+77012345678", "", "web", "hot", "ноутбук", "ru", [("user", "Здравствуйте")])


def test_what_the_product_promises_is_found() -> None:
    assert set(plugs.find_plugin_classes("parley.llm", LLM)) >= {"builtin", "openai", "openrouter", "gemini"}
    assert set(plugs.find_plugin_classes("parley.notify", Notifier)) >= {"telegram", "email"}
    assert set(plugs.find_plugin_classes("parley.crm", CRM)) >= {"webhook", "bitrix24", "amocrm"}
    assert set(plugs.find_plugin_classes("parley.speech", Transcriber)) >= {"openai", "openrouter", "gemini"}
    assert set(plugs.find_plugin_classes("parley.speech", Speaker)) >= {"openai", "openrouter"}
    assert set(find_languages()) >= {"ru", "en", "kk", "ky", "uz", "uk", "mn"}
    assert set(plugs.find_plugin_instances("parley.tools", Tool)) >= {"find_products", "search_knowledge"}


@pytest.mark.parametrize("name", sorted(set(plugs.find_plugin_classes("parley.llm", LLM)) - {"builtin"}))
async def test_an_unreachable_provider_is_a_remote_error(runtime: Runtime, name: str) -> None:
    model = plugs.find_plugin_classes("parley.llm", LLM)[name](
        ModelEndpoint("m", "k", "http://127.0.0.1:9/v1"), runtime.http
    )
    with pytest.raises(RemoteError) as failed:
        async for _ in model.complete(CompletionRequest([ChatMessage("user", "Hello")])):
            pass
    assert not failed.value.permanent


@pytest.mark.parametrize("name", sorted(plugs.find_plugin_classes("parley.speech", Transcriber)))
async def test_an_unreachable_ear_is_a_remote_error(runtime: Runtime, name: str) -> None:
    engine = plugs.find_plugin_classes("parley.speech", Transcriber)[name]
    for language in ("ky", "kz", "xx", ""):
        with pytest.raises(RemoteError) as failed:
            await engine(NOWHERE, runtime.http, timeout=5).transcribe(Recording(b"OggS", "ogg"), language)
        assert not failed.value.permanent


@pytest.mark.parametrize("name", sorted(plugs.find_plugin_classes("parley.speech", Transcriber)))
async def test_an_ear_that_answers_with_nonsense_is_a_remote_error(runtime: Runtime, name: str) -> None:
    for answer in (b"", b"nonsense", b"[]", b"null", b'{"text": 5}', b'{"candidates": [5]}'):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
        async with RawServer(head + answer) as server:
            engine = plugs.find_plugin_classes("parley.speech", Transcriber)[name](
                ModelEndpoint("m", "k", server.url), runtime.http
            )
            with pytest.raises(RemoteError):
                await engine.transcribe(Recording(b"OggS", "ogg"))


@pytest.mark.parametrize("name", sorted(plugs.find_plugin_classes("parley.speech", Speaker)))
async def test_an_unreachable_voice_is_a_remote_error(runtime: Runtime, name: str) -> None:
    engine = plugs.find_plugin_classes("parley.speech", Speaker)[name]
    with pytest.raises(RemoteError) as failed:
        await engine(NOWHERE, runtime.http, timeout=5).speak("Здравствуйте!", language="ru")
    assert not failed.value.permanent


async def test_a_way_of_telling_that_is_not_set_up_has_no_target(runtime: Runtime, company: CompanyConfig) -> None:
    ways: dict[str, Notifier | CRM] = {**runtime.notifiers, **runtime.crms}
    assert {name: way.address(company) for name, way in ways.items()} == dict.fromkeys(ways, "")


async def test_a_preview_shows_the_lead_and_no_secret(runtime: Runtime, company: CompanyConfig) -> None:
    ways: list[Notifier | CRM] = [*runtime.notifiers.values(), *runtime.crms.values()]
    for way in ways:
        shown = str(way.preview(company, NOTICE))
        assert "Сакен" in shown
        assert not any(str(secret) in shown for secret in company.credentials.values() if secret)


@pytest.mark.parametrize("name", sorted(plugs.find_plugin_instances("parley.tools", Tool)))
async def test_a_tool_has_words_a_schema_and_mends_bad_arguments(
    runtime: Runtime, company: CompanyConfig, name: str
) -> None:
    tool = runtime.tools[name]
    assert len(tool.spec.description) > 40
    assert tool.spec.parameters["type"] == "object"
    context = ToolContext(runtime, company, 1, "ru")
    assert "error" in await tool.run(context, "not json")
    if tool.spec.parameters.get("required"):
        assert "error" in await tool.run(context, "{}")
