"""Which model and which voice a company gets, and whose key leaves the house with it."""

from pathlib import Path
from typing import Any

import pytest

from parley.domain.company import CompanyConfig
from parley.infra.http import HttpClient
from parley.llm.base import LLM, ModelEndpoint
from parley.llm.openai import OpenAI
from parley.model_selection import ModelSelector, VoiceSelector
from parley.settings import Settings
from parley.testing import ScriptedLLM

BUILTIN = ScriptedLLM()
# A provider, its model, the key it is called with, and its address where it is not the usual one.
Choice = tuple[str, str, str, str]


def company_with(**fields: Any) -> CompanyConfig:
    return CompanyConfig(id=1, slug="a", name="A", **{"credentials": {"ai_api_key": "own"}, **fields})


def settings_with(home: Path, **fields: Any) -> Settings:
    return Settings.from_environment(home=home, **fields)


def models_of(home: Path, **fields: Any) -> ModelSelector:
    return ModelSelector(settings_with(home, **fields), HttpClient(), BUILTIN)


def voices_of(home: Path, **fields: Any) -> VoiceSelector:
    return VoiceSelector(settings_with(home, **fields), HttpClient())


def operators(model: str, key: str, url: str = "") -> ModelEndpoint:
    """An address that no company typed in."""
    return ModelEndpoint(model, key, url, guarded=False)


def choice_of(model: LLM | None) -> Choice | None:
    if model is None:
        return None
    assert isinstance(model, OpenAI)
    return model.name, model.endpoint.model, model.endpoint.api_key, model.endpoint.base_url


@pytest.mark.parametrize(
    ("settings", "company", "expected"),
    [
        ({}, {"model": "openai/gpt"}, ("openai", "gpt", "own", "")),
        ({"openai_api_key": "house"}, {"model": "openai/gpt"}, ("openai", "gpt", "own", "")),
        ({"openai_api_key": "house"}, {"model": "openai/gpt", "credentials": {}}, ("openai", "gpt", "house", "")),
        ({"openai_api_key": "house", "model": "gemini/flash"}, {}, ("gemini", "flash", "own", "")),
        (
            {"openai_base_url": "http://proxy/v1"},
            {"model": "openai/gpt"},
            ("openai", "gpt", "own", "http://proxy/v1"),
        ),
        ({}, {"model": "gemini/x", "ai_endpoint": "http://own/v1"}, ("gemini", "x", "own", "http://own/v1")),
        ({}, {"model": "qwen/x", "ai_endpoint": "http://own/v1"}, ("openai", "qwen/x", "own", "http://own/v1")),
    ],
)
def test_a_company_speaks_with_the_model_it_chose(
    tmp_path: Path, settings: dict[str, Any], company: dict[str, Any], expected: Choice
) -> None:
    assert choice_of(models_of(tmp_path, **settings).model_for(company_with(**company))) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"openai_api_key": "o", "gemini_api_key": "g", "openai_model": "m"}, ("openai", "m", "o", "")),
        ({"openrouter_api_key": "r", "gemini_api_key": "g", "openrouter_model": "m"}, ("openrouter", "m", "r", "")),
        ({"gemini_api_key": "g", "gemini_model": "m"}, ("gemini", "m", "g", "")),
        (
            {"openai_api_key": "o", "agent_url": "http://agent/v1", "agent_key": "a", "openrouter_model": "m"},
            ("openai", "m", "a", "http://agent/v1"),
        ),
    ],
)
def test_a_company_that_chose_none_speaks_with_the_installations_and_its_key(
    tmp_path: Path, settings: dict[str, Any], expected: Choice
) -> None:
    assert choice_of(models_of(tmp_path, **settings).model_for(company_with())) == expected


@pytest.mark.parametrize("name", ["", "builtin", "builtin/whatever", "unheard-of/x", "openai/"])
def test_without_any_key_the_built_in_model_speaks(tmp_path: Path, name: str) -> None:
    assert models_of(tmp_path).model_for(company_with(model=name)) is BUILTIN


def test_a_model_is_made_once_for_each_endpoint(tmp_path: Path) -> None:
    models = models_of(tmp_path)
    first = models.model_for(company_with(model="openai/gpt"))
    assert models.model_for(company_with(model="openai/gpt", flow="other")) is first
    assert models.model_for(company_with(model="openai/gpt", credentials={"ai_api_key": "other"})) is not first


@pytest.mark.parametrize(
    ("changed", "name", "expected"),
    [
        ({}, "openai/small", ("openai", "small", "house", "")),
        ({"model": "openai/gpt"}, "openai/small", ("openai", "small", "own", "")),
        ({"model": "gemini/flash"}, "openai/small", ("openai", "small", "house", "")),
        ({"ai_endpoint": "http://own/v1"}, "openai/small", ("openai", "small", "house", "")),
        (
            {"ai_endpoint": "http://own/v1", "embedding_model": "e5/large"},
            "e5/large",
            ("openai", "e5/large", "own", "http://own/v1"),
        ),
        ({}, "small", None),
        ({}, "openai/", None),
        ({}, "builtin/small", None),
        ({}, "unheard-of/small", None),
    ],
)
def test_a_companys_key_makes_vectors_at_its_own_provider_only(
    tmp_path: Path, changed: dict[str, Any], name: str, expected: Choice | None
) -> None:
    models = models_of(tmp_path, openai_api_key="house", model="gemini/flash")
    assert choice_of(models.embedder_for(company_with(**changed), name)) == expected


def transcriber(home: Path, company: CompanyConfig, **settings: Any) -> tuple[str, ModelEndpoint] | None:
    chosen = voices_of(home, **settings).transcriber_for(company)
    return None if chosen is None else (chosen.name, chosen.endpoint)


KEYLESS = company_with(credentials={})


def test_without_a_key_nobody_listens_and_nobody_speaks(tmp_path: Path) -> None:
    assert voices_of(tmp_path).transcriber_for(KEYLESS) is None
    assert voices_of(tmp_path, speech_model="openai/tts").speaker_for(KEYLESS) is None


@pytest.mark.parametrize(
    ("settings", "name", "model"),
    [
        ({"openai_api_key": "k", "gemini_api_key": "g"}, "openai", "gpt-transcribe"),
        ({"openrouter_api_key": "k"}, "openrouter", "google/chirp-3"),
        ({"gemini_api_key": "k"}, "gemini", "gemini-3.5-flash-lite"),
        ({"openai_api_key": "k", "transcription_model": "openai/whisper-1"}, "openai", "whisper-1"),
        ({"transcription_key": "k", "openai_api_key": "o"}, "openai", "gpt-transcribe"),
    ],
)
def test_the_first_engine_with_a_key_listens(
    tmp_path: Path, settings: dict[str, Any], name: str, model: str
) -> None:
    assert transcriber(tmp_path, KEYLESS, **settings) == (name, operators(model, "k"))


@pytest.mark.parametrize("settings", [{"openai_api_key": "k"}, {"transcription_url": "http://127.0.0.1:9"}])
def test_nobody_listens_where_that_is_wanted(tmp_path: Path, settings: dict[str, Any]) -> None:
    assert transcriber(tmp_path, KEYLESS, transcription_model="none", **settings) is None


@pytest.mark.parametrize("model", ["openai/large-v3", "large-v3"])
def test_a_server_of_ones_own_needs_no_key(tmp_path: Path, model: str) -> None:
    url = "http://127.0.0.1:9/v1"
    chosen = transcriber(tmp_path, company_with(), transcription_url=url, transcription_model=model)
    assert chosen == ("openai", operators("large-v3", "", url))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"model": "openai/gpt"}, ("openai", operators("gpt-transcribe", "own"))),
        ({"model": "mistral/demo"}, ("gemini", operators("gemini-3.5-flash-lite", "house"))),
        (
            {"model": "openai/gpt", "ai_endpoint": "https://models.demo.example/v1"},
            ("gemini", operators("gemini-3.5-flash-lite", "house")),
        ),
    ],
)
def test_a_companys_key_listens_at_its_own_provider_only(
    tmp_path: Path, changed: dict[str, Any], expected: tuple[str, ModelEndpoint]
) -> None:
    assert transcriber(tmp_path, company_with(**changed), gemini_api_key="house") == expected


def test_nobody_speaks_unless_a_voice_is_named(tmp_path: Path) -> None:
    assert voices_of(tmp_path, openai_api_key="k").speaker_for(KEYLESS) is None
    voices = voices_of(tmp_path, openai_api_key="k", speech_model="openai/demo-tts")
    speaker = voices.speaker_for(KEYLESS)
    assert speaker is not None
    assert (speaker.name, speaker.endpoint) == ("openai", operators("demo-tts", "k"))
    assert voices.speaker_for(KEYLESS) is speaker


def test_only_an_address_of_the_companys_own_is_guarded(tmp_path: Path) -> None:
    models = models_of(
        tmp_path, openai_api_key="house", openai_base_url="http://ollama:11434/v1", model="openai/gpt"
    )

    def is_guarded(**fields: Any) -> bool:
        model = models.model_for(company_with(**fields))
        assert isinstance(model, OpenAI)
        return model.endpoint.guarded

    assert is_guarded(ai_endpoint="http://ollama:11434/v1")
    # the same address and key, from the environment
    assert not is_guarded()
    assert is_guarded(ai_endpoint="http://ollama:11434/v1")
    assert not is_guarded(model="gemini/flash")
    embedder = models.embedder_for(
        company_with(ai_endpoint="http://ollama:11434/v1", embedding_model="nomic"), "nomic"
    )
    assert isinstance(embedder, OpenAI)
    assert embedder.endpoint.guarded


def test_a_local_engine_that_lacks_something_leaves_the_listening_to_the_next(tmp_path: Path) -> None:
    voices = voices_of(tmp_path, voice_model=str(tmp_path / "nothing"), openai_api_key="k")
    listener = voices.transcriber_for(KEYLESS)
    assert listener is not None
    assert listener.name == "openai"
    assert voices.voice_problem() != ""
    assert str(tmp_path) not in voices.voice_problem()


def test_who_listens_is_no_problem_and_nobody_is_one(tmp_path: Path) -> None:
    assert voices_of(tmp_path, openai_api_key="k").voice_problem() == ""
    assert voices_of(tmp_path).voice_problem().startswith("nobody listens")


def test_a_server_of_ones_own_is_asked_for_the_first_model_that_is_not_local(tmp_path: Path) -> None:
    listener = voices_of(tmp_path, transcription_url="http://whisper/v1").transcriber_for(KEYLESS)
    assert listener is not None
    assert listener.endpoint.model == "gpt-transcribe"
