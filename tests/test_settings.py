"""The environment: aliases, and what is refused."""

import pytest

from parley.errors import ConfigurationError
from parley.settings import Settings


def test_the_first_non_empty_alias_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "")
    monkeypatch.setenv("SERVER_PORT", "8005,8900")
    monkeypatch.setenv("EMAIL_HOST", "mail.example")
    assert Settings.from_environment().ports == (8005, 8900)
    assert Settings.from_environment().smtp_host == "mail.example"


@pytest.mark.parametrize("switch", ["PARLEY_AUTH", "PARLEY_RATE_LIMITS"])
def test_no_guard_can_be_switched_off_in_production(monkeypatch: pytest.MonkeyPatch, switch: str) -> None:
    monkeypatch.setenv("PARLEY_ENV", "production")
    monkeypatch.setenv(switch, "off")
    with pytest.raises(ConfigurationError, match=switch):
        Settings.from_environment()


def test_a_token_where_an_id_belongs_says_which_variable_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPER_ADMIN_CHAT_ID", "123:abc")
    with pytest.raises(ConfigurationError, match="SUPER_ADMIN_BOT_TOKEN"):
        Settings.from_environment()


def test_a_port_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(ConfigurationError, match="PORT"):
        Settings.from_environment()


def test_the_persons_own_home_is_not_our_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_HOME", raising=False)
    for variable in ("HOME", "MODEL", "ENV", "AUTH", "HOST"):
        monkeypatch.setenv(variable, "/somewhere/else")
    settings = Settings.from_environment()
    assert str(settings.home) == ".parley"
    assert (settings.model, settings.env, settings.auth, settings.host) == ("", "development", "on", "0.0.0.0")


def test_a_provider_that_has_no_fields_has_its_key_and_address_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", " demo-key ")
    monkeypatch.setenv("HOUSE_MODELS_BASE_URL", "http://10.0.0.7/v1")
    settings = Settings.from_environment()
    assert settings.provider_access("mistral") == ("demo-key", "")
    assert settings.provider_access("house-models") == ("", "http://10.0.0.7/v1")
    assert settings.provider_access("nobody") == ("", "")
    assert "demo-key" not in repr(settings)


def test_models_of_voices_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [name.partition("/")[0] for name in Settings.from_environment().transcription_models] == [
        "onnx-asr",
        "openai",
        "openrouter",
        "gemini",
    ]
    assert Settings.from_environment().speech_models == ()
    monkeypatch.setenv("PARLEY_TRANSCRIPTION_MODEL", " openai/whisper-1 ,, gemini/demo ")
    monkeypatch.setenv("PARLEY_SPEECH_MODEL", "openai/demo-tts")
    settings = Settings.from_environment()
    assert settings.transcription_models == ("openai/whisper-1", "gemini/demo")
    assert settings.speech_models == ("openai/demo-tts",)


@pytest.mark.parametrize(
    ("port", "base", "expected"),
    [
        ("8001", "", "http://localhost:8001"),
        ("0, 8005,8900", "", "http://localhost:8005"),
        ("", "", "http://localhost:8000"),
        ("0", "", "http://localhost:8000"),
        ("8001", "https://parley.example", "https://parley.example"),
    ],
)
def test_links_lead_to_the_first_port_unless_the_world_knows_another_address(
    monkeypatch: pytest.MonkeyPatch, port: str, base: str, expected: str
) -> None:
    monkeypatch.setenv("PORT", port)
    monkeypatch.setenv("PUBLIC_BASE_URL", base)
    assert Settings.from_environment().public_base_url == expected


def test_networks_that_are_none_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ALLOWED_NETWORKS", "10.0.0.0/8, 192.168.1.5")
    assert Settings.from_environment().opened_networks == ("10.0.0.0/8", "192.168.1.5")
    monkeypatch.setenv("PARLEY_ALLOWED_NETWORKS", "intranet")
    with pytest.raises(ConfigurationError, match="intranet"):
        Settings.from_environment()


@pytest.mark.parametrize(
    ("word", "env"),
    [
        ("Production", "production"),
        ("PROD", "production"),
        (" prod ", "production"),
        ("Dev", "development"),
    ],
)
def test_a_known_environment_counts_in_any_spelling(monkeypatch: pytest.MonkeyPatch, word: str, env: str) -> None:
    monkeypatch.setenv("PARLEY_ENV", word)
    assert Settings.from_environment().env == env


@pytest.mark.parametrize("word", ["productoin", "staging", "live", "1", "true"])
def test_an_unknown_environment_stops_the_start(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("PARLEY_ENV", word)
    with pytest.raises(ConfigurationError, match="PARLEY_ENV"):
        Settings.from_environment()


def test_lists_are_closed_in_production_unless_the_operator_opens_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings.from_environment().are_lists_public
    monkeypatch.setenv("PARLEY_ENV", "production")
    assert not Settings.from_environment().are_lists_public
    monkeypatch.setenv("PARLEY_PUBLIC_LISTS", "on")
    assert Settings.from_environment().are_lists_public


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"PARLEY_ENV": "production"}, "refused when PARLEY_ENV=production"),
        ({"PUBLIC_BASE_URL": "https://parley.example"}, "this machine only"),
        ({"PUBLIC_BASE_URL": "http://192.168.1.7:8000"}, "this machine only"),
    ],
)
def test_a_simulated_clock_is_for_this_machine_only(
    monkeypatch: pytest.MonkeyPatch, more: dict[str, str], words: str
) -> None:
    for name, value in {"PARLEY_SIMULATED_CLOCK": "1", **more}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=words):
        Settings.from_environment()


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_a_simulated_clock_has_to_be_asked_for(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PUBLIC_BASE_URL", address)
    assert not Settings.from_environment().simulated_clock
    monkeypatch.setenv("PARLEY_SIMULATED_CLOCK", "1")
    assert Settings.from_environment().simulated_clock
