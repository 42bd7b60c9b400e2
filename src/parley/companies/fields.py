"""What an upsert may change of a company, and how each field is stored (contract §1.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parley.companies.checks import check_field, require_chat_id
from parley.errors import Invalid, RemoteError
from parley.infra.net_guard import NetworkGuard
from parley.infra.redaction import mask_secret
from parley.models import Company, Profile

# Fields of CompanyFull that are secrets: stored encrypted, shown masked.
SECRET_FIELDS = (
    "bot_token",
    "ai_api_key",
    "kommo_client_secret",
    "kommo_refresh_token",
    "bitrix24_webhook_url",
    "webhook_secret",
)
COMPANY_FIELDS = ("name", "description", "country", "timezone", "default_language")
PROFILE_FIELDS = (
    "email", "phone", "whatsapp", "bin_iin", "logo_url", "currency", "ai_endpoint", "webhook_url", "model",
    "embedding_model", "flow", "system_prompt", "welcome_message",
)  # fmt: skip
INTEGRATION_FIELDS = ("integration_enabled", "integration_type", "crm_type", "kommo_subdomain", "kommo_client_id")


@dataclass(frozen=True, slots=True)
class InstallationRules:
    """What of the installation decides about a company's fields."""

    guard: NetworkGuard
    #: of the installation, as a company's own is written: "openai/gpt-…"
    model: str
    #: the names of all secrets, those of plug-ins too
    secret_fields: Sequence[str] = SECRET_FIELDS


def apply_fields(
    rules: InstallationRules,
    company: Company,
    profile: Profile,
    fields: Mapping[str, Any],
    *,
    with_secrets: bool,
    at: datetime,
) -> list[str]:
    """Changes a company's rows by whatever fields are there. Raises Invalid that names the field.

    Returns the names of stored keys that were forgotten: a key is sent only to the address it was given for, so one
    that is not given again with another address is gone.
    """
    previous_homes, previous_addresses = _key_homes(rules, profile), _called_addresses(rules, profile)
    apply_company_fields(company, fields, at)
    for field in PROFILE_FIELDS:
        if fields.get(field) is not None:
            setattr(profile, field, check_field(field, fields[field]) if str(fields[field]).strip() else "")
    profile.admin_chat_id = _parse_chat_id(profile.admin_chat_id, fields)
    new_values = {field: fields[field] for field in INTEGRATION_FIELDS if fields.get(field) is not None}
    profile.integrations = {**(profile.integrations or {}), **new_values}
    profile.updated_at = at
    given_secrets = _given_secrets(rules, profile, fields) if with_secrets else {}
    moved = [name for name, home in _key_homes(rules, profile).items() if home != previous_homes[name]]
    forgotten = [name for name in moved if profile.credentials.get(name) and name not in given_secrets]
    kept = {name: value for name, value in profile.credentials.items() if name not in forgotten}
    profile.credentials = {**kept, **given_secrets}
    _check_addresses(rules.guard, previous_addresses, _called_addresses(rules, profile))
    return forgotten


def apply_company_fields(company: Company, fields: Mapping[str, Any], at: datetime) -> None:
    """Changes what anybody may know of a company, where it is there and not empty. Raises Invalid."""
    for field in COMPANY_FIELDS:
        if fields.get(field):
            setattr(company, field, check_field(field, fields[field]))
    company.updated_at = at


def _parse_chat_id(current_id: int | None, fields: Mapping[str, Any]) -> int | None:
    """Returns the manager's chat, which has two names (⚑C10).

    A client that sends its whole state changes one of them: that one counts, the wizard's name first.
    """
    names = ("manager_chat_id", "admin_chat_id")
    ids = [require_chat_id(fields[name]) for name in names if fields.get(name) not in (None, "")]
    return next((chat_id for chat_id in ids if chat_id != current_id), current_id)


def _given_secrets(rules: InstallationRules, profile: Profile, fields: Mapping[str, Any]) -> dict[str, str]:
    """Returns the secrets that are given anew; a masked one that is sent back means "unchanged"."""
    given_secrets = {}
    for field in rules.secret_fields:
        value = fields.get(field)
        stored = str(profile.credentials.get(field, ""))
        if isinstance(value, str) and value != mask_secret(stored) and "…" not in value:
            given_secrets[field] = value.strip()
    return given_secrets


def _key_homes(rules: InstallationRules, profile: Profile) -> dict[str, str]:
    """Returns where each key is sent to: an address, or the provider of the company's model."""
    endpoint = (profile.ai_endpoint or "").strip().rstrip("/")
    provider = (profile.model or rules.model).partition("/")[0]
    integrations = profile.integrations or {}
    account = "/".join(
        str(integrations.get(field) or "").strip().rstrip("/").lower() for field in ("crm_type", "kommo_subdomain")
    )
    return {
        "ai_api_key": endpoint or f"the provider {provider}",
        "kommo_client_secret": account,
        "kommo_refresh_token": account,
    }


def _called_addresses(rules: InstallationRules, profile: Profile) -> dict[str, str]:
    """Returns where parley itself goes; a logo's address is for browsers alone."""
    secret_addresses = {
        field: profile.credentials.get(field) for field in rules.secret_fields if field.endswith("_url")
    }
    addresses = {**secret_addresses, "ai_endpoint": profile.ai_endpoint, "webhook_url": profile.webhook_url}
    return {field: str(address) for field, address in addresses.items() if address}


def _check_addresses(guard: NetworkGuard, previous: Mapping[str, str], addresses: Mapping[str, str]) -> None:
    """Refuses at once a new address that every call would refuse. Names are resolved when they are called."""
    for field, address in addresses.items():
        if address == previous.get(field):
            continue
        try:
            guard.check_url(address)
        except RemoteError as error:
            raise Invalid(f"{field}: {error}") from None
