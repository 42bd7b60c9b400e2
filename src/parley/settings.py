"""Reads everything the environment may say, once at start. Aliases are tried in the order given."""

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, BeforeValidator, Field, PrivateAttr, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from parley.errors import ConfigurationError

_PROVIDER_VARIABLE = re.compile(r"[A-Z0-9_]+_(?:API_KEY|BASE_URL)")


def _env(*names: str, default: object = "") -> object:
    return Field(default=default, validation_alias=AliasChoices(*names))


def _variable_name(field: FieldInfo) -> str:
    alias = field.validation_alias
    assert isinstance(alias, AliasChoices)
    return str(alias.choices[0])


def _read_provider_variables() -> dict[str, SecretStr]:
    return {
        name: SecretStr(value.strip()) for name, value in os.environ.items() if _PROVIDER_VARIABLE.fullmatch(name)
    }


def _spell_environment(word: object) -> object:
    """Returns the word as it is in `Environment`: a guard that a spelling switched off would be none."""
    if not isinstance(word, str):
        return word
    spelled = word.strip().lower()
    return {"prod": "production", "dev": "development"}.get(spelled, spelled)


def _is_loopback_address(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


Environment = Annotated[Literal["development", "production"], BeforeValidator(_spell_environment)]


class Settings(BaseSettings):
    """One installation's settings. Names and defaults are the product's contract (docs/settings.md)."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True)

    # ── where we run
    database_url: str = _env("DATABASE_URL")  # type: ignore[assignment]
    home: Path = _env("PARLEY_HOME", default=Path(".parley"))  # type: ignore[assignment]
    port: str = _env("PORT", "SERVER_PORT", default="8000")  # type: ignore[assignment]
    host: str = _env("SERVER_HOST", default="0.0.0.0")  # type: ignore[assignment]  # noqa: S104
    public_base_url: str = _env("PUBLIC_BASE_URL", default="http://localhost:8000")  # type: ignore[assignment]
    env: Environment = _env("PARLEY_ENV", default="development")  # type: ignore[assignment]
    log_level: str = _env("LOG_LEVEL", default="INFO")  # type: ignore[assignment]
    db_pool: int = _env("PARLEY_DB_POOL", default=10)  # type: ignore[assignment]

    # Every process goes by a clock that a simulation moves (docs/simulator.md).
    simulated_clock: bool = _env("PARLEY_SIMULATED_CLOCK", default=False)  # type: ignore[assignment]

    # ── who may call
    auth: Literal["on", "off"] = _env("PARLEY_AUTH", default="on")  # type: ignore[assignment]
    rate_limits: Literal["on", "off"] = _env("PARLEY_RATE_LIMITS", default="on")  # type: ignore[assignment]
    allowed_networks: str = _env("PARLEY_ALLOWED_NETWORKS")  # type: ignore[assignment]
    public_lists: Literal["on", "off"] = _env("PARLEY_PUBLIC_LISTS", default="off")  # type: ignore[assignment]
    trusted_proxies: str = _env("PARLEY_TRUSTED_PROXIES")  # type: ignore[assignment]
    superadmin_key: SecretStr = _env("PARLEY_SUPERADMIN_KEY", default=SecretStr(""))  # type: ignore[assignment]
    service_key: SecretStr = _env("PARLEY_SERVICE_KEY", default=SecretStr(""))  # type: ignore[assignment]
    secret_key: SecretStr = _env("PARLEY_SECRET_KEY", default=SecretStr(""))  # type: ignore[assignment]
    ws_allowed_origins: str = _env("WS_ALLOWED_ORIGINS")  # type: ignore[assignment]
    ws_idle_timeout: float = _env("WS_IDLE_TIMEOUT", default=600.0)  # type: ignore[assignment]

    # ── tenants
    aida_tenant: str = _env("PARLEY_AIDA_TENANT", default="aida")  # type: ignore[assignment]
    aida_hosts: str = _env("PARLEY_AIDA_HOSTS")  # type: ignore[assignment]
    default_brand: str = _env("PARLEY_DEFAULT_BRAND", default="techpro")  # type: ignore[assignment]
    auto_populate: bool = _env("AUTO_POPULATE_DATA", default=True)  # type: ignore[assignment]

    # ── what companies know
    knowledge_base: Path = _env("KNOWLEDGE_BASE_PATH", default=Path("knowledge_base"))  # type: ignore[assignment]
    knowledge_brand: str = _env("KNOWLEDGE_BASE_BRAND")  # type: ignore[assignment]
    google_sheets_link: SecretStr = _env("GOOGLE_SHEETS_LINK", default=SecretStr(""))  # type: ignore[assignment]

    # ── models
    model: str = _env("PARLEY_MODEL")  # type: ignore[assignment]
    embedding_model: str = _env("PARLEY_EMBEDDING_MODEL")  # type: ignore[assignment]
    openai_api_key: SecretStr = _env("OPENAI_API_KEY", default=SecretStr(""))  # type: ignore[assignment]
    openai_base_url: str = _env("OPENAI_BASE_URL")  # type: ignore[assignment]
    openai_model: str = _env("OPENAI_MODEL", default="gpt-4")  # type: ignore[assignment]
    openrouter_api_key: SecretStr = _env("OPENROUTER_API_KEY", default=SecretStr(""))  # type: ignore[assignment]
    openrouter_base_url: str = _env("OPENROUTER_BASE_URL")  # type: ignore[assignment]
    openrouter_model: str = _env("AI_MODEL", default="openai/gpt-oss-120b:exacto")  # type: ignore[assignment]
    agent_url: str = _env("AI_AGENT_URL")  # type: ignore[assignment]
    agent_key: SecretStr = _env("AI_AGENT_KEY", default=SecretStr(""))  # type: ignore[assignment]
    gemini_api_key: SecretStr = _env("GEMINI_API_KEY", default=SecretStr(""))  # type: ignore[assignment]
    gemini_model: str = _env("GEMINI_MODEL", default="gemini-2.0-flash-exp")  # type: ignore[assignment]
    model_prices: str = _env("PARLEY_MODEL_PRICES")  # type: ignore[assignment]
    max_context_messages: int = _env("MAX_CONTEXT_MESSAGES", default=20)  # type: ignore[assignment]
    answer_timeout: float = _env("PARLEY_ANSWER_TIMEOUT", default=25.0)  # type: ignore[assignment]
    first_token_timeout: float = _env("PARLEY_FIRST_TOKEN_TIMEOUT", default=12.0)  # type: ignore[assignment]
    claim_lease: float = _env("PARLEY_CLAIM_LEASE", default=30.0)  # type: ignore[assignment]

    # ── messengers
    # Messages of one chat are answered together: so many seconds after the last, so many after the first at most.
    burst_window: float = _env("MESSAGE_GROUP_TIMEOUT", default=4.0)  # type: ignore[assignment]
    longest_burst: float = _env("PARLEY_LONGEST_BURST", default=30.0)  # type: ignore[assignment]
    # Of a company that did not say when it works: Monday to Friday, from and until, in its own zone.
    working_hours_start: int = Field(default=10, ge=0, le=23, validation_alias=AliasChoices("WORKING_HOURS_START"))
    working_hours_end: int = Field(default=18, ge=1, le=24, validation_alias=AliasChoices("WORKING_HOURS_END"))
    # How long is kept what happened in conversations.
    event_days: int = Field(default=400, ge=1, validation_alias=AliasChoices("PARLEY_EVENT_DAYS"))
    bot_reload_seconds: float = _env("BOT_RELOAD_SECONDS", default=30.0)  # type: ignore[assignment]

    # ── voices
    transcription_model: str = _env(  # type: ignore[assignment]
        "PARLEY_TRANSCRIPTION_MODEL",
        default=(
            "onnx-asr/gigaam-multilingual-ctc, openai/gpt-transcribe, openrouter/google/chirp-3, "
            "gemini/gemini-3.5-flash-lite"
        ),
    )
    # The folder of a local engine's weights; without it no such engine is asked.
    voice_model: str = _env("PARLEY_VOICE_MODEL")  # type: ignore[assignment]
    transcription_url: str = _env("PARLEY_TRANSCRIPTION_URL")  # type: ignore[assignment]
    transcription_key: SecretStr = _env("PARLEY_TRANSCRIPTION_KEY", default=SecretStr(""))  # type: ignore[assignment]
    transcription_timeout: float = _env("PARLEY_TRANSCRIPTION_TIMEOUT", default=20.0)  # type: ignore[assignment]
    speech_model: str = _env("PARLEY_SPEECH_MODEL")  # type: ignore[assignment]
    speech_url: str = _env("PARLEY_SPEECH_URL")  # type: ignore[assignment]
    speech_key: SecretStr = _env("PARLEY_SPEECH_KEY", default=SecretStr(""))  # type: ignore[assignment]
    speech_voice: str = _env("PARLEY_SPEECH_VOICE")  # type: ignore[assignment]
    speech_timeout: float = _env("PARLEY_SPEECH_TIMEOUT", default=5.0)  # type: ignore[assignment]
    # Whoever listens is answered within 15 seconds, sound included (contract §2.1).
    voice_timeout: float = _env("PARLEY_VOICE_TIMEOUT", default=9.0)  # type: ignore[assignment]

    # ── telling people
    telegram_api_url: str = _env("TELEGRAM_API_URL", default="https://api.telegram.org")  # type: ignore[assignment]
    bot_token: SecretStr = _env("BOT_TOKEN", default=SecretStr(""))  # type: ignore[assignment]
    manager_chat_id: str = _env("MANAGER_CHAT_ID")  # type: ignore[assignment]
    super_admin_bot_token: SecretStr = _env("SUPER_ADMIN_BOT_TOKEN", default=SecretStr(""))  # type: ignore[assignment]
    super_admin_chat_id: str = _env("SUPER_ADMIN_CHAT_ID")  # type: ignore[assignment]
    smtp_host: str = _env("SMTP_HOST", "SMTP_SERVER", "EMAIL_HOST", default="smtp.gmail.com")  # type: ignore[assignment]
    smtp_port: int = _env("SMTP_PORT", "EMAIL_PORT", default=465)  # type: ignore[assignment]
    smtp_tls: Literal["", "ssl", "starttls", "none"] = _env("SMTP_TLS")  # type: ignore[assignment]
    smtp_user: str = _env("SMTP_USER", "EMAIL_USER")  # type: ignore[assignment]
    smtp_password: SecretStr = _env(  # type: ignore[assignment]
        "SMTP_PASSWORD", "SENDER_PASSWORD", "EMAIL_PASSWORD", default=SecretStr("")
    )
    sender_email: str = _env("SENDER_EMAIL")  # type: ignore[assignment]

    # ── amoCRM, for the company named by PARLEY_AIDA_TENANT
    amo_subdomain: str = _env("AMO_SUBDOMAIN")  # type: ignore[assignment]
    amo_base_url: str = _env("AMO_BASE_URL")  # type: ignore[assignment]
    amo_access_token: SecretStr = _env("AMO_ACCESS_TOKEN", default=SecretStr(""))  # type: ignore[assignment]
    amo_refresh_token: SecretStr = _env("AMO_REFRESH_TOKEN", default=SecretStr(""))  # type: ignore[assignment]
    amo_client_id: str = _env("AMO_CLIENT_ID")  # type: ignore[assignment]
    amo_client_secret: SecretStr = _env("AMO_CLIENT_SECRET", default=SecretStr(""))  # type: ignore[assignment]
    amo_redirect_uri: str = _env("AMO_REDIRECT_URI")  # type: ignore[assignment]
    amo_pipeline_id: int = _env("AMO_PIPELINE_ID", "AMO_PIPELINE_B2C_ID", default=0)  # type: ignore[assignment]
    amo_status_id: int = _env("AMO_STATUS_ID", "AMO_STATUS_B2C_NEW_ID", default=0)  # type: ignore[assignment]
    amo_responsible_user_id: int = _env(  # type: ignore[assignment]
        "AMO_RESPONSIBLE_USER_ID", "AMO_DEFAULT_RESPONSIBLE_USER_ID", default=0
    )
    # requests a second to one account; amoCRM blocks who makes more than 7
    amo_rate: float = Field(default=5.0, gt=0, le=7, validation_alias=AliasChoices("AMO_RATE"))
    amo_cf_lead_tariff: str = _env("AMO_CF_LEAD_TARIFF", default="2578883")  # type: ignore[assignment]
    amo_cf_lead_address: str = _env("AMO_CF_LEAD_ADDRESS", default="2578887")  # type: ignore[assignment]
    amo_cf_lead_connection_date: str = _env("AMO_CF_LEAD_CONNECTION_DATE", default="2578411")  # type: ignore[assignment]
    amo_cf_lead_connection_time: str = _env("AMO_CF_LEAD_CONNECTION_TIME", default="2578413")  # type: ignore[assignment]
    amo_cf_lead_router: str = _env("AMO_CF_LEAD_ROUTER", default="2578885")  # type: ignore[assignment]
    amo_cf_lead_cctv: str = _env("AMO_CF_LEAD_CCTV", default="2578889")  # type: ignore[assignment]
    amo_cf_lead_static_ip: str = _env("AMO_CF_LEAD_STATIC_IP", default="2578891")  # type: ignore[assignment]
    amo_cf_lead_utm_source: str = _env("AMO_CF_LEAD_UTM_SOURCE", default="2375289")  # type: ignore[assignment]
    amo_cf_lead_utm_medium: str = _env("AMO_CF_LEAD_UTM_MEDIUM", default="2375285")  # type: ignore[assignment]
    amo_cf_lead_utm_campaign: str = _env("AMO_CF_LEAD_UTM_CAMPAIGN", default="2375287")  # type: ignore[assignment]
    amo_cf_lead_utm_content: str = _env("AMO_CF_LEAD_UTM_CONTENT", default="2375283")  # type: ignore[assignment]
    amo_cf_lead_utm_term: str = _env("AMO_CF_LEAD_UTM_TERM", default="2375291")  # type: ignore[assignment]
    amo_cf_lead_referrer: str = _env("AMO_CF_LEAD_REFERRER", default="2564027")  # type: ignore[assignment]

    # What the environment says of providers that have no fields here.
    _provider_variables: Mapping[str, SecretStr] = PrivateAttr(default_factory=_read_provider_variables)

    @model_validator(mode="after")
    def _check_consistency(self) -> "Settings":
        # Each stands in for the other; as aliases, one variable would have to be two fields' at once.
        object.__setattr__(self, "smtp_user", self.smtp_user or self.sender_email)
        object.__setattr__(self, "sender_email", self.sender_email or self.smtp_user)
        if ":" in self.super_admin_chat_id:
            raise ValueError(
                "SUPER_ADMIN_CHAT_ID holds chat ids only; a bot token belongs into SUPER_ADMIN_BOT_TOKEN"
            )
        for switch, value in (("PARLEY_AUTH", self.auth), ("PARLEY_RATE_LIMITS", self.rate_limits)):
            if value == "off" and self.env == "production":
                raise ValueError(f"{switch}=off is refused when PARLEY_ENV=production")
        for network in (*self._split_list(self.trusted_proxies), *self.opened_networks):
            ip_network(network, strict=False)
        for port in self._split_list(self.port):
            if not port.isdigit() or not 0 <= int(port) <= 65535:
                raise ValueError(f"PORT holds port numbers separated by commas, not {port!r}")
        # A link without a host of ours leads to where we listen; 0 is a port that the system chooses.
        if "public_base_url" not in self.model_fields_set and any(self.ports):
            first_port = next(filter(None, self.ports))
            object.__setattr__(self, "public_base_url", f"http://localhost:{first_port}")
        if self.simulated_clock:
            self._check_simulation()
        return self

    def _check_simulation(self) -> None:
        """Raises ValueError where somebody could take a moved clock for the time."""
        if self.env == "production":
            raise ValueError("PARLEY_SIMULATED_CLOCK is refused when PARLEY_ENV=production")
        host = urlsplit(self.public_base_url).hostname or ""
        if host != "localhost" and not _is_loopback_address(host):
            raise ValueError("PARLEY_SIMULATED_CLOCK is for this machine only: PUBLIC_BASE_URL leads elsewhere")

    @classmethod
    def from_environment(cls, **overrides: object) -> "Settings":
        """Reads the environment, with some values given instead. Raises ConfigurationError naming the variable."""
        # Values are read by their variables' names only: by field names, HOME would be taken for our data folder.
        fields = cls.model_fields
        values = {
            _variable_name(fields[name]) if name in fields else name: value for name, value in overrides.items()
        }
        try:
            return cls(**values)  # type: ignore[arg-type]
        except ValidationError as error:
            problems = "; ".join(
                ": ".join(filter(None, (".".join(map(str, item["loc"])), item["msg"])))
                for item in error.errors(include_input=False, include_url=False)
            )
            raise ConfigurationError(f"The environment cannot be used: {problems}") from None

    @staticmethod
    def _split_list(value: str) -> list[str]:
        return [part.strip() for part in value.split(",") if part.strip()]

    def provider_access(self, provider: str) -> tuple[str, str]:
        """Returns the installation's key to a provider, and the provider's address where it is not its usual one:
        of "mistral" what MISTRAL_API_KEY and MISTRAL_BASE_URL say; empty where they say nothing."""
        known = {
            "openai": (self.openai_api_key, self.openai_base_url),
            "openrouter": (self.openrouter_api_key, self.openrouter_base_url),
            "gemini": (self.gemini_api_key, ""),
        }
        if provider in known:
            key, base_url = known[provider]
            return key.get_secret_value(), base_url
        variable = provider.upper().replace("-", "_")
        return self._provider_variable(f"{variable}_API_KEY"), self._provider_variable(f"{variable}_BASE_URL")

    def _provider_variable(self, name: str) -> str:
        value = self._provider_variables.get(name)
        return value.get_secret_value() if value else ""

    @property
    def are_lists_public(self) -> bool:
        """Whether anybody may see who the companies are, the numbers of the service and its API document."""
        return self.env != "production" or self.public_lists == "on"

    @property
    def ports(self) -> tuple[int, ...]:
        return tuple(int(port) for port in self._split_list(self.port))

    @property
    def super_admin_ids(self) -> frozenset[str]:
        """Returns who is the super administrator in Telegram; nobody where none is named (⚑C11)."""
        return frozenset(self._split_list(self.super_admin_chat_id))

    @property
    def trusted_networks(self) -> tuple[str, ...]:
        return tuple(self._split_list(self.trusted_proxies))

    @property
    def opened_networks(self) -> tuple[str, ...]:
        return tuple(self._split_list(self.allowed_networks))

    @property
    def allowed_origins(self) -> frozenset[str]:
        return frozenset(self._split_list(self.ws_allowed_origins))

    @property
    def aida_host_names(self) -> frozenset[str]:
        return frozenset(host.lower() for host in self._split_list(self.aida_hosts))

    @property
    def transcription_models(self) -> tuple[str, ...]:
        return tuple(self._split_list(self.transcription_model))

    @property
    def speech_models(self) -> tuple[str, ...]:
        return tuple(self._split_list(self.speech_model))

    @property
    def claim_lease_time(self) -> timedelta:
        return timedelta(seconds=self.claim_lease)
