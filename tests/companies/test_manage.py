"""Companies made and changed."""

import base64
from typing import Any

import pytest
from sqlalchemy import select

from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import Invalid, NotFound
from parley.models import Company, Profile, Widget
from parley.notify.base import Notifier
from parley.runtime import Runtime
from parley.tenants.config import load_config


class PagerNotifier(Notifier):
    """A plug-in that knows its companies by a token of its own."""

    name = "pager"
    secret_fields = ("pager_token",)

    def address(self, company: CompanyConfig) -> str:
        return "pager" if company.credentials.get("pager_token") else ""

    def preview(self, company: CompanyConfig, notice: Notice) -> dict[str, Any]:
        return {"text": notice.name}

    async def deliver(self, company: CompanyConfig, notice: Notice) -> None:
        raise NotImplementedError


async def upsert(rt: Runtime, with_secrets: bool = True, **fields: Any) -> dict[str, Any]:
    return await manage.save_company(rt, fields, with_secrets=with_secrets, at=rt.clock())


async def read(rt: Runtime, company_id: int) -> CompanyConfig:
    async with rt.db.scoped(company_id) as session:
        loaded = await load_config(session, company_id)
    assert loaded is not None
    return loaded


async def test_a_new_company_has_a_widget_a_key_and_a_secret_to_sign_with(runtime: Runtime) -> None:
    made = await manage.add_company(runtime, name=" Лавка ", subdomain="Lavka")
    assert (made["name"], made["subdomain"]) == ("Лавка", "lavka")
    assert made["api_key"].startswith("mgr_")
    secret = (await read(runtime, made["id"])).credentials["webhook_secret"]
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 24
    async with runtime.db.scoped(made["id"]) as session:
        assert await session.scalar(select(Widget.channel_name)) == "web"


@pytest.mark.parametrize("again", ["own-shop", "own_shop", "OWN-SHOP"])
async def test_a_subdomain_is_taken_in_every_spelling(runtime: Runtime, again: str) -> None:
    await manage.add_company(runtime, name="Лавка", subdomain="own-shop")
    with pytest.raises(Invalid, match="Subdomain already exists"):
        await manage.add_company(runtime, name="Другая", subdomain=again)


@pytest.mark.parametrize("subdomain", ["", "две лавки", "a b", "-a", "a/b", "a--b"])
async def test_an_unusable_subdomain_is_refused_with_the_remedy(runtime: Runtime, subdomain: str) -> None:
    with pytest.raises(Invalid, match="for example my-shop"):
        await manage.add_company(runtime, name="Лавка", subdomain=subdomain)


async def test_an_upsert_without_id_makes_a_company_named_in_latin(runtime: Runtime) -> None:
    first, second = await upsert(runtime, name="Моя Лавка"), await upsert(runtime, name="Моя Лавка")
    assert first["status"] == "ok"
    assert first["api_key"].startswith("mgr_")
    slugs = [(await read(runtime, made["id"])).slug for made in (first, second)]
    assert slugs == ["moya-lavka", "moya-lavka-1"]


async def test_a_refused_new_company_leaves_nothing_behind(runtime: Runtime) -> None:
    with pytest.raises(Invalid, match="email"):
        await upsert(runtime, name="Напрасная", email="no address")
    async with runtime.db.begin() as session:
        assert await session.scalar(select(Company.id).where(Company.name == "Напрасная")) is None


async def test_only_the_given_fields_change(runtime: Runtime, company: CompanyConfig) -> None:
    await upsert(runtime, id=company.id, email="a@shop.example", model="builtin")
    await upsert(runtime, id=str(company.id), phone="+7 701 000 00 00", companies=[1, 2], unknown={"x": 1})
    changed = await read(runtime, company.id)
    assert (changed.name, changed.email, changed.model) == (company.name, "a@shop.example", "builtin")


async def test_a_blank_value_deletes_an_address(runtime: Runtime, company: CompanyConfig) -> None:
    await upsert(runtime, id=company.id, email="a@shop.example", webhook_url="https://shop.example/hook")
    await upsert(runtime, id=company.id, email=" ", webhook_url="")
    changed = await read(runtime, company.id)
    assert (changed.email, changed.webhook_url) == ("", "")


async def test_an_unknown_company_is_not_found(runtime: Runtime) -> None:
    for missing in (999_999, "99999999999999999999"):
        with pytest.raises(NotFound, match="Company not found"):
            await upsert(runtime, id=missing, name="x")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "abc"), ("id", True), ("id", [1]), ("id", -1),
        ("email", "no address"), ("country", "XX"), ("timezone", "Mars/North"), ("default_language", "klingon"),
        ("webhook_url", "ftp://x.example"), ("webhook_url", "https://"), ("webhook_url", "shop.example/hook"),
        ("manager_chat_id", "me"), ("manager_chat_id", 10**30), ("manager_chat_id", True), ("phone", ["1"]),
    ],
)  # fmt: skip
async def test_an_invalid_value_is_reported_by_its_field(
    runtime: Runtime, company: CompanyConfig, field: str, value: Any
) -> None:
    with pytest.raises(Invalid, match=f"^{field if field != 'default_language' else 'language'}: "):
        await upsert(runtime, **({"id": company.id} | {field: value}))


async def test_the_managers_chat_has_two_names(runtime: Runtime, company: CompanyConfig) -> None:
    await upsert(runtime, id=company.id, admin_chat_id="5001")
    assert (await read(runtime, company.id)).admin_chat_id == 5001
    # The wizard sends all it knows: the new value under its own name, the old one under the other.
    await upsert(runtime, id=company.id, manager_chat_id=5002, admin_chat_id=5001)
    assert (await read(runtime, company.id)).admin_chat_id == 5002
    await upsert(runtime, id=company.id, manager_chat_id=5002, admin_chat_id=5003)
    assert (await read(runtime, company.id)).admin_chat_id == 5003
    await upsert(runtime, id=company.id, manager_chat_id="", admin_chat_id=None)
    assert (await read(runtime, company.id)).admin_chat_id == 5003


async def test_a_masked_secret_sent_back_means_unchanged(runtime: Runtime, company: CompanyConfig) -> None:
    token = "1234567:demo-token-of-a-test"
    await upsert(runtime, id=company.id, bot_token=token)
    async with runtime.db.scoped(company.id) as session:
        company_record = manage.company_json(
            runtime,
            await session.get_one(Company, company.id),
            await session.get_one(Profile, company.id),
            with_secrets=False,
        )
    assert company_record["bot_token"] == "1234…test"
    await upsert(runtime, id=company.id, bot_token=company_record["bot_token"])
    assert (await read(runtime, company.id)).credentials["bot_token"] == token
    await upsert(runtime, id=company.id, bot_token="")
    assert (await read(runtime, company.id)).credentials["bot_token"] == ""


async def test_a_plug_ins_own_secret_is_stored_and_shown_masked(runtime: Runtime, company: CompanyConfig) -> None:
    rt = assemble_runtime(
        runtime.settings, runtime.db, runtime.queue, runtime.http, notifiers={"pager": PagerNotifier(runtime)}
    )
    fields = {"id": company.id, "pager_token": "demo-pager-token-1234"}
    await manage.save_company(rt, fields, with_secrets=True, at=rt.clock())
    assert (await read(rt, company.id)).credentials["pager_token"] == "demo-pager-token-1234"
    company_record = {record["id"]: record for record in await manage.company_records(rt, with_secrets=False)}
    assert company_record[company.id]["pager_token"] == "demo…1234"


async def test_without_the_right_secrets_are_not_changed(runtime: Runtime, company: CompanyConfig) -> None:
    await upsert(runtime, with_secrets=False, id=company.id, ai_api_key="demo-another-key", name="Новое имя")
    changed = await read(runtime, company.id)
    assert "ai_api_key" not in changed.credentials
    assert changed.name == "Новое имя"


async def test_configuring_changes_only_the_given_fields(runtime: Runtime, company: CompanyConfig) -> None:
    at = runtime.clock()
    await manage.configure_company(
        runtime, company.id, {"ai_prompt": "Кратко", "supported_languages": ["kz", "RU"]}, at
    )
    await manage.configure_company(runtime, company.id, {"country": "UZ"}, at)
    changed = await read(runtime, company.id)
    assert (changed.system_prompt, changed.country) == ("Кратко", "UZ")
    async with runtime.db.scoped(company.id) as session:
        assert await session.scalar(select(Profile.supported_languages)) == ["kk", "ru"]
