"""Brands over HTTP (contract §1.7)."""

from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site
from parley.companies import keys, manage
from parley.documents.unanswered import count_unanswered
from parley.tenants.audit_log import record_change

SUP = "sup-key-of-the-tests"


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A brand with its manager's key."""
    other = await a_company(site.rt)
    return await manage.add_company(site.rt, name="Лавка", subdomain=f"brand-{other.id}")


async def a_brand(site: Site, **body: Any) -> dict[str, Any]:
    got = await site.post("/brands", json={"name": "Test Brand", "description": "Tea"} | body, key=SUP)
    assert got.status == 200
    made: dict[str, Any] = got.json()
    return made


async def test_a_brand_is_created_from_body_or_query(site: Site) -> None:
    made = await a_brand(site, name="Tea House")
    assert {key: made[key] for key in ("name", "description", "is_active", "updated_at")} == {
        "name": "Tea House",
        "description": "Tea",
        "is_active": True,
        "updated_at": None,
    }
    assert made["id"].startswith("tea-house")
    got = await site.post("/brands?name=Tea+House&description=Q", json={"description": "Body"}, key=SUP)
    assert (got.status, got.json()["description"]) == (200, "Body")
    assert got.json()["id"] != made["id"]
    assert (await site.post("/brands?name=Only", key=SUP)).status == 422


async def test_only_a_super_administrator_makes_and_deletes_brands(site: Site, own: dict[str, Any]) -> None:
    body = {"name": "x", "description": "y"}
    assert (await site.post("/brands", json=body)).status == 401
    assert (await site.post("/brands", json=body, key=own["api_key"])).status == 403
    assert (await site.delete(f"/brands/{own['subdomain']}", key=own["api_key"])).status == 403


async def test_any_spelling_of_the_id_finds_the_brand(site: Site) -> None:
    made = await a_brand(site, brand_id="My_Test_Brand")
    for spelling in (made["id"], made["id"].replace("-", "_"), made["id"].upper()):
        got = await site.get(f"/brands/{spelling}")
        assert (got.status, got.json()["id"]) == (200, made["id"])
    got = await site.get("/brands/nobody-has-this")
    assert (got.status, got.json()) == (404, {"detail": "Brand not found"})


async def test_a_brand_switched_off_is_listed_but_not_active(site: Site, own: dict[str, Any]) -> None:
    slug, key = own["subdomain"], own["api_key"]
    got = await site.put(f"/brands/{slug}?description=new", json={"is_active": False}, key=key)
    assert (got.json()["is_active"], got.json()["description"]) == (False, "new")
    assert got.json()["updated_at"]
    assert slug in [brand["id"] for brand in (await site.get("/brands")).json()]
    assert slug not in [brand["id"] for brand in (await site.get("/brands/active")).json()]
    got = await site.post(f"/chat/{slug}", json={"message": "hello"})
    assert (got.status, got.json()["detail"]) == (404, f"Brand '{slug}' not found or inactive")


async def test_a_new_brand_has_its_configuration(site: Site) -> None:
    made = await a_brand(site, name="Coffee House", description="Beans")
    got = (await site.get(f"/brands/{made['id']}/config", key=made["api_key"])).json()
    assert got.pop("updated_at")
    assert got == {
        "brand_id": made["id"],
        "system_prompt": "",
        "persona_prompt": None,
        "welcome_message": "Welcome to Coffee House! How can I assist you today?",
        "company_info": {"name": "Coffee House", "description": "Beans"},
        "appearance_settings": {"primary_color": "#007bff", "secondary_color": "#6c757d"},
    }


async def test_a_configuration_changes_by_what_is_given(site: Site, own: dict[str, Any]) -> None:
    path, key = f"/brands/{own['subdomain']}/config", own["api_key"]
    first = (await site.put(path, json={"persona_prompt": "Be warm", "welcome_message": "Hi"}, key=key)).json()
    assert (first["persona_prompt"], first["welcome_message"], first["system_prompt"]) == ("Be warm", "Hi", "")
    second = (await site.put(path, json={"company_info": {"city": "Oral"}, "persona_prompt": None}, key=key)).json()
    assert (second["persona_prompt"], second["company_info"]) == (None, {"city": "Oral"})
    assert second["welcome_message"] == "Hi"
    assert (await site.get(path)).status == 401


async def test_the_system_prompt_has_a_path_of_its_own(site: Site, own: dict[str, Any]) -> None:
    path, key = f"/brands/{own['subdomain']}/system-prompt", own["api_key"]
    got = (await site.put(path, json={"system_prompt": "Кратко"}, key=key)).json()
    assert got["message"] == "System prompt updated successfully"
    assert (await site.get(path, key=key)).json() == {
        "brand_id": own["subdomain"],
        "brand_name": "Лавка",
        "system_prompt": "Кратко",
        "updated_at": got["updated_at"],
    }
    assert (await site.put(path, json={}, key=key)).status == 422


async def test_the_audit_log_has_who_changed_what_but_no_secret(site: Site, own: dict[str, Any]) -> None:
    slug, key = own["subdomain"], own["api_key"]
    await site.put(f"/brands/{slug}/config", json={"welcome_message": "Hi"}, key=key)
    token = "123456:AAbb-secret-of-a-bot"
    await site.post("/sales/company/upsert", json={"id": own["id"], "bot_token": token, "phone": "1"}, key=SUP)
    got = await site.get(f"/brands/{slug}/audit", key=key)
    assert token not in got.text
    newest, before = got.json()[:2]
    assert (newest["who"], newest["what"]) == ("super administrator", "company changed")
    assert newest["changes"]["bot_token"] == "changed"
    assert newest["changes"]["phone"] == {"from": "", "to": "1"}
    assert before["who"].startswith("manager …")
    assert before["changes"]["welcome_message"]["to"] == "Hi"
    page = (await site.get(f"/brands/{slug}/audit?limit=1&before={newest['id']}", key=key)).json()
    assert [row["id"] for row in page] == [before["id"]]
    stranger = await a_brand(site)
    assert (await site.get(f"/brands/{slug}/audit", key=stranger["api_key"])).status == 403


async def test_addresses_are_on_record_by_their_hosts_alone(site: Site, own: dict[str, Any]) -> None:
    slug, key = own["subdomain"], own["api_key"]
    secrets = ("T0-first-token", "T0-second-token", "demo-key-in-a-query", "T0-of-an-older-release")
    for token in secrets[:2]:
        body = {"id": own["id"], "webhook_url": f"https://hooks.demo.example/{token}"}
        await site.post("/sales/company/upsert", json=body, key=key)
    body = {"id": own["id"], "ai_endpoint": f"https://model.demo.example/v1?k={secrets[2]}"}
    await site.post("/sales/company/upsert", json=body, key=key)
    async with site.rt.db.scoped(own["id"]) as session:
        older = {"webhook_url": {"from": "", "to": f"https://hooks.demo.example/{secrets[3]}"}}
        record_change(session, own["id"], "parley", "company changed", site.rt.clock(), older)
    got = await site.get(f"/brands/{slug}/audit", key=key)
    assert not [secret for secret in secrets if secret in got.text]
    shown = "https://hooks.demo.example/…"
    assert [row["changes"] for row in got.json()[:4]] == [
        {"webhook_url": {"from": "", "to": shown}},
        {"ai_endpoint": {"from": "", "to": "https://model.demo.example/…"}},
        {"webhook_url": {"from": shown, "to": shown}},
        {"webhook_url": {"from": "", "to": shown}},
    ]


async def test_a_deleted_brand_is_gone_with_all_its_data(site: Site) -> None:
    made = await a_brand(site, name="Gone Soon")
    slug = made["id"]
    await site.post(f"/brands/{slug}/products", json={"id": "1", "name": "Tea"}, key=made["api_key"])
    await site.post(f"/chat/{slug}", json={"message": "Is there tea?"})
    got = await site.delete(f"/brands/{slug}", key=SUP)
    assert (got.status, got.json()) == (200, {"message": "Brand deleted successfully"})
    assert (await site.get(f"/brands/{slug}")).status == 404
    assert (await keys.identify_caller(site.rt.db, site.rt.settings, made["api_key"])).role == "PUB"


@pytest.mark.parametrize("method", ["get", "put"])
async def test_an_unknown_key_does_not_learn_which_brands_exist(site: Site, method: str) -> None:
    call = getattr(site, method)
    assert (await call("/brands/nobody-has-this/config", key="wrong")).status == 401
    assert (await call("/brands/nobody-has-this/config", key=SUP)).status in (404, 422)


async def test_a_manager_reads_what_nothing_answered_and_nobody_else_does(site: Site, own: dict[str, Any]) -> None:
    slug, key = own["subdomain"], own["api_key"]
    async with site.rt.db.direct(own["id"]) as connection:
        for question in ("можно с собакой", "есть вай фай", "можно с собакой"):
            await count_unanswered(connection, own["id"], question, "ru", site.rt.clock())
    got = await site.get(f"/brands/{slug}/unanswered", key=key)
    assert got.status == 200
    assert [(row["question"], row["language"], row["times"]) for row in got.json()] == [
        ("можно с собакой", "ru", 2),
        ("есть вай фай", "ru", 1),
    ]
    assert len((await site.get(f"/brands/{slug}/unanswered?limit=1", key=key)).json()) == 1
    stranger = await manage.add_company(site.rt, name="Чужая", subdomain=f"unanswered-{own['id']}")
    assert (await site.get(f"/brands/{slug}/unanswered")).status == 401
    assert (await site.get(f"/brands/{slug}/unanswered", key=stranger["api_key"])).status == 403
    assert (await site.get(f"/brands/{stranger['subdomain']}/unanswered", key=stranger["api_key"])).json() == []
