"""Whose account it is, where it is, and that nobody can point it elsewhere."""

from datetime import timedelta

import pytest

from fakes.amo_shop import Shop, order_notice
from fakes.amocrm_server import CLIENT
from fakes.outside import company
from parley.crm.amocrm.account import find_account
from parley.crm.amocrm.crm import AmoCRM
from parley.domain.company import CompanyConfig
from parley.settings import Settings

OWN = {"crm_type": "kommo", "kommo_subdomain": "demo", "kommo_client_id": "id-1"}
SECRETS = {"kommo_client_secret": "s-1", "kommo_refresh_token": "r-1"}


def with_own(**more: object) -> CompanyConfig:
    return company(integrations={**OWN, **more}, credentials=SECRETS)


def host(found: CompanyConfig, **settings: object) -> str:
    account = find_account(found, Settings.from_environment(**settings))
    return account.host if account else ""


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "demo.kommo.com"),
        ({"crm_type": "amocrm"}, "demo.amocrm.ru"),
        ({"crm_type": "AmoCRM", "kommo_subdomain": "demo.kommo.com"}, "demo.kommo.com"),
        ({"crm_type": "bitrix24"}, ""),
        ({"kommo_subdomain": ""}, ""),
        ({"kommo_client_id": None}, ""),
        ({"integration_enabled": True}, "demo.kommo.com"),
        ({"integration_enabled": False}, ""),
    ],
)
def test_a_company_uses_its_own_account(fields: dict[str, object], expected: str) -> None:
    assert host(with_own(**fields)) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"amo_subdomain": "aida", "amo_access_token": "t"}, "aida.amocrm.ru"),
        ({"amo_subdomain": "aida.kommo.com", "amo_access_token": "t"}, "aida.kommo.com"),
        (
            {"amo_subdomain": "aida", "amo_base_url": "https://crm.example/", "amo_access_token": "t"},
            "crm.example",
        ),
        ({"amo_subdomain": "aida"}, ""),
        ({"amo_subdomain": "aida", "amo_refresh_token": "r"}, ""),
        ({"amo_access_token": "t"}, ""),
    ],
)
def test_the_environments_account_belongs_to_one_company(settings: dict[str, object], expected: str) -> None:
    assert host(company(slug="aida"), **settings) == expected
    assert host(company(slug="other"), **settings) == ""


def test_an_own_account_comes_before_the_environments() -> None:
    assert host(with_own(), aida_tenant="demo-bakery", amo_subdomain="aida", amo_access_token="t") == (
        "demo.kommo.com"
    )


def test_an_incomplete_own_account_falls_back_to_the_environments() -> None:
    half = with_own(kommo_client_id="")
    assert host(half, aida_tenant="demo-bakery", amo_subdomain="aida", amo_access_token="t") == "aida.amocrm.ru"


@pytest.mark.parametrize(
    "subdomain",
    ["http://10.0.0.1", "evil.example", "https://evil.example/.kommo.com", "kommo.com", "evil.example/x.kommo.com"],
)
def test_in_production_an_own_account_must_be_at_amocrm(subdomain: str) -> None:
    assert host(with_own(kommo_subdomain=subdomain), env="production") == ""
    assert host(with_own(), env="production") == "demo.kommo.com"


def test_settings_have_aliases_and_limit_the_request_rate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AMO_PIPELINE_B2C_ID", "11")
    monkeypatch.setenv("AMO_STATUS_B2C_NEW_ID", "12")
    monkeypatch.setenv("AMO_DEFAULT_RESPONSIBLE_USER_ID", "13")
    monkeypatch.setenv("AMO_CF_LEAD_TARIFF", "777")
    read = Settings.from_environment()
    assert (read.amo_pipeline_id, read.amo_status_id, read.amo_responsible_user_id) == (11, 12, 13)
    assert (read.amo_cf_lead_tariff, read.amo_cf_lead_address) == ("777", "2578887")
    monkeypatch.setenv("AMO_RATE", "8")
    with pytest.raises(Exception, match="AMO_RATE"):
        Settings.from_environment()


async def test_an_own_accounts_fields_are_found_by_name_and_type(provider: Shop) -> None:
    fields = provider.amo.store.fields
    fields.clear()
    fields[31] = {"id": 31, "name": "тариф", "type": "text"}
    fields[32] = {"id": 32, "name": "Адрес", "type": "numeric"}
    fields[33] = {"id": 33, "name": "utm_source", "type": "tracking_data", "code": "UTM_SOURCE"}
    own = with_own(kommo_subdomain=provider.amo.url, kommo_client_id=CLIENT["client_id"])
    secrets = {"kommo_client_secret": CLIENT["client_secret"], "kommo_refresh_token": provider.amo.refresh}
    own = company(id=provider.company.id, integrations=own.integrations, credentials=secrets)
    crm = AmoCRM(provider.rt)
    lead_id = int(await crm.deliver(own, order_notice()))
    store = provider.amo.store
    assert (store.value(lead_id, 31), store.value(lead_id, 32), store.value(lead_id, 33)) == (
        "Пакет Оптимальный",
        None,
        "vk",
    )
    provider.clock.advance(timedelta(minutes=9, seconds=59))
    await crm.deliver(own, order_notice(lead_id=42))
    assert provider.amo.requests("GET /api/v4/leads/custom_fields") == ["GET /api/v4/leads/custom_fields"]
    provider.clock.advance(timedelta(seconds=1))
    await crm.deliver(own, order_notice(lead_id=43))
    assert len(provider.amo.requests("GET /api/v4/leads/custom_fields")) == 2
