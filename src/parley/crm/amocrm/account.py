"""The amoCRM account of a company: where it is, its keys, and which of its fields take what we know."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from parley.domain.company import CompanyConfig
from parley.settings import Settings

_DOMAINS = {"amocrm": "amocrm.ru", "kommo": "kommo.com"}
_VENDOR_SUFFIXES = (".amocrm.ru", ".amocrm.com", ".kommo.com")


class LeadField(NamedTuple):
    """A custom field of leads."""

    #: what we call it: AMO_CF_LEAD_<KEY> names its id
    key: str
    #: its name where it is created, and by which it is found without an id
    name: str
    #: amoCRM's word for the type of its values: "text", "date", "checkbox"
    type: str

    @property
    def env_variable(self) -> str:
        """Returns the variable that names the field's id in the environment's account."""
        return f"AMO_CF_LEAD_{self.key.upper()}"


LEAD_FIELDS = (
    LeadField("tariff", "Тариф", "text"),
    LeadField("address", "Адрес", "text"),
    LeadField("connection_date", "Дата подключения", "date"),
    LeadField("connection_time", "Время подключения", "text"),
    LeadField("router", "Роутер", "text"),
    LeadField("cctv", "Видеонаблюдение", "text"),
    LeadField("static_ip", "Постоянный IP", "checkbox"),
    LeadField("utm_source", "utm_source", "text"),
    LeadField("utm_medium", "utm_medium", "text"),
    LeadField("utm_campaign", "utm_campaign", "text"),
    LeadField("utm_content", "utm_content", "text"),
    LeadField("utm_term", "utm_term", "text"),
    LeadField("referrer", "Рекомендация", "text"),
)


@dataclass(frozen=True, slots=True)
class AmoCRMAccount:
    """An account and what it takes to call it."""

    #: https://demo.amocrm.ru
    base_url: str
    #: a company's own; the environment's is the operator's (infra/net_guard.py)
    guarded: bool = True
    #: the tokens it was set up with; later pairs are in the database (ledger.py)
    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    #: of the integration in the account, by which tokens are renewed
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    redirect_uri: str = ""
    #: pipeline of new leads; 0 leaves it to the account
    pipeline_id: int = 0
    #: status of new leads in that pipeline; 0 leaves it to the account
    status_id: int = 0
    #: who is responsible for new leads; 0 leaves it to the account
    responsible_user_id: int = 0
    #: our key → id or code of the custom field; None where they are to be found by their names
    fields: Mapping[str, str] | None = None

    @property
    def host(self) -> str:
        """Returns demo.amocrm.ru; empty for an address without a host."""
        return urlsplit(self.base_url).netloc

    @property
    def can_refresh(self) -> bool:
        """Returns whether there is all it takes to renew the tokens."""
        return bool(self.refresh_token and self.client_id and self.client_secret)

    @property
    def is_usable(self) -> bool:
        """Returns whether it can be called: now, or after the tokens were renewed."""
        return bool(self.host) and (bool(self.access_token) or self.can_refresh)

    @property
    def token_origin(self) -> str:
        """Returns a mark, no secret, by which a stored pair is known to come from the configured tokens."""
        return hashlib.sha256(f"{self.client_id}|{self.access_token}|{self.refresh_token}".encode()).hexdigest()[
            :16
        ]

    @property
    def is_at_vendor(self) -> bool:
        """Returns whether the address can be nobody's but amoCRM's: a company's staff may change it."""
        return (
            self.base_url.startswith("https://")
            and self.host.endswith(_VENDOR_SUFFIXES)
            and self.host.count(".") == 2
        )


def find_account(company: CompanyConfig, settings: Settings) -> AmoCRMAccount | None:
    """Returns the company's own account, else the environment's for the tenant it belongs to; None without any."""
    candidates = (_company_account(company, settings), _environment_account(company, settings))
    return next((account for account in candidates if account is not None and account.is_usable), None)


def _company_account(company: CompanyConfig, settings: Settings) -> AmoCRMAccount | None:
    integrations = company.integrations
    kind, subdomain = (
        str(integrations.get("crm_type") or "").lower(),
        str(integrations.get("kommo_subdomain") or "").strip(),
    )
    if kind not in _DOMAINS or not subdomain or integrations.get("integration_enabled") is False:
        return None
    account = AmoCRMAccount(
        base_url=_base_url(subdomain, _DOMAINS[kind]),
        refresh_token=str(company.credentials.get("kommo_refresh_token") or ""),
        client_id=str(integrations.get("kommo_client_id") or ""),
        client_secret=str(company.credentials.get("kommo_client_secret") or ""),
        redirect_uri=settings.amo_redirect_uri,
    )
    return account if settings.env != "production" or account.is_at_vendor else None


def _environment_account(company: CompanyConfig, settings: Settings) -> AmoCRMAccount | None:
    if company.slug != settings.aida_tenant or not (settings.amo_base_url or settings.amo_subdomain):
        return None
    ids = {
        lead_field.key: str(getattr(settings, f"amo_cf_lead_{lead_field.key}")).strip()
        for lead_field in LEAD_FIELDS
    }
    return AmoCRMAccount(
        base_url=settings.amo_base_url.rstrip("/") or _base_url(settings.amo_subdomain, _DOMAINS["amocrm"]),
        guarded=False,
        access_token=settings.amo_access_token.get_secret_value(),
        refresh_token=settings.amo_refresh_token.get_secret_value(),
        client_id=settings.amo_client_id,
        client_secret=settings.amo_client_secret.get_secret_value(),
        redirect_uri=settings.amo_redirect_uri,
        pipeline_id=settings.amo_pipeline_id,
        status_id=settings.amo_status_id,
        responsible_user_id=settings.amo_responsible_user_id,
        fields={key: field_id for key, field_id in ids.items() if field_id != "0"},
    )


def _base_url(subdomain: str, domain: str) -> str:
    """Returns https://demo.amocrm.ru for demo; a dot makes it a whole host, a scheme a whole address."""
    address = subdomain.strip().rstrip("/")
    if "://" in address:
        return address
    return f"https://{address}" if "." in address else f"https://{address}.{domain}"
