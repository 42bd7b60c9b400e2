"""Which model and which voice a company may use, and whose key goes where."""

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, TypeVar

from parley import plugs
from parley.domain.company import CompanyConfig
from parley.infra.http import Http
from parley.llm.base import LLM, Endpoint
from parley.settings import Settings
from parley.speech.base import Speaker, Transcriber

T = TypeVar("T")


class Models:
    """Which model a company speaks with: its own choice, else the installation's, else the built-in one."""

    def __init__(self, settings: Settings, http: Http, builtin: LLM) -> None:
        self._settings, self._http, self._builtin = settings, http, builtin
        self._kinds = plugs.classes("parley.llm", LLM)
        self._made: dict[tuple[str, ...], LLM] = {}

    def of(self, company: CompanyConfig) -> LLM:
        provider, _, model = (company.model or self._settings.model).partition("/")
        own_key = str(company.credentials.get("ai_api_key") or "")
        if company.ai_endpoint:
            # An address without a provider in the model string is an OpenAI-compatible one.
            known = provider in self._kinds and provider != "builtin"
            name = model if known else company.model
            return self._make(
                provider if known else "openai",
                Endpoint(name or self._settings.openrouter_model, own_key, company.ai_endpoint),
            )
        if provider == "builtin":
            return self._builtin
        if provider in self._kinds and model:
            key, base = _credentials(self._settings, provider)
            return self._make(provider, Endpoint(model, own_key or key, base))
        return self._from_environment()

    def embedder(self, company: CompanyConfig, name: str) -> LLM | None:
        """The model of this name that makes a company's vectors; None where no provider is named. A company that
        chose it itself has it at its own address. Its key goes to the provider of its chat model, no other."""
        provider, _, model = name.partition("/")
        named = provider in self._kinds and provider != "builtin" and bool(model)
        own_key = str(company.credentials.get("ai_api_key") or "")
        if company.ai_endpoint and company.embedding_model:
            kind = provider if named else "openai"
            return self._make(kind, Endpoint(model if named else name, own_key, company.ai_endpoint))
        if not named:
            return None
        key, base = _credentials(self._settings, provider)
        spoken, _, _ = (company.model or self._settings.model).partition("/")
        shared = spoken == provider and not company.ai_endpoint
        return self._make(provider, Endpoint(model, (own_key if shared else "") or key, base))

    def _from_environment(self) -> LLM:
        """The first provider there is a key for."""
        s = self._settings
        if s.agent_url:
            return self._make("openai", Endpoint(s.openrouter_model, s.agent_key.get_secret_value(), s.agent_url))
        for provider, model in (
            ("openai", s.openai_model),
            ("openrouter", s.openrouter_model),
            ("gemini", s.gemini_model),
        ):
            key, base = _credentials(self._settings, provider)
            if key:
                return self._make(provider, Endpoint(model, key, base))
        return self._builtin

    def _make(self, provider: str, endpoint: Endpoint) -> LLM:
        """Made once per endpoint; the dataclass' headers are not hashable, so they do not count."""
        known = (provider, endpoint.model, endpoint.api_key, endpoint.base_url)
        if known not in self._made:
            make: Callable[..., LLM] = self._kinds[provider]
            self._made[known] = make(endpoint, self._http, first_token_timeout=self._settings.first_token_timeout)
        return self._made[known]


class Voices:
    """Who listens and who speaks for a company: the first of the named models for whose provider there is a key,
    the company's own or the installation's; or a server of the installation's own, key or not."""

    def __init__(self, settings: Settings, http: Http) -> None:
        self._settings, self._http = settings, http
        self._hear = plugs.classes("parley.speech", Transcriber)
        self._speak = plugs.classes("parley.speech", Speaker)
        self._made: dict[tuple[str, ...], Any] = {}

    def transcriber(self, company: CompanyConfig) -> Transcriber | None:
        s = self._settings
        key = s.transcription_key.get_secret_value()
        found = self._find(company, self._hear, s.transcription_models, s.transcription_url, key)
        return self._make("hear", self._hear, *found, s.transcription_timeout) if found else None

    def speaker(self, company: CompanyConfig) -> Speaker | None:
        s = self._settings
        key = s.speech_key.get_secret_value()
        found = self._find(company, self._speak, s.speech_models, s.speech_url, key)
        return self._make("speak", self._speak, *found, s.speech_timeout) if found else None

    def _find(
        self, company: CompanyConfig, kinds: Container[str], names: Sequence[str], url: str, key: str
    ) -> tuple[str, Endpoint] | None:
        for name in names:
            provider, _, model = name.partition("/")
            if url and name != "none":
                known = provider in kinds and bool(model)
                return (provider, Endpoint(model, key, url)) if known else ("openai", Endpoint(name, key, url))
            if provider not in kinds or not model:
                continue
            theirs, base = _credentials(self._settings, provider)
            if own := key or self._own_key(company, provider) or theirs:
                return provider, Endpoint(model, own, base)
        return None

    def _own_key(self, company: CompanyConfig, provider: str) -> str:
        """A company's key goes to the provider of its chat model, no other."""
        spoken, _, _ = (company.model or self._settings.model).partition("/")
        shared = spoken == provider and not company.ai_endpoint
        return str(company.credentials.get("ai_api_key") or "") if shared else ""

    def _make(self, what: str, kinds: Mapping[str, Callable[..., T]], name: str, at: Endpoint, timeout: float) -> T:
        known = (what, name, at.model, at.api_key, at.base_url)
        if known not in self._made:
            self._made[known] = kinds[name](at, self._http, timeout=timeout)
        made: T = self._made[known]
        return made


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
