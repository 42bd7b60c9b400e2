"""Answers aloud over the WebSocket, for connections that ask for them (contract §2.4)."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site, Socket
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.testing import ScriptedLLM, ScriptedSpeaker


@pytest_asyncio.fixture(loop_scope="session")
async def brand(site: Site) -> CompanyConfig:
    return await a_company(site.rt, "Бренд")


@pytest_asyncio.fixture(loop_scope="session")
async def speaker(site: Site) -> AsyncIterator[ScriptedSpeaker]:
    previous, engine = site.rt.speaker_for, ScriptedSpeaker()
    site.rt.speaker_for = lambda _: engine
    yield engine
    site.rt.speaker_for = previous


async def frames(socket: Socket, message: str = "Здравствуйте!", **data: Any) -> list[dict[str, Any]]:
    """All of one answer."""
    await socket.send("chat", message=message, **data)
    got = [await socket.frame()]
    while got[-1]["type"] not in ("complete", "error"):
        got.append(await socket.frame())
    return got


def text_of(got: list[dict[str, Any]]) -> str:
    return "".join(frame["data"]["content"] for frame in got if frame["type"] == "chunk")


async def test_a_client_that_asked_for_sound_gets_the_answer_aloud_before_it_is_complete(
    site: Site, brand: CompanyConfig, speaker: ScriptedSpeaker
) -> None:
    async with site.socket(f"/ws/voice/{brand.slug}?audio=1") as socket:
        await socket.frame()
        for message in ("Здравствуйте!", "Сколько стоит доставка?"):
            got = await frames(socket, message)
            assert [frame["type"] for frame in got[-2:]] == ["audio", "complete"]
            audio = got[-2]["data"]
            assert base64.b64decode(audio["data"]).decode() == text_of(got)
            assert audio["content_type"] == "audio/mpeg"
            assert audio["conversation_id"] == got[-1]["data"]["conversation_id"]
    assert [language for _, language in speaker.calls] == ["ru", "ru"]


async def test_a_client_that_did_not_ask_gets_no_frame_of_sound(
    site: Site, brand: CompanyConfig, speaker: ScriptedSpeaker
) -> None:
    async with site.socket(f"/ws/voice/{brand.slug}") as socket:
        await socket.frame()
        assert {frame["type"] for frame in await frames(socket)} == {"chunk", "complete"}
    assert not speaker.calls


async def test_sound_is_switched_on_and_off_by_hello(
    site: Site, brand: CompanyConfig, speaker: ScriptedSpeaker
) -> None:
    async with site.socket(f"/ws/voice/{brand.slug}?typing=1") as socket:
        await socket.frame()
        for on in (True, False):
            await socket.send("hello", audio=on)
            kinds = {frame["type"] for frame in await frames(socket)}
            assert kinds == {"chunk", "complete", "typing"} | ({"audio"} if on else set())


async def test_a_chat_is_aloud_where_its_message_was_spoken(
    site: Site, brand: CompanyConfig, speaker: ScriptedSpeaker
) -> None:
    async with site.socket(f"/ws/chat/{brand.slug}?audio=1") as socket:
        await socket.frame()
        for voice in (True, False):
            assert ("audio" in {frame["type"] for frame in await frames(socket, voice=voice)}) is voice


@pytest.mark.parametrize("trouble", [RemoteError("busy"), RemoteError("gone", permanent=True), None])
async def test_a_speaker_that_fails_costs_the_sound_and_nothing_else(
    site: Site, brand: CompanyConfig, trouble: RemoteError | None
) -> None:
    previous, settings, engine = site.rt.speaker_for, site.rt.settings, ScriptedSpeaker([trouble])
    site.rt.speaker_for = lambda _: engine
    site.rt.settings = settings.model_copy(update={"speech_timeout": 0.02})
    try:
        async with site.socket(f"/ws/voice/{brand.slug}?audio=1") as socket:
            await socket.frame()
            assert [frame["type"] for frame in (await frames(socket))][-2:] == ["chunk", "complete"]
            assert (await frames(socket))[-2]["type"] == "audio"
    finally:
        site.rt.speaker_for, site.rt.settings = previous, settings


async def test_the_model_has_less_time_where_the_answer_is_spoken(site: Site, brand: CompanyConfig) -> None:
    settings, previous, model = site.rt.settings, site.rt.model_for, ScriptedLLM(gate=asyncio.Event())
    site.rt.settings = settings.model_copy(update={"voice_timeout": 0.02})
    site.rt.model_for = lambda _: model
    try:
        async with site.socket(f"/ws/voice/{brand.slug}") as socket:
            await socket.frame()
            got = await frames(socket)
    finally:
        site.rt.settings, site.rt.model_for = settings, previous
    assert len(model.requests) == 1
    assert (got[-1]["type"], bool(text_of(got))) == ("complete", True)


async def test_without_a_speaker_there_is_text_alone(site: Site, brand: CompanyConfig) -> None:
    async with site.socket(f"/ws/voice/{brand.slug}?audio=1") as socket:
        await socket.frame()
        assert {frame["type"] for frame in await frames(socket)} == {"chunk", "complete"}
