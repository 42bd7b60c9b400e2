"""Three engines that listen, each by its own wire, against servers as strict as theirs."""

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from fakes.recordings import RECORDINGS
from fakes.speech_server import FakeSpeech, Said
from parley.errors import RemoteError
from parley.files.audio import Recording
from parley.infra.http import HttpClient
from parley.llm.base import ModelEndpoint
from parley.speech.base import Transcriber, Transcript
from parley.speech.gemini import GeminiTranscriber
from parley.speech.openai import OpenAITranscriber
from parley.speech.openrouter import OpenRouterTranscriber

KEY = "demo-key-0123456789"
OGG = Recording(RECORDINGS["ogg"], "ogg")
ENGINES: dict[str, Callable[..., Transcriber]] = {
    "openai": OpenAITranscriber,
    "openrouter": OpenRouterTranscriber,
    "gemini": GeminiTranscriber,
}
ALL = pytest.mark.parametrize("name", sorted(ENGINES))


@pytest_asyncio.fixture(loop_scope="session")
async def fake() -> AsyncIterator[FakeSpeech]:
    async with FakeSpeech() as fake:
        yield fake


def engine(
    name: str, fake: FakeSpeech, http: HttpClient, *, model: str = "gpt-transcribe", timeout: float = 5
) -> Transcriber:
    return ENGINES[name](ModelEndpoint(model, KEY, getattr(fake, name)), http, timeout=timeout)


@ALL
@pytest.mark.parametrize("kind", sorted(RECORDINGS))
async def test_every_kind_of_recording_arrives_whole(
    name: str, kind: str, fake: FakeSpeech, http: HttpClient
) -> None:
    got = await engine(name, fake, http).transcribe(Recording(RECORDINGS[kind], kind))
    assert got == Transcript("Здравствуйте! Сколько стоит ноутбук?", "ru" if name != "openrouter" else "")
    assert (fake.requests[0].audio, fake.requests[0].model) == (RECORDINGS[kind], "gpt-transcribe")


@ALL
async def test_a_recording_of_ten_mebibytes_arrives_whole(name: str, fake: FakeSpeech, http: HttpClient) -> None:
    large = RECORDINGS["ogg"] + bytes(10 * 2**20)
    await engine(name, fake, http).transcribe(Recording(large, "ogg"))
    assert fake.requests[0].audio == large


@ALL
@pytest.mark.parametrize(
    ("language", "hint"),
    [("ru", "ru"), ("kz", "kk"), ("kk", "kk"), ("ua", "uk"), ("uz-UZ", "uz"), ("mn", "mn"), ("ky", "kk"),
     ("kg", "kk"), ("xx", ""), ("", "")],
)  # fmt: skip
async def test_an_engine_is_told_a_language_it_can_know(
    name: str, language: str, hint: str, fake: FakeSpeech, http: HttpClient
) -> None:
    await engine(name, fake, http).transcribe(OGG, language)
    told = fake.requests[0].hint
    if name == "gemini":
        told = told.removeprefix("Transcribe.").removeprefix(" The language is probably ").rstrip(".")
        hint = "ky" if language in ("ky", "kg") else hint
    assert told == hint


@pytest.mark.parametrize("model", ["gpt-transcribe", "gpt-transcribe-2026-07-28", "whisper-1", "gpt-4o-transcribe"])
async def test_each_model_gets_its_own_field_for_the_language(
    model: str, fake: FakeSpeech, http: HttpClient
) -> None:
    await engine("openai", fake, http, model=model).transcribe(OGG, "kz")
    assert (len(fake.requests), fake.requests[0].hint) == (1, "kk")


async def test_a_language_the_engine_refuses_is_not_insisted_on(fake: FakeSpeech, http: HttpClient) -> None:
    fake.script(Said(status=400, error={"message": "unsupported language", "type": "invalid_request_error"}))
    got = await engine("openai", fake, http).transcribe(OGG, "mn")
    assert got.text
    assert [asked.hint for asked in fake.requests] == ["mn", ""]


@ALL
async def test_the_key_goes_where_the_engine_wants_it(name: str, fake: FakeSpeech, http: HttpClient) -> None:
    await engine(name, fake, http).transcribe(OGG)
    sent = fake.requests[0].headers
    assert (sent["x-goog-api-key"] if name == "gemini" else sent["Authorization"].removeprefix("Bearer ")) == KEY
    assert ("X-OpenRouter-Title" in sent) is (name == "openrouter")


@ALL
@pytest.mark.parametrize(
    ("said", "permanent"),
    [
        (Said(status=401, error={"message": f"Incorrect API key {KEY}", "code": "invalid_api_key"}), True),
        (Said(status=403, error={"message": "country not supported"}), True),
        (Said(status=404, error={"code": "model_not_found"}), True),
        (Said(status=429, error={"code": "slow_down"}, headers={"Retry-After": "3"}), False),
        (Said(status=429, error={"code": "credit_balance_exhausted"}), True),
        (Said(status=500, error={"message": "oops"}), False),
        (Said(status=503, body=b"<html>busy", content_type="text/html"), False),
        (Said(error={"code": 502, "message": "late"}), False),
        (Said(error={"code": 402, "message": "no credit"}), True),
        (Said(body=b"<html>", content_type="text/html"), False),
        (Said(body=b"[]"), False),
        (Said(body=b'{"something":1}'), None),
    ],
    ids=["key", "country", "model", "slow down", "credit", "broken", "busy page", "error in 200", "credit in 200",
         "page in 200", "no object", "no text"],
)  # fmt: skip
async def test_a_failure_says_whether_to_try_again(
    name: str, said: Said, permanent: bool | None, fake: FakeSpeech, http: HttpClient
) -> None:
    fake.script(said)
    with pytest.raises(RemoteError) as caught:
        await engine(name, fake, http).transcribe(OGG)
    assert KEY not in str(caught.value)
    if permanent is not None:
        assert caught.value.permanent is permanent
    if said.headers:
        assert caught.value.retry_after == 3


@ALL
async def test_a_slow_engine_is_not_waited_for(name: str, fake: FakeSpeech, http: HttpClient) -> None:
    fake.script(Said(wait=30))
    with pytest.raises(RemoteError, match="in time"):
        await engine(name, fake, http, timeout=0.05).transcribe(OGG)


@ALL
async def test_silence_is_an_empty_text(name: str, fake: FakeSpeech, http: HttpClient) -> None:
    fake.script(Said("  "))
    assert await engine(name, fake, http).transcribe(OGG) == Transcript("")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"promptFeedback":{"blockReason":"SAFETY"}}', "SAFETY"),
        (b'{"candidates":[{"finishReason":"MAX_TOKENS","content":{"parts":[{"text":"{"}]}}]}', "MAX_TOKENS"),
        (b'{"candidates":[{"finishReason":"STOP","content":{"parts":[{"text":"hello"}]}}]}', "cannot be read"),
        (b'{"candidates":[{"finishReason":"STOP"}]}', "cannot be read"),
        (b'{"candidates":"odd"}', "cannot be read"),
        (b'[{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"quota"}}]', "no object"),
    ],
)
async def test_what_gemini_does_not_say_is_a_failure(
    body: bytes, why: str, fake: FakeSpeech, http: HttpClient
) -> None:
    fake.script(Said(body=body))
    with pytest.raises(RemoteError, match=why):
        await engine("gemini", fake, http).transcribe(OGG)
