"""Engines that speak."""

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from fakes.speech_server import MP3, FakeSpeech, Said
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.llm.base import ModelEndpoint
from parley.speech.base import Speaker, Speech
from parley.speech.openai import OpenAISpeaker
from parley.speech.openrouter import OpenRouterSpeaker

ENGINES: dict[str, Callable[..., Speaker]] = {"openai": OpenAISpeaker, "openrouter": OpenRouterSpeaker}
ALL = pytest.mark.parametrize("name", sorted(ENGINES))


@pytest_asyncio.fixture(loop_scope="session")
async def fake() -> AsyncIterator[FakeSpeech]:
    async with FakeSpeech() as fake:
        yield fake


def engine(name: str, fake: FakeSpeech, http: HttpClient) -> Speaker:
    return ENGINES[name](ModelEndpoint("demo-tts", "demo-key", getattr(fake, name)), http, timeout=5)


@ALL
async def test_a_text_comes_back_as_sound(name: str, fake: FakeSpeech, http: HttpClient) -> None:
    assert await engine(name, fake, http).speak("Сәлем!", language="kk") == Speech(MP3, "audio/mpeg")
    asked = fake.requests[0]
    assert asked.json == {"model": "demo-tts", "input": "Сәлем!", "voice": "alloy", "response_format": "mp3"}
    assert asked.headers["Authorization"] == "Bearer demo-key"


@ALL
async def test_a_voice_can_be_named(name: str, fake: FakeSpeech, http: HttpClient) -> None:
    await engine(name, fake, http).speak("Сәлем!", voice="cedar")
    assert fake.requests[0].json["voice"] == "cedar"


async def test_a_text_is_cut_to_what_the_engine_takes(fake: FakeSpeech, http: HttpClient) -> None:
    await engine("openai", fake, http).speak("а" * 5000)
    assert len(fake.requests[0].json["input"]) == 4096


async def test_a_server_that_does_not_say_what_it_sends_sends_mp3(fake: FakeSpeech, http: HttpClient) -> None:
    fake.script(Said(body=MP3, content_type="application/octet-stream"))
    assert (await engine("openai", fake, http).speak("Привет")).content_type == "audio/mpeg"


@ALL
@pytest.mark.parametrize(
    ("said", "permanent"),
    [
        (Said(status=404, error={"code": "model_not_found"}), True),
        (Said(status=503), False),
        (Said(error={"code": 402, "message": "no credit"}), True),
        (Said(body=b"{}"), False),
        (Said(body=b"", content_type="audio/mpeg"), False),
        (Said(body=b"<html>", content_type="text/html"), False),
    ],
    ids=["gone", "busy", "credit in 200", "JSON", "nothing", "a page"],
)
async def test_what_is_no_sound_is_a_failure(
    name: str, said: Said, permanent: bool, fake: FakeSpeech, http: HttpClient
) -> None:
    fake.script(said)
    with pytest.raises(RemoteError) as caught:
        await engine(name, fake, http).speak("Привет")
    assert caught.value.permanent is permanent
