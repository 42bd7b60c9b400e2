"""Which model and which voice a company may use, and whose key goes where."""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, TypeVar

from parley import plugs
from parley.domain.company import CompanyConfig
from parley.infra.http import HttpClient
from parley.llm.base import LLM, ModelEndpoint
from parley.settings import Settings
from parley.speech.base import Speaker, Transcriber

T = TypeVar("T")


class ModelSelector:
    """Which model a company speaks with: its own choice, else the installation's, else the built-in one."""

    def __init__(self, settings: Settings, http: HttpClient, builtin: LLM) -> None:
        self._settings, self._http, self._builtin = settings, http, builtin
        self._model_classes = plugs.find_plugin_classes("parley.llm", LLM)
        self._instances: dict[tuple[str, ...], LLM] = {}

    def model_for(self, company: CompanyConfig) -> LLM:
        provider, _, model = (company.model or self._settings.model).partition("/")
        own_key = str(company.credentials.get("ai_api_key") or "")
        if company.ai_endpoint:
            # An address without a provider in the model string is an OpenAI-compatible one.
            has_provider = provider in self._model_classes and provider != "builtin"
            name = model if has_provider else company.model
            return self._get_or_create(
                provider if has_provider else "openai",
                ModelEndpoint(name or self._settings.openrouter_model, own_key, company.ai_endpoint),
            )
        if provider == "builtin":
            return self._builtin
        if provider in self._model_classes and model:
            key, base = _credentials(self._settings, provider)
            return self._get_or_create(provider, ModelEndpoint(model, own_key or key, base))
        return self._default_model()

    def embedder_for(self, company: CompanyConfig, name: str) -> LLM | None:
        """The model of this name that makes a company's vectors; None where no provider is named. A company that
        chose it itself has it at its own address. Its key goes to the provider of its chat model, no other."""
        provider, _, model = name.partition("/")
        has_provider = provider in self._model_classes and provider != "builtin" and bool(model)
        own_key = str(company.credentials.get("ai_api_key") or "")
        if company.ai_endpoint and company.embedding_model:
            class_name = provider if has_provider else "openai"
            return self._get_or_create(
                class_name, ModelEndpoint(model if has_provider else name, own_key, company.ai_endpoint)
            )
        if not has_provider:
            return None
        key, base = _credentials(self._settings, provider)
        chat_provider, _, _ = (company.model or self._settings.model).partition("/")
        uses_company_key = chat_provider == provider and not company.ai_endpoint
        return self._get_or_create(
            provider, ModelEndpoint(model, (own_key if uses_company_key else "") or key, base)
        )

    def _default_model(self) -> LLM:
        """The first provider there is a key for."""
        s = self._settings
        if s.agent_url:
            return self._get_or_create(
                "openai", ModelEndpoint(s.openrouter_model, s.agent_key.get_secret_value(), s.agent_url)
            )
        for provider, model in (
            ("openai", s.openai_model),
            ("openrouter", s.openrouter_model),
            ("gemini", s.gemini_model),
        ):
            key, base = _credentials(self._settings, provider)
            if key:
                return self._get_or_create(provider, ModelEndpoint(model, key, base))
        return self._builtin

    def _get_or_create(self, provider: str, endpoint: ModelEndpoint) -> LLM:
        """Made once per endpoint; the dataclass' headers are not hashable, so they do not count."""
        cache_key = (provider, endpoint.model, endpoint.api_key, endpoint.base_url)
        if cache_key not in self._instances:
            model_class: Callable[..., LLM] = self._model_classes[provider]
            self._instances[cache_key] = model_class(
                endpoint, self._http, first_token_timeout=self._settings.first_token_timeout
            )
        return self._instances[cache_key]


class VoiceSelector:
    """Who listens and who speaks for a company: the first of the named models for whose provider there is a key,
    the company's own or the installation's; or a server of the installation's own, key or not."""

    def __init__(self, settings: Settings, http: HttpClient) -> None:
        self._settings, self._http = settings, http
        self._transcriber_classes = plugs.find_plugin_classes("parley.speech", Transcriber)
        self._speaker_classes = plugs.find_plugin_classes("parley.speech", Speaker)
        self._instances: dict[tuple[str, ...], Any] = {}

    def transcriber_for(self, company: CompanyConfig) -> Transcriber | None:
        s = self._settings
        key = s.transcription_key.get_secret_value()
        choice = self._choose_endpoint(
            company, self._transcriber_classes, s.transcription_models, s.transcription_url, key
        )
        return (
            self._get_or_create("hear", self._transcriber_classes, *choice, s.transcription_timeout)
            if choice
            else None
        )

    def speaker_for(self, company: CompanyConfig) -> Speaker | None:
        s = self._settings
        key = s.speech_key.get_secret_value()
        choice = self._choose_endpoint(company, self._speaker_classes, s.speech_models, s.speech_url, key)
        return self._get_or_create("speak", self._speaker_classes, *choice, s.speech_timeout) if choice else None

    def _choose_endpoint(
        self, company: CompanyConfig, providers: Container[str], names: Sequence[str], url: str, key: str
    ) -> tuple[str, ModelEndpoint] | None:
        for name in names:
            provider, _, model = name.partition("/")
            if url and name != "none":
                has_provider = provider in providers and bool(model)
                return (
                    (provider, ModelEndpoint(model, key, url))
                    if has_provider
                    else ("openai", ModelEndpoint(name, key, url))
                )
            if provider not in providers or not model:
                continue
            default_key, base = _credentials(self._settings, provider)
            if api_key := key or self._company_key(company, provider) or default_key:
                return provider, ModelEndpoint(model, api_key, base)
        return None

    def _company_key(self, company: CompanyConfig, provider: str) -> str:
        """A company's key goes to the provider of its chat model, no other."""
        chat_provider, _, _ = (company.model or self._settings.model).partition("/")
        uses_company_key = chat_provider == provider and not company.ai_endpoint
        return str(company.credentials.get("ai_api_key") or "") if uses_company_key else ""

    def _get_or_create(
        self, role: str, classes: Mapping[str, Callable[..., T]], name: str, endpoint: ModelEndpoint, timeout: float
    ) -> T:
        cache_key = (role, name, endpoint.model, endpoint.api_key, endpoint.base_url)
        if cache_key not in self._instances:
            self._instances[cache_key] = classes[name](endpoint, self._http, timeout=timeout)
        instance: T = self._instances[cache_key]
        return instance


def _credentials(settings: Settings, provider: str) -> tuple[str, str]:
    """The installation's key to a provider, and the provider's address where it is not the usual one."""
    s = settings
    keys = {
        "openai": (s.openai_api_key, s.openai_base_url),
        "openrouter": (s.openrouter_api_key, s.openrouter_base_url),
        "gemini": (s.gemini_api_key, ""),
    }
    key, base = keys.get(provider, (None, ""))
    return (key.get_secret_value() if key else ""), base
