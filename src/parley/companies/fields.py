"""What an upsert may change of a company, and how each field is stored (contract §1.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parley.companies.checks import check_budget, check_field, require_chat_id
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
# Those that a manager sets without ever seeing them. All others are the super administrator's to set.
MANAGER_SECRETS = frozenset({"bot_token"})
COMPANY_FIELDS = ("name", "description", "country", "timezone", "default_language")
PROFILE_FIELDS = (
    "email", "phone", "whatsapp", "bin_iin", "logo_url", "currency", "ai_endpoint", "webhook_url", "model",
    "embedding_model", "flow", "system_prompt", "welcome_message",
)  # fmt: skip
INTEGRATION_FIELDS = ("integration_enabled", "integration_type", "crm_type", "kommo_subdomain", "kommo_client_id")


BUDGET_FIELDS = ("daily_budget", "daily_token_budget")
_OTHER_FIELDS = ("id", "admin_chat_id", "manager_chat_id")
_MAX_TOLD_FIELDS, _MAX_FIELD_CHARS = 100, 100


@dataclass(frozen=True, slots=True)
class InstallationRules:
    """What of the installation decides about a company's fields."""

    guard: NetworkGuard
    #: of the installation, as a company's own is written: "openai/gpt-…"
    model: str
    #: the names of all secrets, those of plug-ins too
    secret_fields: Sequence[str] = SECRET_FIELDS


@dataclass(frozen=True, slots=True)
class AppliedFields:
    """What became of fields that were not simply stored, by their names."""

    #: nobody can set them here: a client sends its whole state
    ignored: Sequence[str] = ()
    #: secrets that the caller may not set
    not_permitted: Sequence[str] = ()
    #: stored keys that went with their address: a key is sent only to the address it was given for
    forgotten: Sequence[str] = ()

    def as_json(self) -> dict[str, list[str]]:
        """Returns what there is to tell."""
        parts = {"ignored": self.ignored, "not_permitted": self.not_permitted, "forgotten": self.forgotten}
        return {name: list(fields) for name, fields in parts.items() if fields}


def apply_fields(
    rules: InstallationRules,
    company: Company,
    profile: Profile,
    fields: Mapping[str, Any],
    *,
    with_secrets: bool,
    at: datetime,
) -> AppliedFields:
    """Changes a company's rows by whatever fields are there. Returns what of them was not simply stored.

    `with_secrets`: the caller may set all secrets, not only a manager's own. Raises Invalid that names the field.
    """
    previous_homes, previous_addresses = _key_homes(rules, profile), _called_addresses(rules, profile)
    apply_company_fields(company, fields, at)
    _store_profile_fields(profile, fields, at)
    refused_budgets = _store_budgets(profile, fields, may_raise=with_secrets)
    given_secrets, not_permitted = _permitted_secrets(_given_secrets(rules, profile, fields), with_secrets)
    moved = [name for name, home in _key_homes(rules, profile).items() if home != previous_homes[name]]
    forgotten = [name for name in moved if profile.credentials.get(name) and name not in given_secrets]
    kept = {name: value for name, value in profile.credentials.items() if name not in forgotten}
    profile.credentials = {**kept, **given_secrets}
    _check_addresses(rules.guard, previous_addresses, _called_addresses(rules, profile))
    return AppliedFields(_ignored_fields(rules, company, fields), [*not_permitted, *refused_budgets], forgotten)


def _store_profile_fields(profile: Profile, fields: Mapping[str, Any], at: datetime) -> None:
    for field in PROFILE_FIELDS:
        if fields.get(field) is not None:
            setattr(profile, field, check_field(field, fields[field]) if str(fields[field]).strip() else "")
    profile.admin_chat_id = _parse_chat_id(profile.admin_chat_id, fields)
    new_values = {field: fields[field] for field in INTEGRATION_FIELDS if fields.get(field) is not None}
    profile.integrations = {**(profile.integrations or {}), **new_values}
    profile.updated_at = at


def _store_budgets(profile: Profile, fields: Mapping[str, Any], *, may_raise: bool) -> list[str]:
    """Stores what models may take in a day; empty text lifts the limit. Who pays is not always who manages: a
    manager may set a limit and lower it, and only the super administrator (`may_raise`) raises or lifts one.

    Returns the names of the fields that were refused for that. Raises Invalid.
    """
    refused = []
    for field in BUDGET_FIELDS:
        if fields.get(field) is None:
            continue
        limit, current = check_budget(field, fields[field]), getattr(profile, field)
        is_raise = current is not None and (limit is None or limit > current)
        if is_raise and not may_raise:
            refused.append(field)
        else:
            setattr(profile, field, limit)
    return refused


def _permitted_secrets(given_secrets: dict[str, str], with_secrets: bool) -> tuple[dict[str, str], list[str]]:
    """Returns those that the caller may set, and the names of those that it wanted to set besides."""
    if with_secrets:
        return given_secrets, []
    permitted = {name: value for name, value in given_secrets.items() if name in MANAGER_SECRETS}
    return permitted, [name for name, value in given_secrets.items() if value and name not in MANAGER_SECRETS]


def _ignored_fields(rules: InstallationRules, company: Company, fields: Mapping[str, Any]) -> list[str]:
    own = {*COMPANY_FIELDS, *PROFILE_FIELDS, *BUDGET_FIELDS, *INTEGRATION_FIELDS}
    known = {*own, *rules.secret_fields, *_OTHER_FIELDS}
    # the subdomain is chosen once
    is_own_subdomain = fields.get("subdomain") in (None, "", company.subdomain)
    names = [name for name in fields if name not in known and not (name == "subdomain" and is_own_subdomain)]
    return [str(name)[:_MAX_FIELD_CHARS] for name in names[:_MAX_TOLD_FIELDS]]


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
