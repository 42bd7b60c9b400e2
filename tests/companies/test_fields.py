"""Which keys outlive a change of a company's fields, and which addresses may be stored."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from parley.companies import manage
from parley.companies.fields import InstallationRules, apply_fields
from parley.domain.company import CompanyConfig
from parley.errors import Invalid
from parley.infra.net_guard import NetworkGuard
from parley.models import Company, Profile
from parley.runtime import Runtime

RULES = InstallationRules(NetworkGuard(is_active=True), "openai/gpt-house")
MODEL: dict[str, Any] = {"ai_endpoint": "https://model.example/v1", "ai_api_key": "demo-model-key-1234"}
AMO: dict[str, Any] = {
    "crm_type": "kommo",
    "kommo_subdomain": "demo",
    "kommo_client_id": "an-id",
    "kommo_client_secret": "demo-client-secret",
    "kommo_refresh_token": "demo-refresh-token",
}


async def change(
    runtime: Runtime, company: CompanyConfig, *, by_manager: bool = False, **fields: Any
) -> tuple[list[str], dict[str, Any]]:
    """Returns what was forgotten, and the stored keys."""
    async with runtime.db.scoped(company.id) as session:
        rows = await _rows(session, company)
        applied = apply_fields(RULES, *rows, fields, with_secrets=not by_manager, at=runtime.clock())
        return list(applied.forgotten), dict(rows[1].credentials)


async def _rows(session: AsyncSession, company: CompanyConfig) -> tuple[Company, Profile]:
    return await manage.find_company(session, company.id)


@pytest.mark.parametrize("by_manager", [True, False])
@pytest.mark.parametrize("address", ["https://elsewhere.example/v1", "https://model.example/v2", ""])
async def test_a_key_does_not_follow_its_address(
    runtime: Runtime, company: CompanyConfig, by_manager: bool, address: str
) -> None:
    await change(runtime, company, **MODEL)
    forgotten, stored = await change(runtime, company, by_manager=by_manager, ai_endpoint=address)
    assert forgotten == ["ai_api_key"]
    assert "ai_api_key" not in stored


async def test_a_plug_ins_own_secrets_are_stored_and_their_addresses_held_to_the_guard(
    runtime: Runtime, company: CompanyConfig
) -> None:
    rules = replace(RULES, secret_fields=("slack_webhook_url", "slack_token"))
    fields = {"slack_webhook_url": "https://hooks.example/T1/abc", "slack_token": "demo-token", "other_token": "x"}
    async with runtime.db.scoped(company.id) as session:
        rows = await _rows(session, company)
        apply_fields(rules, *rows, fields, with_secrets=True, at=runtime.clock())
        stored = {name: value for name, value in rows[1].credentials.items() if name in fields}
        assert stored == {"slack_webhook_url": "https://hooks.example/T1/abc", "slack_token": "demo-token"}
        inside = {"slack_webhook_url": "http://10.0.0.1/hook"}
        with pytest.raises(Invalid, match="slack_webhook_url"):
            apply_fields(rules, *rows, inside, with_secrets=True, at=runtime.clock())


async def test_a_masked_key_sent_with_a_new_address_is_no_new_key(runtime: Runtime, company: CompanyConfig) -> None:
    await change(runtime, company, **MODEL)
    fields: dict[str, Any] = {"ai_endpoint": "https://elsewhere.example/v1", "ai_api_key": "demo…1234"}
    assert (await change(runtime, company, **fields))[0] == ["ai_api_key"]


async def test_a_key_that_comes_with_its_address_is_kept(runtime: Runtime, company: CompanyConfig) -> None:
    await change(runtime, company, **MODEL)
    forgotten, stored = await change(
        runtime, company, ai_endpoint="https://elsewhere.example/v1", ai_api_key="demo-other-key-5678"
    )
    assert (forgotten, stored["ai_api_key"]) == ([], "demo-other-key-5678")


@pytest.mark.parametrize(
    "fields",
    [{"name": "Лавка"}, {"ai_endpoint": MODEL["ai_endpoint"] + "/"}, {"ai_endpoint": None}, {"model": "gemini/x"}],
)
async def test_a_key_stays_while_its_address_does(
    runtime: Runtime, company: CompanyConfig, fields: dict[str, Any]
) -> None:
    await change(runtime, company, **MODEL)
    forgotten, stored = await change(runtime, company, by_manager=True, **fields)
    assert (forgotten, stored["ai_api_key"]) == ([], MODEL["ai_api_key"])


async def test_without_an_address_the_key_is_for_the_models_provider(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await change(runtime, company, ai_api_key="demo-openai-key-1234")
    for model in ("openai/gpt-other", ""):
        assert (await change(runtime, company, by_manager=True, model=model))[0] == []
    assert (await change(runtime, company, by_manager=True, model="openrouter/x"))[0] == ["ai_api_key"]


@pytest.mark.parametrize("fields", [{"kommo_subdomain": "elsewhere"}, {"crm_type": "amocrm"}])
async def test_the_crms_tokens_do_not_follow_its_account(
    runtime: Runtime, company: CompanyConfig, fields: dict[str, Any]
) -> None:
    await change(runtime, company, **AMO)
    forgotten, stored = await change(runtime, company, by_manager=True, **fields)
    assert forgotten == ["kommo_client_secret", "kommo_refresh_token"]
    assert not {"kommo_client_secret", "kommo_refresh_token"} & stored.keys()


@pytest.mark.parametrize(
    "fields",
    [
        {"ai_endpoint": "https://127.0.0.1/v1"},
        {"ai_endpoint": "http://model.example/v1"},
        {"webhook_url": "https://2130706433/hook"},
        {"bitrix24_webhook_url": "https://[::1]/rest/1/demo/"},
    ],
)
async def test_an_address_that_could_never_be_called_is_refused_by_its_field(
    runtime: Runtime, company: CompanyConfig, fields: dict[str, Any]
) -> None:
    with pytest.raises(Invalid, match=f"^{next(iter(fields))}: "):
        await change(runtime, company, **fields)


async def test_a_stored_address_sent_back_is_not_judged_again(runtime: Runtime, company: CompanyConfig) -> None:
    fields = {"id": company.id, "webhook_url": "http://10.0.0.1/hook"}
    await manage.save_company(runtime, fields, with_secrets=False, at=runtime.clock())
    await change(runtime, company, webhook_url="http://10.0.0.1/hook", name="Лавка")


async def test_a_forgotten_key_is_reported_and_in_the_audit_log(runtime: Runtime, company: CompanyConfig) -> None:
    await manage.save_company(runtime, {"id": company.id, **MODEL}, with_secrets=True, at=runtime.clock())
    fields = {"id": company.id, "ai_endpoint": "https://elsewhere.example/v1"}
    saved = await manage.save_company(runtime, fields, with_secrets=False, at=runtime.clock())
    assert saved["forgotten"] == ["ai_api_key"]


async def test_the_same_key_given_with_another_address_is_for_that_one(
    runtime: Runtime, company: CompanyConfig
) -> None:
    await change(runtime, company, **MODEL)
    fields = {**MODEL, "ai_endpoint": "https://elsewhere.example/v1"}
    forgotten, stored = await change(runtime, company, **fields)
    assert (forgotten, stored["ai_api_key"]) == ([], MODEL["ai_api_key"])


async def report_of(
    runtime: Runtime, company: CompanyConfig, *, with_secrets: bool, **fields: Any
) -> dict[str, Any]:
    fields = {"id": company.id, **fields}
    saved = await manage.save_company(runtime, fields, with_secrets=with_secrets, at=runtime.clock())
    assert (saved.pop("id"), saved.pop("status"), saved.pop("name")) == (company.id, "ok", company.name)
    return saved


async def test_fields_that_nobody_can_set_are_named(runtime: Runtime, company: CompanyConfig) -> None:
    fields = {"companies": [1], "webhok_url": "https://shop.example", "subdomain": "another", "x" * 500: 1}
    assert await report_of(runtime, company, with_secrets=True, **fields) == {
        "ignored": ["companies", "webhok_url", "subdomain", "x" * 100]
    }
    assert (
        await report_of(runtime, company, with_secrets=True, subdomain=company.slug, phone="+7 701 000 00 00") == {}
    )
    many = {f"field {number}": 1 for number in range(1000)}
    assert len((await report_of(runtime, company, with_secrets=True, **many))["ignored"]) == 100


async def test_a_manager_sets_its_own_bot_mail_and_webhook_and_is_told_what_else_it_may_not(
    runtime: Runtime, company: CompanyConfig
) -> None:
    fields: dict[str, Any] = {
        "bot_token": "1234567:demo-token",
        "manager_chat_id": 5001,
        "email": "owner@shop.example",
        "webhook_url": "https://shop.example/leads",
        "ai_api_key": "demo-model-key-1234",
        "kommo_refresh_token": "",
        "kommo_client_secret": "1234…abcd",
    }
    assert await report_of(runtime, company, with_secrets=False, **fields) == {"not_permitted": ["ai_api_key"]}
    async with runtime.db.scoped(company.id) as session:
        _, profile = await _rows(session, company)
        assert profile.credentials["bot_token"] == "1234567:demo-token"
        assert "ai_api_key" not in profile.credentials
        assert (profile.admin_chat_id, profile.email) == (5001, "owner@shop.example")
        assert profile.webhook_url == "https://shop.example/leads"


async def test_a_manager_cannot_take_a_secret_away(runtime: Runtime, company: CompanyConfig) -> None:
    await change(runtime, company, **MODEL)
    _, stored = await change(runtime, company, by_manager=True, ai_api_key="")
    assert stored["ai_api_key"] == MODEL["ai_api_key"]
