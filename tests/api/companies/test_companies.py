"""Companies over HTTP (contract §1.4), and a word to the manager (§1.1)."""

from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from fakes.company import a_company
from fakes.site import VISITOR, Site, a_visitor, serving
from fakes.smtp_server import FakeSmtp
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.models import Delivery

LANGUAGES = {"ru", "en", "kz", "ky", "uz", "uk", "kk", "kg", "ua"}
SVC = "svc-key-of-the-tests"


@pytest_asyncio.fixture(loop_scope="session")
async def made(site: Site) -> dict[str, Any]:
    """A company with its manager's key."""
    other = await a_company(site.rt)
    return await manage.add_company(site.rt, name="Лавка", subdomain=f"lavka-{other.id}")


async def test_anybody_may_read_a_companys_name(site: Site, made: dict[str, Any]) -> None:
    got = await site.get(f"/companies/{made['id']}")
    assert got.json() == {"id": made["id"], "name": "Лавка", "subdomain": made["subdomain"]}
    missing = await site.get("/companies/999999")
    assert (missing.status, missing.json()) == (404, {"detail": "Company not found"})


async def test_the_list_has_names_only(site: Site, made: dict[str, Any]) -> None:
    rows = (await site.get("/sales/companies/list", key=site.sup)).json()["companies"]
    assert (await site.get("/sales/companies/list", key=SVC)).json()["companies"] == rows
    assert made["id"] in [row["id"] for row in rows]
    assert {tuple(row) for row in rows} == {("id", "name", "subdomain")}


async def test_all_companies_are_a_list_ordered_by_id(site: Site, made: dict[str, Any]) -> None:
    rows = (await site.get("/sales/companies/all", key=SVC)).json()
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    documented_keys = (
        "id name email phone whatsapp bin_iin description logo_url bot_token admin_chat_id manager_chat_id "
        "ai_endpoint ai_api_key currency integration_enabled integration_type crm_type bitrix24_webhook_url "
        "kommo_subdomain kommo_client_id kommo_client_secret kommo_refresh_token"
    )
    assert set(documented_keys.split()) <= rows[0].keys()
    assert (await site.get("/sales/companies/all", key=made["api_key"])).status == 403
    assert (await site.get("/sales/companies/all")).status == 401


async def test_a_manager_sees_its_own_company_without_secrets(site: Site, made: dict[str, Any]) -> None:
    path = f"/sales/company/{made['id']}"
    own = (await site.get(path, key=made["api_key"])).json()
    assert {"id", "name", "bin_iin", "phone", "whatsapp", "email", "description", "logo_url"} <= own.keys()
    assert set(own["descriptions"]) == LANGUAGES
    assert not {"bot_token", "manager_chat_id"} & own.keys()
    for key in (site.sup, SVC):
        assert {"bot_token", "manager_chat_id"} <= (await site.get(path, key=key)).json().keys()
    stranger = await a_company(site.rt)
    assert (await site.get(f"/sales/company/{stranger.id}", key=made["api_key"])).status == 403


@pytest.mark.parametrize("key", ["manager", "service"])
async def test_only_the_super_administrator_makes_companies_and_sets_their_secrets(
    site: Site, made: dict[str, Any], key: str
) -> None:
    given = {"manager": made["api_key"], "service": SVC}[key]
    assert (await site.post("/sales/company/upsert", json={"name": "Ещё"}, key=given)).status == 403
    body = {"id": made["id"], "bot_token": "1234567:your-own", "ai_api_key": "not-for-you-1234", "step": 9}
    saved = (await site.post("/sales/company/upsert", json=body, key=given)).json()
    assert (saved["status"], saved["ignored"], saved["not_permitted"]) == ("ok", ["step"], ["ai_api_key"])
    rows = (await site.get("/sales/companies/all", key=site.sup)).json()
    row = next(row for row in rows if row["id"] == made["id"])
    assert (row["bot_token"], row["ai_api_key"]) == ("1234567:your-own", None)


async def test_a_manager_rotates_the_secret_of_its_own_webhook(site: Site, made: dict[str, Any]) -> None:
    path = f"/companies/{made['id']}/webhook-secret/rotate"
    got = await site.post(path, key=made["api_key"])
    assert (got.status, got.headers["Cache-Control"]) == (200, "no-store")
    assert got.json().keys() == {"webhook_secret", "previous_valid_until"}
    assert (await site.post(path)).status == 401
    stranger = await a_company(site.rt)
    assert (await site.post(f"/companies/{stranger.id}/webhook-secret/rotate", key=made["api_key"])).status == 403
    assert (await site.post("/companies/999999/webhook-secret/rotate", key=site.sup)).status == 404
    changes = (await site.get(f"/brands/{made['subdomain']}/audit", key=made["api_key"])).text
    assert "webhook secret rotated" in changes
    assert got.json()["webhook_secret"] not in changes


async def test_a_manager_changes_no_other_company(site: Site, made: dict[str, Any]) -> None:
    stranger = await a_company(site.rt)
    for company_id in (stranger.id, str(stranger.id), 999_999, None, 0, ""):
        body = {"id": company_id, "name": "Моё"}
        assert (await site.post("/sales/company/upsert", json=body, key=made["api_key"])).status == 403


async def test_the_whole_state_of_the_wizard_is_accepted(site: Site) -> None:
    body = {"id": None, "name": "Салон", "email": "a@salon.example", "manager_chat_id": "5001", "step": 9,
            "companies": [{"id": 1}], "crm_type": "amocrm", "integration_enabled": True}  # fmt: skip
    got = (await site.post("/sales/company/upsert", json=body, key=site.sup)).json()
    assert (got["status"], got["name"]) == ("ok", "Салон")
    rows = (await site.get("/sales/companies/all", key=site.sup)).json()
    row = next(row for row in rows if row["id"] == got["id"])
    assert (row["manager_chat_id"], row["admin_chat_id"], row["crm_type"]) == (5001, 5001, "amocrm")
    assert (await site.get(f"/sales/{got['id']}/leads", key=got["api_key"])).status == 200


# ⚑C4: `id` is accepted and kept, and the built-in model answers in English.
@pytest.mark.parametrize(("given", "status"), [("kz", 200), ("RU", 200), ("id", 200), ("klingon", 400)])
async def test_the_language_is_echoed_as_it_was_spelled(
    site: Site, made: dict[str, Any], given: str, status: int
) -> None:
    path = f"/sales/companies/{made['id']}/language"
    got = await site.call("PATCH", path, json={"language": given}, key=made["api_key"])
    assert got.status == status
    if status == 200:
        assert got.json() == {"status": "ok", "language": given}
        assert (await site.say(made["id"], VISITOR, "start_session", "??"))["response"]


async def test_a_message_to_the_manager_needs_a_mailbox(site: Site, made: dict[str, Any]) -> None:
    body = {"user_id": VISITOR, "message": "Перезвоните"}
    got = await site.post(f"/sales/{made['id']}/contact-manager", json=body)
    assert (got.status, got.json()) == (200, {"status": "error", "message": "No company email configured"})
    assert (await site.post("/sales/999999/contact-manager", json=body)).status == 404


async def test_each_message_to_the_manager_is_told_by_the_ways_there_are(site: Site) -> None:
    made = await manage.add_company(site.rt, name="Без почты", subdomain="no-mail")
    fields = {"id": made["id"], "bot_token": "1234567:demo-token", "manager_chat_id": 5001}
    await manage.save_company(site.rt, fields, with_secrets=True, at=site.rt.clock())
    visitor = a_visitor()
    for words in ("Перезвоните", "Лучше завтра", "Лучше завтра"):
        body = {"user_id": visitor, "message": words}
        got = await site.post(f"/sales/{made['id']}/contact-manager", json=body)
        assert got.json() == {"status": "ok"}
    told = (await site.get(f"/sales/{made['id']}/deliveries", key=site.sup)).json()["deliveries"]
    assert [row["kind"] for row in told] == ["telegram:2", "telegram"]
    assert "Клиент менеджеру: Лучше завтра" in told[0]["payload"]["text"]


async def test_a_mailbox_that_refuses_is_said(site: Site, made: dict[str, Any]) -> None:
    with FakeSmtp() as post:
        post.refuse_recipient("550 No such user")
        changes = {"smtp_host": "127.0.0.1", "smtp_port": post.port}
        rt = assemble_runtime(site.rt.settings.model_copy(update=changes), site.rt.db, site.rt.queue, site.rt.http)
        fields = {"id": made["id"], "email": "owner@shop.example"}
        await manage.save_company(rt, fields, with_secrets=False, at=rt.clock())
        async with serving(rt) as own:
            body = {"user_id": VISITOR, "message": "Перезвоните мне"}
            got = await own.post(f"/sales/{made['id']}/contact-manager", json=body)
    assert got.json() == {"status": "error", "message": "The e-mail could not be sent"}


@pytest.mark.parametrize("user_id", [VISITOR, 123456789, "имя\nBcc: all@shop.example"])
async def test_a_message_to_the_manager_arrives(site: Site, made: dict[str, Any], user_id: Any) -> None:
    with FakeSmtp() as post:
        changes = {"smtp_host": "127.0.0.1", "smtp_port": post.port}
        rt = assemble_runtime(site.rt.settings.model_copy(update=changes), site.rt.db, site.rt.queue, site.rt.http)
        fields = {"id": made["id"], "email": "owner@shop.example"}
        await manage.save_company(rt, fields, with_secrets=False, at=rt.clock())
        async with serving(rt) as own:
            body = {"user_id": user_id, "message": "Перезвоните мне"}
            got = await own.post(f"/sales/{made['id']}/contact-manager", json=body)
            assert got.json() == {"status": "ok"}
            # No worker runs: the mail was sent before the answer, and its job is gone.
            waiting = (await own.get(f"/sales/{made['id']}/leads", key=made["api_key"])).json()["waiting_for_human"]
            assert [(row["reason"], row["words"]) for row in waiting] == [("message_left", "Перезвоните мне")]
            async with rt.db.scoped(made["id"]) as session:
                delivery = (await session.scalars(select(Delivery))).one()
                jobs = text("SELECT count(*) FROM procrastinate_jobs WHERE lock = :key")
                assert await session.scalar(jobs, {"key": f"delivery:{delivery.id}"}) == 0
    assert (delivery.label, delivery.status) == ("email", "sent")
    (taken,) = post.taken
    assert taken.recipients == ("owner@shop.example",)
    assert str(taken.message["Subject"]).startswith("✉️ Сообщение менеджеру")
    assert "Bcc" not in taken.message
    assert "Перезвоните мне" in taken.message.get_content()
