"""Chooses the model and the voices of a company, and whose key a provider is given."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from parley import plugs
from parley.domain.company import CompanyConfig
from parley.infra.http import HttpClient
from parley.llm.base import LLM, ModelEndpoint
from parley.settings import Settings
from parley.speech.base import Speaker, SpeechProvider, Transcriber

T = TypeVar("T", bound=SpeechProvider)

_NOBODY_LISTENS = "nobody listens: there is no key of a provider that does, and no PARLEY_VOICE_MODEL"


class ModelSelector:
    """Chooses a company's model: its own choice, else the installation's, else the built-in one."""

    def __init__(self, settings: Settings, http: HttpClient, builtin: LLM) -> None:
        self._settings, self._http, self._builtin = settings, http, builtin
        self._model_classes = plugs.find_plugin_classes("parley.llm", LLM)
        self._instances: dict[tuple[str, ...], LLM] = {}

    def model_for(self, company: CompanyConfig) -> LLM:
        """Returns the model that words this company's answers; the same instance for the same endpoint."""
        provider, model = _chat_model(self._settings, company)
        if company.ai_endpoint:
            # An address without a provider in the model string is an OpenAI-compatible one.
            is_known = self._is_known(provider)
            name = (model if is_known else company.model) or self._settings.openrouter_model
            return self._own_address(company, provider if is_known else "openai", name)
        if provider == "builtin":
            return self._builtin
        if provider in self._model_classes and model:
            return self._usual_address(company, provider, model)
        return self._installation_model()

    def embedder_for(self, company: CompanyConfig, name: str) -> LLM | None:
        """Returns the model of this name ("openai/text-embedding-3-small") that makes a company's vectors.

        A company that chose the model itself has it at its own address, if it has one. None where `name` names no
        provider that we know.
        """
        provider, _, model = name.partition("/")
        is_known = self._is_known(provider) and bool(model)
        if company.ai_endpoint and company.embedding_model:
            return self._own_address(company, provider if is_known else "openai", model if is_known else name)
        return self._usual_address(company, provider, model) if is_known else None

    def _is_known(self, provider: str) -> bool:
        return provider in self._model_classes and provider != "builtin"

    def _own_address(self, company: CompanyConfig, provider: str, model: str) -> LLM:
        return self._get_or_create(provider, ModelEndpoint(model, _own_key(company), company.ai_endpoint))

    def _usual_address(self, company: CompanyConfig, provider: str, model: str) -> LLM:
        installation_key, base_url = self._settings.provider_access(provider)
        key = _company_key(self._settings, company, provider) or installation_key
        return self._get_or_create(provider, ModelEndpoint(model, key, base_url, guarded=False))

    def _installation_model(self) -> LLM:
        """Returns the model of the first provider with an installation key, else the built-in one."""
        s = self._settings
        if s.agent_url:
            return self._get_or_create(
                "openai",
                ModelEndpoint(s.openrouter_model, s.agent_key.get_secret_value(), s.agent_url, guarded=False),
            )
        models = {"openai": s.openai_model, "openrouter": s.openrouter_model, "gemini": s.gemini_model}
        for provider, model in models.items():
            key, base_url = s.provider_access(provider)
            if key:
                return self._get_or_create(provider, ModelEndpoint(model, key, base_url, guarded=False))
        return self._builtin

    def _get_or_create(self, provider: str, endpoint: ModelEndpoint) -> LLM:
        # Of an endpoint's headers nothing: they are made of the rest.
        cache_key = (provider, endpoint.model, endpoint.api_key, endpoint.base_url, str(endpoint.guarded))
        if cache_key not in self._instances:
            model_class: Callable[..., LLM] = self._model_classes[provider]
            self._instances[cache_key] = model_class(
                endpoint, self._http, first_token_timeout=self._settings.first_token_timeout
            )
        return self._instances[cache_key]


class VoiceSelector:
    """Chooses who listens and who speaks for a company.

    That is the first of the models named in the settings for whose provider there is a key, the company's own or
    the installation's; or an engine of this machine that has its weights; or a server of the installation's own,
    with a key or without.
    """

    def __init__(self, settings: Settings, http: HttpClient) -> None:
        self._settings, self._http = settings, http
        self._transcriber_classes = plugs.find_plugin_classes("parley.speech", Transcriber)
        self._speaker_classes = plugs.find_plugin_classes("parley.speech", Speaker)
        self._instances: dict[tuple[str, ...], Any] = {}

    def transcriber_for(self, company: CompanyConfig) -> Transcriber | None:
        """Returns who writes down this company's voice messages; None where nobody can."""
        s, classes = self._settings, self._transcriber_classes
        key = s.transcription_key.get_secret_value()
        choices = self._endpoints(company, classes, s.transcription_models, s.transcription_url, key)
        engines = (
            self._get_or_create("transcriber", classes, *choice, s.transcription_timeout) for choice in choices
        )
        return next((engine for engine in engines if not engine.missing()), None)

    def voice_problem(self) -> str:
        """Returns why nobody listens for this installation, or what the engine that was set up lacks; empty where
        all is well. Names settings, and no folder."""
        s, installation = self._settings, CompanyConfig(id=0, slug="", name="")
        classes = {name: engine for name, engine in self._transcriber_classes.items() if _is_local(engine)}
        choices = self._endpoints(installation, classes, s.transcription_models, "", "")
        engines = (
            self._get_or_create("transcriber", classes, *choice, s.transcription_timeout) for choice in choices
        )
        missing = next(filter(None, (engine.missing() for engine in engines)), "")
        return missing or ("" if self.transcriber_for(installation) else _NOBODY_LISTENS)

    def speaker_for(self, company: CompanyConfig) -> Speaker | None:
        """Returns who speaks this company's answers; None where nobody can."""
        s, classes = self._settings, self._speaker_classes
        key = s.speech_key.get_secret_value()
        choice = next(self._endpoints(company, classes, s.speech_models, s.speech_url, key), None)
        return self._get_or_create("speaker", classes, *choice, s.speech_timeout) if choice else None

    def _endpoints(
        self,
        company: CompanyConfig,
        providers: Mapping[str, Callable[..., SpeechProvider]],
        names: Sequence[str],
        url: str,
        key: str,
    ) -> Iterator[tuple[str, ModelEndpoint]]:
        """Yields the providers that can be asked, and their endpoints, in the order of the names. `url`, `key`: of
        a server of the installation's own."""
        for name in names:
            provider, _, model = name.partition("/")
            is_known = provider in providers and bool(model)
            if is_known and _is_local(providers[provider]):
                if self._settings.voice_model:
                    yield provider, ModelEndpoint(model, "", self._settings.voice_model, guarded=False)
                continue
            if url and name != "none":
                own_server = (provider, model) if is_known else ("openai", name)
                yield own_server[0], ModelEndpoint(own_server[1], key, url, guarded=False)
                return
            if not is_known:
                continue
            installation_key, base_url = self._settings.provider_access(provider)
            if api_key := key or _company_key(self._settings, company, provider) or installation_key:
                yield provider, ModelEndpoint(model, api_key, base_url, guarded=False)

    def _get_or_create(
        self, role: str, classes: Mapping[str, Callable[..., T]], name: str, endpoint: ModelEndpoint, timeout: float
    ) -> T:
        cache_key = (role, name, endpoint.model, endpoint.api_key, endpoint.base_url)
        if cache_key not in self._instances:
            self._instances[cache_key] = classes[name](endpoint, self._http, timeout=timeout)
        instance: T = self._instances[cache_key]
        return instance


def _is_local(engine_class: Callable[..., SpeechProvider]) -> bool:
    return bool(getattr(engine_class, "is_local", False))


def _chat_model(settings: Settings, company: CompanyConfig) -> tuple[str, str]:
    """Returns provider and model of the company's chat model, else of the installation's."""
    provider, _, model = (company.model or settings.model).partition("/")
    return provider, model


def _company_key(settings: Settings, company: CompanyConfig, provider: str) -> str:
    """Returns the company's own key where this provider may have it, empty elsewhere.

    The key goes to the provider of the company's chat model and to no other. Where the company has its own address,
    the key is for that address alone.
    """
    chat_provider, _ = _chat_model(settings, company)
    return _own_key(company) if chat_provider == provider and not company.ai_endpoint else ""


def _own_key(company: CompanyConfig) -> str:
    return str(company.credentials.get("ai_api_key") or "")
